import type { LegFact } from '../../facts/BridgeFacts.ts'
import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import { legSteps, toCode, toWord } from './codes.ts'
import type { Dictionary } from './Dictionary.ts'
import type { Numbering } from './Vocabulary.ts'

const HAS_SENDER = 1
const HAS_RECIPIENT = 2
/** The key commits to the whole payload. */
const KEY_IS_PAYLOAD = 4
const HAS_CARRIED = 8
const HAS_DEADLINE = 16
const HAS_ALIAS = 32

/** What a bridge said, as a fact; the leg that the ledger makes of it is a row of its own. */
export function encodeLegFact(writer: ByteWriter, body: LegFact, numbering: Numbering): void {
  const { alias, sender, recipient, carried, deadline } = body
  const isSame = body.payloadHash === body.key
  writer.byte(
    (sender === undefined ? 0 : HAS_SENDER) |
      (recipient === undefined ? 0 : HAS_RECIPIENT) |
      (isSame ? KEY_IS_PAYLOAD : 0) |
      (carried === undefined ? 0 : HAS_CARRIED) |
      (deadline === undefined ? 0 : HAS_DEADLINE) |
      (alias === undefined ? 0 : HAS_ALIAS),
  )
  writer.byte(toCode(legSteps, body.step))
  writer.textNumber(numbering.text(body.bridge))
  writer.hex(body.key)
  if (alias !== undefined) writer.hex(alias)
  if (!isSame) writer.hex(body.payloadHash)
  writer.addressNumber(numbering.address(body.asset))
  writer.integer(body.amount)
  if (carried !== undefined) writer.integer(carried)
  if (deadline !== undefined) writer.integer(deadline)
  writer.addressNumber(numbering.address(body.carrierContract))
  if (sender !== undefined) writer.addressNumber(numbering.address(sender))
  if (recipient !== undefined) writer.addressNumber(numbering.address(recipient))
  writer.natural(body.origin)
  writer.natural(body.destination)
}

export function decodeLegFact(reader: ByteReader, dictionary: Dictionary): LegFact {
  const flags = reader.byte()
  const step = toWord(legSteps, reader.byte())
  const bridge = dictionary.text(reader.natural())
  const key = reader.hex()
  const alias = (flags & HAS_ALIAS) === 0 ? undefined : reader.hex()
  const payloadHash = (flags & KEY_IS_PAYLOAD) === 0 ? reader.hex() : key
  const asset = dictionary.address(reader.natural())
  const amount = reader.integer()
  const carried = (flags & HAS_CARRIED) === 0 ? undefined : reader.integer()
  const deadline = (flags & HAS_DEADLINE) === 0 ? undefined : reader.integer()
  const carrierContract = dictionary.address(reader.natural())
  const sender = (flags & HAS_SENDER) === 0 ? undefined : dictionary.address(reader.natural())
  const recipient = (flags & HAS_RECIPIENT) === 0 ? undefined : dictionary.address(reader.natural())
  return {
    kind: 'leg',
    step,
    bridge,
    key,
    ...(alias === undefined ? {} : { alias }),
    payloadHash,
    asset,
    amount,
    ...(carried === undefined ? {} : { carried }),
    ...(deadline === undefined ? {} : { deadline }),
    carrierContract,
    ...(sender === undefined ? {} : { sender }),
    ...(recipient === undefined ? {} : { recipient }),
    origin: reader.natural(),
    destination: reader.natural(),
  }
}
