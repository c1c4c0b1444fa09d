import type { Lab } from '../../lab/startLab.ts'
import type { Client } from './createClient.ts'

/** What Plimsoll says about everything at one cut, without what may differ between two indexes of the same chains. */
export type Answers = {
  accounts: Record<string, unknown>
  listedOwners: readonly string[]
  collateral: unknown
  prices: unknown
  /** By key, because the order of a list is that of first observation. */
  transfers: Record<string, unknown>
}

const amount = 'amount { raw decimals value }'
const token = '{ raw chainId token assetId }'
const holder = '{ venue account unit }'
const usd = '{ raw }'
const slacks = `{ equity ${usd} slackInitial ${usd} slackMaintenance ${usd} }`
const reasons = 'reasons { code text }'

// Not asked for: `sequence`, `revision`, `evidence` and the `cause` that follows from it. A fresh index has none of them.
const cut =
  'cut { kind asOf isPartial chains { chainId inclusion number hash timestamp finalized isStale } }'

const totals = `totals { assetId symbol ${amount} liability { raw } value ${usd} byChain { chainId amount { raw } } }`

const line = `{ kind assetId chainId contract account unit ${amount} shares value ${usd} transferKey }`

const transfer = `{
  key bridge origin destination state stage isCollateralBound
  sent ${token} credited ${token} sentAt creditedAt sender ${holder} beneficiary ${holder} recipient
  amounts { kind holder ${holder} amount ${token} isOwnerUnknown }
  legs {
    id chainId blockNumber blockHash timestamp transactionHash logIndex isCanonical step via bridge key payloadHash
    amount ${token} sender recipient origin destination unbound
    bindings { holder ${holder} contract amount ${token} beneficiary ${holder} }
  }
}`

const account = `{
  venue owner accounts status certainty ${reasons}
  equity ${usd} slackInitial ${usd} slackMaintenance ${usd}
  bounds { low ${slacks} best ${slacks} high ${slacks} }
  units {
    unit status ${reasons} equity ${usd} slackInitial ${usd} slackMaintenance ${usd}
    initialRequirement ${usd} maintenanceRequirement ${usd}
    bounds { low ${slacks} best ${slacks} high ${slacks} }
    contributions {
      kind subject chainId amount { raw } value ${usd} initialBps maintenanceBps initial ${usd} maintenance ${usd}
      requirementInitial ${usd} requirementMaintenance ${usd}
    }
  }
  lines ${line} ${totals} transfers ${transfer} ${cut}
}`

const price = `{ assetId state price ${usd} low ${usd} high ${usd} lastPrice ${usd} updatedAt ageSeconds source }`

const venueQuery = `query ($at: At) {
  collateral(venue: "lab", at: $at) { ${totals} lineCount lines ${line} ${cut} }
  prices(at: $at) { nodes ${price} }
  marginAccounts(venue: "lab", at: $at, first: 200) { nodes { owner } pageInfo { hasNextPage } }
}`

const accountQuery = `query ($at: At, $owner: Address!) { marginAccount(venue: "lab", owner: $owner, at: $at) ${account} }`

const transfersQuery = `query ($at: At, $after: String) {
  transfers(first: 100, after: $after, at: $at) { nodes ${transfer} pageInfo { hasNextPage endCursor } }
}`

/** Reads every trader's margin account, the venue's collateral, prices and all transfers at the cut `checkpoint`. */
export async function readAnswers(
  plimsoll: Client,
  { lab, checkpoint }: { lab: Lab; checkpoint: string },
): Promise<Answers> {
  const at = { checkpoint }
  const { collateral, prices, marginAccounts } = await plimsoll.query<{
    collateral: unknown
    prices: unknown
    marginAccounts: { nodes: { owner: string }[]; pageInfo: { hasNextPage: boolean } }
  }>(venueQuery, { at })
  const accounts: Record<string, unknown> = {}
  for (const owner of lab.traders) {
    const { marginAccount } = await plimsoll.query<{ marginAccount: unknown }>(accountQuery, {
      at,
      owner,
    })
    accounts[owner] = marginAccount
  }
  const answers = {
    accounts,
    listedOwners: marginAccounts.nodes.map((node) => node.owner),
    collateral,
    prices,
    transfers: await readTransfers(plimsoll, checkpoint),
  }
  // CAST: the same shape, with every list whose order is that of first observation put in one order.
  return sortLists(answers) as Answers
}

async function readTransfers(
  plimsoll: Client,
  checkpoint: string,
): Promise<Record<string, unknown>> {
  const byKey: Record<string, unknown> = {}
  let after: string | null = null
  for (;;) {
    const { transfers }: TransfersAnswer = await plimsoll.query<TransfersAnswer>(transfersQuery, {
      at: { checkpoint },
      after,
    })
    for (const node of transfers.nodes) {
      if (byKey[node.key] !== undefined) throw new Error(`transfer ${node.key} is listed twice`)
      byKey[node.key] = node
    }
    if (!transfers.pageInfo.hasNextPage) return byKey
    after = transfers.pageInfo.endCursor
  }
}

type TransfersAnswer = {
  transfers: {
    nodes: { key: string }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  }
}

/** Sorts every list of objects by its text: lists of lines and legs are sets, and two indexes may list them differently. */
function sortLists(value: unknown): unknown {
  if (Array.isArray(value)) {
    const sorted = value.map(sortLists)
    return sorted.sort((a, b) => compareTexts(JSON.stringify(a), JSON.stringify(b)))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sortLists(inner)]))
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
