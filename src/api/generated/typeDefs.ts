// Generated from schema.graphql by `npm run codegen`. Do not edit.
/** The text of schema.graphql, so that the program reads no file at run time. */
export const typeDefs = `"""
Plimsoll: collateral on several EVM chains, counted exactly once, and the margin status that follows from it.

Every answer is taken at one **cut** (a published state of all chains) and carries it. Ask at another moment with \`at\`:
by finality, by time, or by the checkpoint of an earlier answer.

Errors carry \`extensions.code\`; the codes are listed in the description of \`Query\`.
"""
schema {
  query: Query
  subscription: Subscription
}

"An integer of any size, written as a decimal string: \`BigInt(raw)\` in JavaScript reads it exactly."
scalar BigInt

"20 bytes of 0x-prefixed hex. Answers are lower-case; arguments may be lower-case or checksummed (EIP-55)."
scalar Address

"0x-prefixed hex of any whole number of bytes, lower-case in answers."
scalar Hex

"32 bytes of 0x-prefixed hex, lower-case in answers."
scalar Hash

"EIP-155 chain id, a JSON number."
scalar ChainId

"""
Seconds since 1970-01-01T00:00:00Z, a JSON number as in a block header: \`new Date(1000 * value)\`. Arguments may also be
a decimal string or an RFC 3339 string such as \`"2026-11-22T17:00:00Z"\`. A feed may claim an absurd time: answers stop
at 9007199254740991.
"""
scalar Timestamp

"An exact amount of an asset. No figure here was ever a floating-point number."
type Amount {
  "In the asset's smallest unit."
  raw: BigInt!
  "Decimals of the asset: \`value = raw / 10^decimals\`."
  decimals: Int!
  "The same amount as an exact decimal string, such as \`-1.05\`."
  value: String!
}

"An exact value in US dollars."
type Usd {
  "With 18 decimals: 1 USD = 10^18."
  raw: BigInt!
  "The same value as an exact decimal string, such as \`1250.5\`."
  value: String!
}

"An amount of one token on one chain, as a bridge said it."
type TokenAmount {
  "In the token's smallest unit."
  raw: BigInt!
  "Decimals of the token; null when the config does not know the token."
  decimals: Int
  "Exact decimal string; null when the decimals are unknown."
  value: String
  "Chain that the token lives on."
  chainId: ChainId!
  "Token contract."
  token: Address!
  "Configured asset that the token is of; null when the config does not know it."
  assetId: String
  "Symbol of that asset."
  symbol: String
}

"""
The moment an answer is asked for: exactly one field. Without \`at\` the answer is taken at \`finality: LATEST\`.
"""
input At {
  "Each chain at its own latest, safe or finalized height."
  finality: Finality
  "One time for all chains: per chain the highest block at or before it."
  timestamp: Timestamp
  "The \`cut.checkpoint\` of an earlier answer: the same state again, or an error that says why not."
  checkpoint: String
}

"How far a block must have settled to count."
enum Finality {
  "The newest indexed block of each chain."
  LATEST
  "The block each chain calls safe."
  SAFE
  "The block each chain calls finalized: it cannot change any more."
  FINALIZED
}

"What kind of moment a cut is."
enum CutKind {
  "Each chain at its own height; their times differ a little."
  FRONTIER
  "All chains at one time."
  ALIGNED
}

"Whether a chain is part of a cut."
enum ChainInclusion {
  "Its state is in every sum of the answer."
  INCLUDED
  "In every sum, but not read up to the time asked for."
  BEHIND
  "Still reading history: left out of the sums."
  BACKFILLING
  "Not followed back to that moment: left out of the sums."
  NOT_COVERED
}

"One published state of all chains. All of one answer is taken at one cut."
type Cut {
  "Each chain at its own height, or all at one time."
  kind: CutKind!
  "The latest chain time in the cut, never ahead of the wall clock."
  asOf: Timestamp!
  "Rises when late knowledge changed the past (a decoder fix, a contract added later)."
  revision: Int!
  "Rises with every published change."
  sequence: BigInt!
  "Names this cut. Pass it as \`at: { checkpoint }\` to ask the same state again."
  checkpoint: String!
  "A followed chain is not included: sums are of the included chains only."
  isPartial: Boolean!
  "Asked at an older revision and answered from the newest."
  isRevised: Boolean!
  "Where each followed chain stands in this cut."
  chains: [CutChain!]!
}

"Where one chain stands in a cut."
type CutChain {
  "EIP-155 id."
  chainId: ChainId!
  "Name in the operator's config."
  name: String!
  "Whether its state is in the sums."
  inclusion: ChainInclusion!
  "Height that the answer is taken at."
  number: BigInt!
  "Hash of that block."
  hash: Hash!
  "Time of that block."
  timestamp: Timestamp!
  "Height up to which the answer is final, never above \`number\`."
  finalized: BigInt!
  "No endpoint confirmed its head within the chain's limit: show this to your users."
  isStale: Boolean!
}

"Something with an id that \`node\` finds again."
interface Node {
  "Opaque and stable."
  id: ID!
}

"Where a page starts and ends."
type PageInfo {
  "More rows follow."
  hasNextPage: Boolean!
  "Always false: pages are read forwards."
  hasPreviousPage: Boolean!
  "Cursor of the first row, null on an empty page."
  startCursor: String
  "Where the next page goes on: the cursor of the last row, null on a page without rows unless more may follow."
  endCursor: String
}

"Direction of an order."
enum OrderDirection {
  "Smallest or oldest first."
  ASC
  "Largest or newest first."
  DESC
}

"""
Everything that can be asked. Lists are Relay connections, \`first\` is 1 to 200 (50 by default); a cursor keeps the cut of
its page, so that paging goes on in the same state although the chains move.

Codes in \`extensions.code\`: \`BAD_ADDRESS\`, \`BAD_HEX\`, \`BAD_ID\`, \`BAD_AT\`, \`BAD_PAGE\`, \`BAD_WHERE\`, \`CURSOR_STALE\`,
\`UNKNOWN_VENUE\`, \`BEFORE_COVERAGE\`, \`BEFORE_RETENTION\`, \`SNAPSHOT_EXPIRED\`, \`CHECKPOINT_UNKNOWN\`, \`CUT_REORGED\`, \`NO_DATA_YET\`, \`TOO_COMPLEX\`,
\`RESPONSE_TOO_LARGE\`, \`SEVERAL_TRANSFERS\`, \`TOO_MANY_SUBSCRIPTIONS\`, \`CLOSING\`, \`BAD_CHANGE\`, \`MARGIN_INPUT\` (a change that could
not happen), \`INTERNAL\` (ours, logged with \`extensions.traceId\`), and
GraphQL's own \`GRAPHQL_PARSE_FAILED\`, \`GRAPHQL_VALIDATION_FAILED\`, \`BAD_REQUEST\`.

A field is null only with an error beside it, except \`node\` and \`transfer\`, which are null for what does not exist.
"""
type Query {
  "The program, the cut, and how every followed chain is doing. Answers from the first second on."
  meta("Moment of \`cut\` and \`coverage\`; chain states are always live." at: At): Meta
  "What is wrong right now or was at a past cut: a stale chain, a dead price, a stuck transfer."
  conditions(
    "Moment asked for."
    at: At
    "Only this severity."
    severity: Severity
    "Conditions at most, worst first."
    first: Int = 200
  ): Conditions
  "One account with its margin status. An account that never did anything is empty, not an error."
  marginAccount(
    "Venue id of the operator's config."
    venue: String!
    "The owner, or any of the owner's addresses."
    owner: Address!
    "Moment asked for."
    at: At
  ): MarginAccount
  "What people ask of an account beside its status: how far it is from liquidation, and what may leave it."
  marginAnswers(
    "Venue id of the operator's config."
    venue: String!
    "The owner, or any of the owner's addresses."
    owner: Address!
    "Moment asked for."
    at: At
  ): MarginAnswers
  "The account as it is and as it would be after some changes, one upon the other. Nothing is recorded."
  simulateMargin(
    "Venue id of the operator's config."
    venue: String!
    "The owner, or any of the owner's addresses."
    owner: Address!
    "What happens, at most 20 changes."
    changes: [MarginChange!]!
    "Moment asked for."
    at: At
  ): MarginSimulation
  "All accounts of a venue."
  marginAccounts(
    "Venue id of the operator's config."
    venue: String!
    "Only these accounts."
    where: MarginAccountWhere
    "What to order by."
    orderBy: MarginAccountOrder = OWNER
    "Direction of the order."
    orderDirection: OrderDirection = ASC
    "Rows at most, 1 to 200."
    first: Int = 50
    "Cursor of the last row of the page before; the page is then taken at that page's cut."
    after: String
    "Moment asked for; beside \`after\` it must be the cut of that page."
    at: At
  ): MarginAccountConnection
  "Value crossing bridges, in the order in which it was first seen."
  transfers(
    "Only these transfers."
    where: TransferWhere
    "What to order by."
    orderBy: TransferOrder = FIRST_SEEN
    "Direction of the order."
    orderDirection: OrderDirection = DESC
    "Rows at most, 1 to 200."
    first: Int = 50
    "Cursor of the last row of the page before; the page is then taken at that page's cut."
    after: String
    "Moment asked for; beside \`after\` it must be the cut of that page."
    at: At
  ): TransferConnection
  """
  One transfer by exactly one of its names; null when there is none. A transaction may hold several: \`SEVERAL_TRANSFERS\`
  then says to ask \`transfers(where: { transactionHash })\`.
  """
  transfer(
    "\`Transfer.id\` of an earlier answer."
    id: ID
    "Transaction of one of its legs, on any chain."
    txHash: Hash
    "What the bridge calls the message: its correlation key, or another name of it."
    messageId: Hex
    "Moment asked for."
    at: At
  ): Transfer
  "What backs the bridged tokens of each configured asset group."
  backing("Moment asked for." at: At): Backings
  "The bridges of the config, and since when they are covered where."
  bridges("Moment asked for." at: At): Bridges
  """
  Every way that a bridge goes, by bridge, origin and destination: each pair of its chains, and each other chain that
  something on its way came from or goes to.
  """
  routes(
    "Only these routes."
    where: RouteWhere
    "Rows at most, 1 to 200."
    first: Int = 50
    "Cursor of the last row of the page before; the page is then taken at that page's cut."
    after: String
    "Moment asked for; beside \`after\` it must be the cut of that page."
    at: At
  ): RouteConnection
  "All collateral of a venue, by asset and chain."
  collateral(
    "Venue id of the operator's config."
    venue: String!
    "Moment asked for."
    at: At
  ): Collateral
  "The one price per asset that this cut values with."
  prices("Moment asked for." at: At): Prices
  "What a venue requires and weighs: the version that holds, what is announced, and what comes next."
  riskParameters(
    "Venue id of the operator's config."
    venue: String!
    "Versions at most, newest first, 1 to 200."
    first: Int = 20
    "Only versions below this number: that of the last one of the page before."
    below: Int
    "Moment asked for."
    at: At
  ): RiskParameters
  "An object by its id; null when there is none."
  node("Id of an earlier answer." id: ID!, "Moment asked for." at: At): Node
}

"""
Changes over server-sent events (\`accept: text/event-stream\`). The current state comes first; after it an event whenever
the content changed, not merely the cut. A slow reader gets the newest state and not every step in between.
"""
type Subscription {
  """
  The account whenever anything in it changed: a line, a value, a transfer, its status. Without \`owner\` every account of the
  venue whose status changed: first those that are neither HEALTHY nor NO_RISK, the worst 1,000 of them, then whoever gets
  there, moves between such statuses or is calm again.
  """
  marginAccountChanged(
    "Venue id of the operator's config."
    venue: String!
    "The owner, or any of the owner's addresses."
    owner: Address
  ): MarginAccount!
  """
  Transfers whenever one changed: one transfer by \`key\`, or the newest 200 of a venue or an account. Give \`key\`, or \`venue\`
  with or without \`account\`. A key that nobody has seen yet is answered with \`transfer: null\` and then followed.
  """
  transferChanged(
    "Correlation key of one transfer."
    key: Hex
    "Venue id of the operator's config."
    venue: String
    "Account whose transfers to follow; needs \`venue\`."
    account: Address
  ): TransferChange!
}

"A transfer after it changed. A price that moves is not told: its \`value\` is that of the cut at which something else changed."
type TransferChange {
  "Correlation key."
  key: Hex!
  "The transfer; null while it is not known, also when a reorg removed everything of it."
  transfer: Transfer
  "The cut at which the change was seen."
  cut: Cut!
}

"The program and what it follows."
type Meta {
  "Version of Plimsoll."
  version: String!
  "Venues that can be asked for."
  venues: [String!]!
  "Price feeds that are followed."
  feeds: [Feed!]!
  "Live state of every followed chain."
  chains: [Chain!]!
  "What the database takes on disk."
  storage: Storage!
  "The cut asked for; null with an error while nothing is published yet."
  cut: Cut
}

"A followed price feed."
type Feed {
  "Id in the operator's config."
  id: String!
  "Chain that the feed lives on."
  chainId: ChainId!
  "The aggregator contract."
  address: Address!
  "Decimals of its answers."
  decimals: Int!
  "Older than this, a price is late and its band widens."
  heartbeatSeconds: BigInt!
  "Older than this, a price is dead and accounts that need it are UNKNOWN."
  deadAfterSeconds: BigInt!
}

"How a chain is doing, in one word."
enum ChainHealth {
  "No endpoint has answered yet."
  CONNECTING
  "Reading history."
  BACKFILLING
  "At the head."
  LIVE
  "No endpoint confirmed its head within the chain's limit."
  STALE
  "Stopped until an operator acts."
  HALTED
}

"What the follower of a chain is doing."
enum ChainPhase {
  "Looking for an endpoint that answers."
  CONNECTING
  "Reading history."
  BACKFILL
  "Following the head."
  LIVE
  "Stopped until an operator acts."
  HALTED
}

"Where finality comes from."
enum FinalitySource {
  "The node's own \`safe\` and \`finalized\` tags."
  TAG
  "A configured number of blocks."
  DEPTH
}

"Live state of a followed chain."
type Chain implements Node {
  "Opaque and stable."
  id: ID!
  "EIP-155 id."
  chainId: ChainId!
  "Name in the operator's config."
  name: String!
  "How it is doing, in one word: derived from progress, not from an error flag."
  status: ChainHealth!
  "What its follower is doing."
  phase: ChainPhase!
  "No endpoint confirmed its head within the chain's limit."
  isStale: Boolean!
  "Highest block any healthy endpoint named."
  head: BigInt
  "Time of that block."
  headTimestamp: Timestamp
  "When an endpoint last confirmed the head, also when it did not move."
  headConfirmedAt: Timestamp
  "Last block that was read."
  indexed: BigInt
  "Height that the chain calls safe."
  safe: BigInt
  "Height that the chain calls finalized."
  finalized: BigInt
  "Where \`safe\` and \`finalized\` come from."
  finalitySource: FinalitySource
  "Blocks between head and indexed."
  lagBlocks: BigInt
  "How far the last block that was read is behind, seconds."
  lagSeconds: BigInt
  "Events read per second, lately."
  eventsPerSecond: Int!
  "Seconds until the backfill is done."
  etaSeconds: Int
  "The last failure in one sentence, without addresses; null after a success."
  problem: String
  "The endpoints it is read from, in the order of the config, by label and never by address."
  endpoints: [Endpoint!]!
  "Different witnesses among them. With 1, nothing that an endpoint says can be confirmed by another."
  independentEndpoints: Int!
  "Reorgs seen since the program started."
  reorgs: Reorgs!
  "Why the coverage that the config asks for cannot be reached; null while it can."
  coverageProblem: String
  "Which blocks were read without a gap, per set of contracts."
  coverage: [Coverage!]!
  "Sets of contracts that were added and whose past is still being read: nothing of them is in any sum."
  joining: [JoiningSource!]!
  "Sets of contracts that left the config: what is recorded of them is in no sum."
  notFollowed: [NotFollowedSource!]!
  """
  Digest over everything recorded of the chain, equal in a backup and what was restored from it; null before the first
  row. Another database may number its words otherwise: it does not compare two installations.
  """
  stateDigest: Hex
  "Last block before which history was pruned; no cut at or below it can be asked. Null while nothing was pruned."
  prunedTo: BigInt
  "The cut asked for; null with an error while nothing is published yet."
  cut: Cut
}

"A set of contracts and events that was added to the config and whose past is still being read."
type JoiningSource {
  "The set of contracts and events."
  sourceId: String!
  "First block that can hold one of its logs."
  fromBlock: BigInt!
  "Last block of its past that is recorded; null before the first."
  toBlock: BigInt
  "What its past must reach."
  targetBlock: BigInt!
}

"A set of contracts and events that is recorded and no longer followed."
type NotFollowedSource {
  "The set of contracts and events."
  sourceId: String!
  "Last block up to which it was followed."
  toBlock: BigInt!
}

"Bytes on disk."
type Storage {
  "The database file."
  databaseBytes: BigInt!
  "The write-ahead log beside it."
  walBytes: BigInt!
  "Raw logs kept compressed inside the database; \`plimsoll db prune --raw-logs\` frees them."
  rawLogBytes: BigInt!
  "Room inside the database file that the next rows take before it grows."
  reusableBytes: BigInt!
}

"Reorgs of one chain since the program started."
type Reorgs {
  "How many."
  count: Int!
  "Blocks that the deepest took back."
  deepest: BigInt!
}

"Why an endpoint is asked first or last."
enum EndpointState {
  "It is asked."
  OK
  "Not asked yet."
  CONNECTING
  "It limits the rate of requests."
  LIMITED
  "It answers with errors."
  FAILING
  "It cannot be reached."
  UNREACHABLE
  "Its head is behind the others."
  LAGGING
  "It says itself that it is still syncing."
  SYNCING
  "It has another block where the others agree."
  FORKED
  "It serves another chain."
  WRONG_CHAIN
  "It cuts its answers short without a word."
  TRUNCATING
  "Its answers contradict proof."
  LYING
}

"How an endpoint is reached."
enum EndpointTransport {
  "Requests over HTTP."
  HTTP
  "Requests and announced heads over a WebSocket."
  WS
}

"One endpoint of a chain."
type Endpoint {
  "Name of the chain and position in the config, such as \`base#1\`."
  label: String!
  "How it is reached."
  transport: EndpointTransport!
  "Number of its witness among the chain's: endpoints of one host share it."
  witness: Int!
  "Why it is asked first or last."
  state: EndpointState!
  "One sentence about a state that is not OK."
  reason: String
  "Typical answer time of late, milliseconds."
  latencyMs: Float
  "Highest block it has named."
  head: BigInt
  "Requests it is given at once, as learnt."
  concurrency: Int!
  "Blocks per log range it was last seen to take."
  rangeBlocks: BigInt
  "Requests sent since the start."
  requests: BigInt!
  "Requests that failed since the start."
  failures: BigInt!
}

"How far a range of blocks may be trusted to be complete. Absence is a claim that rests on it."
enum CoverageLevel {
  "Read once, from one endpoint."
  UNVERIFIED
  "Held against a second endpoint or the blooms of the blocks."
  VERIFIED
  "Proven by the receipts roots of the blocks."
  PROVEN
}

"One stretch of a coverage, from the end of the stretch before."
type CoverageSpan {
  "Last block of the stretch."
  toBlock: BigInt!
  "How far it may be trusted to be complete."
  level: CoverageLevel!
}

"A range of blocks that was read without a gap, for one set of contracts and events."
type Coverage {
  "Chain that was read."
  chainId: ChainId!
  "The set of contracts and events."
  sourceId: String!
  "First block read."
  fromBlock: BigInt!
  "Time of that block; 0 when it was the first of the chain."
  fromTimestamp: Timestamp!
  "Last block read."
  toBlock: BigInt!
  "Name and version of the decoder that reads its logs."
  decoder: String!
  "The least level of all its stretches."
  level: CoverageLevel!
  "How far each stretch may be trusted to be complete, ascending; the last ends at \`toBlock\`."
  spans: [CoverageSpan!]!
}

"How bad a condition is."
enum Severity {
  "Money may be lost: act now."
  CRITICAL
  "It may become critical: look today."
  WARNING
  "Good to know."
  INFO
}

"What kind of thing is wrong."
enum ConditionCode {
  "An account's equity is below zero."
  ACCOUNT_INSOLVENT
  "An account is below its maintenance requirement."
  ACCOUNT_LIQUIDATABLE
  "An account is being liquidated."
  ACCOUNT_LIQUIDATING
  "Not every account of a venue has been judged at this cut: others may be below maintenance."
  ACCOUNTS_UNJUDGED
  "No endpoint confirmed a chain's head within its limit."
  CHAIN_STALE
  "A chain stopped until an operator acts."
  CHAIN_HALTED
  "A chain is still reading history and not in the sums."
  CHAIN_BACKFILLING
  "A contract, bridge or feed was added: its past is still being read and not in the sums."
  SOURCE_BACKFILLING
  "A contract, bridge or feed left the config: what is recorded of it is in no sum."
  SOURCE_NOT_FOLLOWED
  "Blocks that were finalized changed."
  FINALITY_VIOLATED
  "A log could not be trusted and was set aside with its evidence."
  LOG_QUARANTINED
  "A price is older than its feed's heartbeat."
  PRICE_LATE
  "A price is too old to value with."
  PRICE_DEAD
  "Feeds of one asset contradict each other, beyond their bands."
  FEED_DIVERGED
  "A feed's newest answer is no price, such as zero or less: it is not used."
  FEED_REJECTED
  "A feed's proxy went on to an aggregator that is not followed: its price is only read every so often."
  FEED_MOVED
  "A bridged asset is not worth what it stands for."
  ASSET_DEPEGGED
  "A token says other decimals than the config: its amounts stay what the config makes of them."
  TOKEN_CHANGED
  "The sequencer of a rollup is down: prices of its feeds count as late."
  SEQUENCER_DOWN
  "The sequencer of a rollup came back so lately that prices of its feeds still count as late."
  SEQUENCER_GRACE
  "New parameters of a venue are announced; the text says from when they hold."
  PARAMETERS_ANNOUNCED
  "Newer parameters of a venue should hold already, and the prices that they are measured over are not final yet."
  PARAMETERS_PENDING
  "Tokens moved through a custody address and nothing says whose they are."
  RESIDUAL
  "A bridge credited value that nobody sent."
  TRANSFER_UNBACKED
  "A bridge credited the same transfer more than once."
  TRANSFER_DUPLICATE_CREDIT
  "A transfer was both credited and refunded."
  TRANSFER_CONFLICT
  "A transfer is overdue."
  TRANSFER_STUCK
  "A transfer can be delivered no more, and its refund has not been seen."
  TRANSFER_EXPIRED
  "A route has an end that is not followed."
  ROUTE_NOT_COVERED
  "More of an asset group is issued, or promised, than backs it."
  BACKING_SHORTFALL
  "A token answers another amount than its logs add up to."
  BACKING_DRIFT
  "The tokens of an asset group have not been asked for a while: its backing rests on the logs alone."
  BACKING_UNREAD
  "An audit found that a contract says another balance of an account than its logs add up to; nothing was corrected."
  BOOK_DRIFT
  "Bridges took more away from a chain than they ever brought."
  NET_FLOW_NEGATIVE
  "More is on its way to a chain than its token lets the bridge mint."
  MINT_LIMIT_SPENT
  "A bridge's operators have stopped a route."
  ROUTE_PAUSED
  "Transfers of a route are stuck, and nothing that was sent after the first of them has arrived."
  ROUTE_HALTED
}

"Something that is wrong at a cut."
type Condition {
  "What kind of thing."
  code: ConditionCode!
  "How bad it is."
  severity: Severity!
  """
  False where it claims that something is absent and one endpoint's word is all there is for it: it then stands one step
  lower than critical until coverage is verified.
  """
  isConfirmed: Boolean!
  "Chains that it concerns."
  chains: [ChainId!]!
  "What it is about: a transfer key, a contract, a feed."
  subject: String!
  "Since when, where that is known."
  since: Timestamp
  "One sentence for the reader."
  text: String!
  "Ids of the facts and blocks that show it."
  evidence: [String!]!
}

"What is wrong at a cut, worst first."
type Conditions {
  "The conditions."
  nodes: [Condition!]!
  "How many there are, also when \`first\` cut the list."
  totalCount: Int!
  "Taken at this cut."
  cut: Cut!
}

"Margin status, from safe to lost."
enum MarginStatus {
  "Nothing is owed: nothing can be liquidated."
  NO_RISK
  "Above every limit."
  HEALTHY
  "Close to the initial requirement."
  WARNING
  "Below the initial requirement: positions may only be reduced."
  REDUCE_ONLY
  "Below the maintenance requirement: anybody may liquidate."
  LIQUIDATABLE
  "A liquidation is running."
  LIQUIDATING
  "Owes more than it has."
  INSOLVENT
  "Not known; the reasons say why. Never show this as healthy."
  UNKNOWN
}

"Whether a status can still be taken back by the chains."
enum Certainty {
  "Nothing that is not final matters to it."
  SETTLED
  "A reorg or a late transfer could change it; see the reasons and the bounds."
  PROVISIONAL
}

"Why a status is not simply certain."
enum ReasonCode {
  "An asset has no price."
  PRICE_MISSING
  "A price is too old to value with."
  PRICE_DEAD
  "A price is old; its band is wider."
  PRICE_LATE
  "A chain is stale and the status depends on it."
  CHAIN_STALE
  "A chain is still reading history."
  CHAIN_BACKFILLING
  "A contract, bridge or feed was added, and its past is still being read."
  SOURCE_BACKFILLING
  "Transactions that are not final touch the account."
  UNFINALIZED
  "Value is crossing a bridge."
  IN_FLIGHT
  "The status would be worse if a transfer that is on its way never arrived; the text names it."
  HANGS_ON_TRANSFER
  "A credit is ahead of its origin chain, which still shows the value."
  LAG_OFFSET
  "A bridge credited value that nobody sent."
  UNBACKED_CREDIT
  "A part of the account is on a chain or route that is not followed."
  NOT_COVERED
  "Too many open possibilities: the bounds are wider than they need be or miss some."
  BOUNDS_PARTIAL
  "The venue is followed from after its start, without opening balances."
  NO_OPENING_BALANCE
  "The rate from shares to assets is not known."
  RATE_MISSING
  "What is owed moves without a log; the text says when it was read."
  DEBT_READ
  "What is owed was read longer ago than the venue's heartbeat."
  DEBT_LATE
  "An asset has no collateral weight here."
  NO_WEIGHT
  "Value came without a margin unit and weighs nothing."
  UNASSIGNED
  "Newer parameters should hold already, and the prices that they are measured over are not final yet."
  PARAMETERS_PENDING
  "Older prices were pruned: the venue's parameters follow the market from later on than configured."
  PARAMETERS_PRUNED
}

"Why a status is what it is."
type Reason {
  "For machines."
  code: ReasonCode!
  "One sentence that names the asset, chain or transfer."
  text: String!
}

"The three figures that decide a status. Assets and profit rounded down, liabilities and requirements up."
type Slacks {
  "Unweighted value of everything, less what is owed."
  equity: Usd!
  "Weighted equity less the initial requirement: below zero, no new risk."
  slackInitial: Usd!
  "Weighted equity less the maintenance requirement: below zero, liquidation."
  slackMaintenance: Usd!
}

"""
low ≤ best ≤ high, each figure on its own: what reorgs, price bands and value in flight could make of this cut. They say
nothing about what lies behind it.
"""
type Bounds {
  "The worst case."
  low: Slacks!
  "The cut as served."
  best: Slacks!
  "The best case."
  high: Slacks!
}

"Kind of a line in a book, which also says its sign."
enum LineKind {
  "Adds: what a book of record says."
  HOLDING
  "Subtracts: what is owed."
  LIABILITY
  "Adds: crossing a bridge towards collateral."
  IN_FLIGHT
  "Subtracts: credited while the origin's cut still shows it."
  LAG_OFFSET
  "Subtracts: credited although nobody sent it."
  UNBACKED
  "An open position."
  POSITION
  "What a venue's own rules take of a whole unit, or ask it to keep; only in a breakdown."
  CHARGE
}

"What one line adds to the slacks. The contributions of a unit sum to its slacks exactly."
type Contribution {
  "Holding, liability, in flight, lag offset, unbacked, position, or charge."
  kind: LineKind!
  "Asset id, market id of a position, or name of a charge."
  subject: String!
  "Chain that it is on."
  chainId: ChainId!
  "Amount of the asset, or size of the position with 18 decimals; null when the subject is not a configured asset."
  amount: Amount
  "Unweighted value, signed."
  value: Usd!
  "Initial weight in basis points."
  initialBps: BigInt!
  "Maintenance weight in basis points."
  maintenanceBps: BigInt!
  "What it adds to \`slackInitial\`, signed."
  initial: Usd!
  "What it adds to \`slackMaintenance\`, signed."
  maintenance: Usd!
  "Positions only: the initial requirement, already taken off \`initial\`."
  requirementInitial: Usd
  "Positions only: the maintenance requirement, already taken off \`maintenance\`."
  requirementMaintenance: Usd
  "What the rules take off its value for new risk; zero or more."
  haircutInitial: Usd!
  "What the rules take off its value to keep what is open; zero or more."
  haircutMaintenance: Usd!
  "Why, in one sentence."
  reason: String!
}

"A margin unit: the part of an account that is liquidated by itself."
type MarginUnit {
  "\`cross\`, \`isolated:<market>\`, or \`unassigned\` for value whose unit nobody named."
  unit: String!
  "Status of this unit."
  status: MarginStatus!
  "Why it is that status and no other."
  reasons: [Reason!]!
  "Null while the status is UNKNOWN."
  equity: Usd
  "Null while the status is UNKNOWN."
  slackInitial: Usd
  "Null while the status is UNKNOWN."
  slackMaintenance: Usd
  "What must be there to open more."
  initialRequirement: Usd!
  "What must be there to stay."
  maintenanceRequirement: Usd!
  "Low, best and high of the three figures. While the status is UNKNOWN they leave out what could not be valued."
  bounds: Bounds!
  "The breakdown."
  contributions: [Contribution!]!
  "What the venue's own contract would answer, in its own names; empty where the rules are the operator's. Left out what could not be valued while the status is UNKNOWN."
  figures: [VenueFigure!]!
}

"A figure of a venue's own contract, such as Aave's \`healthFactor\`."
type VenueFigure {
  "Name that the contract gives it."
  name: String!
  "Exact to the last digit; null where the contract says that there is no bound."
  raw: BigInt
  "Decimals of \`raw\`."
  decimals: Int!
}

"One line of a book at a cut."
type CollateralLine {
  "Kind, which says the sign: holdings and in flight add, the others subtract."
  kind: LineKind!
  "Asset id of the operator's config."
  assetId: String!
  "Symbol of the asset."
  symbol: String!
  "Chain that the line is on."
  chainId: ChainId!
  "The book of record; null for value that no book holds, such as in flight."
  contract: Address
  "Account that it belongs to; null for a venue's own line."
  account: Address
  "Margin unit that it belongs to."
  unit: String!
  "Always zero or more; the kind says the sign."
  amount: Amount!
  "Raw shares, where the holding is a share token."
  shares: BigInt
  "Null while the asset has no price."
  value: Usd
  "Transfer that the line comes from."
  transferKey: Hex
  "Where the value waits at a vault that takes requests; null of everything else."
  request: VaultRequest
}

"How far a request at an ERC-7540 vault has come. What was asked for and not claimed is the account's, and is counted once."
enum VaultRequest {
  "Assets were given; no shares are due for them yet. Counted in assets."
  PENDING_DEPOSIT
  "Shares are due for the assets that were given. Counted in shares."
  CLAIMABLE_DEPOSIT
  "Shares were given; no assets are due for them yet. Counted in shares."
  PENDING_REDEEM
  "Assets are due for the shares that were given. Counted in assets."
  CLAIMABLE_REDEEM
}

"An amount on one chain."
type ChainAmount {
  "The chain."
  chainId: ChainId!
  "The amount on it."
  amount: Amount!
}

"Net amount of one asset: holdings + in flight − lag offset − unbacked, liabilities apart."
type AssetTotal {
  "Asset id of the operator's config."
  assetId: String!
  "Symbol of the asset."
  symbol: String!
  "Net amount over all included chains."
  amount: Amount!
  "What is owed of it, zero or more."
  liability: Amount!
  "Null while the asset has no price."
  value: Usd
  "The same net amount, chain by chain."
  byChain: [ChainAmount!]!
}

"One owner in one venue, over all chains."
type MarginAccount implements Node {
  "Opaque and stable."
  id: ID!
  "Venue id."
  venue: String!
  "The owner."
  owner: Address!
  "Addresses that were counted as this owner's."
  accounts: [Address!]!
  "The version of the venue's parameters that it was judged by."
  parameters: ParameterVersion
  "The worst status of its units."
  status: MarginStatus!
  "Whether the chains can still take it back."
  certainty: Certainty!
  "Why it is that status and no other."
  reasons: [Reason!]!
  "Value of everything less what is owed; null while the status is UNKNOWN."
  equity: Usd
  "Room before new risk is refused; null while the status is UNKNOWN."
  slackInitial: Usd
  "Room before liquidation; null while the status is UNKNOWN."
  slackMaintenance: Usd
  "Low, best and high of the three figures. While the status is UNKNOWN they leave out what could not be valued."
  bounds: Bounds!
  "Cross and isolated units, each with its breakdown."
  units: [MarginUnit!]!
  "Every line of its books."
  lines: [CollateralLine!]!
  "Net amounts by asset and chain."
  totals: [AssetTotal!]!
  "Its transfers that are not closed."
  transfers: [Transfer!]!
  "Taken at this cut."
  cut: Cut!
}

"An exact ratio."
type Ratio {
  "With 18 decimals: 1 = 10^18."
  raw: BigInt!
  "The same ratio as an exact decimal string, such as \`1.25\`."
  value: String!
}

"What people ask of an account beside its status, at the cut as served."
type MarginAnswers {
  "Venue id."
  venue: String!
  "The owner."
  owner: Address!
  "Cross and isolated units."
  units: [UnitAnswers!]!
  "Where its value is, over all units."
  concentration: Concentration!
  "Taken at this cut."
  cut: Cut!
}

"Answers for one margin unit. While its status is UNKNOWN every list is empty and every ratio null."
type UnitAnswers {
  "Name of the unit."
  unit: String!
  "Status of the unit."
  status: MarginStatus!
  "Weighted assets over what they must cover to stay, rounded down: below 1 it is liquidated. Null where nothing must be covered."
  health: Ratio
  "Notional of positions and value of debts over equity, rounded up. Null where equity is not above zero."
  leverage: Ratio
  "The move of all prices against the unit at once that begins its liquidation, in parts per million; null where none up to 100 % does."
  shockBufferPpm: BigInt
  "Every price that it depends on."
  assets: [AssetAnswer!]!
  "How much of each holding may leave; each on its own, not all together."
  withdrawable: [Withdrawable!]!
  "What is missing to open more."
  topUp: TopUp!
  "Collateral in the very asset that marks a position."
  correlated: [Correlation!]!
  "Transfers without which its status would be worse."
  hangsOn: [HangingTransfer!]!
}

"What one price means to a unit."
type AssetAnswer {
  "Asset id of the operator's config."
  assetId: String!
  "The price of the cut."
  price: Usd!
  "The price at which liquidation begins, all others as they are; null where none does, or where it has begun."
  liquidationPrice: Usd
  "How the figures change when the price rises by a hundredth."
  rise: Slacks!
  "How the figures change when the price falls by a hundredth."
  fall: Slacks!
}

"How much of one holding may leave so that even the low initial slack stays at zero or more."
type Withdrawable {
  "Asset id of the operator's config."
  assetId: String!
  "Chain that it is on."
  chainId: ChainId!
  "At most this."
  amount: Amount!
}

"What is missing to the initial requirement."
type TopUp {
  "Weighted value; zero where the requirement is met."
  value: Usd!
  "The least deposit that does it, per asset that counts here; each on its own."
  assets: [TopUpAsset!]!
}

"A deposit that meets the initial requirement."
type TopUpAsset {
  "Asset id of the operator's config."
  assetId: String!
  "The least amount."
  amount: Amount!
}

"Collateral in the asset that marks a position of the same unit."
type Correlation {
  "Asset id of the operator's config."
  assetId: String!
  "Market of the position."
  marketId: String!
  "Both lose when the price falls: the collateral is worth least when it is needed."
  isWrongWay: Boolean!
}

"A transfer on which a status hangs."
type HangingTransfer {
  "Correlation key of the transfer; \`simulated\` for one that was only thought of."
  transferKey: String!
  "The status if it never arrives."
  statusWithout: MarginStatus!
}

"Where the value of an account is: holdings and value in flight, without debts. What has no price is left out."
type Concentration {
  "All of it."
  value: Usd!
  "By asset, greatest first."
  byAsset: [AssetShare!]!
  "By chain, greatest first."
  byChain: [ChainShare!]!
  "What is crossing each bridge, greatest first."
  byBridge: [BridgeShare!]!
}

"The part of a value that is in one asset."
type AssetShare {
  "Asset id of the operator's config."
  assetId: String!
  "That part."
  value: Usd!
  "Of the whole, in basis points, rounded down."
  shareBps: BigInt!
}

"The part of a value that is on one chain."
type ChainShare {
  "The chain."
  chainId: ChainId!
  "That part."
  value: Usd!
  "Of the whole, in basis points, rounded down."
  shareBps: BigInt!
}

"The part of a value that is crossing one bridge."
type BridgeShare {
  "Bridge of the operator's config."
  bridge: String!
  "That part."
  value: Usd!
  "Of the whole, in basis points, rounded down."
  shareBps: BigInt!
}

"An account as it is and as it would be."
type MarginSimulation {
  "Venue id."
  venue: String!
  "The owner."
  owner: Address!
  "As it is."
  before: MarginFigures!
  "As it would be."
  after: MarginFigures!
  "Answers for each unit as it would be."
  units: [UnitAnswers!]!
  "Taken at this cut."
  cut: Cut!
}

"The figures of an account."
type MarginFigures {
  "The version of the venue's parameters that it was judged by; null where a change names others."
  parameters: ParameterVersion
  "The worst status of its units."
  status: MarginStatus!
  "Whether the chains can still take it back."
  certainty: Certainty!
  "Why it is that status and no other."
  reasons: [Reason!]!
  "Null while the status is UNKNOWN."
  equity: Usd
  "Null while the status is UNKNOWN."
  slackInitial: Usd
  "Null while the status is UNKNOWN."
  slackMaintenance: Usd
  "Low, best and high of the three figures."
  bounds: Bounds!
  "Cross and isolated units, each with its breakdown."
  units: [MarginUnit!]!
}

"Something that might happen to an account: exactly one field."
input MarginChange {
  "Collateral arrives."
  deposit: MarginMovement
  "Collateral leaves."
  withdraw: MarginMovement
  "Collateral leaves its chain over a bridge and is on its way."
  bridge: BridgeMovement
  "Prices move."
  priceShock: PriceShock
  "Correlation key of a transfer in flight that never arrives."
  neverArrives: Hex
  "The venue takes other weights and fractions."
  parameters: MarginParameters
}

"An amount of an asset that comes or goes."
input MarginMovement {
  "\`cross\`, \`isolated:<market>\` or \`unassigned\`."
  unit: String! = "cross"
  "Asset id of the operator's config."
  assetId: String!
  "Chain that it comes to or leaves."
  chainId: ChainId!
  "In the asset's smallest unit, above zero."
  amount: BigInt!
}

"An amount of an asset that is sent over a bridge."
input BridgeMovement {
  "Bridge of the operator's config: its route's haircut and times apply."
  bridge: String!
  "\`cross\`, \`isolated:<market>\` or \`unassigned\`."
  unit: String! = "cross"
  "Asset id of the operator's config."
  assetId: String!
  "Chain that it leaves."
  chainId: ChainId!
  "In the asset's smallest unit, above zero."
  amount: BigInt!
}

"A move of prices with their bands."
input PriceShock {
  "Asset whose price moves; all prices without it."
  assetId: String
  "Change in basis points: -1000 is a fall by a tenth; above -10000."
  bps: BigInt!
}

"Weights and fractions instead of the venue's own; what is not named stays."
input MarginParameters {
  "Collateral weights."
  collateral: [CollateralWeights!]! = []
  "Requirements of markets."
  markets: [MarketFractions!]! = []
}

"How much of an asset counts, in basis points."
input CollateralWeights {
  "Asset id of the operator's config."
  assetId: String!
  "For new risk; not above the maintenance weight."
  initialBps: BigInt!
  "To keep what is open; at most 10000."
  maintenanceBps: BigInt!
}

"What a market requires of a position's notional, in basis points."
input MarketFractions {
  "Market of the venue."
  marketId: String!
  "For new risk."
  initialBps: BigInt!
  "To keep what is open; not above the initial one."
  maintenanceBps: BigInt!
}

"Which accounts to list."
input MarginAccountWhere {
  "Only these owners, at most 200."
  owners: [Address!]
  "Only accounts with one of these statuses."
  statuses: [MarginStatus!]
}

"What accounts are ordered by."
enum MarginAccountOrder {
  "The owner's address."
  OWNER
}

"A page of accounts."
type MarginAccountConnection {
  "Rows with their cursors."
  edges: [MarginAccountEdge!]!
  "The rows alone."
  nodes: [MarginAccount!]!
  "Where the page starts and ends."
  pageInfo: PageInfo!
  "Taken at this cut."
  cut: Cut!
}

"A row of a page of accounts."
type MarginAccountEdge {
  "Pass it as \`after\` to go on behind this row."
  cursor: String!
  "The account."
  node: MarginAccount!
}

"State of a transfer at a cut."
enum TransferState {
  "Credited more than once."
  DUPLICATE_CREDIT
  "Both credited and refunded."
  CONFLICT
  "The two sides say different things about the same transfer."
  PAYLOAD_CONFLICT
  "The two sides disagree about the amount by more than the route's fee."
  AMOUNT_MISMATCH
  "Arrived."
  DELIVERED
  "An end of its route is not followed; nothing can be said about it."
  NOT_COVERED
  "Credited while the origin chain is still behind."
  AWAITING_SOURCE
  "Credited although nobody sent it."
  UNBACKED
  "Came back to the sender."
  REFUNDED
  "Cancelled before it arrived."
  CANCELLED
  "An attempt to deliver failed; another may succeed."
  FAILED_RETRYABLE
  "Too late to be delivered."
  EXPIRED
  "Overdue."
  STUCK
  "On its way; \`stage\` says how far."
  IN_FLIGHT
  "Verified on the destination while nothing is known of the origin."
  VERIFIED_WITHOUT_SOURCE
  "The destination is not covered; \`reason\` says why."
  UNKNOWN
}

"How far a transfer in flight has come."
enum TransferStage {
  "Waiting on the origin."
  QUEUED
  "Left the origin."
  SENT
  "Attested by the bridge's verifiers."
  ATTESTED
  "Verified on the destination."
  COMMITTED
  "At a landing contract that has yet to pass it on."
  LANDED
}

"Why a transfer lacks its source."
enum TransferCause {
  "The source was seen and a reorg removed it."
  SOURCE_REORGED
}

"Whose money it is."
type Holder {
  "Venue id."
  venue: String!
  "Account in the venue; null for the venue's own suspense line."
  account: Address
  "Margin unit inside the account."
  unit: String!
}

"What a transfer adds to or takes from one account."
type TransferAmount {
  "In flight (adds), lag offset or unbacked (subtract)."
  kind: LineKind!
  "Whose it is."
  holder: Holder!
  "How much of which token."
  amount: TokenAmount!
  "The offset rests on a guess about the sender."
  isOwnerUnknown: Boolean!
}

"What a leg reports."
enum LegStep {
  "Waiting on the origin."
  QUEUED
  "Left the origin."
  SENT
  "Attested by the bridge's verifiers."
  ATTESTED
  "Verified on the destination."
  COMMITTED
  "Credited on the destination."
  CREDITED
  "An attempt to deliver failed."
  FAILED
  "Cancelled."
  CANCELLED
  "Given back to the sender."
  REFUNDED
}

"Who reported a leg."
enum LegVia {
  "The bridge's own contracts."
  BRIDGE
  "A venue's credit that names the transfer."
  VENUE
}

"Why no balance change belongs to a leg."
enum UnboundReason {
  "A credit to a wallet: no book will ever claim it."
  NOT_COLLATERAL
  "No book changed in the transaction."
  NO_BALANCE_FACT
  "No token moved between a vault and the bridge."
  NO_MOVEMENT
  "More than one account could own it."
  AMBIGUOUS
}

"How much of a leg one balance change accounts for, and whose it is."
type Binding {
  "Whose balance changed."
  holder: Holder!
  "The book that changed."
  contract: Address!
  "How much of the leg it accounts for."
  amount: TokenAmount!
  "Who owns the value on the other side, where the venue said so."
  beneficiary: Holder
}

"One side of a transfer, as one log says it."
type Leg {
  "\`chainId:blockHash:txHash:logIndex:rank\`: the log and the rank of this fact in it."
  id: ID!
  "Chain that it happened on."
  chainId: ChainId!
  "Block number."
  blockNumber: BigInt!
  "Block hash."
  blockHash: Hash!
  "Block time."
  timestamp: Timestamp!
  "Transaction."
  transactionHash: Hash!
  "Index of the log in its block."
  logIndex: Int!
  "False when a reorg removed the block."
  isCanonical: Boolean!
  "What it reports."
  step: LegStep!
  "Who reports it."
  via: LegVia!
  "Bridge id of the operator's config."
  bridge: String!
  "Correlation key, shared by both sides."
  key: Hex!
  "The name that its own log gives the transfer, where that is not \`key\`; null where it is."
  filedUnder: Hex
  "Another name that its log gives the transfer beside its own; null where it gives none."
  alias: Hex
  "What the key does not commit to by itself; equals the key where it does."
  payloadHash: Hex!
  "How much of which token."
  amount: TokenAmount!
  "Who sent it, where the bridge says so."
  sender: Address
  "Who receives it, where the bridge says so."
  recipient: Address
  "Chain it comes from; null while that is not known."
  origin: ChainId
  "Chain it goes to; null while that is not known."
  destination: ChainId
  "Balance changes that it accounts for."
  bindings: [Binding!]!
  "Why there is none."
  unbound: UnboundReason
}

"Value crossing a bridge, at a cut."
type Transfer implements Node {
  "Opaque and stable."
  id: ID!
  "Correlation key, shared by both sides."
  key: Hex!
  """
  Its other names that logs of this cut give it, such as the ticket of what was queued; any of them finds it as \`messageId\`
  does. In order; empty where the bridge has one name for it.
  """
  aliases: [Hex!]!
  "Bridge id of the operator's config."
  bridge: String!
  "Chain it comes from; null while that is not known."
  origin: ChainId
  "Chain it goes to; null while that is not known."
  destination: ChainId
  "Where it stands."
  state: TransferState!
  "How far it has come, while it is in flight."
  stage: TransferStage
  "Why its source is missing, where that is known."
  cause: TransferCause
  "One sentence when the state needs one."
  reason: String
  "What it waits for, where it is late, has failed or cannot be judged; null while it is simply on its way."
  stuckReason: StuckReason
  "Whether its value is collateral while it crosses."
  isCollateralBound: Boolean!
  """
  As what its value is in the books at this cut: in flight, a lag offset, unbacked, or the holding that it became. Null where
  no book has it, such as what left for a wallet. \`amounts\` and the bindings of its legs say whose.
  """
  countedAs: LineKind
  "What left the origin; null while that is not known."
  sent: TokenAmount
  "What arrived; null while nothing did."
  credited: TokenAmount
  "What left, else what arrived, at the prices of this cut and rounded down; null with \`valueUnknown\` beside it."
  value: Usd
  "Why there is no value."
  valueUnknown: ValueUnknown
  "The log that shows that it left: chain, block, transaction; the newest where it was sent again."
  departure: Leg
  "The log that shows that it arrived: the last credit."
  arrival: Leg
  "When it left the origin."
  sentAt: Timestamp
  "When it arrived."
  creditedAt: Timestamp
  "Whose balance it left."
  sender: Holder
  "Whose it is on the other side."
  beneficiary: Holder
  "Address that the bridge delivers to."
  recipient: Address
  "What it adds to or takes from accounts at this cut; at most one kind is present."
  amounts: [TransferAmount!]!
  "Its legs in this cut."
  legs: [Leg!]!
  "Legs that a reorg removed: they prove something and count for nothing."
  evidence: [Leg!]!
  "Taken at this cut."
  cut: Cut!
}

"Which transfers to list. Fields are combined with AND."
input TransferWhere {
  "Only transfers that touch this venue."
  venue: String
  "Only transfers that touch this account; needs \`venue\`."
  account: Address
  "Bridge id of the operator's config."
  bridge: String
  "Chain it comes from."
  origin: ChainId
  "Chain it goes to."
  destination: ChainId
  "Correlation key, or another name of it."
  key: Hex
  "Transaction of one of its legs, on any chain."
  transactionHash: Hash
  "Only transfers in one of these states."
  states: [TransferState!]
}

"What transfers are ordered by."
enum TransferOrder {
  "When Plimsoll first saw them; stable while paging."
  FIRST_SEEN
  """
  When they left their origin: lists what is on its way over one route, and nothing else. Needs \`bridge\`, \`origin\` and
  \`destination\` in \`where\`, and takes only \`states\` beside them. The oldest come first with \`orderDirection: ASC\`.
  """
  SENT
}

"What a transfer that is late, has failed or cannot be judged waits for."
enum StuckReason {
  "Its destination is not indexed: it may have arrived."
  DESTINATION_NOT_INDEXED
  "An attempt to execute it failed; another may succeed."
  EXECUTION_FAILED
  "It can be delivered no more, and its refund has not been seen."
  AWAITING_REFUND
  "It is at a landing contract; the venue has not credited it."
  NOT_BOOKED
  "The bridge holds it back at its origin."
  HELD_AT_ORIGIN
  "The block that sent it is not final yet."
  AWAITING_FINALITY
  "The destination has verified it and nobody has executed it."
  NOT_EXECUTED
  "It left its origin, and the destination has seen nothing of it."
  NOT_DELIVERED
  "The bridge's operators have stopped what it has to pass next: see \`pauses\` of its route."
  ROUTE_PAUSED
}

"Why there is no value in US dollars."
enum ValueUnknown {
  "No side says how much it is."
  AMOUNT_UNKNOWN
  "The config does not know the token."
  ASSET_NOT_CONFIGURED
  "The rate from shares to assets was never read."
  RATE_MISSING
  "The asset has no feed, or the feed no observation in the cut."
  PRICE_MISSING
  "The price is too old to value with."
  PRICE_DEAD
}

"What kind of entry of the config a bridge is."
enum BridgeType {
  "A Hyperlane warp route."
  HYPERLANE
  "A protocol that Plimsoll reads, or one that the operator described."
  PROTOCOL
  "An operator's own bridge."
  CUSTOM
}

"Why something of a group's backing is not known."
enum BackingUnknown {
  "A chain of the group is not in this cut."
  CHAIN_NOT_IN_CUT
  "The config added it, and its past is still being read."
  BACKFILLING
  "The config asks the tokens nothing."
  READS_OFF
  "The tokens have not been asked yet, or have not answered."
  NOT_READ
  "Some of them have not answered."
  READ_IN_PART
}

"Asset groups of the config whose escrows are held against supply."
type Backings {
  "In the order of the config."
  nodes: [Backing!]!
  "Taken at this cut."
  cut: Cut!
}

"""
What backs the bridged tokens of one asset group: by the logs at the cut, and by what the tokens themselves answered at the
newest blocks inside the cut at which they were asked. Both methods know nothing of each other.
"""
type Backing {
  "The group, as \`assets\` of the config name it."
  group: String!
  "By the logs, at this cut; null with \`unknown\` beside it."
  logs: BackingFigures
  "Why there are no figures by the logs."
  unknown: BackingUnknown
  "Time of the chain of the group that is furthest behind in the cut; null where none is in it."
  asOf: Timestamp
  "How long before the cut's \`asOf\` that is."
  ageSeconds: BigInt
  "By what the tokens answered, at blocks of its own; null with \`readsUnknown\` beside it."
  reads: BackingReads
  "Why there are no figures by reads."
  readsUnknown: BackingUnknown
  "Escrows and supplies one by one."
  accounts: [BackingAccount!]!
  "Differences that were signed off and are in force at this cut."
  offsets: [BackingOffset!]!
  "Chains without an escrow: what bridges brought there, less what they took away."
  flows: [BackingFlow!]!
  "What xERC20s let bridges mint and burn."
  limits: [BackingLimit!]!
  "The cut of the answer."
  cut: Cut!
}

"Sums of a group at one cut, in units of its token with the most decimals."
type BackingFigures {
  "What the escrows hold."
  escrowed: Amount!
  "What was issued of the bridged tokens."
  supply: Amount!
  "Sent and not yet issued or released, less what was issued ahead of a source that its chain has not shown yet."
  inFlight: Amount!
  "Signed-off supply that nothing needs to back."
  offset: Amount!
  "escrowed + offset - supply - inFlight. Below 0 something is issued, or promised, that nothing backs."
  difference: Amount!
}

"A round of reads that answered as a whole."
type BackingReads {
  "Of what the tokens answered."
  figures: BackingFigures!
  "Of what the logs say up to the same blocks."
  logs: BackingFigures!
  "The blocks, one per chain."
  blocks: [BackingBlock!]!
  "Time of the oldest of them."
  asOf: Timestamp!
  "How long before the cut's \`asOf\` that is."
  ageSeconds: BigInt!
}

"The block at which one chain was read."
type BackingBlock {
  "The chain."
  chainId: ChainId!
  "Height of the block."
  number: BigInt!
  "Its hash, to which the reads were pinned."
  hash: Hash!
  "When it was made."
  timestamp: Timestamp!
}

"Which side of the backing an account is on."
enum BackingSide {
  "It backs."
  ESCROW
  "It is backed."
  SUPPLY
}

"One escrow or one supply."
type BackingAccount {
  "Whether it backs or is backed."
  side: BackingSide!
  "Chain of the token."
  chainId: ChainId!
  "The token."
  token: Address!
  "The escrow; null for a supply."
  holder: Address
  "By the logs, at this cut; null where they are not whole."
  logs: TokenAmount
  "What the token answered last; null where it never did."
  read: TokenAmount
  "Block of that answer."
  readAt: BigInt
  "What the token answered, less what the logs up to that block add up to: anything but 0 is a condition."
  drift: TokenAmount
}

"A difference that somebody has looked into and signed off."
type BackingOffset {
  "Supply that nothing needs to back; negative for escrow that backs nothing."
  amount: TokenAmount!
  "It counts from this block of its chain on."
  block: BigInt!
  "Why it is right, as the config says."
  reason: String!
}

"The account of a chain that has nothing but what bridges brought."
type BackingFlow {
  "What came, less what left, with what it began with. Below 0 more left than ever came."
  net: TokenAmount!
  "Whether every log that it rests on was verified."
  isConfirmed: Boolean!
}

"What an xERC20 lets a bridge mint and burn, as it was last read; null where it did not answer."
type BackingLimit {
  "The bridge's contract, as the token knows it."
  bridge: Address!
  "Block of the answer."
  readAt: BigInt!
  "It may mint so much when nothing of the limit is used."
  mintLimit: TokenAmount
  "It may mint so much now."
  mintLeft: TokenAmount
  "It may burn so much when nothing of the limit is used."
  burnLimit: TokenAmount
  "It may burn so much now."
  burnLeft: TokenAmount
  "On its way to this chain over the bridges of the group."
  inbound: TokenAmount!
}

"The bridges of the config."
type Bridges {
  "In the order of the config."
  nodes: [Bridge!]!
  "Taken at this cut."
  cut: Cut!
}

"A bridge of the config."
type Bridge {
  "Its id, as \`Transfer.bridge\` and \`Route.bridge\` have it."
  id: String!
  "What kind of entry it is."
  type: BridgeType!
  "Name of its protocol; null where the operator's own code reads it."
  protocol: String
  "Where it is followed."
  members: [BridgeMember!]!
  "When its transfers are late, and what they weigh."
  policy: RoutePolicy!
}

"One chain of a bridge."
type BridgeMember {
  "The chain."
  chainId: ChainId!
  "First block that is read."
  startBlock: BigInt!
  "Time of the first covered block; null while the bridge is not covered on this chain in this cut."
  coveredFrom: Timestamp
}

"When transfers of a bridge are late, and what they weigh while they are on their way."
type RoutePolicy {
  "After it an undelivered transfer is STUCK, and weighs nothing."
  stuckAfterSeconds: BigInt!
  """
  STUCK no earlier than this many times the p99 that the route had learned when the transfer was sent; null where the config
  leaves it to \`stuckAfterSeconds\`.
  """
  stuckAfterP99Multiple: BigInt
  "Until then value in flight keeps its full maintenance weight."
  p99Seconds: BigInt!
  "Difference of the chains' clocks that is granted before a credit without source is UNBACKED."
  skewSeconds: BigInt!
  "Taken off the maintenance weight of value in flight, in basis points."
  haircutBps: BigInt!
}

"Which routes to list. Fields are combined with AND."
input RouteWhere {
  "Bridge id of the operator's config."
  bridge: String
  "Chain that it comes from."
  origin: ChainId
  "Chain that it goes to."
  destination: ChainId
}

"How a route does, worst first."
enum RouteHealth {
  "Something was credited without a source, or contradicts itself."
  UNSOUND
  "At least three transfers are stuck, and nothing that was sent after the first of them has arrived."
  HALTED
  "An end of it is not followed, or not covered in this cut."
  NOT_COVERED
  "Some transfers are stuck while others arrive."
  DELAYED
  "Nothing is stuck."
  OK
}

"Why nothing is known of how long a route takes."
enum DeliveryUnknown {
  "An end of it is not followed, or not covered in this cut."
  NOT_COVERED
  "Fewer than 20 finalized deliveries are known."
  TOO_FEW_SAMPLES
}

"Why it is not known whether, or how much, a route lets pass."
enum ControlUnknown {
  "The contracts of this bridge do not say it in events that Plimsoll reads, or the config does not have them."
  NOT_READ
  "An end of it is not followed, or not covered in this cut."
  NOT_COVERED
}

"Why it is not known what a limit leaves."
enum LimitUnknown {
  "Nothing that Plimsoll reads has logged a limit of it."
  NOT_READ
  "An end of it is not followed, or not covered in this cut."
  NOT_COVERED
  "A limit is known, and nothing that is read says how much of it is used: see \`limits\`."
  USE_NOT_READ
  "It has limits of several assets: see \`limits\`."
  SEVERAL_TOKENS
}

"Which way past a contract, seen from its chain."
enum ControlWay {
  "What leaves the chain."
  OUT
  "What arrives."
  IN
  "Both ways."
  BOTH
}

"What a limit is counted over."
enum LimitPeriod {
  "Each transfer by itself."
  TRANSFER
  "Six hours, of which nothing carries over."
  SIX_HOURS
  "A day, over which it fills up again."
  DAY
}

"A contract that stops a route."
type RoutePause {
  "Chain of the contract."
  chainId: ChainId!
  "The contract."
  contract: Address!
  "Which way past it."
  way: ControlWay!
  "Chain at the other end that it is about; null where it is about all of them."
  lane: ChainId
  "Block of the log that says so."
  sinceBlock: BigInt!
  "When that was."
  since: Timestamp
  "Id of the fact of that log."
  evidence: String!
}

"A contract that limits a route."
type RouteLimit {
  "Chain of the contract."
  chainId: ChainId!
  "The contract."
  contract: Address!
  "Which way past it."
  way: ControlWay!
  "Chain at the other end that it is about; null where it is about all of them."
  lane: ChainId
  "What it is counted over."
  per: LimitPeriod!
  "The limit."
  most: TokenAmount!
  "What is left of it, when it was last read; null where nothing that is read says how much is used."
  left: TokenAmount
  "Block of the log or of the answer that says so."
  sinceBlock: BigInt!
  "When that was."
  since: Timestamp
  "Id of the fact of that log, or chain and block of an answer."
  evidence: String!
}

"""
How long a route takes from the block that sent to the block that credited, learned over the newest 1,000 finalized
deliveries at most. Each is a time that occurred: that share of them took as long or less.
"""
type DeliveryTimes {
  "How many deliveries it is learned over, at least 20."
  samples: Int!
  "Half of them."
  p50Seconds: BigInt!
  "19 of 20."
  p95Seconds: BigInt!
  "99 of 100."
  p99Seconds: BigInt!
  "When the newest of them arrived: from then on this was known."
  effectiveAt: Timestamp!
}

"What is on its way over a route."
type RouteFlow {
  "Transfers."
  count: Int!
  "What they carry, at the prices of this cut; null with \`valueUnknown\` beside it, also where only a part has no price."
  value: Usd
  "Why there is no value."
  valueUnknown: ValueUnknown
  "What they carry, one amount per token of the origin."
  amounts: [TokenAmount!]!
  "When the oldest was sent; null where there is none."
  oldestSentAt: Timestamp
  "How long ago that is at the cut's \`asOf\`."
  oldestAgeSeconds: BigInt
  "The same by age: up to 5 minutes, half an hour, 2 hours, a day, and older."
  ages: [AgeBand!]!
}

"The part of a flow that is of some age."
type AgeBand {
  "Age from."
  fromSeconds: BigInt!
  "Age below; null for the last."
  belowSeconds: BigInt
  "Transfers."
  count: Int!
  "What they carry; null with \`valueUnknown\` beside it."
  value: Usd
  "Why there is no value."
  valueUnknown: ValueUnknown
}

"One way of a bridge, from one chain to another, at a cut."
type Route {
  "Bridge id of the operator's config."
  bridge: String!
  "Chain that it comes from."
  origin: ChainId!
  "Chain that it goes to."
  destination: ChainId!
  "How it does."
  health: RouteHealth!
  "One sentence where the health is not OK."
  reason: String
  "Sent and neither credited, cancelled nor refunded: also what is for a wallet and is no collateral."
  inFlight: RouteFlow!
  "The part of it that is late, has expired or failed."
  stuck: RouteFlow!
  "More than 20,000 transfers are open: the flows are of the oldest of them."
  isTruncated: Boolean!
  "How long deliveries take; null with \`deliveryUnknown\` beside it."
  delivery: DeliveryTimes
  "Why that is not known."
  deliveryUnknown: DeliveryUnknown
  "What the config says of it."
  policy: RoutePolicy!
  """
  Whether the bridge's operators have stopped it: false where nothing says so in what its contracts logged since the bridge's
  \`startBlock\`; null with \`controlUnknown\` beside it.
  """
  isPaused: Boolean
  "Why that is not known."
  controlUnknown: ControlUnknown
  "What stops it, each with the log that says so; empty where nothing that is read does."
  pauses: [RoutePause!]!
  """
  The most that the next transfer may carry by the limits that the bridge's contracts have logged; null with \`limitUnknown\` beside
  it.
  """
  limitLeft: TokenAmount
  "Why that is not known."
  limitUnknown: LimitUnknown
  "What limits it, each with the log that says so."
  limits: [RouteLimit!]!
}

"A page of routes."
type RouteConnection {
  "Rows with their cursors."
  edges: [RouteEdge!]!
  "The rows alone."
  nodes: [Route!]!
  "Where the page starts and ends."
  pageInfo: PageInfo!
  "Taken at this cut."
  cut: Cut!
}

"A row of a page of routes."
type RouteEdge {
  "Pass it as \`after\` to go on behind this row."
  cursor: String!
  "The route."
  node: Route!
}

"A page of transfers."
type TransferConnection {
  "Rows with their cursors."
  edges: [TransferEdge!]!
  "The rows alone."
  nodes: [Transfer!]!
  "Where the page starts and ends."
  pageInfo: PageInfo!
  "Taken at this cut."
  cut: Cut!
}

"A row of a page of transfers."
type TransferEdge {
  "Pass it as \`after\` to go on behind this row."
  cursor: String!
  "The transfer."
  node: Transfer!
}

"All collateral of a venue at a cut."
type Collateral {
  "Venue id."
  venue: String!
  "Net amounts by asset and chain."
  totals: [AssetTotal!]!
  "Lines of its books."
  lines("Lines at most, 1 to 200." first: Int = 200): [CollateralLine!]!
  "How many lines there are, also when \`first\` cut the list."
  lineCount: Int!
  "Taken at this cut."
  cut: Cut!
}

"How good a price is."
enum PriceState {
  "Within its feed's heartbeat."
  FRESH
  "Older than the heartbeat: the band is wider."
  LATE
  "Too old to value with."
  DEAD
  "No observation in the cut."
  MISSING
}

"The price of one asset at a cut."
type AssetPrice {
  "Asset id of the operator's config."
  assetId: String!
  "Symbol of the asset."
  symbol: String!
  "How good it is."
  state: PriceState!
  "USD per whole unit; null when dead or missing."
  price: Usd
  "Lower end of its band."
  low: Usd
  "Upper end of its band."
  high: Usd
  "The last price of a dead feed, for showing only."
  lastPrice: Usd
  "When the feed updated it."
  updatedAt: Timestamp
  "Its age at the cut, seconds."
  ageSeconds: BigInt
  "Feed that it comes from."
  source: String
}

"The prices that a cut values with."
type Prices {
  "One per asset."
  nodes: [AssetPrice!]!
  "Taken at this cut."
  cut: Cut!
}

"What keeps a requirement from following the market at once."
enum ParameterBound {
  "Nothing: it is what was measured."
  MEASURED
  "Its buffer: it is more than what was measured, by at most the buffer."
  BUFFER
  "It would be less, and never is."
  FLOOR
  "It would be more, and never is."
  CEILING
  "It would move further, and one version may not move it more."
  STEP
  "There are too few returns to measure by: it stays as it was."
  UNMEASURED
}

"How one requirement, or haircut, was measured."
type ParameterMeasurement {
  "The initial requirement, or haircut, by the market alone, in basis points; null while there are too few returns."
  measuredBps: BigInt
  "What decided instead, if anything."
  bound: ParameterBound!
  "Bars since the first in which the feed answered."
  barsPriced: Int!
  "Bars without an answer, in which the last price was still alive: a return of 0."
  barsCarried: Int!
  "Bars without a live price: they have no return, and the next price answers for them."
  barsSilent: Int!
}

"What a market requires of a position's value, in basis points."
type MarketParameters {
  "Market id of the operator's config."
  marketId: String!
  "Below it no new risk is taken."
  initialBps: BigInt!
  "Below it the position is liquidated."
  maintenanceBps: BigInt!
  "Null where it does not follow the market, or no version has measured it yet."
  measurement: ParameterMeasurement
}

"What an asset weighs as collateral, in basis points."
type CollateralParameters {
  "Asset id of the operator's config."
  assetId: String!
  "For new risk."
  initialBps: BigInt!
  "Against liquidation."
  maintenanceBps: BigInt!
  "Null where it does not follow the market, or no version has measured it yet."
  measurement: ParameterMeasurement
}

"A venue's parameters from some moment on. They are derived from recorded, final prices: a replay gives the same."
type ParameterVersion {
  "Digest of the venue's configured rules, a dot, and the number. Equal ids have equal parameters."
  id: String!
  "0 is what the config says; each later one is the next that differs."
  number: Int!
  "End of the last bar that it was measured over; null of version 0."
  measuredAt: Timestamp
  "From when it holds; null of version 0."
  effectiveAt: Timestamp
  "By market."
  markets: [MarketParameters!]!
  "By asset."
  collateral: [CollateralParameters!]!
}

"The next measurement of a venue's parameters, by the bars that are final so far."
type NextParameters {
  "When it is due."
  measuredAt: Timestamp!
  "From when its version would hold."
  effectiveAt: Timestamp!
  "Whether it would make a new version."
  isChange: Boolean!
  "By market."
  markets: [MarketParameters!]!
  "By asset."
  collateral: [CollateralParameters!]!
}

"What a venue requires and weighs."
type RiskParameters {
  "Venue id."
  venue: String!
  "What holds."
  current: ParameterVersion!
  "Measured, and to hold later; the next one first."
  announced: [ParameterVersion!]!
  "What comes after that; null where nothing follows the market, or no bar is final yet."
  next: NextParameters
  "Versions measured inside the cut, newest first."
  versions: [ParameterVersion!]!
  "Why another version should hold."
  reasons: [Reason!]!
  "Taken at this cut."
  cut: Cut!
}
`
