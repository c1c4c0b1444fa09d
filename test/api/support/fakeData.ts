import type { Condition } from '../../../src/alerts/Condition.ts'
import type { Cut } from '../../../src/api/views/cut/Cut.ts'
import type {
  AccountView,
  BridgeView,
  PriceView,
  RouteControl,
  RouteFlow,
  RouteView,
  TransferReading,
  Views,
} from '../../../src/api/views/Views.ts'
import type { VenueParameters } from '../../../src/api/views/values/createParameters.ts'
import type { EndpointStatus } from '../../../src/chain/ChainStatus.ts'
import type { FeedConfig } from '../../../src/config/FeedConfig.ts'
import type { AssetConfig } from '../../../src/config/Project.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import type { Address, Hex } from '../../../src/facts/primitives.ts'
import type { AccountAnswers } from '../../../src/margin/answers/AccountAnswers.ts'
import type { Bounds } from '../../../src/margin/MarginStatus.ts'
import type { ParameterVersion } from '../../../src/margin/requirements/ParameterVersion.ts'
import { cctpV2 } from '../../../src/protocols/bridges/cctp/cctpV2.ts'

/** Hand-made data in which every optional field is filled at least once. */

const E18 = 10n ** 18n
export const venue = 'lab'
const usdToken: Address = `0x${'c0'.repeat(20)}`
const vault: Address = `0x${'aa'.repeat(20)}`

export function hash(n: number): Hex {
  return `0x${n.toString(16).padStart(64, '0')}`
}

export function address(n: number): Address {
  return `0x${n.toString(16).padStart(40, '0')}`
}

export const owner = address(1)

export function cutAt(sequence: number): Cut {
  return {
    kind: 'FRONTIER',
    revision: 1,
    sequence,
    asOf: 1_790_000_000n + BigInt(sequence),
    chains: [
      {
        chainId: 31_001,
        name: 'alpha',
        inclusion: 'INCLUDED',
        number: BigInt(sequence),
        hash: hash(sequence),
        timestamp: 1_790_000_000n,
        finalized: 1n,
        isStale: false,
      },
    ],
    checkpoint: `checkpoint-${sequence}`,
    isPartial: false,
    isRevised: false,
  }
}

export const asset: AssetConfig = {
  id: 'usd',
  symbol: 'USD',
  decimals: 6,
  group: 'usd',
  tokens: new Map([
    [31_001, usdToken],
    [31_002, usdToken],
  ]),
  sharesOf: undefined,
  feeds: ['usd-feed'],
  pegE18: E18,
}

export const feed: FeedConfig = {
  id: 'usd-feed',
  chainId: 31_001,
  address: address(0xfeed),
  startBlock: 1n,
  decimals: 8,
  heartbeatSeconds: 3_600n,
  deadAfterSeconds: 86_400n,
}

function leg(key: Hex, canonical: boolean): Leg {
  const holder = { venue, account: owner, unit: 'cross' as const }
  return {
    at: {
      chainId: 31_001,
      blockNumber: 7n,
      blockHash: hash(7),
      txIndex: 0,
      txHash: hash(77),
      logIndex: 3,
      k: 0,
    },
    timestamp: 1_790_000_000n,
    canonical,
    via: 'bridge',
    step: 'sent',
    bridge: 'hyperlane:usd',
    key,
    filedUnder: hash(70),
    alias: hash(71),
    payloadHash: key,
    asset: usdToken,
    amount: 5_000_000n,
    sender: vault,
    recipient: vault,
    origin: 31_001,
    destination: 31_002,
    bindings: [
      { holder, asset: usdToken, contract: vault, amount: 5_000_000n, beneficiary: holder },
    ],
    unbound: 'AMBIGUOUS',
  }
}

export function transfer(n: number): TransferReading {
  const key = hash(n)
  const holder = { venue, account: owner, unit: 'cross' as const }
  return {
    key,
    bridge: 'hyperlane:usd',
    origin: 31_001,
    destination: 31_002,
    state: 'IN_FLIGHT',
    stage: 'SENT',
    cause: 'SOURCE_REORGED',
    reason: 'Sent 12 s ago.',
    isCollateralBound: true,
    sentAmount: 5_000_000n,
    sentAsset: usdToken,
    creditedAmount: 5_000_000n,
    creditedAsset: usdToken,
    sentAt: 1_790_000_000n,
    creditedAt: 1_790_000_009n,
    sender: holder,
    beneficiary: holder,
    recipient: vault,
    amounts: [
      {
        kind: 'inFlight',
        holder,
        chainId: 31_001,
        asset: usdToken,
        amount: 5_000_000n,
        ownerUnknown: false,
      },
    ],
    legs: [leg(key, true), { ...leg(key, true), step: 'credited' }],
    evidence: [leg(key, false)],
    valueE18: 5n * E18,
    valueUnknown: 'PRICE_DEAD',
    stuckReason: 'NOT_DELIVERED',
  }
}

