import type { Holder } from '../../facts/AccountFacts.ts'
import type { Leg } from '../../facts/Leg.ts'
import type { BlockTable } from './BlockTable.ts'
import { ByteWriter } from './ByteWriter.ts'
import { legSteps, legWays, toCode, unboundReasons } from './codes.ts'
import { NONE } from './Dictionary.ts'
import { type EncodedLegs, LEG_COLUMNS, LEG_ENDS } from './EncodedBatch.ts'
import { packOrder } from './factOrder.ts'
import { encodeBindings } from './legCodec.ts'
import type { Numbering } from './Vocabulary.ts'

/** Bytes of an average key with its amount. */
const LEG_BYTES = 48

/** Stands for "bound, or not to be bound". */
const NO_REASON = -1

/** Turns the legs of a batch into columns, see `EncodedLegs`. */
export function encodeLegs(
  legs: readonly Leg[],
  table: BlockTable,
  numbering: Numbering,
): EncodedLegs {
  const blocks = new Int32Array(legs.length)
  const columns = new Float64Array(legs.length * LEG_COLUMNS)
  const ends = new Int32Array(legs.length * LEG_ENDS)
  const bindings: (string | null)[] = []
  const holders: number[] = []
  const writer = new ByteWriter(legs.length * LEG_BYTES)
  for (const [i, leg] of legs.entries()) {
    const order = packOrder(leg.at)
    const block = table.index(leg.at)
    table.addTransaction(block, order, leg.at.txHash)
    blocks[i] = block
    columns.set(toColumns(leg, order, numbering), i * LEG_COLUMNS)
    writer.rawHex(leg.key)
    ends[i * LEG_ENDS] = writer.length
    if (leg.payloadHash !== leg.key) writer.rawHex(leg.payloadHash)
    ends[i * LEG_ENDS + 1] = writer.length
    writer.integer(leg.amount)
    // A deadline stands third, behind what is carried even where that is the amount.
    if (leg.deadline !== undefined) writer.integer(leg.carried ?? leg.amount)
    else if (leg.carried !== undefined) writer.integer(leg.carried)
    if (leg.deadline !== undefined) writer.integer(leg.deadline)
    ends[i * LEG_ENDS + 2] = writer.length
    if (leg.alias !== undefined) writer.rawHex(leg.alias)
    ends[i * LEG_ENDS + 3] = writer.length
    bindings.push(leg.bindings.length === 0 ? null : encodeBindings(leg.bindings))
    for (const { account, venue } of holdersOf(leg))
      holders.push(i, numbering.address(account), numbering.text(venue))
  }
  return {
    blocks,
    columns,
    ends,
    bytes: writer.bytes(),
    bindings,
    holders: Int32Array.from(holders),
  }
}

function toColumns(leg: Leg, order: number, numbering: Numbering): number[] {
  const { sender, recipient, unbound } = leg
  return [
    order,
    leg.at.txIndex,
    toCode(legWays, leg.via),
    toCode(legSteps, leg.step),
    numbering.text(leg.bridge),
    numbering.address(leg.asset),
    sender === undefined ? NONE : numbering.address(sender),
    recipient === undefined ? NONE : numbering.address(recipient),
    leg.origin,
    leg.destination,
    unbound === undefined ? NO_REASON : toCode(unboundReasons, unbound),
  ]
}

/** Everybody whose value a leg moves: who the book names, and who owns it on the other side. */
function holdersOf(leg: Leg): readonly Holder[] {
  return leg.bindings.flatMap(({ holder, beneficiary }) =>
    beneficiary === undefined ? [holder] : [holder, beneficiary],
  )
}
