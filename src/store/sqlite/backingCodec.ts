import type { EscrowFact, FlowFact, ObservedFact, SupplyFact } from '../../facts/BackingFacts.ts'
import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import { observationKinds, toCode, toWord } from './codes.ts'
import type { Dictionary } from './Dictionary.ts'
import type { Numbering } from './Vocabulary.ts'

type BackingFact = EscrowFact | SupplyFact | FlowFact | ObservedFact

const HAS_HOLDER = 1

/** What holds a supply against its backing: some of these facts are as frequent as transfers. */
export function encodeBacking(writer: ByteWriter, body: BackingFact, numbering: Numbering): void {
  switch (body.kind) {
    case 'escrow':
      writer.addressNumber(numbering.address(body.token))
      writer.addressNumber(numbering.address(body.holder))
      writer.integer(body.amount)
      break
    case 'supply':
      writer.addressNumber(numbering.address(body.token))
      writer.integer(body.amount)
      break
    case 'flow':
      writer.addressNumber(numbering.address(body.token))
      writer.textNumber(numbering.text(body.bridge))
      writer.integer(body.amount)
      break
    case 'observed':
      writer.natural(body.observations.length)
      for (const { of, token, holder, amount } of body.observations) {
        writer.byte(toCode(observationKinds, of))
        writer.byte(holder === undefined ? 0 : HAS_HOLDER)
        writer.addressNumber(numbering.address(token))
        if (holder !== undefined) writer.addressNumber(numbering.address(holder))
        writer.integer(amount)
      }
  }
}

export function decodeBacking(
  reader: ByteReader,
  kind: BackingFact['kind'],
  dictionary: Dictionary,
): BackingFact {
  switch (kind) {
    case 'escrow': {
      const token = dictionary.address(reader.natural())
      const holder = dictionary.address(reader.natural())
      return { kind, token, holder, amount: reader.integer() }
    }
    case 'supply':
      return { kind, token: dictionary.address(reader.natural()), amount: reader.integer() }
    case 'flow': {
      const token = dictionary.address(reader.natural())
      const bridge = dictionary.text(reader.natural())
      return { kind, token, bridge, amount: reader.integer() }
    }
    case 'observed':
      return decodeObserved(reader, dictionary)
  }
}

function decodeObserved(reader: ByteReader, dictionary: Dictionary): ObservedFact {
  const count = reader.natural()
  const observations: ObservedFact['observations'][number][] = []
  while (observations.length < count) {
    const of = toWord(observationKinds, reader.byte())
    const hasHolder = (reader.byte() & HAS_HOLDER) !== 0
    const token = dictionary.address(reader.natural())
    const holder = hasHolder ? { holder: dictionary.address(reader.natural()) } : {}
    observations.push({ of, token, ...holder, amount: reader.integer() })
  }
  return { kind: 'observed', observations }
}
