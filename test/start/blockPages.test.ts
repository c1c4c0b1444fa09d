import { expect, test } from 'vitest'
import type { Fact } from '../../src/facts/Fact.ts'
import { blockPages } from '../../src/start/blockPages.ts'

function factAt(blockNumber: number, logIndex: number): Fact {
  return {
    at: {
      chainId: 1,
      blockNumber: BigInt(blockNumber),
      blockHash: `0x${blockNumber}`,
      txIndex: 0,
      txHash: `0x${blockNumber}`,
      logIndex,
      k: 0,
    },
    decoder: 'test@1',
    body: { kind: 'price', feed: '0x01', answer: 1n, roundId: 1n, updatedAt: 1n },
    siblings: [],
  }
}

async function* paged(facts: readonly Fact[], size: number): AsyncGenerator<readonly Fact[]> {
  for (let index = 0; index < facts.length; index += size) yield facts.slice(index, index + size)
}

async function collect(facts: readonly Fact[], size: number): Promise<(readonly Fact[])[]> {
  const pages: (readonly Fact[])[] = []
  for await (const page of blockPages(paged(facts, size))) pages.push(page)
  return pages
}

// Blocks of one, of several pages, and of exactly a page.
const facts = [1, 2, 2, 2, 2, 2, 3, 4, 4, 4, 5].map(factAt)

for (const size of [1, 2, 3, 5, 11, 20])
  test(`default: pages of ${size} lose nothing and tear no block apart`, async () => {
    const pages = await collect(facts, size)
    expect(pages.flat()).toEqual(facts)
    const blocks = pages.map((page) => [...new Set(page.map(({ at }) => at.blockNumber))])
    expect(blocks.flat()).toEqual([1n, 2n, 3n, 4n, 5n])
  })

test('default: no facts give no page', async () => {
  expect(await collect([], 3)).toEqual([])
})
