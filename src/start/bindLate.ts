import type { Fact } from '../facts/Fact.ts'
import { comparePositions, factId } from '../facts/FactPosition.ts'
import { sourceOfDecoder } from '../facts/factDecoder.ts'
import type { Leg } from '../facts/Leg.ts'
import type { BlockRef, Hash } from '../facts/primitives.ts'
import type { Residual } from '../ledger/residualsOf.ts'
import { minOf } from '../utils/minOf.ts'
import { blockPages } from './blockPages.ts'
import { bindFacts } from './ledgerRows.ts'
import type { LateKnowledge, LateParameters } from './recordLate.ts'

/** Late facts among the recorded ones of their blocks. */
export interface BoundLate {
  /** First block whose facts are bound or folded anew; 0 when there is none. */
  fromBlock: bigint
  /** Late facts that are not recorded word for word, in chain order. */
  fresh: readonly Fact[]
  /** Recorded facts of joining sources that their logs no longer say. */
  stale: readonly Fact[]
  /** Recorded facts that stand where a fresh one does: the fresh one replaces them. */
  replaced: readonly Fact[]
  /** All legs of every transaction that a fresh fact stands in. */
  legs: readonly Leg[]
  /** Residuals of the blocks that fresh facts stand in, before and with them. */
  residuals: { before: readonly Residual[]; after: readonly Residual[] }
}

/** Binds the transactions of late facts anew, together with what is recorded of them. */
export async function bindLate(
  parameters: LateParameters,
  late: Pick<LateKnowledge, 'facts' | 'blocks' | 'joining'>,
): Promise<BoundLate> {
  const { facts, joining } = late
  const isUnfolded = (fact: Fact): boolean =>
    joining !== undefined && parameters.isUnfolded?.(fact) === true
  const { recorded, named } = await readRange(parameters, late)
  const known = new Map(recorded.map((fact) => [factId(fact.at), fact]))
  const fresh = facts.filter((fact) => {
    const before = known.get(factId(fact.at))
    return before === undefined || isUnfolded(before) || !isSame(before, fact)
  })
  const lateIds = new Set(facts.map(({ at }) => factId(at)))
  const stale = recorded.filter((fact) => isOf(joining, fact) && !lateIds.has(factId(fact.at)))
  const touched = [...fresh, ...stale]
  const blocks = new Set([...touched.map(({ at }) => at.blockHash), ...named.values()])
  const before = recorded.filter(({ at }) => blocks.has(at.blockHash))
  const ids = new Set(fresh.map(({ at }) => factId(at)))
  const gone = new Set([...ids, ...stale.map(({ at }) => factId(at))])
  const kept = before.filter(({ at }) => !gone.has(factId(at)))
  const joined = [...kept, ...fresh].sort((a, b) => comparePositions(a.at, b.at))
  const times = await readTimes(parameters, [...late.blocks], joined)
  const timeOf = (hash: Hash): bigint => times.get(hash) ?? 0n
  const after = bindFacts(joined, timeOf, parameters.topology)
  const transactions = new Set([...named.keys(), ...touched.map(transactionOf)])
  return {
    // What books named may stand below all that is new, and its residuals are running sums.
    fromBlock: lowestBlock([...before.slice(0, 1), ...fresh.slice(0, 1)]),
    fresh,
    stale,
    replaced: before.filter(({ at }) => ids.has(factId(at))),
    legs: after.legs.filter((leg) => transactions.has(transactionOf(leg))),
    residuals: {
      before: bindFacts(before, timeOf, parameters.topology).residuals,
      after: after.residuals,
    },
  }
}

function lowestBlock(facts: readonly Fact[]): bigint {
  const [first = 0n, ...others] = facts.map(({ at }) => at.blockNumber)
  return minOf(first, ...others)
}

/** Recorded facts of a range, as far as binding may need them. */
interface RecordedRange {
  /** Those of the blocks that late facts or named transfers stand in. */
  recorded: readonly Fact[]
  /** Block of every transaction in which a book names a transfer, where they are asked for. */
  named: ReadonlyMap<string, Hash>
}

async function readRange(
  { chain, store }: LateParameters,
  { facts, joining }: Pick<LateKnowledge, 'facts' | 'joining'>,
): Promise<RecordedRange> {
  const hashes = new Set(facts.map(({ at }) => at.blockHash))
  const recorded: Fact[] = []
  const named = new Map<string, Hash>()
  const first = joining?.fromBlock ?? facts[0]?.at.blockNumber
  const last = joining?.toBlock ?? facts.at(-1)?.at.blockNumber
  if (first === undefined || last === undefined) return { recorded, named }
  for await (const page of blockPages(store.facts(chain.id, first))) {
    const isPast = page.some(({ at }) => at.blockNumber > last)
    const inside = isPast ? page.filter(({ at }) => at.blockNumber <= last) : page
    const naming = joining === undefined ? [] : inside.filter(namesTransfer)
    for (const fact of inside) if (isOf(joining, fact)) hashes.add(fact.at.blockHash)
    for (const fact of naming) {
      named.set(transactionOf(fact), fact.at.blockHash)
      hashes.add(fact.at.blockHash)
    }
    for (const fact of inside) if (hashes.has(fact.at.blockHash)) recorded.push(fact)
    if (isPast) break
  }
  return { recorded, named }
}

/** Whether a recorded fact is of a source that joins in its range. */
function isOf(joining: LateKnowledge['joining'], { at, decoder }: Fact): boolean {
  if (joining === undefined || !joining.sourceIds.has(sourceOfDecoder(decoder))) return false
  return at.blockNumber >= joining.fromBlock && at.blockNumber <= joining.toBlock
}

function namesTransfer({ body }: Fact): boolean {
  return body.kind === 'balance' && body.names !== undefined
}

/** Times of the blocks of `facts`: of late ones as they came, of others as they are recorded. */
async function readTimes(
  { chain, store }: LateParameters,
  blocks: readonly BlockRef[],
  facts: readonly Fact[],
): Promise<ReadonlyMap<Hash, bigint>> {
  const times = new Map(blocks.map(({ hash, timestamp }) => [hash, timestamp]))
  for (const { at } of facts) {
    if (times.has(at.blockHash)) continue
    const block = await store.blockBelow(chain.id, at.blockNumber + 1n)
    if (block !== undefined) times.set(block.hash, block.timestamp)
  }
  return times
}

function transactionOf({ at }: Pick<Fact, 'at'>): string {
  return `${at.blockHash}${at.txIndex}${at.txHash}`
}

function isSame(a: Fact, b: Fact): boolean {
  return a.decoder === b.decoder && spell(a) === spell(b)
}

/** Absent and undefined are the same word; order of properties is the decoder's own. */
function spell({ body, siblings }: Fact): string {
  const sorted = (value: unknown): unknown => {
    if (typeof value === 'bigint') return `${value}n`
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(sorted)
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, sorted(item)])
  }
  return JSON.stringify([sorted(body), siblings])
}
