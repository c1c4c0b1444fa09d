import type {
  BalanceFact,
  ChargeFact,
  LiquidationFact,
  NetFact,
  OwnerFact,
  PositionFact,
  TradeFact,
} from './AccountFacts.ts'
import type { EscrowFact, FlowFact, ObservedFact, SupplyFact } from './BackingFacts.ts'
import type { ControlFact, CustodyFact, LegFact, ResolutionFact } from './BridgeFacts.ts'
import type { FactPosition } from './FactPosition.ts'
import type {
  AccrualFact,
  FeedPriceFact,
  IndexFact,
  ParameterFact,
  PriceFact,
} from './ValuationFacts.ts'

export type FactBody =
  | BalanceFact
  | PositionFact
  | LegFact
  | PriceFact
  | FeedPriceFact
  | IndexFact
  | CustodyFact
  | EscrowFact
  | SupplyFact
  | FlowFact
  | ObservedFact
  | OwnerFact
  | LiquidationFact
  | ResolutionFact
  | ControlFact
  | ParameterFact
  | ChargeFact
  | AccrualFact
  | NetFact
  | TradeFact

export interface Fact<body extends FactBody = FactBody> {
  at: FactPosition
  /** Decoder with its version, and the source set it reads; see `factDecoder`. */
  decoder: string
  body: body
  /** Log indexes of the other logs this fact rests on. */
  siblings: readonly number[]
}
