import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Fact } from '../../src/facts/Fact.ts'
import { type SeriesRow, seriesKeyId } from '../../src/facts/Series.ts'
import type { Store } from '../../src/store/Store.ts'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import type { BenchLayout } from './benchLayout.ts'

/** The canonical lines of `lib/digest.mjs`, in any order. */
interface Sections {
  balances: string[]
  totals: string[]
  transfers: string[]
  prices: string[]
}

interface Transfer {
  origin: number
  destination: number
  recipient: string
  amount: bigint
  sentBlock: bigint
}

/**
 * Reads back what Plimsoll recorded and returns its digest: share balances and prices from the series, totals from the
 * tokens that balance facts and bridge legs moved, transfers from the legs. Nothing comes from the server.
 */
export async function collectDigest(
  database: string,
  layout: BenchLayout,
  benchDir: string,
): Promise<string> {
  const store = await openSqliteStore({ path: database, pid: process.pid, nowMs: Date.now() })
  try {
    const sections = await collect(store, layout)
    // CAST: the shared bench is plain JavaScript; its README names this export.
    const { digest } = (await import(pathToFileURL(join(benchDir, 'lib', 'digest.mjs')).href)) as {
      digest(sections: Sections): { all: string }
    }
    return digest(sections).all
  } finally {
    await store.close()
  }
}

async function collect(store: Store, layout: BenchLayout): Promise<Sections> {
  const sections: Sections = { balances: [], totals: [], transfers: [], prices: [] }
  const sent = new Map<string, Transfer>()
  const delivered = new Map<string, bigint>()
  for (const chainId of layout.chainIds) {
    for (const row of await newestRows(store, chainId)) addRow(sections, row)
    const totals = new Map<number, bigint>()
    const assets = assetsOf(layout, chainId)
    for await (const page of store.facts(chainId, 0n)) {
      for (const fact of page) {
        addTotal(totals, fact, assets)
        addLeg(fact, sent, delivered)
      }
    }
    for (const [asset, amount] of totals) sections.totals.push(`${chainId}|${asset}|${amount}`)
  }
  for (const [key, { origin, destination, recipient, amount, sentBlock }] of sent) {
    const deliveredBlock = delivered.get(key) ?? '-'
    sections.transfers.push(
      [key, origin, destination, recipient, amount, sentBlock, deliveredBlock].join('|'),
    )
  }
  return sections
}

/** Rows come key by key, ascending in block: the last one of a key is its newest. */
async function newestRows(store: Store, chainId: number): Promise<Iterable<SeriesRow>> {
  const newest = new Map<string, SeriesRow>()
  for await (const page of store.rows(chainId)) {
    for (const row of page) newest.set(seriesKeyId(row.key), row)
  }
  return newest.values()
}

function addRow({ balances, prices }: Sections, { key, values }: SeriesRow): void {
  const [value, roundId] = values
  if (key.kind === 'holding' && value !== 0n)
    balances.push(`${key.chainId}|${key.contract}|${key.account}|${value}`)
  if (key.kind === 'price') prices.push(`${key.chainId}|${key.contract}|${value}|${roundId}`)
}

function assetsOf(layout: BenchLayout, chainId: number): ReadonlyMap<string, number> {
  return new Map(
    Array.from({ length: layout.assetCount }, (_, i) => [layout.asset(chainId, i), i] as const),
  )
}

/** Deposits less withdrawals, less what the bridge took, plus what it brought. */
function addTotal(
  totals: Map<number, bigint>,
  { body }: Fact,
  assets: ReadonlyMap<string, number>,
): void {
  const add = (token: string, amount: bigint) => {
    const asset = assets.get(token)
    if (asset === undefined) throw new Error(`${token} is no asset of the bench.`)
    totals.set(asset, (totals.get(asset) ?? 0n) + amount)
  }
  if (body.kind === 'balance' && body.moved !== undefined) {
    const { asset, amount } = body.moved
    add(asset, body.change.value < 0n ? -amount : amount)
  }
  if (body.kind === 'leg') add(body.asset, body.step === 'sent' ? -body.amount : body.amount)
}

function addLeg(
  { at, body }: Fact,
  sent: Map<string, Transfer>,
  delivered: Map<string, bigint>,
): void {
  if (body.kind !== 'leg') return
  if (body.step === 'credited') delivered.set(body.key, at.blockNumber)
  if (body.step !== 'sent') return
  const { origin, destination, recipient = '', amount } = body
  sent.set(body.key, { origin, destination, recipient, amount, sentBlock: at.blockNumber })
}
