import { describe, expect, test } from 'vitest'
import type { BlocksEvent } from '../../src/chain/ChainEvent.ts'
import type { Decoder, ReadRequest } from '../../src/facts/Decoder.ts'
import { createRateReads } from '../../src/start/createRateReads.ts'
import { address, word } from '../ledger/support/world.ts'

const vault = address(1)
const hash = (number: bigint) => word(Number(number % 200n) + 1)
const ask = (blockNumber: bigint, to = vault): ReadRequest => ({
  chainId: 1,
  blockNumber,
  blockHash: hash(blockNumber),
  to,
  data: '0xaa',
  sourceId: 'vault',
})

/** A range that ends at a block; `timestamps` are the block's own, 12 seconds a height unless said. */
function range(
  phase: BlocksEvent['phase'],
  to: bigint,
  timestamps: ReadonlyMap<bigint, bigint> = new Map([[to, to * 12n]]),
): BlocksEvent {
  const blocks = [...timestamps].map(([number, timestamp]) => ({
    number,
    hash: hash(number),
    timestamp,
  }))
  const timestamp = timestamps.get(to) ?? to * 12n
  return {
    type: 'blocks',
    chainId: 1,
    phase,
    fromBlock: to,
    toBlock: { number: to, hash: hash(to), parentHash: hash(to - 1n), timestamp },
    blocks,
    logs: [],
    coverage: 'unverified',
  }
}

const standing: Decoder = {
  name: 'erc4626@1',
  source: { id: 'vault', chainId: 1, startBlock: 5n, filters: [] },
  standingRead: { to: vault, data: '0xaa' },
  decode: () => ({ facts: [], reads: [], quarantined: [] }),
}
const at = (requests: readonly ReadRequest[]) => requests.map(({ blockNumber }) => blockNumber)

describe('backfill', () => {
  test('behavior: what no later answer makes up for is asked for at every touch', () => {
    const rates = createRateReads([])
    const owed = (number: bigint) => ({ ...ask(number), everyTouch: true as const })
    const asked = [owed(1n), owed(2n), ask(3n), owed(4n)]
    expect(at(rates.plan(range('backfill', 4n), asked, false))).toEqual([1n, 2n, 4n])
  })

  test('default: once an hour of chain time at most, by contract', () => {
    const rates = createRateReads([])
    const times = new Map([
      [1n, 0n],
      [2n, 3_599n],
      [3n, 3_600n],
      [4n, 3_601n],
    ])
    const asked = [ask(1n), ask(1n, address(2)), ask(2n), ask(3n), ask(4n)]
    const planned = rates.plan(range('backfill', 4n, times), asked, false)
    expect(planned.map(({ blockNumber, to }) => [blockNumber, to])).toEqual([
      [1n, vault],
      [1n, address(2)],
      [3n, vault],
    ])
    expect(
      at(rates.plan(range('backfill', 5n, new Map([[5n, 7_199n]])), [ask(5n)], false)),
    ).toEqual([])
    expect(
      at(rates.plan(range('backfill', 6n, new Map([[6n, 7_200n]])), [ask(6n)], false)),
    ).toEqual([6n])
  })

  test('behavior: every standing read is made when the head is reached', () => {
    const rates = createRateReads([standing])
    expect(at(rates.plan(range('backfill', 8n), [], false))).toEqual([])
    expect(at(rates.plan(range('backfill', 9n), [], true))).toEqual([9n])
    expect(createRateReads([standing]).plan(range('backfill', 4n), [], true)).toEqual([])
  })

  test('behavior: a touch that the grid passes over is made up for at the next head', () => {
    const rates = createRateReads([standing])
    expect(at(rates.plan(range('live', 8n), [], true))).toEqual([8n])
    expect(at(rates.plan(range('backfill', 11n), [ask(10n)], false))).toEqual([])
    expect(at(rates.plan(range('live', 12n), [], true))).toEqual([12n])
    expect(at(rates.plan(range('live', 13n), [], true))).toEqual([])
  })
})

describe('live', () => {
  test('default: at every touch, and every 20 blocks without one', () => {
    const rates = createRateReads([standing])
    expect(at(rates.plan(range('live', 10n), [ask(10n)], true))).toEqual([10n])
    expect(at(rates.plan(range('live', 11n), [ask(11n)], true))).toEqual([11n])
    expect(at(rates.plan(range('live', 30n), [], true))).toEqual([])
    expect(rates.plan(range('live', 31n), [], true)).toEqual([ask(31n)])
    expect(at(rates.plan(range('live', 50n), [], true))).toEqual([])
    expect(at(rates.plan(range('live', 51n), [], true))).toEqual([51n])
  })

  test('behavior: a touch below the head is no reading of the head', () => {
    const rates = createRateReads([standing])
    expect(at(rates.plan(range('live', 12n), [ask(10n)], true))).toEqual([10n, 12n])
    expect(at(rates.plan(range('live', 13n), [], true))).toEqual([])
  })

  test('behavior: what nobody answered is due at the next block', () => {
    const rates = createRateReads([standing])
    rates.miss(rates.plan(range('live', 10n), [], true))
    expect(at(rates.plan(range('live', 11n), [], true))).toEqual([11n])
    expect(at(rates.plan(range('live', 12n), [], true))).toEqual([])
  })

  test('behavior: what a reorg took is due again, what lies below it is not', () => {
    const rates = createRateReads([standing])
    rates.plan(range('live', 10n), [], true)
    rates.retract(10n)
    expect(at(rates.plan(range('live', 11n), [], true))).toEqual([])
    rates.retract(9n)
    expect(at(rates.plan(range('live', 11n), [], true))).toEqual([11n])
  })
})
