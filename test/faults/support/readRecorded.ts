import type { Fact } from '../../../src/facts/Fact.ts'
import { READ_TX_INDEX } from '../../../src/facts/FactPosition.ts'
import { type SeriesRow, seriesKeyId } from '../../../src/facts/Series.ts'
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore.ts'
import { chainIds } from './protocol.ts'

/** Canonical state of a closed database, in an order of its own. */
export interface Recorded {
  facts: readonly string[]
  series: readonly string[]
  quarantined: readonly string[]
}

/**
 * Reads every canonical fact and series row. Rates, and what else is read, are left out: when they are read depends on when the program looked, and
 * what they are worth at the end is in the served answers.
 */
export async function readRecorded(
  database: string,
  ids: readonly number[] = Object.values(chainIds),
): Promise<Recorded> {
  const store = await openSqliteStore({ path: database, pid: process.pid, nowMs: 0 })
  try {
    const facts: string[] = []
    const series: string[] = []
    for (const chainId of ids) {
      const read = new Set<string>()
      for await (const page of store.facts(chainId, 0n))
        for (const fact of page)
          if (fact.at.txIndex !== READ_TX_INDEX) facts.push(toFactLine(fact))
          else read.add(placeOf(fact.body) ?? '')
      for await (const page of store.rows(chainId))
        for (const row of page) {
          const { kind, contract, subject } = row.key
          const isRead = read.has(`${kind}|${contract}|${subject}`)
          if (kind !== 'index' && kind !== 'observed' && !isRead) series.push(toRowLine(row))
        }
    }
    const snapshot = await store.snapshot()
    const { newest } = snapshot.quarantined(1_000)
    const quarantined = newest.map(
      ({ log, reason }) => `${log.blockHash} ${log.logIndex} ${reason}`,
    )
    snapshot.release()
    return { facts: facts.sort(), series: series.sort(), quarantined: quarantined.sort() }
  } finally {
    await store.close()
  }
}

/** Under what a price or a parameter is recorded. */
function placeOf(body: Fact['body']): string | undefined {
  if (body.kind === 'price') return `price|${body.feed}|`
  if (body.kind === 'feedPrice') return `price|${body.contract}|${body.subject}`
  return body.kind === 'parameter' ? `parameter|${body.contract}|${body.subject}` : undefined
}

function toFactLine({ at, body, decoder, siblings }: Fact): string {
  return JSON.stringify({ at, body, decoder, siblings }, spellBigint)
}

function toRowLine({ key, blockNumber, values }: SeriesRow): string {
  return `${seriesKeyId(key)} ${blockNumber} ${values.join(',')}`
}

function spellBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
