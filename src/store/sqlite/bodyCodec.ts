import { assert } from '../../errors/assert.ts'
import type { FactBody } from '../../facts/Fact.ts'
import type { SeriesKey } from '../../facts/Series.ts'
import { decodeAccrual, encodeAccrual } from './accrualCodec.ts'
import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import { decodeBacking, encodeBacking } from './backingCodec.ts'
import { decodeBalance, encodeBalance } from './balanceCodec.ts'
import { decodeCharge } from './chargeCodec.ts'
import { decodeControl, encodeControl } from './controlCodec.ts'
import type { Dictionary } from './Dictionary.ts'
import { decodeFeedPrice, encodeFeedPrice } from './feedPriceCodec.ts'
import { decodeLegFact, encodeLegFact } from './legFactCodec.ts'
import { decodeNet } from './netCodec.ts'
import { decodeParameter, encodeParameter } from './parameterCodec.ts'
import { decodeTrade } from './tradeCodec.ts'
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
    case 'charge':
      writer.integer(body.amount)
      writer.integer(body.debtAfter)
      break
    case 'net':
      writer.integer(body.amount)
      break
    case 'trade':
      writer.integer(body.sizeE18)
      writer.integer(body.entryValueE18)
      writer.integer(body.fundingIndexE18)
      writer.integer(body.unitE18)
      break
    case 'accrual':
      encodeAccrual(writer, body, numbering)
      break
    case 'price':
      writer.addressNumber(numbering.address(body.feed))
      writer.integer(body.answer)
      writer.integer(body.roundId)
      writer.integer(body.updatedAt)
      break
    case 'feedPrice':
      encodeFeedPrice(writer, body, numbering)
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
    case 'parameter':
      encodeParameter(writer, body, numbering)
      break
    case 'owner':
    case 'liquidation':
    case 'resolution':
      writer.text(JSON.stringify(body))
      break
    case 'control':
      encodeControl(writer, body)
      break
    case 'escrow':
    case 'supply':
    case 'flow':
    case 'observed':
      encodeBacking(writer, body, numbering)
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
    case 'parameter':
      return decodeParameter(reader, key, dictionary)
    case 'position':
      return decodePosition(reader, key)
    case 'charge':
      return decodeCharge(reader, key)
    case 'net':
      return decodeNet(reader, key)
    case 'trade':
      return decodeTrade(reader, key)
    case 'accrual':
      return decodeAccrual(reader, dictionary)
    case 'price': {
      const feed = dictionary.address(reader.natural())
      const [answer, roundId] = [reader.integer(), reader.integer()]
      return { kind, feed, answer, roundId, updatedAt: reader.integer() }
    }
    case 'feedPrice':
      return decodeFeedPrice(reader, dictionary)
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
    case 'control':
      return decodeControl(reader)
    case 'escrow':
    case 'supply':
    case 'flow':
    case 'observed':
      return decodeBacking(reader, kind, dictionary)
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
