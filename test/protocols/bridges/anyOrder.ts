import type { BridgeConfig, VenueConfig } from '../../../src/config/Project.ts'
import { factId } from '../../../src/facts/FactPosition.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import type { Address, Hex } from '../../../src/facts/primitives.ts'
import { evaluateTransfer } from '../../../src/ledger/evaluateTransfer.ts'
import { joinLegs } from '../../../src/ledger/joinLegs.ts'
import type { ShownBooks } from '../../../src/ledger/ShownBooks.ts'
import type { TransferContext } from '../../../src/ledger/TransferContext.ts'
import type { TransferView } from '../../../src/ledger/TransferView.ts'
import { transferAmounts } from '../../../src/ledger/transferAmounts.ts'
import { cctpV1 } from '../../../src/protocols/bridges/cctp/cctpV1.ts'
import { cctpV2 } from '../../../src/protocols/bridges/cctp/cctpV2.ts'
import { addressOf } from '../logs.ts'
import { topologyOf } from './matchLegs.ts'
import { bridgeOf, policy } from './routes.ts'

/** What the legs of one key are, and what must come of them: counts of canonical legs, by a hand-made rule. */
export interface Expected {
  rule: Rule
  sent: number
  credited: number
  isCovered: boolean
  /** The first credit pays one unit more than was sent. */
  isWrong: boolean
}

/** A set of legs as they finally stand, and what must come of each key. */
export interface Scenario {
  legs: readonly Leg[]
  expected: ReadonlyMap<Hex, Expected>
  context: TransferContext
}

type Rule = 'unique' | 'shared' | 'parts'

const [origin, destination] = [1, 8453]
const tokens = new Map([
  [origin, addressOf(0x71)],
  [destination, addressOf(0x72)],
])
const vaults = new Map([
  [origin, addressOf(0x81)],
  [destination, addressOf(0x82)],
])

const members = [origin, destination].map((chainId) => ({
  chainId,
  domain: `${chainId}`,
  contracts: {
    tokenMessenger: addressOf(1),
    messageTransmitter: addressOf(2),
    tokenMinter: addressOf(3),
  },
  tokens: { [of(tokens, chainId)]: 6 },
}))
const definition = {
  family: 'bridge',
  name: 'parts',
  version: 1,
  abi: [],
  events: [],
  toFacts: () => [],
} as const
const bridges: Readonly<Record<Rule, BridgeConfig>> = {
  unique: bridgeOf(cctpV1, members),
  shared: bridgeOf(cctpV2, members),
  parts: {
    type: 'custom',
    id: 'parts',
    members: members.map(({ chainId }) => ({ chainId, address: addressOf(9), startBlock: 0n })),
    policy,
    definition,
  },
}
const venue: VenueConfig = {
  id: 'lab',
  vaults: [...vaults].map(([chainId, address]) => ({
    type: 'custom',
    chainId,
    address,
    startBlock: 0n,
    asset: 'usd',
    token: of(tokens, chainId),
    definition: { ...definition, family: 'vault' },
  })),
  markets: [],
  landings: [],
  links: [],
  risk: { boundary: '<', warningBps: 11_000n, collateral: new Map(), markets: new Map() },
}
const topology = topologyOf(Object.values(bridges), [venue])

/** Holdings that cap nothing: what a scenario asks for is what it gets. */
const plenty = 10n ** 60n
const books: ShownBooks = { shown: () => plenty, lowestSince: () => plenty }

