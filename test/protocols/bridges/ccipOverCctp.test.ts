/** USDC by CCIP: its pool burns by CCTP, which pays the recipient. Both log; CCIP owns the transfer (bridges.md §0, trap 8). */
import { expect, test } from 'vitest'
import { ccipV15 } from '../../../src/protocols/bridges/ccip/ccipV15.ts'
import { cctpV1 } from '../../../src/protocols/bridges/cctp/cctpV1.ts'
import { cctpV2 } from '../../../src/protocols/bridges/cctp/cctpV2.ts'
import { addressOf } from '../logs.ts'
import * as ccip from './ccipLogs.ts'
import * as cctp from './cctpLogs.ts'
import { matchTransactions } from './matchTransactions.ts'
import { bridgeOf, decodeOn } from './routes.ts'

const moving: ccip.Moving = { sent: [{ amount: 5n }] }
const [pool, token] = [ccip.poolAt(ccip.home), ccip.tokenAt(ccip.away)]
const usdc = (member: typeof ccip.home) => ({ ...member, tokens: { [ccip.tokenAt(member)]: 6 } })
const outer = bridgeOf(ccipV15, [usdc(ccip.home), usdc(ccip.away)])
const inner = (protocol: typeof cctpV1, outerBridge: readonly `0x${string}`[]) => {
  const member = (each: typeof cctp.home) => ({ ...each, tokens: { [ccip.tokenAt(each)]: 6 } })
  const [home, away] = [member(cctp.home), member(cctp.away)]
  return bridgeOf(protocol, [{ ...home, contracts: { ...home.contracts, outerBridge } }, away])
}
const burning = { amount: 5n, depositor: pool, recipient: ccip.bob, token: ccip.tokenAt(ccip.home) }
const versions = [
  ['v1', cctpV1],
  ['v2', cctpV2],
] as const

/** What each chain logs: the pool's burn inside the send, the inner mint inside the execution. */
const logsOf = (version: 'v1' | 'v2') => ({
  sent: [...cctp.burn(version, burning), ...ccip.send('1.5', moving)],
  paid: [
    ...cctp.mint(version, { ...burning, paid: { token } }).slice(0, 1),
    ccip.transfer(token, addressOf(0), ccip.bob, 5n),
    ...cctp.mint(version, burning).slice(1),
    ccip.released('1.5', { ...moving, isMinted: true }, { amount: 5n }),
    ccip.executed('1.5', moving),
  ],
})

test.each(versions)(
  'behavior: trap 8: over CCTP %s a transfer is CCIP’s alone',
  (version, protocol) => {
    const { sent, paid } = logsOf(version)
    const nested = inner(protocol, [pool])
    expect(decodeOn(nested, 1, sent)).toMatchObject({ legs: [], reasons: [] })
    expect(decodeOn(nested, 8453, paid)).toMatchObject({ legs: [], reasons: [] })
    const sides = [
      { chainId: 1, at: 100n, transactions: [sent] },
      { chainId: 8453, at: 200n, transactions: [paid] },
    ]
    expect(matchTransactions(outer, sides)).toMatchObject([{ state: 'DELIVERED', sentAmount: 5n }])
  },
)

test.each(versions)(
  'behavior: others’ transfers over CCTP %s stay its own',
  (version, protocol) => {
    const { sent, paid } = logsOf(version)
    const plain = inner(protocol, [addressOf(0x99)])
    expect(decodeOn(plain, 1, sent).legs).toMatchObject([{ step: 'sent', amount: 5n }])
    expect(decodeOn(plain, 8453, paid).legs).toMatchObject([{ step: 'credited', amount: 5n }])
  },
)
