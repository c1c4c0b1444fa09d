import type { Decoder } from '../facts/Decoder.ts'
import { filterDigest } from '../protocols/filterDigest.ts'
import type { RecordedCoverage } from '../store/Recorded.ts'
import { type SourceProgress, sourceProgress } from '../store/sourceProgress.ts'
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
  const { horizon } = parameters.state
  const wanted = planned.filter(({ progress }) => progress.state !== 'covered')
  const isBarred = ({ progress }: Planned): boolean =>
    progress.state !== 'covered' && progress.nextBlock <= horizon
  const barred = wanted.filter(isBarred).map(({ decoder }) => decoder.source.id)
  for (const id of barred) log.error({ chain: chain.name }, toBarredText(id, chain.name, horizon))
  const open = wanted.filter((source) => !isBarred(source))
  const changed = joiningOf(open, 'changed')
  if (changed.length > 0) await uncoverSources(parameters, changed)
  const joining = [...changed, ...joiningOf(open, 'joining')]
  if (joining.length > 0) {
    const names = joining.map(({ decoder }) => decoder.source.id).join(', ')
    log.info({ chain: chain.name }, `Back-filling beside the chain: ${names}.`)
  }
  return createJoin(joining, indexed, barred)
}

function toBarredText(id: string, chain: string, horizon: bigint): string {
  return `${id} cannot be back-filled: the history of ${chain} up to block ${horizon} was pruned. What it holds stays out of every sum; index into a new database to have it.`
}

interface Planned {
  decoder: Decoder
  row: RecordedCoverage | undefined
  progress: SourceProgress
}

function joiningOf(planned: readonly Planned[], state: 'changed' | 'joining') {
  return planned.flatMap(({ decoder, row, progress }) =>
    progress.state === state
      ? [{ decoder, nextBlock: progress.nextBlock, reason: reasonOf(decoder, row) }]
      : [],
  )
}

function progressOf(decoder: Decoder, row: RecordedCoverage | undefined, indexed: bigint) {
  const { name, source } = decoder
  const { id: sourceId, startBlock } = source
  const identity = { sourceId, startBlock, filterDigest: filterDigest(source), decoder: name }
  return sourceProgress(identity, row, indexed)
}

/** One sentence for the revision. */
function reasonOf({ name, source }: Decoder, row: RecordedCoverage | undefined): string {
  if (row === undefined) return `The config added ${source.id}.`
  if (row.decoder !== '' && row.decoder !== name)
    return `The decoder of ${source.id} changed from ${row.decoder} to ${name}.`
  if (row.filterDigest !== filterDigest(source)) return `The filters of ${source.id} changed.`
  if (source.startBlock >= row.fromBlock) return `The config added ${source.id} again.`
  return `The config lets ${source.id} start at block ${source.startBlock}, before ${row.fromBlock}.`
}
