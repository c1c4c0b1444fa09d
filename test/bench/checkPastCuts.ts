import { createRandom } from '../lab/random.ts'
import type { BenchLayout } from './benchLayout.ts'
import { venueId } from './replayConfig.ts'
import type { Compiled } from './startCompiled.ts'
import { type WorldState, worldAt } from './worldAt.ts'

/** Time of block 0 and between blocks, as `server/chaingen.mjs` has them, seconds. */
const genesisTimestamp = 1_760_000_000
const blockSeconds = 2

const cutCount = 3
/** Accounts compared one by one at each cut; the totals cover all. */
const accountsPerCut = 60

interface Line {
  assetId: string
  chainId: number
  shares: string | null
}

interface PastAnswer {
  collateral: { lines: Line[] }
  prices: {
    nodes: { assetId: string; price: { raw: string } | null; lastPrice: { raw: string } | null }[]
  }
  marginAccounts: { nodes: { owner: string; lines: Line[] }[] }
}

const query = `query ($venue: String!, $owners: [Address!]!, $at: At!) {
  collateral(venue: $venue, at: $at) { lines(first: 200) { assetId chainId shares } }
  prices(at: $at) { nodes { assetId price { raw } lastPrice { raw } } }
  marginAccounts(venue: $venue, where: { owners: $owners }, first: 200, at: $at) {
    nodes { owner lines { assetId chainId shares } }
  }
}`

/** Asks for three random past moments and compares the answers with the generator's own books; returns the blocks. */
export async function checkPastCuts(parameters: {
  plimsoll: Compiled
  layout: BenchLayout
  benchDir: string
  world: { blocks: number; logsPerBlock: number }
  seed: number
}): Promise<readonly number[]> {
  const { plimsoll, layout, benchDir, world, seed } = parameters
  const random = createRandom(seed)
  const blocks = Array.from({ length: cutCount }, () => 1 + random.below(world.blocks))
  for (const state of await worldAt(benchDir, world, blocks)) {
    const owners = Array.from({ length: accountsPerCut }, () =>
      layout.account(random.below(layout.accountCount)),
    )
    const timestamp = genesisTimestamp + state.block * blockSeconds
    const variables = { venue: venueId, owners, at: { timestamp } }
    const answer = await plimsoll.query<PastAnswer>(query, variables)
    compare(answer, { layout, state, owners: new Set(owners) })
  }
  return blocks
}

function compare(
  { collateral, prices, marginAccounts }: PastAnswer,
  world: { layout: BenchLayout; state: WorldState; owners: ReadonlySet<string> },
): void {
  const { layout, state, owners } = world
  const servedShares = new Map(
    marginAccounts.nodes.flatMap(({ owner, lines }) =>
      lines.map((line) => [`${placeOf(line, layout)}|${owner}`, BigInt(line.shares ?? 0)] as const),
    ),
  )
  const held = [...state.shares].filter(([key]) => owners.has(key.split('|')[2] ?? ''))
  assertSame(state.block, 'accounts', withoutZeros(servedShares), new Map(held))
  const totals = new Map<string, bigint>()
  for (const [key, shares] of state.shares) {
    const place = key.split('|').slice(0, 2).join('|')
    totals.set(place, (totals.get(place) ?? 0n) + shares)
  }
  const servedTotals = collateral.lines.map(
    (line) => [placeOf(line, layout), BigInt(line.shares ?? 0)] as const,
  )
  assertSame(state.block, 'totals', withoutZeros(new Map(servedTotals)), totals)
  const [home = 0] = layout.chainIds
  for (const { assetId, price, lastPrice } of prices.nodes) {
    if (!assetId.startsWith('asset')) continue
    const answer = state.answers.get(`${home}|${layout.feed(home, indexOf(assetId))}`)
    // The feeds have 8 decimals, prices 18.
    const expected = answer === undefined ? undefined : String(answer * 10n ** 10n)
    const served = (price ?? lastPrice)?.raw
    if (served !== expected)
      throw new Error(`Block ${state.block}: ${assetId} costs ${served}, not ${expected}.`)
  }
}

/** `chainId|vault` of a line of shares. */
function placeOf({ assetId, chainId }: Line, layout: BenchLayout): string {
  return `${chainId}|${layout.vault(chainId, indexOf(assetId))}`
}

function indexOf(assetId: string): number {
  return Number(assetId.replace(/^\D+/, ''))
}

function withoutZeros(amounts: ReadonlyMap<string, bigint>): ReadonlyMap<string, bigint> {
  return new Map([...amounts].filter(([, amount]) => amount !== 0n))
}

function assertSame(
  block: number,
  what: string,
  served: ReadonlyMap<string, bigint>,
  expected: ReadonlyMap<string, bigint>,
): void {
  const wrong = [...new Set([...served.keys(), ...expected.keys()])].filter(
    (key) => served.get(key) !== expected.get(key),
  )
  const [first] = wrong
  if (first === undefined) return
  throw new Error(
    `Block ${block}: ${wrong.length} ${what} differ; ${first} is ${served.get(first)}, not ${expected.get(first)}.`,
  )
}
