import { assert } from '../../errors/assert.ts'
import type { BalanceChange, BalanceFact, Holder } from '../../facts/AccountFacts.ts'
import type { Address, UnitId } from '../../facts/primitives.ts'
import type { SeriesKey } from '../../facts/Series.ts'
import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import type { Dictionary } from './Dictionary.ts'
import type { Numbering } from './Vocabulary.ts'

const IS_ABSOLUTE = 1
const HAS_MOVED = 2
/** The moved asset is the asset of the book. */
const MOVED_OWN_ASSET = 4
/** The moved amount is the magnitude of the change. */
const MOVED_CHANGE = 8
const HAS_NAMES = 16
const HAS_BENEFICIARY = 32
/** Without names there is no beneficiary, so that the bit is free to say that the change stops at 0. */
const IS_CAPPED = HAS_BENEFICIARY
/** What is absolute does not stop: there the same bit says that a unit follows, against which it is booked. */
const HAS_AGAINST = IS_CAPPED
const HAS_COUNTERPARTY = 64
/** The counterparty of the movement is the account of the book. */
const COUNTERPARTY_IS_ACCOUNT = 128

/**
 * Most facts of any store are of this kind. Holder, side, asset and contract are those of the series key, so that a plain
 * deposit takes one byte of flags and its amount.
 */
export function encodeBalance(writer: ByteWriter, body: BalanceFact, numbering: Numbering): void {
  const { change, moved, names } = body
  const flags = toFlags(body)
  writer.byte(flags)
  writer.integer(change.value)
  if (moved !== undefined) {
    if ((flags & MOVED_OWN_ASSET) === 0) writer.addressNumber(numbering.address(moved.asset))
    if ((flags & MOVED_CHANGE) === 0) writer.integer(moved.amount)
    if (moved.counterparty !== undefined && (flags & COUNTERPARTY_IS_ACCOUNT) === 0)
      writer.addressNumber(numbering.address(moved.counterparty))
  }
  if (body.against !== undefined) writer.textNumber(numbering.text(body.against))
  if (names === undefined) return
  writer.hex(names.key)
  if (names.beneficiary === undefined) return
  writer.textNumber(numbering.text(names.beneficiary.venue))
  writer.addressNumber(numbering.address(names.beneficiary.account))
  writer.textNumber(numbering.text(names.beneficiary.unit))
}

export function decodeBalance(
  reader: ByteReader,
  key: SeriesKey | undefined,
  dictionary: Dictionary,
): BalanceFact {
  assert(key?.account !== undefined && key.unit !== undefined, 'a balance fact has a series key')
  const flags = reader.byte()
  const value = reader.integer()
  // CAST: the subject of a holding or a liability is its asset's address.
  const asset = key.subject as Address
  const moved = decodeMoved(reader, flags, { asset, value, account: key.account }, dictionary)
  const against = decodeAgainst(reader, flags, dictionary)
  const names = decodeNames(reader, flags, dictionary)
  return {
    kind: 'balance',
    venue: key.venue,
    account: key.account,
    unit: key.unit,
    side: key.kind === 'holding' ? 'asset' : 'liability',
    asset,
    contract: key.contract,
    change: { type: toChangeType(flags), value },
    ...(against === undefined ? {} : { against }),
    ...(moved === undefined ? {} : { moved }),
    ...(names === undefined ? {} : { names }),
  }
}

function toChangeType(flags: number): BalanceChange['type'] {
  if ((flags & IS_ABSOLUTE) !== 0) return 'absolute'
  return (flags & HAS_NAMES) === 0 && (flags & IS_CAPPED) !== 0 ? 'capped' : 'delta'
}

function toFlags(body: BalanceFact): number {
  const { change, moved, names } = body
  let flags = change.type === 'absolute' ? IS_ABSOLUTE : 0
  if (change.type === 'capped') {
    assert(names === undefined, 'what stops at 0 is no credit that names its transfer')
    flags |= IS_CAPPED
  }
  if (body.against !== undefined) {
    const isAbsolute = change.type === 'absolute' && names === undefined
    assert(isAbsolute, 'what is booked against a unit is absolute, and names no transfer')
    flags |= HAS_AGAINST
  }
  if (moved !== undefined) {
    flags |= HAS_MOVED
    if (moved.asset === body.asset) flags |= MOVED_OWN_ASSET
    if (moved.amount === magnitude(change.value)) flags |= MOVED_CHANGE
    if (moved.counterparty !== undefined) flags |= HAS_COUNTERPARTY
    if (moved.counterparty === body.account) flags |= COUNTERPARTY_IS_ACCOUNT
  }
  if (names !== undefined) flags |= HAS_NAMES
  if (names?.beneficiary !== undefined) flags |= HAS_BENEFICIARY
  return flags
}

function decodeMoved(
  reader: ByteReader,
  flags: number,
  own: { asset: Address; value: bigint; account: Address },
  dictionary: Dictionary,
): BalanceFact['moved'] {
  if ((flags & HAS_MOVED) === 0) return undefined
  const isOwn = (flags & MOVED_OWN_ASSET) !== 0
  const asset = isOwn ? own.asset : dictionary.address(reader.natural())
  const amount = (flags & MOVED_CHANGE) !== 0 ? magnitude(own.value) : reader.integer()
  if ((flags & HAS_COUNTERPARTY) === 0) return { asset, amount }
  const isAccount = (flags & COUNTERPARTY_IS_ACCOUNT) !== 0
  const counterparty = isAccount ? own.account : dictionary.address(reader.natural())
  return { asset, amount, counterparty }
}

function decodeAgainst(
  reader: ByteReader,
  flags: number,
  dictionary: Dictionary,
): BalanceFact['against'] {
  const own = IS_ABSOLUTE | HAS_AGAINST | HAS_NAMES
  if ((flags & own) !== (IS_ABSOLUTE | HAS_AGAINST)) return undefined
  // CAST: a unit's text was written from a UnitId.
  return dictionary.text(reader.natural()) as UnitId
}

function decodeNames(
  reader: ByteReader,
  flags: number,
  dictionary: Dictionary,
): BalanceFact['names'] {
  if ((flags & HAS_NAMES) === 0) return undefined
  const key = reader.hex()
  if ((flags & HAS_BENEFICIARY) === 0) return { key }
  const beneficiary: Holder = {
    venue: dictionary.text(reader.natural()),
    account: dictionary.address(reader.natural()),
    // CAST: a unit's text was written from a UnitId.
    unit: dictionary.text(reader.natural()) as UnitId,
  }
  return { key, beneficiary }
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
