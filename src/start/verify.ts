import { createHash } from 'node:crypto'
import type { Project } from '../config/Project.ts'
import { InvariantError } from '../errors/assert.ts'
import type { ChainId } from '../facts/primitives.ts'
import { type SeriesRow, seriesKeyId } from '../facts/Series.ts'
import { createTopology, type Topology } from '../ledger/createTopology.ts'
import type { Store } from '../store/Store.ts'
import { areSourcesSettled } from './areSourcesSettled.ts'
import { blockPages } from './blockPages.ts'
import { createIsFolded } from './createIsFolded.ts'
import { horizonOf } from './horizonOf.ts'
import { bindFacts, foldBatch } from './ledgerRows.ts'

export interface Verification {
  /** `mismatches` names the keys whose rows do not follow from the facts. */
  chains: readonly { chainId: ChainId; rows: number; mismatches: readonly string[] }[]
}

/** Number of rows of one key, and a sum over their digests that does not depend on their order. */
interface KeyDigest {
  count: number
  sum: bigint
}

/**
 * Recomputes every series from the recorded facts and compares it with what is stored, key by key. Where history was pruned
 * it starts from the values that were kept at the horizon, which have a digest of their own.
 */
export async function verify(parameters: {
  store: Store
  project: Project
}): Promise<Verification> {
  const { store, project } = parameters
  const topology = createTopology(project)
  const chains: Verification['chains'][number][] = []
  for (const { id } of project.chains) {
    const found = await verifyChain(store, id, topology)
    chains.push({ ...found, mismatches: await certainOf(store, project, found) })
  }
  return { chains }
}

/** Residuals say nothing while the sources that they follow from are not the ones that were recorded. */
async function certainOf(
  store: Store,
  project: Project,
  { chainId, mismatches }: Verification['chains'][number],
): Promise<readonly string[]> {
  const isResidual = (mismatch: string): boolean => mismatch.startsWith('residual|')
  if (!mismatches.some(isResidual)) return mismatches
  const isSettled = await areSourcesSettled(store, chainId, project)
  return isSettled ? mismatches : mismatches.filter((mismatch) => !isResidual(mismatch))
}

async function verifyChain(
  store: Store,
  chainId: ChainId,
  topology: Topology,
): Promise<Verification['chains'][number]> {
  const horizon = await horizonOf(store, chainId)
  const stored = new Map<string, KeyDigest>()
  const kept = new Map<string, readonly bigint[]>()
  let rows = 0
  try {
    for await (const page of store.rows(chainId)) {
      rows += page.length
      for (const row of page) {
        // Rows of a key ascend, so that the last one kept is in force at the horizon.
        if (row.blockNumber <= horizon) kept.set(seriesKeyId(row.key), row.values)
        else addTo(stored, row)
      }
    }
    const computed = await recompute(store, chainId, { topology, horizon, values: kept })
    return { chainId, rows, mismatches: differences(stored, computed) }
  } catch (error) {
    return { chainId, rows, mismatches: [toUnreadable(error)] }
  }
}

/** A row of a damaged file may not decode, or fold into what no book can be. Other errors are thrown again. */
function toUnreadable(error: unknown): string {
  if (error instanceof InvariantError) return `a row that cannot be right (${error.message})`
  if (error instanceof SyntaxError || error instanceof RangeError)
    return 'a row that cannot be read'
  throw error
}

async function recompute(
  store: Store,
  chainId: ChainId,
  start: { topology: Topology; horizon: bigint; values: Map<string, readonly bigint[]> },
): Promise<ReadonlyMap<string, KeyDigest>> {
  const { topology, horizon, values } = start
  const computed = new Map<string, KeyDigest>()
  const memory = { latest: async () => values }
  const isFolded = createIsFolded(await store.coverage(chainId))
  for await (const page of blockPages(store.facts(chainId, horizon + 1n))) {
    const { residuals } = bindFacts(page, () => 0n, topology)
    for (const row of await foldBatch(page.filter(isFolded), residuals, memory)) {
      addTo(computed, row)
      values.set(seriesKeyId(row.key), row.values)
    }
  }
  return computed
}

function addTo(digests: Map<string, KeyDigest>, row: SeriesRow): void {
  const id = seriesKeyId(row.key)
  const digest = digests.get(id) ?? { count: 0, sum: 0n }
  const hash = createHash('sha256')
    .update(`${row.blockNumber}:${row.values.join(',')}`)
    .digest()
  digests.set(id, { count: digest.count + 1, sum: digest.sum + hash.readBigUInt64BE() })
}

function differences(
  stored: ReadonlyMap<string, KeyDigest>,
  computed: ReadonlyMap<string, KeyDigest>,
): string[] {
  const ids = new Set([...stored.keys(), ...computed.keys()])
  return [...ids].filter((id) => {
    const a = stored.get(id)
    const b = computed.get(id)
    return a?.count !== b?.count || a?.sum !== b?.sum
  })
}
