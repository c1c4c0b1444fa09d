import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findLowest } from '../../src/cli/doctor/findLowest.ts'
import { findFirstCodes } from '../../src/cli/preflight/findFirstCodes.ts'
import type { AskMany } from '../../src/cli/preflight/readCodes.ts'
import type { Address } from '../../src/facts/primitives.ts'

const addressOf = (i: number): Address => `0x${i.toString(16).padStart(40, '0')}`

/** A chain whose i-th contract has code from `firsts[i]` on; states below `oldest` are gone. */
function chainOf(firsts: readonly bigint[], oldest = 0n) {
  let requests = 0
  const askMany: AskMany = async (calls) => {
    requests += 1
    return calls.map(({ params: [address, at] }) => {
      const block = BigInt(String(at))
      const first = firsts[Number(address)] ?? 0n
      // No hex is what a refusal looks like to the reader of codes.
      return { result: block < oldest ? null : block >= first ? '0x60' : '0x' }
    })
  }
  return { askMany, requests: () => requests }
}

test('property: the first code of every contract, in as many requests as one bisection takes', async () => {
  const head = fc.bigInt({ min: 1n, max: 400_000_000n })
  await fc.assert(
    fc.asyncProperty(
      head,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
      async (withCode, shares) => {
        const firsts = shares.map((share) => BigInt(Math.floor(share * Number(withCode))))
        const { askMany, requests } = chainOf(firsts)
        const deployed = firsts.map((_, i) => ({ address: addressOf(i), withCode }))
        expect(await findFirstCodes(askMany, deployed)).toEqual(firsts)
        expect(requests()).toBeLessThanOrEqual(withCode.toString(2).length)
      },
    ),
    { seed: 7, numRuns: 200 },
  )
})

test('behavior: what a pruned node cannot tell is unknown, and does not stop the others', async () => {
  const { askMany } = chainOf([10n, 900n], 500n)
  const deployed = [0, 1].map((i) => ({ address: addressOf(i), withCode: 1_000n }))
  expect(await findFirstCodes(askMany, deployed)).toEqual([undefined, 900n])
})

test('property: the lowest block is one that holds, and near the first that does', async () => {
  const block = fc.bigInt({ min: 0n, max: 100_000_000n })
  await fc.assert(
    fc.asyncProperty(block, block, fc.bigInt({ min: 1n, max: 2_000n }), async (a, b, precision) => {
      const [first, high] = a < b ? [a, b] : [b, a]
      let questions = 0
      const found = await findLowest({ low: 0n, high, precision }, async (at) => {
        questions += 1
        return at >= first
      })
      expect(found).toBeGreaterThanOrEqual(first)
      expect(found - first).toBeLessThan(precision)
      expect(questions).toBeLessThanOrEqual(high.toString(2).length + 1)
    }),
    { seed: 11, numRuns: 300 },
  )
})
