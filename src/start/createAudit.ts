import { type AuditConfig, auditQuestionsPerCall } from '../config/AuditConfig.ts'
import type { BookOfRecord, Decoder } from '../facts/Decoder.ts'
import { factDecoder } from '../facts/factDecoder.ts'
import type { Address, BlockRef, ChainId } from '../facts/primitives.ts'
import { type SeriesKey, type SeriesRow, seriesKeyId } from '../facts/Series.ts'
import type { BookDrift } from '../ledger/BookDrift.ts'
import type { Snapshot } from '../store/Snapshot.ts'
import { groupBy } from '../utils/groupBy.ts'
import { type AuditQuestion, QuestionList } from './QuestionList.ts'
import { driftedAccounts, nextAccounts, startOf, turned } from './sampleAccounts.ts'

/** Which accounts of a chain are asked about next. */
export interface Audit {
  /** Whether a round is to be made at this final block; it is then taken as made. */
  takeDue(block: BlockRef): boolean
  /** Whether a book that is followed still keeps what is filed under a key. */
  isKept(key: SeriesKey): boolean
  /**
   * The questions of a round at a block: first about accounts that are known to differ, then about the next in key order. `drifts`
   * is what is recorded of the chain; sources that `isWhole` refuses are left out.
   */
  plan(
    snapshot: Pick<Snapshot, 'accounts' | 'series'>,
    block: BlockRef,
    known: { drifts: readonly BookDrift[]; isWhole(sourceId: string): boolean },
  ): readonly AuditQuestion[]
}

interface Book {
  sourceId: string
  decoder: string
  book: BookOfRecord
}

/** Accounts that a round looks at, at least: reading their rows takes less than asking about one. */
const accountsMin = 100

/**
 * Creates the rolling audit of one chain (DESIGN §2). It walks through the accounts of each venue by address, from a place that
 * follows from the block at which the process began, so that none is passed over for long; venues take turns to be first.
 */
export function createAudit(
  { everySeconds, callsMax }: AuditConfig,
  chain: { id: ChainId; multicall?: Address | undefined },
  decoders: readonly Decoder[],
): Audit {
  const books = groupBy(decoders.flatMap(toBook), ({ book }) => book.venue)
  const venues = [...books.keys()]
  const questionsMax = callsMax * (chain.multicall === undefined ? 1 : auditQuestionsPerCall)
  const cursors = new Map<string, Address>()
  let last: bigint | undefined
  let turn: bigint | undefined
  const slotOf = ({ timestamp }: BlockRef): bigint => timestamp / everySeconds
  return {
    takeDue(block) {
      if (venues.length === 0 || slotOf(block) === last) return false
      last = slotOf(block)
      return true
    },
    isKept: (key) => (books.get(key.venue) ?? []).some(({ book }) => book.ask(key) !== undefined),
    plan(snapshot, block, { drifts, isWhole }) {
      turn = turn === undefined ? slotOf(block) : turn + 1n
      const at = new Map([[chain.id, block.number]])
      const recorded = new Map(
        drifts.map(({ key, read, booked }) => [seriesKeyId(key), read - booked]),
      )
      const round = new QuestionList(questionsMax)
      for (const venue of turned(venues, turn)) {
        const own = (books.get(venue) ?? []).filter(({ sourceId }) => isWhole(sourceId))
        if (round.room <= 0 || own.length === 0) continue
        const after = cursors.get(venue) ?? startOf(turn)
        // Accounts that have nothing on this chain take no call: some more are looked at than are asked about.
        const limit = Math.max(round.room, accountsMin)
        const known = driftedAccounts(drifts, { venue, room: round.room, turn })
        const next = nextAccounts(snapshot, { venue, after, limit })
        const accounts = [...known, ...next.filter((account) => !known.includes(account))]
        const rows = groupBy(
          snapshot.series({ of: 'accounts', venue, accounts }, at),
          ({ key }) => key.account,
        )
        for (const [i, account] of accounts.entries()) {
          if (round.room <= 0) break
          if (i >= known.length) cursors.set(venue, account)
          for (const row of turned(rows.get(account) ?? [], turn))
            round.add(toQuestion(own, row, recorded))
        }
      }
      return round.questions
    },
  }
}

function toBook({ name, source, book }: Decoder): readonly Book[] {
  if (book === undefined) return []
  return [{ sourceId: source.id, decoder: factDecoder(name, source.id), book }]
}

function toQuestion(
  books: readonly Book[],
  { key, values: [booked] }: SeriesRow,
  recorded: ReadonlyMap<string, bigint>,
): AuditQuestion | undefined {
  if (booked === undefined) return undefined
  for (const { book, decoder } of books) {
    const question = book.ask(key)
    const drift = recorded.get(seriesKeyId(key)) ?? 0n
    if (question !== undefined) return { ...question, key, booked, drift, decoder }
  }
  return undefined
}
