import type { Project } from '../config/Project.ts'
import type { ChainId } from '../facts/primitives.ts'
import { listSources } from '../protocols/listSources.ts'
import type { Store } from '../store/Store.ts'
import { sourceProgress } from '../store/sourceProgress.ts'

/**
 * Whether what is recorded of a chain was recorded with the configured sources, all of them and no others. While one joins
 * or after one left, what has no owner among token movements depends on which of them was there at the time.
 */
export async function areSourcesSettled(
  store: Pick<Store, 'progress' | 'coverage'>,
  chainId: ChainId,
  project: Project,
): Promise<boolean> {
  const indexed = (await store.progress(chainId))?.indexed.number
  if (indexed === undefined) return true
  const rows = new Map((await store.coverage(chainId)).map((row) => [row.sourceId, row]))
  const own = listSources(project).filter(({ source }) => source.chainId === chainId)
  const areCovered = own.every(({ source, filterDigest, decoder }) => {
    const { id: sourceId, startBlock } = source
    const identity = { sourceId, startBlock, filterDigest, decoder }
    return sourceProgress(identity, rows.get(sourceId), indexed).state === 'covered'
  })
  const ids = new Set(own.map(({ source }) => source.id))
  return areCovered && [...rows.keys()].every((id) => ids.has(id))
}
