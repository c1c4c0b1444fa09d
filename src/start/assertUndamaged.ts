import { StoreDamagedError } from '../store/StoreDamagedError.ts'
import type { IngestParameters } from './Ingest.ts'

/** Some milliseconds at every start; `plimsoll db verify` reads everything. */
const sampleBlocks = 256

/**
 * Holds a sample of what is recorded of a chain against the digests that were written with it: figures from a damaged file
 * would look like any other. Throws `StoreDamagedError`, which stops this chain and says so.
 */
export async function assertUndamaged(parameters: IngestParameters): Promise<void> {
  const { chain, store, env } = parameters
  const { damage } = await store.checkDigests(chain.id, {
    blocks: sampleBlocks,
    random: () => env.random(),
  })
  const [found] = damage
  if (found !== undefined) throw new StoreDamagedError({ chain: chain.name, found })
}
