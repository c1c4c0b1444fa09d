import { expect, test } from 'vitest'
import type { Decoder, LogFilter } from '../../src/facts/Decoder.ts'
import type { Hex } from '../../src/facts/primitives.ts'
import type { RawLog, TransactionLogs } from '../../src/facts/RawLog.ts'
import { createDispatch, decodeBlocks } from '../../src/start/decodeBlocks.ts'
import { address, word } from '../ledger/support/world.ts'

const vault = address(1)
const token = address(2)
const [deposited, moved] = [word(0xd0), word(0xd1)]
const keeper = word(0x0e)

function log(parts: Partial<RawLog> & { logIndex: number }): RawLog {
  return {
    address: vault,
    topics: [deposited],
    data: '0x',
    blockNumber: 10n,
    blockHash: word(1),
    txIndex: 0,
    txHash: word(2),
    ...parts,
  }
}

/** A decoder that tells each of its logs as a price, and keeps what it was given. */
function decoder(id: string, filters: readonly LogFilter[], rank = 0, startBlock = 0n) {
  const given: TransactionLogs[] = []
  const source = { id, chainId: 1, startBlock, filters }
  const decode: Decoder['decode'] = (transaction) => {
    given.push(transaction)
    const { chainId, blockNumber, blockHash } = transaction
    const facts = transaction.logs.map((item) => ({
      at: {
        chainId,
        blockNumber,
        blockHash,
        txIndex: item.txIndex,
        txHash: item.txHash,
        logIndex: item.logIndex,
        k: rank,
      },
      decoder: id,
      body: { kind: 'price' as const, feed: item.address, answer: 1n, roundId: 1n, updatedAt: 1n },
      siblings: [],
    }))
    const read = { chainId, blockNumber, blockHash, to: vault, data: '0xaa' as Hex, sourceId: id }
    return {
      facts,
      reads: [read],
      quarantined: [
        { chainId, log: transaction.logs[0] ?? log({ logIndex: 0 }), sourceId: id, reason: 'test' },
      ],
    }
  }
  return { given, decoder: { name: id, source, decode } satisfies Decoder }
}

const on = (addresses: readonly Hex[], ...topics: readonly Hex[]): LogFilter => ({
  addresses,
  topics: [topics],
})
const indexes = ({ given }: { given: readonly TransactionLogs[] }) =>
  given.map(({ logs }) => logs.map(({ logIndex }) => logIndex))
const decode = (logs: readonly RawLog[], ...all: { decoder: Decoder }[]) =>
  decodeBlocks({ chainId: 1, logs }, createDispatch(all.map((item) => item.decoder)))

test('default: by emitter and first topic, one transaction at a time', () => {
  const a = decoder('a', [on([vault], deposited)])
  const b = decoder('b', [on([token], deposited, moved)])
  decode(
    [
      log({ logIndex: 0 }),
      log({ logIndex: 1, address: token }),
      log({ logIndex: 2, topics: [moved] }),
      log({ logIndex: 3 }),
      log({ logIndex: 4, txIndex: 1, txHash: word(3) }),
      log({ logIndex: 5, txIndex: 1, txHash: word(3), address: token, topics: [moved] }),
      log({ logIndex: 6, txIndex: 1, txHash: word(3), topics: [] }),
    ],
    a,
    b,
  )
  expect([indexes(a), indexes(b)]).toEqual([
    [[0, 3], [4]],
    [[1], [5]],
  ])
})

test('behavior: two decoders may read one log, each once', () => {
  const filter = on([vault], deposited)
  const a = decoder('a', [filter, filter], 1)
  const b = decoder('b', [filter], 0)
  const { facts } = decode([log({ logIndex: 0 })], a, b)
  expect([indexes(a), indexes(b)]).toEqual([[[0]], [[0]]])
  expect(facts.map(({ decoder, at }) => [decoder, at.k])).toEqual([
    ['b', 0],
    ['a', 1],
  ])
})

test('behavior: further topics of a filter are matched too', () => {
  const a = decoder('a', [
    { addresses: [token], topics: [[moved], [keeper]] },
    { addresses: [token], topics: [[moved], undefined, [keeper]] },
  ])
  const transfer = (logIndex: number, ...topics: readonly Hex[]) =>
    log({ logIndex, address: token, topics: [moved, ...topics] })
  decode(
    [
      transfer(0, keeper, word(5)),
      transfer(1, word(5), keeper),
      transfer(2, word(5), word(6)),
      transfer(3),
    ],
    a,
  )
  expect(indexes(a)).toEqual([[0, 1]])
})

test('behavior: nothing before a decoder’s start block', () => {
  const a = decoder('a', [on([vault], deposited)], 0, 11n)
  decode(
    [
      log({ logIndex: 0 }),
      log({ logIndex: 0, blockNumber: 11n, blockHash: word(9), txHash: word(8) }),
    ],
    a,
  )
  expect(a.given.map(({ blockNumber }) => blockNumber)).toEqual([11n])
})

test('behavior: one transaction hash in two blocks is two transactions', () => {
  const a = decoder('a', [on([vault], deposited)])
  decode([log({ logIndex: 0 }), log({ logIndex: 0, blockNumber: 11n, blockHash: word(9) })], a)
  expect(a.given).toHaveLength(2)
})

test('behavior: facts come in chain order, a read is asked once a block, quarantine is passed on', () => {
  const a = decoder('a', [on([vault], moved)])
  const b = decoder('b', [on([vault], deposited)])
  const { facts, reads, quarantined } = decode(
    [log({ logIndex: 0 }), log({ logIndex: 1, topics: [moved] }), log({ logIndex: 2 })],
    a,
    b,
  )
  expect(facts.map(({ at }) => at.logIndex)).toEqual([0, 1, 2])
  expect(reads).toHaveLength(1)
  expect(quarantined.map(({ sourceId }) => sourceId).sort()).toEqual(['a', 'b'])
  expect(decode([], a)).toEqual({ facts: [], reads: [], quarantined: [] })
})
