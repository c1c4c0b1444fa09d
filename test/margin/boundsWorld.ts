import fc from 'fast-check'
import type { ChainId } from '../../src/facts/primitives.ts'
import type { Prefix } from '../../src/margin/AccountCase.ts'
import { inFlightRetention } from '../../src/margin/inFlightRetention.ts'
import type {
  BalanceLine,
  InFlightLine,
  PositionLine,
  UnitBook,
} from '../../src/margin/MarginInput.ts'
import { book, deduction, holding, inFlight, liability } from './marginCases.ts'

/** What one transaction does to the account on its chain. */
type Effect =
  | { type: 'hold'; asset: string; change: bigint }
  | { type: 'owe'; asset: string; change: bigint }
  | { type: 'trade'; size: bigint; cost: bigint }
  | { type: 'send'; transfer: number }
  | { type: 'credit'; transfer: number }

interface Transfer {
  asset: string
  amount: bigint
  ageSeconds: bigint
  haircutBps: bigint
  /** What the ledger calls a credit whose source it does not see. */
  uncovered: 'lagOffset' | 'unbacked'
  ownerUnknown: boolean
}

/** What may become of a transfer that is under way: it arrives, comes back, waits, or fails for what its haircut expects. */
export type Outcome = 'arrives' | 'returns' | 'waits' | 'fails'

/** An account on several chains: per chain what is final, and the transactions that are not, oldest first. */
export interface BoundsWorld {
  chains: readonly {
    chainId: ChainId
    final: readonly Effect[]
    open: readonly (readonly Effect[])[]
  }[]
  transfers: readonly Transfer[]
}

const worldAssets = ['usdc', 'eth'] as const

const asset = fc.constantFrom(...worldAssets)
const amount = fc.bigInt({ min: 1n, max: 10n ** 12n })
const change = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })

const plainEffect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({ type: fc.constant('hold' as const), asset, change }),
  fc.record({ type: fc.constant('owe' as const), asset, change }),
  fc.record({ type: fc.constant('trade' as const), size: change, cost: change }),
)

const transferEffect: fc.Arbitrary<Effect> = fc.record({
  type: fc.constantFrom('send' as const, 'credit' as const),
  transfer: fc.nat({ max: 2 }),
})

const anyTransfer: fc.Arbitrary<Transfer> = fc.record({
  asset,
  amount,
  ageSeconds: fc.bigInt({ min: 0n, max: 400n }),
  haircutBps: fc.bigInt({ min: 0n, max: 10_000n }),
  uncovered: fc.constantFrom('lagOffset' as const, 'unbacked' as const),
  ownerUnknown: fc.boolean(),
})

/** Fewest and most transactions that are not final. */
type Span = readonly [least: number, most: number]

function chain(chainId: ChainId, effect: fc.Arbitrary<Effect>, [minLength, maxLength]: Span) {
  return fc.record({
    chainId: fc.constant(chainId),
    final: fc.array(plainEffect, { maxLength: 3 }),
    open: fc.array(fc.array(effect, { minLength: 1, maxLength: 2 }), { minLength, maxLength }),
  })
}

/** Three chains with few enough transactions that all combinations are evaluated, and with transfers between them. */
export const fewTransactions: fc.Arbitrary<BoundsWorld> = worldOf(
  fc.oneof(plainEffect, transferEffect),
  [0, 4],
)

/** Two chains with more than all combinations allow, and nothing that ties them together. */
export const manyTransactions: fc.Arbitrary<BoundsWorld> = worldOf(plainEffect, [16, 24])

function worldOf(effect: fc.Arbitrary<Effect>, open: Span): fc.Arbitrary<BoundsWorld> {
  return fc.record({
    chains: fc.tuple(chain(1, effect, open), chain(2, effect, open), chain(3, effect, [0, 1])),
    transfers: fc.tuple(anyTransfer, anyTransfer, anyTransfer),
  })
}

