import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advanceFinality } from '../../src/chain/follow/advanceFinality.ts'
import { createBloomTest } from '../../src/chain/logs/createBloomTest.ts'
import { createRangeSizer } from '../../src/chain/logs/createRangeSizer.ts'
import { planLogQueries } from '../../src/chain/logs/planLogQueries.ts'
import { suggestBlocks } from '../../src/chain/logs/suggestBlocks.ts'
import { createRedactor } from '../../src/chain/rpc/createRedactor.ts'
import { parseHex, parseIndex, parseQuantity } from '../../src/chain/rpc/parseHex.ts'
import type { SourceSet } from '../../src/facts/Decoder.ts'
import type { Hex } from '../../src/facts/primitives.ts'
import { createFakeChain, hashOf } from './support/createFakeChain.ts'
import { answered, chainId, deposited, feed, sources, vault } from './support/createWorld.ts'

test.each<[string, bigint, bigint, bigint]>([
  ['this block range should work: [0x64, 0x95]', 100n, 1_100n, 50n],
  ['this block range should work: [0x64, 0x1f3]', 100n, 1_100n, 400n],
  ['retry with the range 100-499', 100n, 1_100n, 400n],
  ['retry with the range 499-100', 100n, 1_100n, 400n],
  ['limited to a 10,000 range', 0n, 19_999n, 10_000n],
  ['max is 1k blocks', 0n, 3_999n, 1_000n],
  ['block range too large (2000), maximum allowed is 1000 blocks', 0n, 1_999n, 1_000n],
  ['exceeds the range allowed for your plan (5000 > 3000)', 0n, 4_999n, 3_000n],
  ['Try with this block range [0x0, 0x3e7]', 0n, 999n, 500n],
  ['some words', 0n, 999n, 500n],
  ['rule 1', 0n, 999n, 62n],
  ['', 7n, 8n, 1n],
])('default: %s for [%i, %i] means %i blocks', (text, from, to, blocks) => {
  expect(suggestBlocks(text, from, to)).toBe(blocks)
})

test('property: a suggestion is at least 1 and less than what was refused', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(1e6), fc.integer({ min: 1, max: 1e6 }), (text, from, more) => {
      const [low, high] = [BigInt(from), BigInt(from + more)]
      const blocks = suggestBlocks(`${text} ${from}-${from + more - 1}, max ${more}`, low, high)
      expect(blocks >= 1n && blocks <= high - low).toBe(true)
    }),
    { seed: 7 },
  )
})

test('behavior: ranges grow while logs are few, and stay under a learnt cap', () => {
  const sizer = createRangeSizer(100_000n)
  expect(sizer.blocks()).toBe(250n)
  sizer.accept(250n, 0)
  expect(sizer.blocks()).toBe(500n)
  sizer.accept(500n, 0)
  sizer.accept(1_000n, 2_501)
  expect(sizer.blocks()).toBe(1_000n)
  sizer.accept(1_000n, 50_000)
  expect(sizer.blocks()).toBe(500n)
  sizer.refuse(300n)
  for (let i = 0; i < 39; i += 1) sizer.accept(sizer.blocks(), 0)
  expect(sizer.blocks()).toBe(300n)
  sizer.accept(300n, 0)
  expect(sizer.blocks()).toBe(376n)
})

test('behavior: a server in trouble leaves no low cap behind', () => {
  const sizer = createRangeSizer(1_000n)
  for (let i = 0; i < 12; i += 1) sizer.shrink(sizer.blocks())
  expect(sizer.blocks()).toBe(1n)
  for (let i = 0; i < 12; i += 1) sizer.accept(sizer.blocks(), 0)
  expect(sizer.blocks()).toBe(1_000n)
})

test('default: plain filters share one query, filters with further topics keep their own', () => {
  const who = hashOf('who')
  const special: SourceSet = {
    id: 'special',
    chainId,
    startBlock: 0n,
    filters: [{ addresses: [feed], topics: [[deposited], undefined, [who]] }],
  }
  expect(planLogQueries([...sources, special], 'merged')).toEqual([
    { address: [vault, feed], topics: [[deposited, answered]] },
    { address: [feed], topics: [[deposited], null, [who]] },
  ])
  expect(planLogQueries(sources, 'grouped')).toHaveLength(2)
})

test('behavior: more addresses than a provider takes are spread over queries', () => {
  const addresses = Array.from(
    { length: 2_500 },
    (_, i): Hex => `0x${i.toString(16).padStart(40, '0')}`,
  )
  const many = [
    { id: 'm', chainId, startBlock: 0n, filters: [{ addresses, topics: [[deposited]] as const }] },
  ]
  const queries = planLogQueries(many, 'merged')
  expect(queries.map((query) => query.address.length)).toEqual([1_000, 1_000, 500])
  expect(queries.flatMap((query) => query.address)).toEqual(addresses)
})

