import { expect, test } from 'vitest'
import type { BlocksEvent } from '../../src/chain/ChainEvent.ts'
import type { Decoder } from '../../src/facts/Decoder.ts'
import type { RawLog } from '../../src/facts/RawLog.ts'
import { createRawLogKeeper } from '../../src/start/createRawLogKeeper.ts'
import { block, chainA, hashOf } from '../store/support/rows.ts'

const address = `0x${'11'.repeat(20)}` as const
const topic = `0x${'22'.repeat(32)}` as const

const decoder: Decoder = {
  name: 'test@1',
  source: {
    id: 'a',
    chainId: chainA,
    startBlock: 0n,
    filters: [{ addresses: [address], topics: [[topic]] }],
  },
  decode: () => ({ facts: [], reads: [], quarantined: [] }),
}

/** A range with so many logs in its last block. */
function rangeOf(from: number, to: number, logCount: number): BlocksEvent {
  const last = block(to)
  const logs = Array.from({ length: logCount }, (_, logIndex): RawLog => {
    const { number: blockNumber, hash: blockHash } = last
    const place = { blockNumber, blockHash, txIndex: 0, txHash: hashOf(`tx ${to}`), logIndex }
    return { address, topics: [topic], data: '0x', ...place }
  })
  return {
    type: 'blocks',
    chainId: chainA,
    phase: 'backfill',
    fromBlock: BigInt(from),
    toBlock: { ...last, parentHash: block(to - 1).hash },
    blocks: [last],
    logs,
    coverage: 'unverified',
  }
}

const spansOf = (segments: ReturnType<ReturnType<typeof createRawLogKeeper>['takeFinal']>) =>
  segments.map(({ fromBlock, toBlock, logCount }) => [fromBlock, toBlock, logCount])

test('default: ranges that abut are kept as one once they are final and enough', () => {
  const keeper = createRawLogKeeper([decoder])
  keeper.take(rangeOf(1, 10, 300))
  expect(keeper.takeFinal(100n, false)).toEqual([])
  keeper.take(rangeOf(11, 20, 300))
  keeper.take(rangeOf(21, 30, 300))
  expect(spansOf(keeper.takeFinal(20n, false))).toEqual([[1n, 20n, 600]])
  expect(keeper.takeFinal(20n, true)).toEqual([])
  expect(spansOf(keeper.takeFinal(30n, true))).toEqual([[21n, 30n, 300]])
})

test('behavior: what a reorg took, or what lacked a log, is not kept', () => {
  const keeper = createRawLogKeeper([decoder])
  for (const [from, to] of [
    [1, 10],
    [11, 20],
    [21, 30],
    [31, 40],
  ] as const)
    keeper.take(rangeOf(from, to, 1))
  keeper.retract(35n)
  keeper.lacks([block(15)])
  expect(spansOf(keeper.takeFinal(100n, true))).toEqual([
    [1n, 10n, 1],
    [21n, 30n, 1],
  ])
})

test('behavior: beyond its limit the oldest are let go', () => {
  const keeper = createRawLogKeeper([decoder])
  keeper.take(rangeOf(1, 10, 60_000))
  keeper.take(rangeOf(11, 20, 60_000))
  expect(spansOf(keeper.takeFinal(100n, true))).toEqual([[11n, 20n, 60_000]])
})
