import type { Fact } from '../facts/Fact.ts'
import { comparePositions, factId } from '../facts/FactPosition.ts'
import { type SeriesKey, type SeriesRow, seriesKeyId } from '../facts/Series.ts'
import { foldFacts, keysToLoad } from '../ledger/fold/foldFacts.ts'
import type { Residual } from '../ledger/residualsOf.ts'
import { seriesKeysOf } from '../ledger/seriesKeysOf.ts'
import type { BoundLate } from './bindLate.ts'
import { blockPages } from './blockPages.ts'
import type { LateParameters } from './recordLate.ts'

/** Rows of every touched key from the first new fact on, in place of those that are recorded there. */
export interface LateFold {
  keys: readonly SeriesKey[]
  series: readonly SeriesRow[]
}

/**
 * Folds late facts into the keys that they touch. Where nothing is recorded after the first of them that is all; else the
 * recorded facts from there on are folded with them, page by page.
 */
export async function foldLate(
  parameters: LateParameters,
  bound: BoundLate,
  isJoining: boolean,
): Promise<LateFold> {
  const { replaced, fromBlock } = bound
  const fresh = isJoining
    ? bound.fresh
    : bound.fresh.filter((fact) => !isUnfolded(parameters, fact))
  const keys = new Map([...fresh, ...replaced].flatMap(seriesKeysOf).map(withId))
  const before = await parameters.store.valuesBefore([...keys.values()], fromBlock)
  const isBetween = [...before.values()].some(({ isLast }) => !isLast)
  const values = new Map([...before].map(([id, { values }]) => [id, values]))
  const series = isBetween
    ? await foldLinked(parameters, { ...bound, fresh }, keys)
    : foldFacts(fresh, [], values)
  const residuals = await shiftResiduals(parameters, bound)
  return {
    keys: [...keys.values(), ...residuals.keys],
    series: [...series, ...residuals.series],
  }
}

function isUnfolded({ isUnfolded }: LateParameters, fact: Fact): boolean {
  return isUnfolded?.(fact) === true
}

function withId(key: SeriesKey): [string, SeriesKey] {
  return [seriesKeyId(key), key]
}

/**
 * What one recorded fact makes of a key may depend on what another key is, such as a holding on the debt that a credit pays
 * first: `keys` grows by those, and all is folded again until none is missing.
 */
async function foldLinked(
  parameters: LateParameters,
  bound: BoundLate,
  keys: Map<string, SeriesKey>,
): Promise<readonly SeriesRow[]> {
  for (;;) {
    const count = keys.size
    const series = await foldBetween(parameters, bound, keys)
    if (keys.size === count) return series
  }
}

/** Whether a fact moves one of these keys; where that is of an account, what else it moves is then one of them. */
function takeLinked(fact: Fact, keys: Map<string, SeriesKey>): boolean {
  const own = seriesKeysOf(fact).map(withId)
  if (!own.some(([id]) => keys.has(id))) return false
  const isLinked = own.some(([id, { account }]) => account !== undefined && keys.has(id))
  if (isLinked) for (const [id, key] of own) keys.set(id, key)
  return true
}

/** Folds what is recorded from the first late fact on together with the late facts, and keeps the rows of `keys`. */
async function foldBetween(
  parameters: LateParameters,
  { fresh, fromBlock }: BoundLate,
  keys: Map<string, SeriesKey>,
): Promise<readonly SeriesRow[]> {
  const { chain, store } = parameters
  const late = new Set(fresh.map(({ at }) => factId(at)))
  const values = new Map<string, readonly bigint[]>()
  const asked = new Set<string>()
  const series: SeriesRow[] = []
  const fold = async (facts: readonly Fact[]): Promise<void> => {
    const needed = keysToLoad(facts, []).filter((key) => !asked.has(seriesKeyId(key)))
    for (const [id, before] of await store.valuesBefore(needed, fromBlock))
      values.set(id, before.values)
    for (const key of needed) asked.add(seriesKeyId(key))
    for (const row of foldFacts(facts, [], values)) {
      values.set(seriesKeyId(row.key), row.values)
      if (keys.has(seriesKeyId(row.key))) series.push(row)
    }
  }
  let next = 0
  for await (const page of blockPages(store.facts(chain.id, fromBlock))) {
    const last = page.at(-1)?.at.blockNumber ?? fromBlock
    const end = fresh.findIndex(({ at }, index) => index >= next && at.blockNumber > last)
    const own = fresh.slice(next, end < 0 ? undefined : end)
    next += own.length
    const recorded = page.filter(
      (fact) =>
        !late.has(factId(fact.at)) && !isUnfolded(parameters, fact) && takeLinked(fact, keys),
    )
    await fold([...recorded, ...own].sort((a, b) => comparePositions(a.at, b.at)))
  }
  await fold(fresh.slice(next))
  return series
}

/** A residual is a running sum: what changes in one block moves every later row of its key. */
async function shiftResiduals(
  { store }: LateParameters,
  { fromBlock, residuals: { before, after } }: BoundLate,
): Promise<LateFold> {
  const keys = keysToLoad([], [...before, ...after])
  if (keys.length === 0) return { keys: [], series: [] }
  const touched = new Set([...before, ...after].map(({ blockNumber }) => blockNumber))
  const values = await store.valuesBefore(keys, fromBlock)
  const recorded = await store.rowsFrom(keys, fromBlock)
  const steps = toSteps(recorded, values).filter(({ blockNumber }) => !touched.has(blockNumber))
  const ordered = [...steps, ...after].sort(compareBlocks)
  const start = new Map([...values].map(([id, { values: below }]) => [id, below]))
  return { keys, series: foldFacts([], ordered, start) }
}

/** What each recorded row added to the one before it. */
function toSteps(
  recorded: readonly SeriesRow[],
  before: Awaited<ReturnType<LateParameters['store']['valuesBefore']>>,
): readonly Residual[] {
  return recorded.map(({ key, blockNumber, values }, index) => {
    const previous = recorded[index - 1]
    const isSameKey = previous !== undefined && seriesKeyId(previous.key) === seriesKeyId(key)
    const below = isSameKey ? previous.values : before.get(seriesKeyId(key))?.values
    const amount = (values[0] ?? 0n) - (below?.[0] ?? 0n)
    // CAST: the subject of a residual's key is its token.
    const token = key.subject as Residual['token']
    return { chainId: key.chainId, contract: key.contract, token, amount, blockNumber }
  })
}

function compareBlocks(a: Residual, b: Residual): number {
  if (a.blockNumber === b.blockNumber) return 0
  return a.blockNumber < b.blockNumber ? -1 : 1
}
