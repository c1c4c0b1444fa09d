import type { Cut } from '../../../src/api/views/cut/Cut.ts'
import type { RouteView, TransferReading } from '../../../src/api/views/Views.ts'
import type { RecordedCoverage } from '../../../src/store/Recorded.ts'

/** A big integer as it is answered. */
export type Raw = string

export interface CutData {
  kind: Cut['kind']
  revision: number
  sequence: Raw
  asOf: number
  checkpoint: string
  isPartial: boolean
  isRevised: boolean
  chains: readonly {
    chainId: number
    name: string
    inclusion: Cut['chains'][number]['inclusion']
    number: Raw
    hash: `0x${string}`
    timestamp: number
    finalized: Raw
    isStale: boolean
  }[]
}

export interface LineData {
  kind: string
  assetId: string
  symbol: string
  chainId: number
  contract: `0x${string}` | null
  account: `0x${string}` | null
  unit: string
  amount: { raw: Raw; decimals: number }
  shares: Raw | null
  value: { raw: Raw } | null
  transferKey: `0x${string}` | null
}

export interface TotalData {
  assetId: string
  symbol: string
  amount: { raw: Raw; decimals: number }
  liability: { raw: Raw }
  value: { raw: Raw } | null
  byChain: readonly { chainId: number; amount: { raw: Raw } }[]
}

export interface SlacksData<Figure = { raw: Raw }> {
  equity: Figure
  slackInitial: Figure
  slackMaintenance: Figure
}

export interface BoundsData {
  low: SlacksData
  best: SlacksData
  high: SlacksData
}

export interface UnitData extends SlacksData<{ raw: Raw } | null> {
  unit: string
  status: string
  reasons: readonly { code: string; text: string }[]
  initialRequirement: { raw: Raw }
  maintenanceRequirement: { raw: Raw }
  bounds: BoundsData
  contributions: readonly {
    kind: string
    subject: string
    chainId: number
    amount: { raw: Raw } | null
    value: { raw: Raw }
    initialBps: Raw
    maintenanceBps: Raw
    initial: { raw: Raw }
    maintenance: { raw: Raw }
    requirementInitial: { raw: Raw } | null
    requirementMaintenance: { raw: Raw } | null
  }[]
}

export interface AccountData extends SlacksData<{ raw: Raw } | null> {
  venue: string
  owner: `0x${string}`
  accounts: readonly `0x${string}`[]
  status: string
  certainty: string
  reasons: readonly { code: string; text: string }[]
  bounds: BoundsData
  units: readonly UnitData[]
  lines: readonly LineData[]
  totals: readonly TotalData[]
  transfers: readonly TransferData[]
}

export interface TransferData {
  key: `0x${string}`
  bridge: string
  origin: number | null
  destination: number | null
  state: string
  stage: string | null
  cause: string | null
  reason: string | null
  stuckReason: TransferReading['stuckReason'] | null
  isCollateralBound: boolean
  sent: { raw: Raw } | null
  credited: { raw: Raw } | null
  sentAt: number | null
  creditedAt: number | null
}

/** The answer to `wholeDocument`. */
export interface WholeData {
  meta: {
    cut: CutData
    chains: readonly {
      coverage: readonly {
        chainId: number
        sourceId: string
        fromBlock: Raw
        fromTimestamp: number
        toBlock: Raw
        decoder: string
        spans: readonly {
          toBlock: Raw
          level: Uppercase<RecordedCoverage['spans'][number]['level']>
        }[]
      }[]
    }[]
  }
  marginAccounts: { nodes: readonly AccountData[]; pageInfo: PageData; cut: CutData }
  marginAccount: AccountData & { cut: CutData }
  collateral: {
    lines: readonly LineData[]
    lineCount: number
    totals: readonly TotalData[]
    cut: CutData
  }
  transfers: { nodes: readonly TransferData[]; pageInfo: PageData; cut: CutData }
  prices: {
    nodes: readonly {
      assetId: string
      symbol: string
      state: string
      price: { raw: Raw } | null
      low: { raw: Raw } | null
      high: { raw: Raw } | null
      lastPrice: { raw: Raw } | null
      updatedAt: number | null
      ageSeconds: Raw | null
      source: string | null
    }[]
    cut: CutData
  }
  conditions: {
    nodes: readonly {
      code: string
      severity: string
      isConfirmed: boolean
      chains: readonly number[]
      subject: string
      since: number | null
      text: string
      evidence: readonly string[]
    }[]
    totalCount: number
    cut: CutData
  }
  /** Only where bridges can be stopped. */
  routes?: { nodes: readonly RouteData[]; cut: CutData }
}

export interface RouteData {
  bridge: string
  origin: number
  destination: number
  health: RouteView['health']
  inFlight: { count: number }
  stuck: { count: number }
  isPaused: boolean | null
  pauses: readonly PauseData[]
  limitLeft: TokenData | null
  limits: readonly (PauseData & {
    per: 'TRANSFER' | 'SIX_HOURS' | 'DAY'
    most: TokenData
    left: { raw: Raw } | null
  })[]
}

interface TokenData {
  raw: Raw
  chainId: number
  token: `0x${string}`
}

export interface PauseData {
  chainId: number
  contract: `0x${string}`
  way: 'OUT' | 'IN' | 'BOTH'
  lane: number | null
  sinceBlock: Raw
  since: number | null
}

export interface PageData {
  hasNextPage: boolean
}