/** Deterministic numbers in [0, below), by mulberry32. */
export function createRandom(seed: number) {
  let state = seed >>> 0
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Random = ReturnType<typeof createRandom>

const rules: readonly Rule[] = ['unique', 'shared', 'parts']

/** One to three keys of random rules, with up to three sends, three credits and two orphaned legs each. */
export function createScenario(random: Random): Scenario {
  const expected = new Map<Hex, Expected>()
  const legs: Leg[] = []
  const isCovered = random(2) === 0
  for (let n = random(3); n >= 0; n -= 1) {
    const rule = rules[random(rules.length)] ?? 'parts'
    const key: Hex = `0x${(n + 1).toString(16).padStart(64, '0')}`
    const sent = random(rule === 'unique' ? 3 : 4)
    const credited = random(rule === 'unique' ? 3 : 4)
    const amount = BigInt(10 + random(90))
    const isWrong = rule === 'unique' && credited > 0 && random(4) === 0
    const parts = { rule, key, amount, random, isWrong }
    for (let i = 0; i < sent; i += 1)
      legs.push(createLeg({ ...parts, step: 'sent', at: i, canonical: true }))
    for (let i = 0; i < credited; i += 1)
      legs.push(createLeg({ ...parts, step: 'credited', at: i, canonical: true }))
    for (let i = random(3); i > 0; i -= 1)
      legs.push(
        createLeg({
          ...parts,
          step: random(2) === 0 ? 'sent' : 'credited',
          at: 20 + i,
          canonical: false,
        }),
      )
    expected.set(key, { rule, sent, credited, isCovered, isWrong })
  }
  // The origin is read far past every credit, or not as far as the first of them.
  const heights = [isCovered ? 260n : 150n, 260n]
  const coveredFrom = new Map(Object.values(bridges).map(({ id }) => [id, 0n]))
  const cut = new Map(
    [origin, destination].map((chainId, i) => {
      const number = heights[i] ?? 0n
      return [chainId, { number, txIndex: undefined, timestamp: number, coveredFrom }] as const
    }),
  )
  return { legs, expected, context: { cut, topology } }
}

function createLeg(parts: {
  rule: Rule
  key: Hex
  amount: bigint
  step: 'sent' | 'credited'
  at: number
  canonical: boolean
  random: Random
  isWrong: boolean
}): Leg {
  const { rule, key, amount, step, at, canonical, random, isWrong } = parts
  const isSent = step === 'sent'
  const chainId = isSent ? origin : destination
  // A fee of up to 9 of at least 10, or a part of it where the route delivers in parts.
  const fee = isSent || rule === 'unique' ? 0n : BigInt(random(10))
  const paid = !isSent && isWrong && at === 0 ? amount + 1n : amount - fee
  const block = BigInt((isSent ? 100 : 200) + at)
  const blockHash: Hex = `0x${(block * 7n + BigInt(chainId) + (canonical ? 0n : 10_000n)).toString(16).padStart(64, '0')}`
  return {
    at: {
      chainId,
      blockNumber: block,
      blockHash,
      txIndex: 0,
      txHash: blockHash,
      logIndex: Number(key) * 8,
      k: 0,
    },
    timestamp: block,
    canonical,
    via: 'bridge',
    step,
    bridge: bridges[rule].id,
    key,
    payloadHash: key,
    asset: of(tokens, chainId),
    amount: paid,
    ...(rule === 'shared' && paid !== amount ? { carried: amount } : {}),
    sender: undefined,
    recipient: of(vaults, destination),
    origin,
    destination,
    bindings: [
      {
        holder: { venue: 'lab', account: addressOf(0xa11ce), unit: 'cross' },
        asset: of(tokens, chainId),
        contract: of(vaults, chainId),
        amount: paid,
      },
    ],
    unbound: undefined,
  }
}

/**
 * The same transfers as a bridge tells them that calls them by other names on their way: some sends were queued under a
 * ticket, some credits go by a receipt, and logs of their own say which is which. Nothing else about them changes.
 */
export function renameLegs({ legs, expected }: Scenario, random: Random): readonly Leg[] {
  return legs.flatMap((leg): readonly Leg[] => {
    const counts = expected.get(leg.key)
    if (!leg.canonical || random(2) === 0) return [leg]
    const alias: Hex = `0x${leg.step === 'sent' ? 'aa' : 'bb'}${leg.at.blockNumber.toString(16).padStart(22, '0')}${leg.key.slice(26)}`
    if (leg.step === 'credited') {
      const link = { ...leg, step: 'committed', amount: 0n, alias, bindings: [] } as const
      const renamed = {
        ...leg,
        key: alias,
        payloadHash: alias,
        at: { ...leg.at, logIndex: leg.at.logIndex + 1 },
      }
      return [link, renamed]
    }
    // A send that replaces another was not queued: only its contents are new.
    if (counts?.rule === 'unique' && counts.sent > 1) return [leg]
    const queued = { ...leg, step: 'queued', key: alias, payloadHash: alias } as const
    return [
      queued,
      { ...leg, alias, bindings: [], at: { ...leg.at, logIndex: leg.at.logIndex + 1 } },
    ]
  })
}

/** Steps by which a set of legs comes to stand: in any order, some twice, some taken out by a reorg and put back. */
export function createSequence(legs: readonly Leg[], random: Random): readonly Leg[] {
  const lanes = legs.map((leg) => {
    const there = { ...leg, canonical: true }
    const gone = { ...leg, canonical: false }
    const before = [[], [there], [there, there], [there, gone]][random(4)] ?? []
    return [...before, leg, ...(random(3) === 0 ? [leg] : [])]
  })
  const sequence: Leg[] = []
  while (lanes.length > 0) {
    const at = random(lanes.length)
    const next = lanes[at]?.shift()
    if (next === undefined) lanes.splice(at, 1)
    else sequence.push(next)
  }
  return sequence
}

/** What stands after a sequence, in the order of arrival: one leg per place, the last word about it holds. */
export function settle(sequence: readonly Leg[]): readonly Leg[] {
  const standing = new Map<string, Leg>()
  for (const leg of sequence) standing.set(factId(leg.at), leg)
  return [...standing.values()]
}

/** The transfers of legs with their amounts, by key. */
export function judge(legs: readonly Leg[], context: TransferContext): readonly TransferView[] {
  const judged = [...joinLegs(legs, context.cut)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { legs: group }]) => {
      const view = evaluateTransfer(group, context)
      return view === undefined ? [] : [{ view, legs: group }]
    })
  const amounts = transferAmounts(judged, context, books)
  return judged.map(({ view }, i) => ({ ...view, amounts: amounts[i] ?? [] }))
}

/** Bytes of views: equal where everything that is served is. */
export function toBytes(views: readonly TransferView[]): string {
  return JSON.stringify(views, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
}

function of(map: ReadonlyMap<number, Address>, chainId: number): Address {
  const address = map.get(chainId)
  if (address === undefined) throw new Error(`nothing on chain ${chainId}`)
  return address
}
