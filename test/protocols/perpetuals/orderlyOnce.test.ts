import { keccak256, toHex } from 'viem'
import { expect, test } from 'vitest'
import type { OrderlyLedger } from '../../../src/config/OrderlyLedger.ts'
import type { RiskConfig, VenueConfig } from '../../../src/config/Project.ts'
import type { Fact } from '../../../src/facts/Fact.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import type { ChainId, Hex } from '../../../src/facts/primitives.ts'
import { bindTransaction } from '../../../src/ledger/bindTransaction.ts'
import { evaluateTransfer } from '../../../src/ledger/evaluateTransfer.ts'
import { foldFacts } from '../../../src/ledger/fold/foldFacts.ts'
import { orderly } from '../../../src/protocols/bridges/orderly/orderly.ts'
import { createOrderlyLedgerDecoder } from '../../../src/protocols/perpetuals/orderly/orderlyLedger.ts'
import { topologyOf } from '../bridges/matchLegs.ts'
import { bridgeOf, decoderOf } from '../bridges/routes.ts'
import { eventOf, marginEvents } from '../lending/marginEvents.ts'
import { addressOf, encodeLog, type LogParts, transactionOf } from '../logs.ts'

const [base, home] = [8453, 291]
const [vault, token, ledger] = [addressOf(0xa0), addressOf(0xc0), addressOf(0x1ed)]
const usdc = keccak256(toHex('USDC'))
const booked: Hex = `0x${usdc.slice(-40)}`
const accountId: Hex = `0x${'ac'.repeat(32)}`

const bridge = bridgeOf(orderly, [
  { chainId: base, domain: `${base}`, contracts: { vault }, tokens: { [token]: 6 } },
  { chainId: home, domain: `${home}`, contracts: { ledger }, tokens: { [booked]: 6 } },
])
const market: OrderlyLedger = {
  ...{ type: 'orderly', chainId: home, address: ledger, startBlock: 0n, tokens: [booked] },
  ...{ symbols: new Map(), house: [] },
}
const risk: RiskConfig = {
  ...{ boundary: '<', warningBps: 10_000n, collateral: new Map(), markets: new Map() },
}
const venue: VenueConfig = {
  ...{ id: 'orderly', vaults: [], markets: [market], landings: [], links: [], risk },
}
const topology = topologyOf([bridge], [venue])
const decoders = {
  [base]: [decoderOf(bridge, base)],
  [home]: [
    decoderOf(bridge, home),
    createOrderlyLedgerDecoder({ venue: 'orderly', ledger: market, rank: 64 }),
  ],
}

/** What everybody who reads the chain makes of one transaction: its facts, legs and residuals. */
function take(chainId: ChainId, parts: LogParts) {
  const transaction = { ...transactionOf([parts]), chainId }
  const facts = (decoders[chainId] ?? []).flatMap((decoder): readonly Fact[] => {
    const { facts: own, quarantined } = decoder.decode(transaction)
    expect(quarantined).toEqual([])
    return own.map((fact) => ({ ...fact, at: { ...fact.at, chainId } }))
  })
  return { facts, ...bindTransaction(facts, 100n, topology) }
}

function log(contract: string, address: Hex, name: string, args: object): LogParts {
  const row = marginEvents.find(
    ({ protocol, contract: of, abi }) =>
      protocol === 'Orderly' && of === contract && abi.startsWith(`event ${name}(`),
  )
  if (row === undefined) throw new Error(`no row ${name}`)
  const common = { accountId, tokenHash: usdc, tokenAmount: 100n, brokerHash: usdc, fee: 3n }
  const people = { sender: addressOf(7), receiver: addressOf(7), userAddress: addressOf(7) }
  const counts = { depositNonce: 1n, srcChainDepositNonce: 1n, withdrawNonce: 1n, eventId: 1n }
  const chains = { srcChainId: BigInt(base), chainId: BigInt(base) }
  return encodeLog([eventOf(row)], address, name, {
    ...{ ...common, ...people, ...counts, ...chains, ...args },
  })
}

const cut = new Map(
  [base, home].map((chainId) => {
    const coveredFrom = new Map([[bridge.id, 0n]])
    return [
      chainId,
      { number: 1_000n, txIndex: undefined, timestamp: 1_000n, coveredFrom },
    ] as const
  }),
)
const judge = (legs: readonly Leg[]) => evaluateTransfer(legs, { cut, topology })
const balanceOf = (facts: readonly Fact[]) =>
  foldFacts(facts, [], new Map()).flatMap(({ key, values }) => (key.kind === 'total' ? values : []))

test('default: a deposit is collateral once, on the ledger, from the moment that it books it', () => {
  const sent = take(base, log('Vault', vault, 'AccountDepositTo', {}))
  const credited = take(home, log('Ledger', ledger, 'AccountDeposit', {}))
  expect(balanceOf(sent.facts)).toEqual([])
  expect(balanceOf(credited.facts)).toEqual([100n])
  expect([...sent.residuals, ...credited.residuals]).toEqual([])
  expect(judge(sent.legs)?.amounts).toEqual([])
  const both = judge([...sent.legs, ...credited.legs])
  expect([both?.state, both?.amounts]).toEqual(['DELIVERED', []])
  // The ledger's chain may be read first.
  expect(judge(credited.legs)?.amounts).toEqual([])
})

test('default: a withdrawal leaves the collateral at its approval, and its payment adds none', () => {
  const deposited = take(home, log('Ledger', ledger, 'AccountDeposit', {}))
  const approved = take(home, log('Ledger', ledger, 'AccountWithdrawApprove', { tokenAmount: 40n }))
  const paid = take(base, log('Vault', vault, 'AccountWithdraw', { tokenAmount: 40n }))
  expect(balanceOf([...deposited.facts, ...approved.facts, ...paid.facts])).toEqual([60n])
  expect([...approved.residuals, ...paid.residuals]).toEqual([])
  expect(judge(approved.legs)?.amounts).toEqual([])
  const both = judge([...approved.legs, ...paid.legs])
  expect([both?.state, both?.amounts]).toEqual(['DELIVERED', []])
})
