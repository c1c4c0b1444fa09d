/** Every field by which a cut is told from another. */
const cutParts = `fragment CutParts on Cut {
  kind revision sequence asOf checkpoint isPartial isRevised
  chains { chainId name inclusion number hash timestamp finalized isStale }
}`

const legParts = `fragment LegParts on Leg {
  id timestamp isCanonical step via bridge key payloadHash amount { ...TokenParts } sender recipient origin destination
  bindings { holder { ...HolderParts } contract amount { ...TokenParts } beneficiary { ...HolderParts } }
  unbound
}`

const smallParts = `fragment HolderParts on Holder { venue account unit }
fragment TokenParts on TokenAmount { raw chainId token }`

/** All of a transfer but its cut: what decides whether it changed. */
const transferParts = `fragment TransferParts on Transfer {
  id key bridge origin destination state stage cause reason stuckReason countedAs isCollateralBound
  sent { ...TokenParts } credited { ...TokenParts } sentAt creditedAt
  sender { ...HolderParts } beneficiary { ...HolderParts } recipient
  amounts { kind holder { ...HolderParts } amount { ...TokenParts } isOwnerUnknown }
  legs { ...LegParts } evidence { ...LegParts }
}
${legParts}
${smallParts}`

/** What makes a transfer that one and no other, without its legs: many of them fit into one answer. */
const transferHead = `fragment TransferHead on Transfer {
  id key bridge origin destination state stage cause reason stuckReason isCollateralBound
  sent { ...TokenParts } credited { ...TokenParts } sentAt creditedAt
  sender { ...HolderParts } beneficiary { ...HolderParts } recipient
}
${smallParts}`

const lineParts = `fragment LineParts on CollateralLine {
  kind assetId symbol chainId contract account unit amount { raw decimals } shares value { raw } transferKey
}
fragment TotalParts on AssetTotal {
  assetId symbol amount { raw decimals } liability { raw } value { raw } byChain { chainId amount { raw } }
}`

/** All of an account but its transfers and its cut. */
const accountParts = `fragment AccountParts on MarginAccount {
  id venue owner accounts status certainty reasons { code text }
  equity { raw } slackInitial { raw } slackMaintenance { raw } bounds { ...BoundsParts }
  units {
    unit status reasons { code text } equity { raw } slackInitial { raw } slackMaintenance { raw }
    initialRequirement { raw } maintenanceRequirement { raw } bounds { ...BoundsParts }
    contributions {
      kind subject chainId amount { raw } value { raw } initialBps maintenanceBps initial { raw } maintenance { raw }
      requirementInitial { raw } requirementMaintenance { raw }
    }
  }
  lines { ...LineParts } totals { ...TotalParts }
}
fragment BoundsParts on Bounds { low { ...SlacksParts } best { ...SlacksParts } high { ...SlacksParts } }
fragment SlacksParts on Slacks { equity { raw } slackInitial { raw } slackMaintenance { raw } }
${lineParts}`

/** Everything that a world's readers compare, at one moment, in one document. */
export const wholeDocument = `query Whole($at: At, $venue: String!, $owner: Address!, $hasGates: Boolean!) {
  meta(at: $at) {
    cut { ...CutParts }
    chains { coverage { chainId sourceId fromBlock fromTimestamp toBlock decoder spans { toBlock level } } }
  }
  marginAccounts(venue: $venue, first: 20, at: $at) {
    nodes { ...AccountParts transfers { ...TransferHead } }
    pageInfo { hasNextPage }
    cut { ...CutParts }
  }
  marginAccount(venue: $venue, owner: $owner, at: $at) {
    ...AccountParts transfers { ...TransferHead } cut { ...CutParts }
  }
  collateral(venue: $venue, at: $at) {
    lines { ...LineParts } lineCount totals { ...TotalParts } cut { ...CutParts }
  }
  transfers(first: 60, orderDirection: ASC, at: $at) {
    nodes { ...TransferHead } pageInfo { hasNextPage } cut { ...CutParts }
  }
  prices(at: $at) {
    nodes { assetId symbol state price { raw } low { raw } high { raw } lastPrice { raw } updatedAt ageSeconds source }
    cut { ...CutParts }
  }
  conditions(at: $at) {
    nodes { code severity isConfirmed chains subject since text evidence } totalCount cut { ...CutParts }
  }
  routes(first: 100, at: $at) @include(if: $hasGates) {
    nodes {
      bridge origin destination health inFlight { count } stuck { count } isPaused
      pauses { chainId contract way lane sinceBlock since }
      limitLeft { ...TokenParts }
      limits { chainId contract way lane sinceBlock since per most { ...TokenParts } left { raw } }
    }
    cut { ...CutParts }
  }
}
${accountParts}
${transferHead}
${cutParts}`

/** One page of a list; with the first one the whole list beside it. */
export const pageDocuments = {
  transfers: `query Transfers($first: Int, $after: String, $order: OrderDirection, $isFirst: Boolean!) {
  page: transfers(first: $first, after: $after, orderDirection: $order) {
    edges { cursor node { key state } }
    pageInfo { hasNextPage endCursor }
    cut { checkpoint isRevised }
  }
  all: transfers(first: 60, orderDirection: $order) @include(if: $isFirst) {
    nodes { key state }
    cut { checkpoint }
  }
}`,
  accounts: `query Accounts($venue: String!, $first: Int, $after: String, $order: OrderDirection, $isFirst: Boolean!) {
  page: marginAccounts(venue: $venue, first: $first, after: $after, orderDirection: $order) {
    edges { cursor node { owner lines { kind chainId amount { raw } shares } } }
    pageInfo { hasNextPage endCursor }
    cut { checkpoint isRevised }
  }
  all: marginAccounts(venue: $venue, first: 20, orderDirection: $order) @include(if: $isFirst) {
    nodes { owner lines { kind chainId amount { raw } shares } }
    cut { checkpoint }
  }
}`,
} as const

export const subscriptionDocuments = {
  account: `subscription Account($venue: String!, $owner: Address!) {
  change: marginAccountChanged(venue: $venue, owner: $owner) {
    ...AccountParts transfers { ...TransferParts } cut { ...CutParts }
  }
}
${accountParts}
${transferParts}
${cutParts}`,
  transfer: `subscription Transfer($key: Hex!) {
  change: transferChanged(key: $key) { key transfer { ...TransferParts } cut { ...CutParts } }
}
${transferParts}
${cutParts}`,
  transfers: `subscription Transfers($venue: String!, $account: Address) {
  change: transferChanged(venue: $venue, account: $account) {
    key transfer { ...TransferParts } cut { ...CutParts }
  }
}
${transferParts}
${cutParts}`,
} as const

/** The same as a question: what a subscriber has at rest is what it answers. */
export const freshDocuments = {
  account: `query Account($venue: String!, $owner: Address!) {
  account: marginAccount(venue: $venue, owner: $owner) {
    ...AccountParts transfers { ...TransferParts }
  }
}
${accountParts}
${transferParts}`,
  transfer: `query Transfer($key: Hex) {
  transfers(where: { key: $key }) { nodes { ...TransferParts } }
}
${transferParts}`,
  transfers: `query Transfers($venue: String!, $account: Address) {
  transfers(where: { venue: $venue, account: $account }, first: 60) { nodes { ...TransferParts } }
}
${transferParts}`,
} as const
