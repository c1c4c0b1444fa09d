import type { Address } from 'viem'
import { type FoundPrice, findPrice } from './findPrice.ts'
import { foldBooks } from './foldBooks.ts'
import { foldMarkets } from './foldMarkets.ts'
import { isOf, type ReadWorld, sortKeys } from './foldWorld.ts'
import { judgeTransfer } from './judgeTransfer.ts'
import { judgeUnit, type OracleStatus, worstOf } from './judgeUnit.ts'
import type { Unit } from './Line.ts'
import type { OracleAmount } from './Oracle.ts'
import type { OracleRisk } from './OracleRisk.ts'
import type { ReadTransaction } from './readTransaction.ts'
import { toUnits } from './toUnits.ts'
import { weighTransfers } from './weighTransfers.ts'
import { type Figures, leastOf, mostOf, type Weighed, weighUnit } from './weighUnit.ts'

/** All that decides the margin of an account at a cut beside the world up to there. */
export interface MarginCase {
  world: ReadWorld
  risk: OracleRisk
  venue: string
  account: Address
  /** The cut's time, seconds. */
  asOf: bigint
  /** By chain id: what stands above is not final. */
  finalized: ReadonlyMap<number, bigint>
  staleChains: ReadonlySet<number>
  /** Raw units of the underlying for one whole share. */
  rate: bigint | undefined
  /** Something is not known by which no status of the account can be stated. */
  isUnknown: boolean
  /** Without bounds nothing but the cut is looked at. */
  hasBounds: boolean
}

export interface UnitFigures {
  unit: string
  status: OracleStatus
  best: Figures
  initialRequirement: bigint
  maintenanceRequirement: bigint
  low: Figures
  high: Figures
}

export interface AccountFigures {
  status: OracleStatus
  units: readonly UnitFigures[]
  /** Undefined where bounds were not asked for, or are too many to try: `low` and `high` are those of the cut alone then. */
  prefixes: number | undefined
}

/** So many combinations of what chains may keep are all tried (DESIGN 5). */
export const combinationsMax = 256

/**
 * Margin of one account (DESIGN 5): what the cut says is best; low and high are the least and the most of each figure over
 * every combination of how many of the account's transactions that are not final each chain keeps, from the oldest on.
 */
export function foldMargin(parameters: MarginCase): AccountFigures {
  const { world, risk, asOf } = parameters
  const prices = new Map(
    Object.keys(risk.assets).map((id) => [id, findPrice(id, world.prices, asOf, risk)]),
  )
  const cut = pictureOf(parameters, world.read)
  const open = openTransactions(parameters, cut.keys)
  const combinations = parameters.hasBounds ? combine(open) : undefined
  // What drops nothing is the cut.
  const pictures = (combinations ?? [])
    .filter((dropped) => dropped.size > 0)
    .map((dropped) => pictureOf(parameters, dropFrom(world.read, dropped, parameters.account)))
  const weighed = [cut, ...pictures].map(({ units }) => weighEnds(units, prices, risk))
  const ids = [...new Set([cut, ...pictures].flatMap(({ units }) => units.map(({ unit }) => unit)))]
  const units = ids.map((id): UnitFigures => {
    const unit = cut.units.find((each) => each.unit === id) ?? emptyUnit(id)
    const best = weighUnit(unit, prices, risk, 'best')
    return {
      unit: id,
      status: parameters.isUnknown ? 'UNKNOWN' : judge(unit, best, prices, parameters),
      best: toFigures(best),
      initialRequirement: best.initialRequirement,
      maintenanceRequirement: best.maintenanceRequirement,
      low: extreme(
        weighed.map((ends) => ends.get(id)?.low ?? noFigures),
        leastOf,
      ),
      high: extreme(
        weighed.map((ends) => ends.get(id)?.high ?? noFigures),
        mostOf,
      ),
    }
  })
  const status = parameters.isUnknown ? 'UNKNOWN' : worstOf(units.map((unit) => unit.status))
  return { status, units, prefixes: combinations?.length }
}

const noFigures: Figures = { equity: 0n, initial: 0n, maintenance: 0n }

function emptyUnit(unit: string): Unit {
  return { unit, lines: [], isLiquidating: false }
}

function weighEnds(
  units: readonly Unit[],
  prices: ReadonlyMap<string, FoundPrice>,
  risk: OracleRisk,
): ReadonlyMap<string, { low: Figures; high: Figures }> {
  return new Map(
    units.map((unit) => [
      unit.unit,
      {
        low: toFigures(weighUnit(unit, prices, risk, 'low')),
        high: toFigures(weighUnit(unit, prices, risk, 'high')),
      },
    ]),
  )
}

function toFigures({ equity, initial, maintenance }: Weighed): Figures {
  return { equity, initial, maintenance }
}

function extreme(
  all: readonly Figures[],
  choose: (amounts: readonly bigint[]) => bigint | undefined,
): Figures {
  const of = (figure: keyof Figures): bigint => choose(all.map((each) => each[figure])) ?? 0n
  return { equity: of('equity'), initial: of('initial'), maintenance: of('maintenance') }
}