function boundsOf(equityE18: bigint): Bounds {
  const slacks = { equityE18, slackInitialE18: equityE18, slackMaintenanceE18: equityE18 }
  return { low: slacks, best: slacks, high: slacks }
}

/** An account that holds `amount` of the asset, at one dollar each. */
export function account(of: Address, amount = 10_000_000n): AccountView {
  const valueE18 = amount * 10n ** 12n
  const bounds = boundsOf(valueE18)
  const weights = { initialBps: 10_000n, maintenanceBps: 10_000n }
  return {
    venue,
    owner: of,
    accounts: [of],
    lines: [
      {
        kind: 'inFlight',
        assetId: 'usd',
        symbol: 'USD',
        decimals: 6,
        chainId: 31_001,
        contract: vault,
        account: of,
        unit: 'cross',
        amount,
        shares: amount,
        valueE18,
        transferKey: hash(1),
        request: 'claimableDeposit',
      },
    ],
    totals: [
      {
        assetId: 'usd',
        symbol: 'USD',
        decimals: 6,
        amount,
        liability: 0n,
        valueE18,
        byChain: [{ chainId: 31_001, amount }],
      },
    ],
    margin: {
      parameters: version,
      status: 'HEALTHY',
      certainty: 'PROVISIONAL',
      reasons: [{ code: 'IN_FLIGHT', text: '5 USD are crossing a bridge.' }],
      bounds,
      units: [
        {
          unit: 'cross',
          status: 'HEALTHY',
          reasons: [{ code: 'IN_FLIGHT', text: '5 USD are crossing a bridge.' }],
          ...bounds.best,
          initialRequirementE18: 0n,
          maintenanceRequirementE18: 0n,
          bounds,
          contributions: [
            {
              kind: 'position',
              subject: 'usd',
              chainId: 31_001,
              amount,
              valueE18,
              ...weights,
              initialE18: valueE18,
              maintenanceE18: valueE18,
              requirementInitialE18: 1n,
              requirementMaintenanceE18: 1n,
            },
          ],
          figures: [
            { name: 'healthFactor', value: 2n * 10n ** 27n + 1n, decimals: 18 },
            { name: 'limit', value: undefined, decimals: 0 },
          ],
        },
      ],
    },
    transfers: [transfer(1)],
  }
}

export const answers: AccountAnswers = {
  units: [
    {
      unit: 'cross',
      status: 'HEALTHY',
      healthE18: (5n * E18) / 4n,
      leverageE18: 2n * E18,
      shockBufferPpm: 166_667n,
      assets: [
        {
          assetId: 'usd',
          priceE18: E18,
          liquidationPriceE18: E18 / 2n,
          rise: boundsOf(E18).best,
          fall: boundsOf(-E18).best,
        },
      ],
      withdrawable: [{ assetId: 'usd', chainId: 31_001, decimals: 6, amount: 7_500_000n }],
      topUp: { valueE18: E18, assets: [{ assetId: 'usd', decimals: 6, amount: 1_000_000n }] },
      correlated: [{ assetId: 'usd', marketId: 'usd-perp', isWrongWay: true }],
      hangsOn: [{ transferKey: hash(1), statusWithout: 'LIQUIDATABLE' }],
    },
  ],
  concentration: {
    valueE18: 3n * E18,
    byAsset: [{ assetId: 'usd', valueE18: 3n * E18, shareBps: 10_000n }],
    byChain: [{ chainId: 31_001, valueE18: 3n * E18, shareBps: 10_000n }],
    byBridge: [{ bridge: 'usdc', valueE18: E18, shareBps: 3_333n }],
  },
}

const policy = {
  stuckAfterSeconds: 1_800n,
  stuckAfterP99Multiple: 3n,
  p99Seconds: 600n,
  skewSeconds: 60n,
  haircutBps: 50n,
}

export const bridge: BridgeView = {
  config: {
    type: 'protocol',
    id: 'usdc',
    protocol: cctpV2,
    members: [],
    policy,
    foreignDomains: new Map(),
    environment: undefined,
  },
  members: [{ chainId: 31_001, startBlock: 1n, coveredFrom: 1_700_000_000n }],
}

const flow: RouteFlow = {
  count: 1,
  valueE18: 5n * E18,
  valueUnknown: 'PRICE_MISSING',
  amounts: [{ chainId: 31_001, asset: usdToken, amount: 5_000_000n }],
  oldestSentAt: 1_790_000_000n,
  oldestAgeSeconds: 5n,
  ages: [
    {
      fromSeconds: 0n,
      belowSeconds: 300n,
      count: 1,
      valueE18: 5n * E18,
      valueUnknown: 'PRICE_MISSING',
    },
  ],
}

const pause = {
  chainId: 31_001,
  bridge: 'usdc',
  contract: usdToken,
  way: 'out',
  lane: 31_002,
  sinceBlock: 12n,
  since: 1_790_000_000n,
  evidence: '31001:0xaa:0xbb:1:0',
} as const

