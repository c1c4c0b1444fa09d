import type { Decoder } from '../facts/Decoder.ts'
import { filterDigest } from '../protocols/filterDigest.ts'
import type { RecordedCoverage } from '../store/Recorded.ts'
import { sourceProgress } from '../store/sourceProgress.ts'
import type { IngestParameters } from './Ingest.ts'
import { createJoin, type Join } from './Join.ts'
import { uncoverSources } from './uncoverSources.ts'

/**
 * Which sources of the config the recorded history of the chain lacks, and from which block on. What was derived of a
 * source by another decoder, by other filters or from a later start is taken back, and joins anew.
 */
export async function planJoin(parameters: IngestParameters): Promise<Join> {
  const { chain, store, decoders, log } = parameters
  const indexed = (await store.progress(chain.id))?.indexed.number
  if (indexed === undefined) return createJoin([], 0n)
  const rows = new Map((await store.coverage(chain.id)).map((row) => [row.sourceId, row]))
  const planned = decoders.map((decoder) => {
    const row = rows.get(decoder.source.id)
    return { decoder, row, progress: progressOf(decoder, row, indexed) }
  })
  const changed = planned.flatMap(({ decoder, row, progress }) =>
    progress.state === 'changed' && row !== undefined
      ? [{ decoder, reason: reasonOf(decoder, row) }]
      : [],
  )
  if (changed.length > 0) await uncoverSources(parameters, changed)
  const joining = planned.flatMap(({ decoder, progress }) =>
    progress.state === 'covered' ? [] : [{ decoder, nextBlock: progress.nextBlock }],
  )
  if (joining.length > 0) {
    const names = joining.map(({ decoder }) => decoder.source.id).join(', ')
    log.info(
      { chain: chain.name },
      `Back-filling beside the chain what the config added: ${names}.`,
    )
  }
  return createJoin(joining, indexed)
}

function progressOf(decoder: Decoder, row: RecordedCoverage | undefined, indexed: bigint) {
  const { name, source } = decoder
  const { id: sourceId, startBlock } = source
  const identity = { sourceId, startBlock, filterDigest: filterDigest(source), decoder: name }
  return sourceProgress(identity, row, indexed)
}

/** One sentence for the revision. */
function reasonOf({ name, source }: Decoder, row: RecordedCoverage): string {
  if (row.decoder !== '' && row.decoder !== name)
    return `The decoder of ${source.id} changed from ${row.decoder} to ${name}.`
  if (row.filterDigest !== filterDigest(source)) return `The filters of ${source.id} changed.`
  return `The config lets ${source.id} start at block ${source.startBlock}, before ${row.fromBlock}.`
}
