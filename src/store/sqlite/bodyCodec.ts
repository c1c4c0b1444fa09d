import { assert } from '../../errors/assert.ts'
import type { FactBody } from '../../facts/Fact.ts'
import type { SeriesKey } from '../../facts/Series.ts'
import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import { decodeBalance, encodeBalance } from './balanceCodec.ts'
import type { Dictionary } from './Dictionary.ts'
import { decodeLegFact, encodeLegFact } from './legFactCodec.ts'
import type { Numbering } from './Vocabulary.ts'

/** Writes a fact's body. What its series key says already is not repeated; the rare kinds are JSON text. */
export function encodeBody(writer: ByteWriter, body: FactBody, numbering: Numbering): void {
  switch (body.kind) {
    case 'balance':
      encodeBalance(writer, body, numbering)
      break
    case 'leg':
      encodeLegFact(writer, body, numbering)
      break
    case 'position':
      writer.integer(body.sizeE18)
      writer.integer(body.entryValueE18)
      writer.integer(body.fundingIndexE18)
      break
    case 'price':
      writer.addressNumber(numbering.address(body.feed))
      writer.integer(body.answer)
      writer.integer(body.roundId)
      writer.integer(body.updatedAt)
      break
    case 'index':
      writer.addressNumber(numbering.address(body.asset))
      writer.integer(body.assetsPerShareUnit)
      break
    case 'custody':
      writer.addressNumber(numbering.address(body.token))
      writer.addressNumber(numbering.address(body.from))
      writer.addressNumber(numbering.address(body.to))
      writer.integer(body.amount)
      break
    case 'owner':
    case 'liquidation':
    case 'resolution':
      writer.text(JSON.stringify(body))
  }
}

export function decodeBody(
  reader: ByteReader,
  kind: FactBody['kind'],
  key: SeriesKey | undefined,
  dictionary: Dictionary,
): FactBody {
  switch (kind) {
    case 'balance':
      return decodeBalance(reader, key, dictionary)
    case 'leg':
      return decodeLegFact(reader, dictionary)
    case 'position':
      return decodePosition(reader, key)
    case 'price': {
      const feed = dictionary.address(reader.natural())
      const [answer, roundId] = [reader.integer(), reader.integer()]
      return { kind, feed, answer, roundId, updatedAt: reader.integer() }
    }
    case 'index': {
      const asset = dictionary.address(reader.natural())
      return { kind, asset, assetsPerShareUnit: reader.integer() }
    }
    case 'custody': {
      const token = dictionary.address(reader.natural())
      const from = dictionary.address(reader.natural())
      const to = dictionary.address(reader.natural())
      return { kind, token, from, to, amount: reader.integer() }
    }
    case 'owner':
    case 'liquidation':
    case 'resolution': {
      // CAST: the text was written from a body of this kind, which holds neither bigints nor undefined values.
      return JSON.parse(reader.text()) as Extract<FactBody, { kind: typeof kind }>
    }
  }
}

function decodePosition(reader: ByteReader, key: SeriesKey | undefined): FactBody {
  assert(key?.account !== undefined && key.unit !== undefined, 'a position fact has a series key')
  return {
    kind: 'position',
    venue: key.venue,
    account: key.account,
    unit: key.unit,
    contract: key.contract,
    market: key.subject,
    sizeE18: reader.integer(),
    entryValueE18: reader.integer(),
    fundingIndexE18: reader.integer(),
  }
}
