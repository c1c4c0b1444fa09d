import { createHash } from 'node:crypto'
import type { Project } from '../config/Project.ts'
import type { ChainId } from '../facts/primitives.ts'
import { type SeriesRow, seriesKeyId } from '../facts/Series.ts'
import { createTopology, type Topology } from '../ledger/createTopology.ts'
import type { Store } from '../store/Store.ts'
import { blockPages } from './blockPages.ts'
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

/** Recomputes every series from the recorded facts and compares it with what is stored, key by key. */
export async function verify(parameters: {
  store: Store
  project: Project
}): Promise<Verification> {
  const { store, project } = parameters
  const topology = createTopology(project)
  const chains: Verification['chains'][number][] = []
  for (const { id } of project.chains) {
    const stored = new Map<string, KeyDigest>()
    let rows = 0
    for await (const page of store.rows(id)) {
      rows += page.length
      for (const row of page) addTo(stored, row)
    }
    const computed = await recompute(store, id, topology)
    chains.push({ chainId: id, rows, mismatches: differences(stored, computed) })
  }
  return { chains }
}

async function recompute(
  store: Store,
  chainId: ChainId,
  topology: Topology,
): Promise<ReadonlyMap<string, KeyDigest>> {
  const computed = new Map<string, KeyDigest>()
  const values = new Map<string, readonly bigint[]>()
  const memory = { latest: async () => values }
  for await (const page of blockPages(store.facts(chainId, 0n))) {
    const { residuals } = bindFacts(page, () => 0n, topology)
    for (const row of await foldBatch(page, residuals, memory)) {
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
