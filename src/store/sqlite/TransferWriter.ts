import type { Database } from 'better-sqlite3'
import { legSteps, legWays, toCode, toWord, unboundReasons } from './codes.ts'
import { type DerivationLeg, type DerivedTransfer, deriveTransfer } from './deriveTransfer.ts'

export interface TransferWriter {
  /** Computes the derived columns of these transfers anew from their canonical legs. */
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
}

interface TransferColumns extends DerivedTransfer {
  id: number
}

const notCollateral = toCode(unboundReasons, 'NOT_COLLATERAL')

export function createTransferWriter(db: Database): TransferWriter {
  const legsOf = prepareLegs(db)
  const update = db.prepare<number[]>(`UPDATE transfer SET bridge = ?, origin = ?, destination = ?,
    closed = ?, sent_chain = ?, sent_number = ?, credited_chain = ?, credited_number = ?
    WHERE id = ?`)
  // Without a canonical leg it is in no cut; it stays marked open so that evidence is never hidden by an old mark.
  const reopen = db.prepare<[number]>('UPDATE transfer SET closed = 0 WHERE id = ?')

  return {
    derive(transferIds) {
      for (const id of transferIds) {
        const derived = deriveTransfer(legsOf(id))
        if (derived === undefined) reopen.run(id)
        else update.run(...toColumns(derived), id)
      }
    },
  }
}

/** How many transfers have derived columns that do not follow from their legs. Reads only. */
export function createTransferCheck(db: Database): () => number {
  const legsOf = prepareLegs(db)
  const page = db.prepare<[number], TransferColumns>(
    'SELECT * FROM transfer WHERE id > ? ORDER BY id LIMIT 1000',
  )
  return () => {
    let wrong = 0
    for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.id ?? 0)) {
      for (const row of rows) {
        const derived = deriveTransfer(legsOf(row.id))
        const isRight =
          derived === undefined
            ? row.closed === 0
            : Object.entries(derived).every(([column, value]) => Reflect.get(row, column) === value)
        if (!isRight) wrong += 1
      }
    }
    return wrong
  }
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

/** Canonical legs of a transfer by chain, block and position. They are two or three, so that they are put in order here. */
function prepareLegs(db: Database): (transferId: number) => DerivationLeg[] {
  const legs = db.prepare<[number], LegRow>(`SELECT b.chain, b.number, l.ord, l.step, l.via,
    l.bindings, l.unbound, l.amount, l.payload_hash, l.bridge, l.origin, l.destination
    FROM leg l JOIN block b ON b.id = l.block_id WHERE l.transfer_id = ? AND b.canonical = 1`)
  const compare = (a: LegRow, b: LegRow): number =>
    a.chain - b.chain || a.number - b.number || a.ord - b.ord
  return (transferId) => legs.all(transferId).sort(compare).map(toDerivationLeg)
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
  }
}