const stopped: RouteControl = {
  isPaused: true,
  pausedUnknown: undefined,
  pauses: [pause],
  limitLeft: { chainId: 31_001, asset: usdToken, amount: 7_000_000n },
  limitUnknown: undefined,
  limits: [{ ...pause, per: 'transfer', token: usdToken, most: 7_000_000n, left: 7_000_000n }],
}

const unread: RouteControl = {
  isPaused: undefined,
  pausedUnknown: 'NOT_READ',
  pauses: [],
  limitLeft: undefined,
  limitUnknown: 'NOT_READ',
  limits: [],
}

/** The routes of a bridge from one chain to three others. */
export const routes: readonly RouteView[] = [31_002, 31_003, 31_004].map((destination) => ({
  bridge: 'usdc',
  origin: 31_001,
  destination,
  health: 'DELAYED',
  reason: '1 of its transfers are stuck.',
  inFlight: flow,
  stuck: flow,
  isTruncated: false,
  learned:
    destination === 31_002
      ? {
          times: {
            samples: 20,
            p50Seconds: 10n,
            p95Seconds: 19n,
            p99Seconds: 20n,
            effectiveAt: 1_790_000_000n,
          },
        }
      : { unknown: 'TOO_FEW_SAMPLES' },
  policy,
  control: destination === 31_002 ? stopped : unread,
}))

export const conditions: readonly Condition[] = [
  {
    code: 'PRICE_LATE',
    severity: 'warning',
    isConfirmed: true,
    chains: [31_001],
    subject: 'usd-feed',
    since: 1_790_000_000n,
    text: 'The feed usd-feed is late.',
    evidence: ['31001:usd-feed'],
  },
  {
    code: 'TRANSFER_UNBACKED',
    severity: 'critical',
    isConfirmed: true,
    chains: [31_002],
    subject: hash(9),
    since: undefined,
    text: 'A credit has no source.',
    evidence: [],
  },
]

export const prices: readonly PriceView[] = [
  {
    assetId: 'usd',
    symbol: 'USD',
    price: {
      state: 'fresh',
      priceE18: E18,
      lowE18: E18,
      highE18: E18,
      updatedAt: 2n ** 255n,
      ageSeconds: 12n,
      source: 'usd-feed',
    },
  },
  {
    assetId: 'eth',
    symbol: 'ETH',
    price: { state: 'dead', source: 'eth-feed', lastPriceE18: 2n * E18, updatedAt: 1n },
  },
]

const endpoint: EndpointStatus = {
  label: 'alpha#1',
  transport: 'ws',
  witness: 1,
  state: 'wrongChain',
  reason: 'alpha#1 serves chain 1, not chain 31001.',
  latencyMs: 12.5,
  head: 100n,
  concurrency: 4,
  rangeBlocks: 2_000n,
  requests: 12,
  failures: 1,
}

export function chainStatus(): ReturnType<Views['status']>[number] {
  return {
    chainId: 31_001,
    name: 'alpha',
    phase: 'live',
    head: 100n,
    headTimestamp: 1_790_000_000n,
    followed: 99n,
    safe: 90n,
    finalized: 80n,
    finalitySource: 'tag',
    headConfirmedAtMs: 1_790_000_000_500,
    monotonic: { confirmedMs: 0, atHeadMs: 0, movedMs: 0 },
    problem: 'The endpoint rpc 1 timed out.',
    rpc: { requests: 12, failures: 1, bytes: 1_000 },
    endpoints: [endpoint],
    independentEndpoints: 1,
    reorgs: { count: 2, deepest: 7n },
    coverageProblem: 'alpha cannot be proven: no endpoint has receipts.',
    isStale: false,
    lagBlocks: 1n,
    lagSeconds: 2n,
    eventsPerSecond: 3.4,
    etaSeconds: 5.5,
  }
}

const measurement = {
  measuredBps: 900n,
  bound: 'BUFFER',
  bars: { priced: 3, carried: 2, silent: 1 },
} as const

const subjects = {
  markets: new Map([['ETH-PERP', { initialBps: 1_000n, maintenanceBps: 500n, measurement }]]),
  collateral: new Map([['usd', { initialBps: 9_000n, maintenanceBps: 9_500n, measurement }]]),
}

const version: ParameterVersion = {
  id: '0badcafe.1',
  number: 1,
  measuredAt: 1_700_000_000n,
  effectiveAt: 1_700_086_400n,
  ...subjects,
}

/** One version that holds, one that is announced, and a measurement that would change nothing. */
export const parameters: VenueParameters = {
  current: version,
  announced: [{ ...version, id: '0badcafe.2', number: 2 }],
  versions: [version],
  reasons: [{ code: 'PARAMETERS_PENDING', text: 'Newer ones should hold.' }],
  next: {
    measuredAt: 1_700_086_400n,
    effectiveAt: 1_700_172_800n,
    isChange: false,
    ...subjects,
  },
}
