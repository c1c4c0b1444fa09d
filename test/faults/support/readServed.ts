import type { Program } from './runProgram.ts'

/** Everything that the program says about a world at its latest cut, without what may differ between two indexes of it. */
export interface Served {
  venue: unknown
  transfers: unknown
  conditions: readonly ConditionAnswer[]
}

const token = '{ raw chainId token assetId }'
const holder = '{ venue account unit }'
const usd = '{ raw }'
const slacks = `{ equity ${usd} slackInitial ${usd} slackMaintenance ${usd} }`
// `sequence`, `revision` and the evidence of reorgs belong to the way there, not to the state.
const cut =
  'cut { kind asOf isPartial chains { chainId inclusion number hash timestamp finalized isStale } }'
const totals = `totals { assetId amount { raw } liability { raw } value ${usd} byChain { chainId amount { raw } } }`
const line = `{ kind assetId chainId contract account unit amount { raw } shares value ${usd} transferKey }`
const transfer = `{
  key bridge origin destination state stage isCollateralBound sent ${token} credited ${token} sentAt creditedAt
  sender ${holder} beneficiary ${holder} recipient amounts { kind holder ${holder} amount ${token} isOwnerUnknown }
  legs {
    id blockNumber timestamp isCanonical step via payloadHash amount ${token} sender recipient unbound
    bindings { holder ${holder} contract amount ${token} beneficiary ${holder} }
  }
}`
const account = `{
  venue owner accounts status certainty reasons { code text } equity ${usd} slackInitial ${usd} slackMaintenance ${usd}
  bounds { low ${slacks} best ${slacks} high ${slacks} }
  lines ${line} ${totals} transfers { key state }
}`

const venueQuery = `{
  collateral(venue: "lab") { ${totals} lineCount lines ${line} ${cut} }
  prices { nodes { assetId state price ${usd} low ${usd} high ${usd} updatedAt ageSeconds source } }
  marginAccounts(venue: "lab", first: 20) { nodes ${account} }
}`
const transfersQuery = `{ transfers(first: 100) { nodes ${transfer} pageInfo { hasNextPage } } }`
const conditionsQuery = '{ conditions { nodes { code severity chains subject text } } }'

/** Reads all of it in a handful of queries; lists whose order is that of first observation are sorted. */
export async function readServed(program: Program): Promise<Served> {
  const venue = await program.query(venueQuery)
  const transfers = await program.query(transfersQuery)
  const conditions = [...(await readConditions(program))].sort((a, b) => (a.text < b.text ? -1 : 1))
  return { venue: sortLists(venue), transfers: sortLists(transfers), conditions }
}

/** Live state of a chain as GraphQL serves it. */
export interface ChainAnswer {
  name: string
  status: string
  phase: string
  isStale: boolean
  head: string | null
  indexed: string | null
  safe: string | null
  finalized: string | null
  finalitySource: string | null
  problem: string | null
  independentEndpoints: number
  endpoints: {
    label: string
    transport: string
    state: string
    reason: string | null
    head: string | null
    rangeBlocks: string | null
    requests: string
    failures: string
  }[]
  reorgs: { count: number; deepest: string }
  coverage: {
    sourceId: string
    fromBlock: string
    toBlock: string
    spans: { toBlock: string; level: string }[]
  }[]
}

const chainsQuery = `{ meta { chains {
  name status phase isStale head indexed safe finalized finalitySource problem independentEndpoints
  endpoints { label transport state reason head rangeBlocks requests failures }
  reorgs { count deepest } coverage { sourceId fromBlock toBlock spans { toBlock level } }
} } }`

/** What `meta` says about one chain. */
export async function readChain(program: Program, name: string): Promise<ChainAnswer> {
  const { meta } = await program.query<{ meta: { chains: ChainAnswer[] } }>(chainsQuery)
  const chain = meta.chains.find((each) => each.name === name)
  if (chain === undefined) throw new Error(`meta does not name ${name}`)
  return chain
}

export interface ConditionAnswer {
  code: string
  severity: string
  subject: string
  text: string
}

/** What is wrong by the program's own word. */
export async function readConditions(program: Program): Promise<readonly ConditionAnswer[]> {
  const { conditions } = await program.query<{ conditions: { nodes: ConditionAnswer[] } }>(
    conditionsQuery,
  )
  return conditions.nodes
}

function sortLists(value: unknown): unknown {
  if (Array.isArray(value)) {
    const sorted = value.map(sortLists).map((item) => ({ item, text: JSON.stringify(item) }))
    return sorted.sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ item }) => item)
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sortLists(inner)]))
}