test('property: a bloom never rules out a log that is there', () => {
  const isExcluded = createBloomTest({ addresses: [vault, feed], events: [deposited, answered] })
  const chain = createFakeChain()
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { maxLength: 5 }), fc.boolean(), (others, hasLog) => {
      const noise = others.map((n) => ({
        address: `0x${n.toString(16).padStart(40, '0')}` as const,
        topics: [hashOf(`noise ${n}`)],
        data: '0x' as const,
      }))
      const log = { address: feed, topics: [answered], data: '0x' as const }
      const { logsBloom } = chain.mine(hasLog ? [...noise, log] : noise)
      if (hasLog) expect(isExcluded(logsBloom)).toBe(false)
      if (others.length === 0 && !hasLog) expect(isExcluded(logsBloom)).toBe(true)
    }),
    { seed: 7 },
  )
})

test('behavior: a bloom with the address but none of the events is ruled out', () => {
  const isExcluded = createBloomTest({ addresses: [vault], events: [deposited] })
  const { logsBloom } = createFakeChain().mine([{ address: vault, topics: [answered], data: '0x' }])
  expect(isExcluded(logsBloom)).toBe(true)
})

// Mainnet's zero block has an empty bloom; a bloom of ones admits everything.
test('default: an empty bloom excludes, a full one admits', () => {
  const isExcluded = createBloomTest({ addresses: [vault], events: [deposited] })
  expect(isExcluded(`0x${'0'.repeat(512)}`)).toBe(true)
  expect(isExcluded(`0x${'f'.repeat(512)}`)).toBe(false)
})

test('default: hex is checked by length and letters, and lower-cased', () => {
  expect(parseHex('0xABcd', 2)).toBe('0xabcd')
  expect(parseHex('0x', 0)).toBe('0x')
  for (const bad of ['0xabc', 'abcd', '0xzz', '0XAB', 12, null, undefined, ''])
    expect(parseHex(bad)).toBeUndefined()
  expect(parseHex('0xab', 2)).toBeUndefined()
  expect(parseQuantity('0x0')).toBe(0n)
  expect(parseQuantity('0xffffffffffffffff')).toBe(2n ** 64n - 1n)
  for (const bad of ['0x', '0x1ffffffffffffffff', '12', 12, null, '0xg'])
    expect(parseQuantity(bad)).toBeUndefined()
  expect(parseIndex('0xffffffff')).toBe(0xffffffff)
  for (const bad of ['0x', '0x1ffffffff', '1f', 3, null, '0x-1'])
    expect(parseIndex(bad)).toBeUndefined()
})

test('default: foreign text loses URLs, keys, line breaks and length', () => {
  const redact = createRedactor(
    'https://user:p%40ssword1@node.example/v2/abcdef123456?token=s3cr3ts3cr3t',
  )
  const shown = redact(
    'key abcdef123456\nwith s3cr3ts3cr3t of user p@ssword1 p%40ssword1 at node.example, see wss://other.example/zzz',
  )
  for (const secret of ['abcdef123456', 's3cr3t', 'ssword1', 'node.example', 'other.example', '\n'])
    expect(shown).not.toContain(secret)
  expect(redact('x'.repeat(1_000)).length).toBeLessThan(300)
  expect(redact('limited to a 10,000 range')).toBe('limited to a 10,000 range')
})

const policy = { policy: 'tag', safeDepth: 5n, finalizedDepth: 10n, onViolation: 'halt' } as const

test('default: finality follows the tags, else the depths', () => {
  expect(advanceFinality(policy, 100n, { safe: 90n, finalized: 80n }, undefined)).toEqual({
    safe: 90n,
    finalized: 80n,
    source: 'tag',
  })
  const none = { safe: undefined, finalized: undefined }
  expect(advanceFinality(policy, 4n, none, undefined)).toEqual({
    safe: 0n,
    finalized: 0n,
    source: 'depth',
  })
  const byDepth = { ...policy, policy: 'depth' } as const
  expect(advanceFinality(byDepth, 100n, { safe: 99n, finalized: 98n }, undefined)).toEqual({
    safe: 95n,
    finalized: 90n,
    source: 'depth',
  })
})

test('behavior: a tag that is refused once does not let the depth take over', () => {
  const before = { safe: 70n, finalized: 60n, source: 'tag' } as const
  const none = { safe: undefined, finalized: undefined }
  expect(advanceFinality(policy, 100n, none, before)).toEqual(before)
})

test('property: finality stays under the head, never falls, and finalized is safe', () => {
  const height = fc.bigInt({ min: 0n, max: 200n })
  fc.assert(
    fc.property(fc.array(fc.tuple(height, fc.option(height), fc.option(height))), (polls) => {
      let before: ReturnType<typeof advanceFinality> | undefined
      let headMax = 0n
      for (const [head, safe, finalized] of polls) {
        headMax = head > headMax ? head : headMax
        const tags = { safe: safe ?? undefined, finalized: finalized ?? undefined }
        const next = advanceFinality(policy, head, tags, before)
        expect(next.safe >= next.finalized && next.safe <= headMax).toBe(true)
        if (before !== undefined)
          expect(next.safe >= before.safe && next.finalized >= before.finalized).toBe(true)
        before = next
      }
    }),
    { seed: 7 },
  )
})