/** A status that changes when a stale chain's positive lines are worth nothing is not known. */
function judge(
  unit: Unit,
  best: Weighed,
  prices: ReadonlyMap<string, FoundPrice>,
  { risk, staleChains }: MarginCase,
): OracleStatus {
  const status = judgeUnit(unit, best, prices, risk)
  const lines = unit.lines.filter(
    ({ kind, chainId }) =>
      !((kind === 'holding' || kind === 'inFlight') && staleChains.has(chainId)),
  )
  const sure = { ...unit, lines }
  const other = judgeUnit(sure, weighUnit(sure, prices, risk, 'best'), prices, risk)
  return other === status ? status : 'UNKNOWN'
}

interface Picture {
  units: readonly Unit[]
  /** Transfers that the account has a part in. */
  keys: ReadonlySet<string>
}

/**
 * The account's units as so many transactions make them. Only its own transfers are weighed: what a lagging origin shows may
 * all be of the one that was credited, and `low` is the worst that may be.
 */
function pictureOf(parameters: MarginCase, read: readonly ReadTransaction[]): Picture {
  const { world, venue, account, risk, asOf, rate } = parameters
  const { directory } = world
  const books = foldBooks(read.flatMap(({ changes }) => changes))
  const keys = keysOf(world.read, venue, account)
  const legs = read.map(({ legs: all }) => ({ legs: all.filter(({ key }) => keys.has(key)) }))
  const judged = sortKeys(legs, directory).map((sorted) => ({
    sorted,
    ...judgeTransfer(sorted, directory),
  }))
  const isOwn = (held: { venue: string; account: Address | undefined }): boolean =>
    held.venue === venue && held.account === account
  const markets = foldMarkets(read.flatMap(({ words }) => words).filter(isOwn))
  const amounts = weighTransfers(judged, books, directory).filter(
    (amount) => isOwn(amount.holder) || isBorneBy(amount, parameters),
  )
  const sentAt = (amount: OracleAmount): { route: string; timestamp: bigint } | undefined => {
    const transfer = judged.find(({ sorted }) => isOf(amount, sorted.all))
    const [first] = transfer?.sorted.sends ?? []
    return first && { route: first.route, timestamp: first.place.timestamp }
  }
  const belongings = { holdings: books.holdings.filter(isOwn), markets, amounts }
  return { units: toUnits(belongings, { directory, risk, asOf, rate, sentAt }), keys }
}

/** The suspense line bears on who was credited. */
function isBorneBy({ holder, bearer }: OracleAmount, { venue, account }: MarginCase): boolean {
  return holder.venue === venue && holder.account === undefined && bearer === account
}

/** Transfers of which a leg is the account's, or names it as who shall have it. */
function keysOf(read: readonly ReadTransaction[], venue: string, account: Address) {
  return new Set<string>(
    read.flatMap(({ legs }) =>
      legs
        .filter(({ shares }) =>
          shares.some(
            ({ change }) =>
              change.venue === venue &&
              (change.account === account || change.names?.beneficiary === account),
          ),
        )
        .map(({ key }) => key),
    ),
  )
}

/** By chain: transactions that are not final and touch the account or one of its transfers, oldest first. */
function openTransactions(
  { world, account, finalized }: MarginCase,
  keys: ReadonlySet<string>,
): readonly (readonly ReadTransaction[])[] {
  const open = world.read.filter(
    ({ place, changes, words, legs }) =>
      place.block > (finalized.get(place.chainId) ?? 0n) &&
      (changes.some((change) => change.account === account) ||
        words.some((word) => word.account === account) ||
        legs.some(({ key }) => keys.has(key))),
  )
  const chainIds = [...new Set(open.map(({ place }) => place.chainId))]
  return chainIds.map((chainId) => open.filter(({ place }) => place.chainId === chainId))
}

/** What each combination drops; undefined where they are too many. */
function combine(
  open: readonly (readonly ReadTransaction[])[],
): readonly ReadonlySet<ReadTransaction>[] | undefined {
  const count = open.reduce((product, list) => product * (list.length + 1), 1)
  if (count > combinationsMax) return undefined
  return open.reduce<readonly ReadonlySet<ReadTransaction>[]>(
    (combinations, list) =>
      combinations.flatMap((dropped) =>
        Array.from(
          { length: list.length + 1 },
          (_, kept) => new Set([...dropped, ...list.slice(kept)]),
        ),
      ),
    [new Set()],
  )
}

/** What dropped transactions say to the account and of transfers is gone; what they say to others is left as it is. */
function dropFrom(
  read: readonly ReadTransaction[],
  dropped: ReadonlySet<ReadTransaction>,
  account: Address,
): readonly ReadTransaction[] {
  return read.map((transaction) => {
    if (!dropped.has(transaction)) return transaction
    const { changes, words } = transaction
    return {
      ...transaction,
      changes: changes.filter((change) => change.account !== account),
      words: words.filter((word) => word.account !== account),
      legs: [],
    }
  })
}