/** Number of transactions that are not final, per chain. */
export function unfinalizedOf(world: BoundsWorld): Prefix {
  return new Map(world.chains.map(({ chainId, open }) => [chainId, open.length]))
}

/** The account's one book where each chain keeps only its first transactions, and each transfer under way had its outcome. */
export function bookOf(
  world: BoundsWorld,
  prefix: Prefix,
  outcomeOf: (transfer: number) => Outcome = () => 'waits',
): UnitBook {
  const kept = world.chains.map(({ chainId, final, open }) => ({
    chainId,
    effects: [...final, ...open.slice(0, prefix.get(chainId) ?? open.length).flat()],
  }))
  return book(
    [
      ...kept.flatMap(({ chainId, effects }) => balancesOf(world, chainId, effects)),
      ...world.transfers.flatMap((transfer, index) => {
        const effects = kept.flatMap((each) => each.effects)
        const has = (type: Effect['type']) =>
          effects.some(
            (effect) => effect.type === type && 'transfer' in effect && effect.transfer === index,
          )
        return transferLines(transfer, has('send'), has('credit'), outcomeOf(index))
      }),
    ],
    kept.flatMap(({ chainId, effects }) => positionsOf(chainId, effects)),
  )
}

/** What is below zero of a holding is owed, so that any sum of changes is a book. */
function balancesOf(
  { transfers }: BoundsWorld,
  chainId: ChainId,
  effects: readonly Effect[],
): readonly BalanceLine[] {
  return worldAssets.flatMap((id) => {
    let [held, owed] = [0n, 0n]
    const credited = new Set<number>()
    for (const effect of effects) {
      if (effect.type === 'hold' && effect.asset === id) held += effect.change
      if (effect.type === 'owe' && effect.asset === id) owed += effect.change
      if (effect.type !== 'credit' || credited.has(effect.transfer)) continue
      credited.add(effect.transfer)
      const transfer = transfers[effect.transfer]
      if (transfer?.asset === id) held += transfer.amount
    }
    const size = (value: bigint) => (value < 0n ? -value : value)
    return [
      held < 0n ? liability(id, size(held), chainId) : holding(id, held, chainId),
      owed < 0n ? holding(id, size(owed), chainId) : liability(id, owed, chainId),
    ]
  })
}

function positionsOf(chainId: ChainId, effects: readonly Effect[]): readonly PositionLine[] {
  const trades = effects.flatMap((effect) => (effect.type === 'trade' ? [effect] : []))
  const sum = (figure: 'size' | 'cost') =>
    trades.reduce((total, trade) => total + trade[figure], 0n)
  if (trades.length === 0) return []
  const [sizeE18, entryValueE18] = [sum('size') * 10n ** 6n, sum('cost') * 10n ** 9n]
  return [{ chainId, marketId: 'eth-usd', sizeE18, entryValueE18, fundingOwedE18: 0n }]
}

function transferLines(
  transfer: Transfer,
  isSent: boolean,
  isCredited: boolean,
  outcome: Outcome,
): readonly BalanceLine[] {
  const { asset: id, amount: value, uncovered, ownerUnknown, ageSeconds, haircutBps } = transfer
  if (isCredited) return isSent ? [] : [deduction(uncovered, id, value, ownerUnknown)]
  if (!isSent) return []
  const line = inFlight(id, value, { ageSeconds, haircutBps })
  switch (outcome) {
    case 'waits':
      return [line]
    case 'arrives':
      return [holding(id, value, 2)]
    case 'returns':
      return [holding(id, value, 1)]
    case 'fails':
      return [holding(id, afterFailure(line), 1)]
  }
}

/** What the route's haircut and the transfer's age expect to come back; past its deadline nothing does. */
function afterFailure(line: InFlightLine): bigint {
  const { numerator, denominator } = inFlightRetention(line)
  return (line.amount * numerator + denominator - 1n) / denominator
}
