/** Collateral that leaves a vault by a withdrawal of two names: it is bound once and counts once (DESIGN §3.2, §3.6). */
import { expect, test } from 'vitest'
import type { VenueConfig } from '../../../src/config/Project.ts'
import type { Fact, FactBody } from '../../../src/facts/Fact.ts'
import { zeroAddress } from '../../../src/facts/primitives.ts'
import { bindTransaction } from '../../../src/ledger/bindTransaction.ts'
import { evaluateTransfer } from '../../../src/ledger/evaluateTransfer.ts'
import { joinLegs } from '../../../src/ledger/joinLegs.ts'
import { transferAmounts } from '../../../src/ledger/transferAmounts.ts'
import { opStack } from '../../../src/protocols/bridges/op/opStack.ts'
import { addressOf } from '../logs.ts'
import { topologyOf } from './matchLegs.ts'
import {
  bob,
  type Crossing,
  first,
  initiate,
  messageHash,
  proven,
  second,
  tokenAt,
} from './opLogs.ts'
import { bridgeOf, decodeOn } from './routes.ts'

const bridge = bridgeOf(opStack, [first, second])
const vault = addressOf(0x7a17)
const owner = addressOf(0x0b0e)
const venue: VenueConfig = {
  id: 'lab',
  vaults: [
    [10, vault, tokenAt(second)] as const,
    // Who is paid on the first chain is a vault as well, so that the value is on its way to collateral.
    [1, bob, tokenAt(first)] as const,
  ].map(([chainId, address, token]) => ({
    type: 'custom',
    chainId,
    address,
    startBlock: 0n,
    asset: `${chainId}:${token}`,
    token,
    definition: {
      family: 'vault',
      name: 'vault',
      version: 1,
      abi: [],
      events: [],
      toFacts: () => [],
    },
  })),
  markets: [],
  landings: [],
  links: [],
  risk: { boundary: '<', warningBps: 11_000n, collateral: new Map(), markets: new Map() },
}
const topology = topologyOf([bridge], [venue])
const withdrawal: Crossing = { amount: 5n, from: second }

/** The vault burns through the bridge: its book says less, its token moved to nobody. */
function leave() {
  const { facts } = decodeOn(bridge, 10, initiate(withdrawal))
  const [leg] = facts
  if (leg === undefined) throw new Error('a leg')
  const beside = (logIndex: number, body: FactBody): Fact => ({
    ...leg,
    at: { ...leg.at, logIndex },
    body,
  })
  const book = beside(50, {
    kind: 'balance',
    side: 'asset',
    venue: 'lab',
    account: owner,
    unit: 'cross',
    asset: tokenAt(second),
    contract: vault,
    change: { type: 'delta', value: -5n },
    moved: { asset: tokenAt(second), amount: 5n },
  })
  const moved = beside(51, {
    kind: 'custody',
    token: tokenAt(second),
    from: vault,
    to: zeroAddress,
    amount: 5n,
  })
  return bindTransaction([...facts, book, moved], 100n, topology)
}

test('behavior: a withdrawal is bound once, and counts once whichever name its proof goes by', () => {
  const { legs, residuals } = leave()
  expect(residuals).toEqual([])
  expect(legs.map(({ step, bindings }) => [step, bindings.map(({ amount }) => amount)])).toEqual([
    ['sent', [5n]],
  ])
  const coveredFrom = new Map([[bridge.id, 0n]])
  const at = { number: 300n, txIndex: undefined, timestamp: 300n, coveredFrom }
  const cut = new Map([1, 10].map((chainId) => [chainId, at] as const))
  const proofs = bindTransaction(decodeOn(bridge, 1, [proven(withdrawal)]).facts, 200n, topology)
  for (const known of [legs, [...legs, ...proofs.legs], [...proofs.legs, ...legs]]) {
    const [[, joined] = [], other] = joinLegs(known, cut)
    expect(other).toBeUndefined()
    const own = joined?.legs ?? []
    const view = evaluateTransfer(own, { cut, topology })
    if (view === undefined) throw new Error('a transfer')
    expect(view).toMatchObject({ key: messageHash(withdrawal), state: 'IN_FLIGHT', sentAmount: 5n })
    const books = { shown: () => 0n, lowestSince: () => 0n }
    const amounts = transferAmounts([{ view, legs: own }], { cut, topology }, books).flat()
    expect(amounts).toMatchObject([{ kind: 'inFlight', amount: 5n, holder: { account: owner } }])
  }
})
