import fc from 'fast-check'
import { type Hex, keccak256, toHex } from 'viem'
import { expect, test } from 'vitest'
import type { Address, ChainId } from '../../../src/facts/primitives.ts'
import { orderly } from '../../../src/protocols/bridges/orderly/orderly.ts'
import { eventOf, marginEvents } from '../lending/marginEvents.ts'
import { addressOf, encodeLog, type LogParts, malform } from '../logs.ts'
import { matchTransactions } from './matchTransactions.ts'
import { bridgeOf, decodeOn } from './routes.ts'

const [arbitrum, base, home, solana] = [42161, 8453, 291, 900_900_900]
const usdcHash = keccak256(toHex('USDC'))
const booked: Address = `0x${usdcHash.slice(-40)}`
const tokenOf = (chainId: ChainId): Address => addressOf(chainId + 0xc0)
const vaultOf = (chainId: ChainId): Address => addressOf(chainId + 0xa0)
const ledger = addressOf(0x1ed)
const [alice, bob] = [addressOf(0xa11ce), addressOf(0xb0b)]
const account: Hex = `0x${'ac'.repeat(32)}`
const other: Hex = `0x${'0d'.repeat(32)}`
const broker: Hex = `0x${'b0'.repeat(32)}`

const bridge = bridgeOf(orderly, [
  ...[arbitrum, base].map((chainId) => ({
    chainId,
    domain: `${chainId}`,
    contracts: { vault: vaultOf(chainId) },
    tokens: { [tokenOf(chainId)]: 6 },
  })),
  { chainId: home, domain: `${home}`, contracts: { ledger }, tokens: { [booked]: 6 } },
])

/** Encodes a row of the catalogue; older overloads of the ledger's events also name their block's time. */
function log(
  contract: string,
  address: Address,
  name: string,
  args: Record<string, unknown>,
): LogParts {
  const row = marginEvents
    .filter((each) => each.protocol === 'Orderly' && each.contract === contract)
    .map(eventOf)
    .find(
      (event) =>
        event.name === name &&
        event.inputs.some((input) => input.name === 'blocktime') === 'blocktime' in args,
    )
  if (row === undefined) throw new Error(`no row ${contract} ${name}`)
  return encodeLog([row], address, name, args)
}

const taken = (depositNonce: bigint, tokenAmount: bigint, parts: object = {}) => ({
  ...{ accountId: account, userAddress: alice, depositNonce, tokenHash: usdcHash, tokenAmount },
  ...parts,
})
const depositTo = (chainId: ChainId, nonce: bigint, amount: bigint, parts: object = {}) =>
  log('Vault', vaultOf(chainId), 'AccountDepositTo', taken(nonce, amount, parts))
const legacyDeposit = (chainId: ChainId, nonce: bigint, amount: bigint) =>
  log('Vault', vaultOf(chainId), 'AccountDeposit', taken(nonce, amount))
const credited = (chainId: ChainId, nonce: bigint, amount: bigint, parts: object = {}) =>
  log('Ledger', ledger, 'AccountDeposit', {
    ...{ accountId: account, depositNonce: 77n, eventId: 5n, userAddress: alice },
    ...{ tokenHash: usdcHash, tokenAmount: amount, srcChainId: BigInt(chainId) },
    ...{ srcChainDepositNonce: nonce, brokerHash: broker, ...parts },
  })
const withdrawal = (chainId: ChainId, nonce: bigint, amount: bigint, parts: object = {}) => ({
  ...{ accountId: account, withdrawNonce: nonce, eventId: 9n, brokerHash: broker },
  ...{ sender: alice, receiver: bob, chainId: BigInt(chainId), tokenHash: usdcHash },
  ...{ tokenAmount: amount, fee: 1n, ...parts },
})
const approved = (chainId: ChainId, nonce: bigint, amount: bigint, parts: object = {}) =>
  log('Ledger', ledger, 'AccountWithdrawApprove', withdrawal(chainId, nonce, amount, parts))
const refused = (chainId: ChainId, nonce: bigint, amount: bigint, failReason: number) =>
  log('Ledger', ledger, 'AccountWithdrawFail', withdrawal(chainId, nonce, amount, { failReason }))
const finished = (chainId: ChainId, nonce: bigint, amount: bigint) =>
  log('Ledger', ledger, 'AccountWithdrawFinish', withdrawal(chainId, nonce, amount))
