import { expect, test } from 'vitest'
import type { Fact } from '../../src/facts/Fact.ts'
import { type SeriesRow, seriesKeyId } from '../../src/facts/Series.ts'
import { bindFacts, foldBatch } from '../../src/start/ledgerRows.ts'
import { verify } from '../../src/start/verify.ts'
import type { Store } from '../../src/store/Store.ts'
import { balance, movement, transaction } from '../ledger/support/facts.ts'
import { alice, bob, project, stranger, topology, vaultOf } from '../ledger/support/world.ts'
import { createFakeSnapshot } from '../views/support/fakeSnapshot.ts'

const vault = vaultOf(1)
const at = (blockNumber: bigint, txIndex = 0) => ({ chainId: 1, blockNumber, txIndex })
const facts: readonly Fact[] = [
  ...transaction([movement(alice, vault, 100n), balance(100n)], at(5n)),
  ...transaction(
    [movement(bob, vault, 40n), balance(40n, { account: bob }), movement(stranger, vault, 3n)],
    at(5n, 1),
  ),
  ...transaction([movement(vault, alice, 30n), balance(-30n)], at(9n)),
]

const none = { latest: async () => new Map<string, readonly bigint[]>() }

async function folded(): Promise<readonly SeriesRow[]> {
  return foldBatch(facts, bindFacts(facts, () => 0n, topology).residuals, none)
}

/** A store that answers facts and rows in pages of these sizes. */
function storeOf(rows: readonly SeriesRow[], factsPerPage = 1_000): Store {
  const never = () => Promise.reject(new Error('verify reads facts and rows alone'))
  return {
    progress: async () => undefined,
    coverage: async () => [],
    blockBelow: never,
    latest: never,
    valuesBefore: never,
    rowsFrom: never,
    async *rawLogs() {},
    rawLogSizes: never,
    pruneRawLogs: never,
    commit: never,
    retract: never,
    recordIncident: never,
    refold: never,
    checkDigests: never,
    size: never,
    snapshot: async () => createFakeSnapshot({}),
    shareWith: () => () => undefined,
    close: never,
    async *facts(chainId) {
      for (let from = 0; chainId === 1 && from < facts.length; from += factsPerPage) {
        yield facts.slice(from, from + factsPerPage)
      }
    },
    async *rows(chainId) {
      for (const row of chainId === 1 ? rows : []) yield [row]
    },
  }
}

const mismatches = async (store: Store) =>
  (await verify({ store, project })).chains.flatMap((chain) => chain.mismatches)

test('default: rows that follow from the facts, in any order', async () => {
  const rows = await folded()
  const { chains } = await verify({ store: storeOf([...rows].reverse()), project })
  expect(chains).toEqual([
    { chainId: 1, rows: rows.length, mismatches: [] },
    { chainId: 2, rows: 0, mismatches: [] },
    { chainId: 3, rows: 0, mismatches: [] },
  ])
  expect(rows.some(({ key, values }) => key.kind === 'residual' && values[0] === 3n)).toBe(true)
})

test('behavior: a changed, a moved, a missing and a surplus row are named by their key', async () => {
  const rows = await folded()
  for (const [index, row] of rows.entries()) {
    const id = seriesKeyId(row.key)
    const others = rows.toSpliced(index, 1)
    const changed = { ...row, values: row.values.map((value) => value + 1n) }
    const moved = { ...row, blockNumber: row.blockNumber + 1n }
    expect(await mismatches(storeOf([...others, changed])), id).toEqual([id])
    expect(await mismatches(storeOf([...others, moved])), id).toEqual([id])
    expect(await mismatches(storeOf(others)), id).toEqual([id])
    expect(await mismatches(storeOf([...rows, { ...row, blockNumber: 77n }])), id).toEqual([id])
  }
})

test('behavior: where a page of facts ends changes nothing', async () => {
  for (const factsPerPage of [1, 2, 3, 4]) {
    expect(
      await mismatches(storeOf(await folded(), factsPerPage)),
      `pages of ${factsPerPage}`,
    ).toEqual([])
  }
})
