import type { Database } from 'better-sqlite3'
import { legSteps, legWays, toCode, toWord, unboundReasons } from './codes.ts'
import { type DerivationLeg, type DerivedTransfer, deriveTransfer } from './deriveTransfer.ts'
import { createTransferNames } from './TransferNames.ts'

export interface TransferWriter {
  /** Computes the derived columns of these transfers, under all of their names, anew from their canonical legs. */
  derive(transferIds: Iterable<number>): void
}

interface LegRow {
  chain: number
  number: number
  ord: number
  step: number
  via: number
  bindings: string | null
  unbound: number | null
  amount: Buffer
  payload_hash: Buffer | null
  bridge: number
  origin: number
  destination: number
  alias_id: number | null
}

interface TransferColumns extends DerivedTransfer {
  id: number
  root: number
}

const notCollateral = toCode(unboundReasons, 'NOT_COLLATERAL')

export function createTransferWriter(db: Database): TransferWriter {
  const legsOf = prepareLegs(db)
  const names = createTransferNames(db)
  const update = db.prepare<number[]>(`UPDATE transfer SET bridge = ?, origin = ?, destination = ?,
    closed = ?, sent_chain = ?, sent_number = ?, credited_chain = ?, credited_number = ?, root = ?
    WHERE id = ?`)
  // Without a canonical leg it is in no cut; it stays marked open so that evidence is never hidden by an old mark.
  const reopen = db.prepare<[number]>(`UPDATE transfer SET closed = 0, sent_chain = 0,
    sent_number = 0, credited_chain = 0, credited_number = 0, root = 0 WHERE id = ?`)

  return {
    derive(transferIds) {
      const done = new Set<number>()
      for (const id of names.around(transferIds)) {
        if (done.has(id)) continue
        const ids = names.of(id)
        const derived = deriveTransfer(legsOf(ids))
        for (const name of ids) {
          done.add(name)
          if (derived === undefined) reopen.run(name)
          else update.run(...toColumns(derived), toRoot(ids), name)
        }
      }
    },
  }
}

/** How many transfers have derived columns that do not follow from their legs. Reads only. */
export function createTransferCheck(db: Database): () => number {
  const legsOf = prepareLegs(db)
  const names = createTransferNames(db)
  const page = db.prepare<[number], TransferColumns>(
    'SELECT * FROM transfer WHERE id > ? ORDER BY id LIMIT 1000',
  )
  return () => {
    let wrong = 0
    for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.id ?? 0)) {
      for (const row of rows) {
        const ids = names.of(row.id)
        const derived = deriveTransfer(legsOf(ids))
        const isRight =
          derived === undefined
            ? [row.closed, row.root, row.sent_number, row.credited_number].every((n) => n === 0)
            : Object.entries({ ...derived, root: toRoot(ids) }).every(
                ([column, value]) => Reflect.get(row, column) === value,
              )
        if (!isRight) wrong += 1
      }
    }
    return wrong
  }
}

/** 0 for a transfer of one name, so that the index of roots holds none of them. */
function toRoot(ids: readonly number[]): number {
  return ids.length === 1 ? 0 : (ids[0] ?? 0)
}

/** In the order of `update`: by place, because a name per column is looked up for every row. */
function toColumns(derived: DerivedTransfer): number[] {
  return [
    derived.bridge,
    derived.origin,
    derived.destination,
    derived.closed,
    derived.sent_chain,
    derived.sent_number,
    derived.credited_chain,
    derived.credited_number,
  ]
}

/** Canonical legs under some names by chain, block and position. They are two or three, so that they are put in order here. */
function prepareLegs(db: Database): (transferIds: readonly number[]) => DerivationLeg[] {
  const legs = db.prepare<[number], LegRow>(`SELECT b.chain, b.number, l.ord, l.step, l.via,
    l.bindings, l.unbound, l.amount, l.payload_hash, l.bridge, l.origin, l.destination, l.alias_id
    FROM leg l JOIN block b ON b.id = l.block_id WHERE l.transfer_id = ? AND b.canonical = 1`)
  const compare = (a: LegRow, b: LegRow): number =>
    a.chain - b.chain || a.number - b.number || a.ord - b.ord
  return (ids) =>
    ids
      .flatMap((id) => legs.all(id))
      .sort(compare)
      .map(toDerivationLeg)
}

function toDerivationLeg(row: LegRow): DerivationLeg {
  return {
    chainId: row.chain,
    number: row.number,
    step: toWord(legSteps, row.step),
    via: toWord(legWays, row.via),
    isSettled: row.bindings !== null || row.unbound === notCollateral,
    amount: row.amount,
    payloadHash: row.payload_hash,
    bridge: row.bridge,
    origin: row.origin,
    destination: row.destination,
    isLink: row.alias_id !== null,
  }
}
