import type { Decoder } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import { sourceOfDecoder } from '../facts/factDecoder.ts'
import { type SeriesKey, type SeriesRow, seriesKeyId } from '../facts/Series.ts'
import { foldFacts } from '../ledger/fold/foldFacts.ts'
import { seriesKeysOf } from '../ledger/seriesKeysOf.ts'
import { blockPages } from './blockPages.ts'
import type { IngestParameters } from './Ingest.ts'

/**
 * Takes back the coverage of sources that have to be derived anew, and every running value that rests on them, in one
 * transaction. Their facts stay until those that are derived anew take their places, range by range.
 */
export async function uncoverSources(
  { chain, store, env, log }: IngestParameters,
  changed: readonly { decoder: Decoder; reason: string }[],
): Promise<void> {
  const ids = new Set(changed.map(({ decoder }) => decoder.source.id))
  const isOwn = ({ decoder }: Fact): boolean => ids.has(sourceOfDecoder(decoder))
  const keys = new Map<string, SeriesKey>()
  for await (const page of store.facts(chain.id, 0n))
    for (const key of page.filter(isOwn).flatMap(seriesKeysOf)) keys.set(seriesKeyId(key), key)
  const isShared = (fact: Fact): boolean =>
    !isOwn(fact) && seriesKeysOf(fact).some((key) => keys.has(seriesKeyId(key)))
  const series: SeriesRow[] = []
  const values = new Map<string, readonly bigint[]>()
  // Another source may write the same book: its part of the running values stands.
  for await (const page of blockPages(store.facts(chain.id, 0n))) {
    const rows = foldFacts(page.filter(isShared), [], values)
    for (const row of rows) values.set(seriesKeyId(row.key), row.values)
    series.push(...rows.filter(({ key }) => keys.has(seriesKeyId(key))))
  }
  const reason = changed.map((source) => source.reason).join(' ')
  log.info({ chain: chain.name }, `${reason} Deriving it anew.`)
  await store.refold({
    chainId: chain.id,
    fromBlock: 0n,
    blocks: [],
    facts: [],
    legs: [],
    keys: [...keys.values()],
    series,
    quarantined: [],
    coverage: [],
    uncovered: [...ids],
    publishedAtMs: env.now(),
    // Where no value rests on them, no answer is another one.
    reason: keys.size > 0 ? reason : undefined,
  })
}
