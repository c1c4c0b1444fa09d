import type { Database } from 'better-sqlite3'
import { seriesKinds, toCode } from './codes.ts'
import { txSlotSql } from './factOrder.ts'
import { runOfTransferSql } from './runOfTransfer.ts'
import { createTransferCheck } from './TransferWriter.ts'

const accountKinds = ['holding', 'liability', 'position'] as const

/** Versions from which what finds transfers by transaction stands in runs. */
const RUNS_VERSION_MIN = 8

/** Rows that other rows imply, held against them. A sentence per table that differs. Reads only. */
export function checkDerived(db: Database): readonly string[] {
  const count = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0
  const kinds = accountKinds.map((kind) => toCode(seriesKinds, kind)).join(', ')
  const wrongAccounts = count(`SELECT count(*) FROM venue_account v
    LEFT JOIN address a ON a.id = v.account WHERE a.bytes IS NOT v.address`)
  const missingAccounts = count(`SELECT count(*) FROM series_key k
    LEFT JOIN address a ON a.id = k.account
    WHERE k.account <> 0 AND k.kind IN (${kinds}) AND NOT EXISTS (SELECT 1 FROM venue_account v
      WHERE v.venue = k.venue AND v.address = a.bytes AND v.account = k.account)`)
  const missingHolders = count(`SELECT count(*) FROM
    (SELECT DISTINCT h.venue, h.account FROM leg_holder h) h JOIN address a ON a.id = h.account
    WHERE NOT EXISTS (SELECT 1 FROM venue_account v
      WHERE v.venue = h.venue AND v.address = a.bytes AND v.account = h.account)`)
  const strayRows = count(`SELECT count(DISTINCT s.key_id) FROM series s
    WHERE NOT EXISTS (SELECT 1 FROM series_key k WHERE k.id = s.key_id)`)
  const unlistedRows = count(`SELECT count(*) FROM progress p JOIN series_key k ON k.chain = p.chain
    JOIN series s ON s.key_id = k.id AND s.block_number > p.recent_above
    WHERE NOT EXISTS (SELECT 1 FROM series_recent r
      WHERE r.chain = p.chain AND r.block_number = s.block_number AND r.key_id = s.key_id)`)
  const wrongRevisions =
    count(`SELECT count(*) FROM (SELECT revision FROM cut ORDER BY sequence DESC LIMIT 1)
    WHERE revision <> (SELECT ifnull(max(number), 0) FROM revision)`)
  const unfoundTransfers = count(`SELECT count(*) FROM leg l
    JOIN tx x ON x.block_id = l.block_id AND x.slot = ${txSlotSql('l.ord')}
    WHERE NOT EXISTS (SELECT 1 FROM transfer_tx t
      WHERE ${ofRunSql(db)} t.prefix = substr(x.hash, 1, 8)
        AND t.transfer_id = l.transfer_id)`)
  const wrongTransfers = createTransferCheck(db)()
  return [
    ...say(wrongAccounts + missingAccounts, 'accounts of venues are not those of their series'),
    ...say(missingHolders, 'accounts of venues are not those of their transfers'),
    ...say(strayRows, 'series have no key'),
    ...say(unlistedRows, 'recent rows would outlast a reorg'),
    ...say(wrongRevisions, 'cuts are of a revision that was never made'),
    ...say(unfoundTransfers, 'legs are not found by their transactions'),
    ...say(wrongTransfers, 'transfers do not follow from their legs'),
  ]
}

/** A store from before the runs has one list. */
function ofRunSql(db: Database): string {
  const version = Number(db.pragma('user_version', { simple: true }))
  return version < RUNS_VERSION_MIN ? '' : `t.run = ${runOfTransferSql('l.transfer_id')} AND`
}

function say(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${what}.`]
}