const paid = (chainId: ChainId, nonce: bigint, amount: bigint, parts: object = {}) =>
  log('Vault', vaultOf(chainId), 'AccountWithdraw', {
    ...{ accountId: account, withdrawNonce: nonce, brokerHash: broker, sender: alice },
    ...{ receiver: bob, tokenHash: usdcHash, tokenAmount: amount, fee: 1n, ...parts },
  })
const skipped = (chainId: ChainId, amount: bigint, receiver = bob, token = tokenOf(chainId)) =>
  log('Vault', vaultOf(chainId), 'WithdrawFailed', { token, receiver, amount })

const side = (chainId: ChainId, at: bigint, ...transactions: (readonly LogParts[])[]) => ({
  ...{ chainId, at, transactions },
})
const statesOf = (...sides: ReturnType<typeof side>[]) =>
  matchTransactions(bridge, sides).map(({ state }) => state)

test('default: a deposit is one transfer from a vault to the ledger', () => {
  const [transfer, more] = matchTransactions(bridge, [
    side(arbitrum, 10n, [depositTo(arbitrum, 3n, 100n)]),
    side(home, 20n, [credited(arbitrum, 3n, 100n)]),
  ])
  expect(more).toBeUndefined()
  expect(transfer).toMatchObject({ state: 'DELIVERED', origin: arbitrum, destination: home })
  const { legs } = decodeOn(bridge, arbitrum, [depositTo(arbitrum, 3n, 100n)])
  expect(legs).toMatchObject([
    { step: 'sent', asset: tokenOf(arbitrum), amount: 100n, recipient: ledger },
  ])
})

test('default: a withdrawal is one transfer from the ledger to a vault, less the fee', () => {
  const [transfer, more] = matchTransactions(bridge, [
    side(home, 10n, [approved(base, 3n, 100n)], [finished(base, 3n, 100n)]),
    side(base, 20n, [paid(base, 3n, 100n)]),
  ])
  expect(more).toBeUndefined()
  expect(transfer).toMatchObject({ state: 'DELIVERED', origin: home, destination: base })
  const { legs } = decodeOn(bridge, base, [paid(base, 3n, 100n)])
  expect(legs).toMatchObject([{ step: 'credited', amount: 99n, recipient: bob, sender: alice }])
})

test('behavior: trap: a vault that logs both deposit events took one deposit', () => {
  const both = [legacyDeposit(arbitrum, 3n, 100n), depositTo(arbitrum, 3n, 100n)]
  expect(decodeOn(bridge, arbitrum, both).legs).toHaveLength(1)
  expect(decodeOn(bridge, arbitrum, [...both].reverse()).legs).toHaveLength(1)
  const apart = [legacyDeposit(arbitrum, 3n, 100n), depositTo(arbitrum, 4n, 100n)]
  expect(decodeOn(bridge, arbitrum, apart).legs).toHaveLength(2)
})

test('behavior: trap: an older vault logs AccountDeposit alone, a newer one AccountDepositTo alone', () => {
  for (const deposit of [legacyDeposit, depositTo])
    expect(
      statesOf(
        side(arbitrum, 10n, [deposit(arbitrum, 3n, 100n)]),
        side(home, 20n, [credited(arbitrum, 3n, 100n)]),
      ),
    ).toEqual(['DELIVERED'])
})

test('behavior: trap: a payment that was skipped is no credit, whatever the ledger thinks', () => {
  for (const logs of [
    [skipped(base, 99n), paid(base, 3n, 100n)],
    [paid(base, 3n, 100n), skipped(base, 99n)],
  ])
    expect(
      statesOf(
        side(home, 10n, [approved(base, 3n, 100n)], [finished(base, 3n, 100n)]),
        side(base, 20n, logs),
      ),
    ).toEqual(['FAILED_RETRYABLE'])
})

test('behavior: trap: of two equal withdrawals in one transaction one failure skips one', () => {
  const second = { accountId: other }
  expect(
    statesOf(
      side(home, 10n, [approved(base, 3n, 100n)], [approved(base, 3n, 100n, second)]),
      side(base, 20n, [skipped(base, 99n), paid(base, 3n, 100n), paid(base, 3n, 100n, second)]),
    ).sort(),
  ).toEqual(['DELIVERED', 'FAILED_RETRYABLE'])
})

