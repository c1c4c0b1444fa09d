import { expect, test } from 'vitest'
import type { Decoder } from '../../src/facts/Decoder.ts'
import type { Fact } from '../../src/facts/Fact.ts'
import { factDecoder } from '../../src/facts/factDecoder.ts'
import { createJoin } from '../../src/start/Join.ts'
import { merge } from '../../src/start/merge.ts'
import { type SourceIdentity, sourceProgress } from '../../src/store/sourceProgress.ts'
import { balance, transaction } from '../ledger/support/facts.ts'
import { coverage } from '../store/support/rows.ts'

const decoderOf = (id: string): Decoder => ({
  name: 'test@1',
  source: { id, chainId: 1, startBlock: 0n, filters: [] },
  decode: () => ({ facts: [], reads: [], quarantined: [] }),
})

const joiningOf = (id: string, nextBlock: bigint) => ({
  decoder: decoderOf(id),
  nextBlock,
  reason: `The config added ${id}.`,
})

const factOf = (id: string, blockNumber: bigint): Fact => {
  const [fact] = transaction([balance(1n)], { blockNumber })
  if (fact === undefined) throw new Error('one fact')
  return { ...fact, decoder: factDecoder('test@1', id) }
}

const stretchOf = (join: ReturnType<typeof createJoin>) => {
  const stretch = join.stretch()
  if (stretch === undefined) return undefined
  const { decoders, fromBlock, toBlock } = stretch
  return [decoders.map(({ source }) => source.id), fromBlock, toBlock]
}

test('default: sources that lack other blocks meet, and go on together to the target', () => {
  const join = createJoin([joiningOf('a', 10n), joiningOf('b', 40n), joiningOf('c', 10n)], 100n)
  expect(stretchOf(join)).toEqual([['a', 'c'], 10n, 39n])
  join.advance(join.stretch()?.decoders ?? [], 39n)
  expect(stretchOf(join)).toEqual([['a', 'b', 'c'], 40n, 100n])
  join.advance(join.decoders(), 100n)
  expect(join.stretch()).toBeUndefined()
  expect([...join.ids()]).toEqual(['a', 'b', 'c'])
  join.finish()
  expect(join.ids().size).toBe(0)
})

test('behavior: a reorg lowers the target and what has joined', () => {
  const join = createJoin([joiningOf('a', 10n)], 100n)
  join.advance(join.decoders(), 60n)
  join.retract(80n)
  expect(stretchOf(join)).toEqual([['a'], 61n, 80n])
  join.retract(50n)
  expect(join.stretch()).toBeUndefined()
  expect(join.target()).toBe(50n)
})

test('behavior: facts of a joining source are unfolded above what has joined, others never', () => {
  const join = createJoin([joiningOf('a', 10n)], 100n, ['barred'])
  join.advance(join.decoders(), 60n)
  const blocks = [60n, 61n, 500n]
  expect(blocks.map((block) => join.isUnfolded(factOf('a', block)))).toEqual([false, true, true])
  expect(join.isUnfolded(factOf('b', 500n))).toBe(false)
  expect(join.isUnfolded(factOf('barred', 1n))).toBe(true)
  expect([...join.ids()]).toEqual(['a', 'barred'])
  expect(join.decoders().map(({ source }) => source.id)).toEqual(['a'])
})

const row = coverage(1, 10, 90)
const source: SourceIdentity = {
  sourceId: row.sourceId,
  startBlock: 10n,
  filterDigest: row.filterDigest,
  decoder: row.decoder,
}

test('default: how far a source is follows from its coverage and the chain alone', () => {
  expect(sourceProgress(source, row, 90n)).toEqual({ state: 'covered' })
  expect(sourceProgress(source, row, 95n)).toEqual({ state: 'joining', nextBlock: 91n })
  expect(sourceProgress(source, undefined, 95n)).toEqual({ state: 'joining', nextBlock: 10n })
  expect(sourceProgress(source, undefined, 9n)).toEqual({ state: 'covered' })
  const changed = { state: 'changed', nextBlock: 10n }
  expect(sourceProgress({ ...source, decoder: 'vault@2' }, row, 90n)).toEqual(changed)
  expect(sourceProgress({ ...source, filterDigest: 'other' }, row, 90n)).toEqual(changed)
  const earlier = { ...source, startBlock: 5n }
  expect(sourceProgress(earlier, row, 90n)).toEqual({ state: 'changed', nextBlock: 5n })
  expect(sourceProgress({ ...source, startBlock: 20n }, row, 90n)).toEqual({ state: 'covered' })
  // Stores of version 1 do not say which decoder it was.
  expect(sourceProgress(source, { ...row, decoder: '' }, 90n)).toEqual({ state: 'covered' })
})

async function* listed<item>(...items: readonly item[]): AsyncGenerator<item> {
  yield* items
}

async function* silent(until: Promise<void>): AsyncGenerator<never> {
  await until
  yield* listed<never>()
}

test('default: items of both come, each iterator is asked again only after its item was taken', async () => {
  const taken: string[] = []
  let open = (): void => {}
  const second = async function* (): AsyncGenerator<string> {
    for (const item of ['x', 'y']) {
      yield item
      expect(taken).toContain(item)
    }
    open()
  }
  const events = silent(
    new Promise((resolve) => {
      open = resolve
    }),
  )
  for await (const { item } of merge<string, string>(events, second())) taken.push(item)
  expect(taken).toEqual(['x', 'y'])
})

test('behavior: it ends with the first, and goes on when the second has ended', async () => {
  const taken: unknown[] = []
  for await (const { item } of merge(listed(1, 2, 3), listed<number>())) taken.push(item)
  expect(taken).toEqual([1, 2, 3])
  const endless = silent(new Promise(() => {}))
  for await (const { item } of merge(listed(4), endless)) taken.push(item)
  expect(taken).toEqual([1, 2, 3, 4])
})

test('error: what either throws ends both', async () => {
  const broken = async function* (): AsyncGenerator<number> {
    yield 1
    throw new Error('gone')
  }
  const endless = silent(new Promise(() => {}))
  const take = async (merged: AsyncIterable<unknown>) => {
    for await (const _ of merged);
  }
  await expect(take(merge(endless, broken()))).rejects.toThrow('gone')
  await expect(take(merge(broken(), listed<number>()))).rejects.toThrow('gone')
})
