import fc from 'fast-check'
import type { Holder } from '../../../src/facts/AccountFacts.ts'
import type { Fact, FactBody } from '../../../src/facts/Fact.ts'
import type { Binding, Leg } from '../../../src/facts/Leg.ts'
import type { Address, Hex, UnitId } from '../../../src/facts/primitives.ts'
import {
  legSteps,
  legWays,
  observationKinds,
  unboundReasons,
} from '../../../src/store/sqlite/codes.ts'

const hexOf = (length: number): fc.Arbitrary<Hex> =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`)

export const hash = hexOf(32)
/** Few addresses, so that the same one returns. */
export const address: fc.Arbitrary<Address> = fc.oneof(
  fc.integer({ min: 0, max: 3 }).map((n): Hex => `0x${`${n}`.repeat(40)}`),
  hexOf(20),
)
export const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const chainId = fc.integer({ min: 1, max: 2 ** 48 })
const unit = fc.oneof(
  fc.constantFrom<UnitId>('cross', 'unassigned'),
  text.map((name): UnitId => `isolated:${name}`),
)

/** Every width up to uint256, both signs, and the borders where a width ends. */
export const integer = fc.oneof(
  fc.bigInt({ min: -(2n ** 256n), max: 2n ** 256n }),
  fc
    .tuple(fc.integer({ min: 0, max: 256 }), fc.constantFrom(-1n, 0n, 1n), fc.boolean())
    .map(([bits, step, isNegative]) => (2n ** BigInt(bits) + step) * (isNegative ? -1n : 1n)),
  fc.constant(0n),
)

const holder: fc.Arbitrary<Holder> = fc.record({ venue: text, account: address, unit })
const holderFields = { venue: text, account: address, unit }
const names = fc.oneof(fc.record({ key: hash }), fc.record({ key: hash, beneficiary: holder }))

const balance = fc
  .record(
    {
      kind: fc.constant('balance' as const),
      ...holderFields,
      side: fc.constantFrom('asset' as const, 'liability' as const),
      asset: address,
      contract: address,
      change: fc.record({
        type: fc.constantFrom('delta' as const, 'absolute' as const),
        value: integer,
      }),
      moved: fc.record(
        { asset: address, amount: integer, counterparty: address },
        { requiredKeys: ['asset', 'amount'] },
      ),
      names,
    },
    {
      requiredKeys: ['kind', 'venue', 'account', 'unit', 'side', 'asset', 'contract', 'change'],
    },
  )
  .chain((fact) =>
    fc.constantFrom(fact, ...ownMovements(fact).map((moved) => ({ ...fact, moved }))),
  )
  // What stops at 0 names no transfer, nor does what another unit gives.
  .chain(({ names: named, ...fact }) =>
    fc.constantFrom(
      named === undefined ? fact : { ...fact, names: named },
      { ...fact, change: { ...fact.change, type: 'capped' as const } },
      {
        ...fact,
        change: { ...fact.change, type: 'absolute' as const },
        against: `isolated:${fact.unit}` as const,
      },
    ),
  )

/** The common cases: what moved is the book's asset, in the amount of the change, and the account itself pays. */
function ownMovements(fact: { account: Address; asset: Address; change: { value: bigint } }) {
  const { value } = fact.change
  const moved = { asset: fact.asset, amount: value < 0n ? -value : value }
  return [moved, { ...moved, counterparty: fact.account }]
}

const legFact = fc.record(
  {
    kind: fc.constant('leg' as const),
    step: fc.constantFrom(...legSteps),
    bridge: text,
    key: hash,
    payloadHash: hash,
    asset: address,
    amount: integer,
    carried: integer,
    deadline: integer,
    carrierContract: address,
    sender: address,
    recipient: address,
    origin: chainId,
    destination: chainId,
  },
  {
    requiredKeys: [
      'kind',
      'step',
      'bridge',
      'key',
      'payloadHash',
      'asset',
      'amount',
      'carrierContract',
      'origin',
      'destination',
    ],
  },
)

const parameterFields = {
  kind: fc.constant('parameter' as const),
  contract: address,
  subject: text,
  values: fc.array(integer, { maxLength: 6 }),
}

const change = fc.oneof(
  fc.record({ type: fc.constantFrom('paused' as const, 'resumed' as const) }),
  fc.record({
    type: fc.constant('unlimited' as const),
    per: fc.constantFrom('transfer' as const, 'sixHours' as const, 'day' as const),
    token: address,
  }),
  fc.record({
    type: fc.constant('limited' as const),
    per: fc.constantFrom('transfer' as const, 'sixHours' as const, 'day' as const),
    token: address,
    most: integer,
  }),
)

const observation = fc.record(
  { of: fc.constantFrom(...observationKinds), token: address, holder: address, amount: integer },
  { requiredKeys: ['of', 'token', 'amount'] },
)

/** One arbitrary per kind: a kind that is missing here does not compile. */
const bodies: { [kind in FactBody['kind']]: fc.Arbitrary<Extract<FactBody, { kind: kind }>> } = {
  balance,
  position: fc.record({
    kind: fc.constant('position' as const),
    ...holderFields,
    contract: address,
    market: text,
    sizeE18: integer,
    entryValueE18: integer,
    fundingIndexE18: integer,
  }),
  charge: fc.record({
    kind: fc.constant('charge' as const),
    ...holderFields,
    asset: address,
    contract: address,
    amount: integer,
    debtAfter: integer,
  }),
  net: fc.record({
    kind: fc.constant('net' as const),
    ...holderFields,
    asset: address,
    contract: address,
    amount: integer,
  }),
  trade: fc.record({
    kind: fc.constant('trade' as const),
    ...holderFields,
    contract: address,
    market: text,
    sizeE18: integer,
    entryValueE18: integer,
    fundingIndexE18: integer,
    unitE18: integer,
  }),
  accrual: fc.record({
    kind: fc.constant('accrual' as const),
    contract: address,
    subject: text,
    rule: fc.constantFrom('fundingPerDay' as const, 'interestPerYear' as const),
    time: integer,
    inputs: fc.array(integer, { maxLength: 4 }),
  }),
  leg: fc.oneof(
    legFact,
    legFact.map((fact) => ({ ...fact, payloadHash: fact.key })),
  ),
  feedPrice: fc.record(
    {
      kind: fc.constant('feedPrice' as const),
      contract: address,
      subject: text,
      answer: integer,
      roundId: integer,
      updatedAt: integer,
      confidence: integer,
      exponent: fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }),
    },
    {
      requiredKeys: ['kind', 'contract', 'subject', 'answer', 'roundId', 'updatedAt', 'confidence'],
    },
  ),
  price: fc.record({
    kind: fc.constant('price' as const),
    feed: address,
    answer: integer,
    roundId: integer,
    updatedAt: integer,
  }),
  parameter: fc.oneof(
    fc.record({ ...parameterFields, venue: fc.constant('') }),
    fc.record({ ...parameterFields, venue: text, account: address }),
  ),
  index: fc.record({
    kind: fc.constant('index' as const),
    asset: address,
    assetsPerShareUnit: integer,
  }),
  escrow: fc.record({
    kind: fc.constant('escrow' as const),
    token: address,
    holder: address,
    amount: integer,
  }),
  supply: fc.record({ kind: fc.constant('supply' as const), token: address, amount: integer }),
  flow: fc.record({
    kind: fc.constant('flow' as const),
    token: address,
    bridge: text,
    amount: integer,
  }),
  observed: fc.record({
    kind: fc.constant('observed' as const),
    observations: fc.array(observation, { maxLength: 4 }),
  }),
  custody: fc.record({
    kind: fc.constant('custody' as const),
    token: address,
    from: address,
    to: address,
    amount: integer,
  }),
  owner: fc.record({
    kind: fc.constant('owner' as const),
    venue: text,
    account: address,
    owner: address,
  }),
  liquidation: fc.record({
    kind: fc.constant('liquidation' as const),
    ...holderFields,
    contract: address,
    phase: fc.constantFrom('started' as const, 'finished' as const),
  }),
  resolution: fc.record({
    kind: fc.constant('resolution' as const),
    key: hash,
    outcome: fc.constantFrom('covered' as const, 'writtenOff' as const, 'returned' as const),
  }),
  control: fc.record({
    kind: fc.constant('control' as const),
    bridge: text,
    contract: address,
    way: fc.constantFrom('out' as const, 'in' as const, 'both' as const),
    lanes: fc.option(fc.array(chainId, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    change,
  }),
}

export const body: fc.Arbitrary<FactBody> = fc.oneof(...Object.values(bodies))

const at = fc.record({
  chainId,
  blockNumber: fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }),
  blockHash: hash,
  txIndex: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.constant(0xff_ffff)),
  txHash: hash,
  logIndex: fc.integer({ min: 0, max: 2 ** 20 - 1 }),
  k: fc.integer({ min: 0, max: 511 }),
})

export const fact: fc.Arbitrary<Fact> = fc.record({
  at,
  decoder: text,
  body,
  siblings: fc.array(fc.integer({ min: 0, max: 2 ** 20 }), { maxLength: 4 }),
})

const binding: fc.Arbitrary<Binding> = fc.record(
  { holder, asset: address, contract: address, amount: integer, beneficiary: holder },
  { requiredKeys: ['holder', 'asset', 'contract', 'amount'] },
)

const plainLeg: fc.Arbitrary<Leg> = fc.record({
  at,
  timestamp: fc.bigInt({ min: 0n, max: 2n ** 40n }),
  canonical: fc.constant(true),
  via: fc.constantFrom(...legWays),
  step: fc.constantFrom(...legSteps),
  bridge: text,
  key: hash,
  payloadHash: hash,
  asset: address,
  amount: integer,
  sender: fc.option(address, { nil: undefined }),
  recipient: fc.option(address, { nil: undefined }),
  origin: chainId,
  destination: chainId,
  bindings: fc.array(binding, { maxLength: 3 }),
  unbound: fc.option(fc.constantFrom(...unboundReasons), { nil: undefined }),
})

/** A bridge says beside the amount what its message carries, where that is not the amount. */
export const leg: fc.Arbitrary<Leg> = fc.oneof(
  plainLeg,
  fc.tuple(plainLeg, integer).map(([plain, carried]) => ({ ...plain, carried })),
  fc.tuple(plainLeg, integer).map(([plain, deadline]) => ({ ...plain, deadline })),
  fc.tuple(plainLeg, hash).map(([plain, alias]) => ({ ...plain, alias })),
)