test('behavior: trap: another token or receiver skips nothing of ours', () => {
  const strange = skipped(base, 99n, bob, addressOf(0xbad))
  expect(decodeOn(bridge, base, [strange, paid(base, 3n, 100n)])).toMatchObject({
    legs: [{ step: 'credited' }],
    reasons: [],
  })
  expect(decodeOn(bridge, base, [skipped(base, 99n, alice), paid(base, 3n, 100n)])).toMatchObject({
    legs: [{ step: 'credited' }],
    reasons: [expect.stringContaining('no withdrawal of its transaction has this receiver')],
  })
})

test('behavior: trap: what the ledger takes back (201) is refunded, what it refuses was never sent', () => {
  expect(
    statesOf(side(home, 10n, [approved(base, 3n, 100n)], [refused(base, 3n, 100n, 201)])),
  ).toEqual(['REFUNDED'])
  for (const reason of [1, 2, 4, 5, 6, 7, 8, 101])
    expect(statesOf(side(home, 10n, [refused(base, 3n, 100n, reason)]))).toEqual([])
})

test('behavior: trap: a nonce that was used is refused without ending the withdrawal that used it', () => {
  expect(
    statesOf(
      side(home, 10n, [approved(base, 3n, 100n)], [refused(base, 3n, 50n, 101)]),
      side(base, 20n, [paid(base, 3n, 100n)]),
    ),
  ).toEqual(['DELIVERED'])
})

test('behavior: trap: overloads with the time of their block are the same events', () => {
  const blocktime = { blocktime: 1_700_000_000n }
  expect(
    statesOf(
      side(arbitrum, 10n, [depositTo(arbitrum, 3n, 100n)], [paid(arbitrum, 3n, 100n)]),
      side(home, 9n, [approved(arbitrum, 3n, 100n, blocktime)]),
      side(home, 20n, [credited(arbitrum, 3n, 100n, blocktime)]),
    ),
  ).toEqual(['DELIVERED', 'DELIVERED'])
  const failed = withdrawal(base, 4n, 100n, { failReason: 201, ...blocktime })
  expect(
    statesOf(
      side(
        home,
        9n,
        [approved(base, 4n, 100n)],
        [log('Ledger', ledger, 'AccountWithdrawFail', failed)],
      ),
    ),
  ).toEqual(['REFUNDED'])
})

test('behavior: trap: deposits are counted by chain, withdrawals by account', () => {
  expect(
    statesOf(
      side(arbitrum, 10n, [depositTo(arbitrum, 3n, 100n)]),
      side(base, 11n, [depositTo(base, 3n, 100n)]),
      side(home, 20n, [credited(base, 3n, 100n)]),
    ).sort(),
  ).toEqual(['DELIVERED', 'STUCK'])
  expect(
    statesOf(
      side(home, 10n, [approved(base, 3n, 100n)], [approved(base, 3n, 100n, { accountId: other })]),
      side(base, 20n, [paid(base, 3n, 100n)]),
    ).sort(),
  ).toEqual(['DELIVERED', 'STUCK'])
})

test('behavior: trap: accounts on Solana arrive from and leave to a chain that is not followed', () => {
  const deposit = log('Ledger', ledger, 'AccountDepositSol', {
    ...{ accountId: account, depositNonce: 77n, eventId: 5n, pubkey: other },
    ...{ tokenHash: usdcHash, tokenAmount: 100n, srcChainId: BigInt(solana) },
    ...{ srcChainDepositNonce: 3n, brokerHash: broker },
  })
  const onSolana = { sender: other, receiver: other }
  const sent = log(
    'Ledger',
    ledger,
    'AccountWithdrawSolApprove',
    withdrawal(solana, 3n, 50n, onSolana),
  )
  const { legs, reasons } = decodeOn(bridge, home, [deposit, sent])
  expect(reasons).toEqual([])
  expect(legs).toMatchObject([
    { step: 'credited', origin: solana, destination: home, amount: 100n },
    { step: 'sent', origin: home, destination: solana, amount: 49n, recipient: undefined },
  ])
  expect(statesOf(side(home, 10n, [deposit, sent])).sort()).toEqual(['NOT_COVERED', 'UNKNOWN'])
})

