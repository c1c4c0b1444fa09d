import type { Database } from 'better-sqlite3'

/** A name: a row of `transfer`. What canonical legs link together is one transfer. */
export interface TransferNames {
  /** The given names, and those that were or are of one transfer with one of them: what has to be derived together. */
  around(ids: Iterable<number>): Iterable<number>
  /** All names of the transfer that has this one, ascending. */
  of(id: number): readonly number[]
}

/** Follows links between names as they stand now; where there is no link at all, nothing is looked up. */
export function createTransferNames(db: Database): TransferNames {
  const anyLink = db
    .prepare<[], number>('SELECT 1 FROM leg WHERE alias_id IS NOT NULL LIMIT 1')
    .pluck()
  const anyRoot = db.prepare<[], number>('SELECT 1 FROM transfer WHERE root <> 0 LIMIT 1').pluck()
  const siblings = db
    .prepare<[number], number>(`SELECT m.id FROM transfer t JOIN transfer m ON m.root = t.root
      WHERE t.id = ? AND t.root <> 0 AND m.root <> 0`)
    .pluck()
  const neighbours = db
    .prepare<{ id: number }, number>(`SELECT l.alias_id FROM leg l JOIN block b ON b.id = l.block_id
      WHERE l.transfer_id = @id AND l.alias_id IS NOT NULL AND b.canonical = 1
      UNION SELECT l.transfer_id FROM leg l JOIN block b ON b.id = l.block_id
      WHERE l.alias_id = @id AND b.canonical = 1`)
    .pluck()

  return {
    around(ids) {
      if (anyRoot.get() === undefined) return ids
      const all = new Set(ids)
      for (const id of [...all]) for (const other of siblings.all(id)) all.add(other)
      return all
    },
    of(id) {
      if (anyLink.get() === undefined) return [id]
      // A set is walked in the order in which it grows.
      const names = new Set([id])
      for (const name of names) for (const other of neighbours.all({ id: name })) names.add(other)
      return [...names].sort((a, b) => a - b)
    },
  }
}
