import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChainInclusion, CutChain } from '../../src/api/views/cut/Cut.ts'
import { CutError } from '../../src/api/views/cut/CutError.ts'
import { formatCheckpoint, parseCheckpoint } from '../../src/api/views/cut/checkpoint.ts'
import type { Hash } from '../../src/facts/primitives.ts'
import { blockOf } from './support/fakeSnapshot.ts'

const included = (
  chainId: number,
  number: bigint,
  hash: Hash,
  inclusion: ChainInclusion = 'INCLUDED',
): CutChain => ({
  chainId,
  name: 'any',
  inclusion,
  number,
  hash,
  timestamp: 0n,
  finalized: 0n,
  isStale: false,
})

test('default: kind, revision, time and every chain in the sums', () => {
  const { hash } = blockOf(1, 7n)
  const chains = [
    included(1, 7n, hash),
    included(2, 8n, hash, 'BACKFILLING'),
    included(3, 9n, hash, 'NOT_COVERED'),
    included(4, 5n, hash, 'BEHIND'),
  ]
  const name = formatCheckpoint({ kind: 'FRONTIER', revision: 4, asOf: 99n }, chains)
  const prefix = hash.slice(2, 18)
  expect(name).toBe(`f4.99.1-7-${prefix}.4-5-${prefix}b`)
})

const anyHash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes): Hash => `0x${Buffer.from(bytes).toString('hex')}`)
const anyChain = fc
  .record({
    chainId: fc.nat({ max: 2 ** 40 }),
    number: fc.bigInt({ min: 0n, max: 2n ** 60n }),
    hash: anyHash,
    inclusion: fc.constantFrom('INCLUDED' as const, 'BEHIND' as const),
  })
  .map(({ chainId, number, hash, inclusion }) => included(chainId, number, hash, inclusion))

test('property: what is formatted parses back, from 1 to 64 chains', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('FRONTIER' as const, 'ALIGNED' as const),
      fc.nat(),
      fc.bigInt({ min: 0n, max: 2n ** 40n }),
      fc.uniqueArray(anyChain, { minLength: 1, maxLength: 64, selector: ({ chainId }) => chainId }),
      (kind, revision, asOf, chains) => {
        expect(parseCheckpoint(formatCheckpoint({ kind, revision, asOf }, chains))).toEqual({
          kind,
          revision,
          asOf,
          chains: chains.map(({ chainId, number, hash, inclusion }) => ({
            chainId,
            number,
            hashPrefix: hash.slice(0, 18),
            isBehind: inclusion === 'BEHIND',
          })),
        })
      },
    ),
    { seed: 61, numRuns: 200 },
  )
})

test('behavior: a cut without chains has a name, and no time', () => {
  const { hash } = blockOf(1, 7n)
  const chains = [included(1, 7n, hash, 'BACKFILLING')]
  const name = formatCheckpoint({ kind: 'FRONTIER', revision: 4, asOf: 0n }, chains)
  expect(parseCheckpoint(name)).toEqual({ kind: 'FRONTIER', revision: 4, asOf: 0n, chains: [] })
})

describe('bad input', () => {
  const hash = 'ab'.repeat(8)
  test.each([
    '',
    'f',
    'f1',
    'f1.5',
    'x1.5',
    'f-1.5',
    'f1.5.',
    'f1.5.1-2',
    `f1.5.1-2-${hash}0`,
    `f1.5.1-2-${hash.slice(1)}`,
    `f1.5.1-2-${hash.toUpperCase()}`,
    ` f1.5.1-2-${hash}`,
    `f1.5.1-2-${hash}\n`,
    `f1.5${`.1-2-${hash}`.repeat(300)}`,
  ])('error: %j is none of ours', (name) => {
    expect(() => parseCheckpoint(name)).toThrow(CutError)
    expect(() => parseCheckpoint(name)).toThrow(
      expect.objectContaining({ code: 'CHECKPOINT_UNKNOWN' }),
    )
  })
})