test('behavior: a unit more, or another account, is not what was sent', () => {
  const sent = side(arbitrum, 10n, [depositTo(arbitrum, 3n, 100n)])
  expect(statesOf(sent, side(home, 20n, [credited(arbitrum, 3n, 101n)]))).toEqual([
    'AMOUNT_MISMATCH',
  ])
  const stolen = credited(arbitrum, 3n, 100n, { accountId: other })
  expect(statesOf(sent, side(home, 20n, [stolen]))).toEqual(['PAYLOAD_CONFLICT'])
  const elsewhere = paid(base, 3n, 100n, { receiver: alice })
  expect(
    statesOf(side(home, 10n, [approved(base, 3n, 100n)]), side(base, 20n, [elsewhere])),
  ).toEqual(['PAYLOAD_CONFLICT'])
})

test('behavior: trap: moving tokens between vaults is nobody’s transfer', () => {
  const rebalance = log('VaultManager', ledger, 'RebalanceBurn', {
    ...{ rebalanceId: 1n, amount: 100n, tokenHash: usdcHash },
    ...{ srcChainId: BigInt(base), dstChainId: BigInt(arbitrum) },
  })
  expect(decodeOn(bridge, home, [rebalance])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: what is of another token is another bridge’s', () => {
  const tokenHash = keccak256(toHex('USDT'))
  const logs = [depositTo(base, 3n, 100n, { tokenHash }), paid(base, 3n, 100n, { tokenHash })]
  expect(decodeOn(bridge, base, logs)).toMatchObject({ legs: [], reasons: [] })
  const booked = [credited(base, 3n, 100n, { tokenHash }), approved(base, 3n, 100n, { tokenHash })]
  expect(decodeOn(bridge, home, booked)).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: a vault that takes another token than the config says is quarantined', () => {
  const change = (tokenAddress: Address) =>
    log('Vault', vaultOf(base), 'ChangeTokenAddressAndAllow', { tokenHash: usdcHash, tokenAddress })
  expect(decodeOn(bridge, base, [change(tokenOf(base))]).reasons).toEqual([])
  expect(decodeOn(bridge, base, [change(addressOf(0xbad))]).reasons).toEqual([
    expect.stringContaining('which is not'),
  ])
})

test('error: a bridge of two assets, a fee above its amount, and malformed logs are quarantined', () => {
  const two = bridgeOf(orderly, [
    {
      ...{ chainId: base, domain: `${base}`, contracts: { vault: vaultOf(base) } },
      tokens: { [tokenOf(base)]: 6, [addressOf(0xbad)]: 18 },
    },
  ])
  expect(decodeOn(two, base, [depositTo(base, 3n, 1n)]).reasons).toEqual([
    expect.stringContaining('carries one asset'),
  ])
  const dear = { fee: 200n }
  expect(decodeOn(bridge, base, [paid(base, 3n, 100n, dear)]).reasons).toHaveLength(1)
  expect(decodeOn(bridge, home, [approved(base, 3n, 100n, dear)]).reasons).toHaveLength(1)
  // An account's id has no bits that could be dirty.
  const { dirty: _, ...malformed } = malform(depositTo(base, 3n, 1n))
  for (const bad of Object.values(malformed))
    expect(decodeOn(bridge, base, [bad])).toMatchObject({ legs: [], reasons: [expect.any(String)] })
})

test('property: any deposits and withdrawals are each one transfer, in any order', () => {
  const step = fc.record({
    chain: fc.constantFrom(arbitrum, base),
    amount: fc.bigInt(2n, 1_000n),
    isDeposit: fc.boolean(),
    fate: fc.constantFrom('done', 'skipped', 'takenBack'),
  })
  const expected = { done: 'DELIVERED', skipped: 'FAILED_RETRYABLE', takenBack: 'REFUNDED' }
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const sides = steps.flatMap(({ chain, amount, isDeposit, fate }, i) => {
        const [nonce, at] = [BigInt(i + 1), BigInt(100 * (i + 1))]
        if (isDeposit)
          return [
            side(chain, at, [depositTo(chain, nonce, amount)]),
            side(home, at + 50n, [credited(chain, nonce, amount)]),
          ]
        const payment = paid(chain, nonce, amount)
        const logs = fate === 'skipped' ? [skipped(chain, amount - 1n), payment] : [payment]
        return [
          side(home, at, [approved(chain, nonce, amount)]),
          fate === 'takenBack'
            ? side(home, at + 50n, [refused(chain, nonce, amount, 201)])
            : side(chain, at + 50n, logs),
        ]
      })
      const wanted = steps.map(({ isDeposit, fate }) => (isDeposit ? 'DELIVERED' : expected[fate]))
      expect(statesOf(...sides).sort()).toEqual(wanted.sort())
    }),
    { seed: 291, numRuns: 100 },
  )
})
