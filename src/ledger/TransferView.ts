import type { Holder } from '../facts/AccountFacts.ts'
import type { Leg } from '../facts/Leg.ts'
import type { Address, ChainId, Hex } from '../facts/primitives.ts'

/** The only state names of a transfer, in the order in which they are decided (DESIGN §3). */
export type TransferState =
  | 'DUPLICATE_CREDIT'
  | 'CONFLICT'
  | 'PAYLOAD_CONFLICT'
  | 'AMOUNT_MISMATCH'
  | 'DELIVERED'
  | 'NOT_COVERED'
  | 'AWAITING_SOURCE'
  | 'UNBACKED'
  | 'REFUNDED'
  | 'CANCELLED'
  | 'FAILED_RETRYABLE'
  | 'EXPIRED'
  | 'STUCK'
  | 'IN_FLIGHT'
  | 'VERIFIED_WITHOUT_SOURCE'
  | 'UNKNOWN'

export type TransferStage = 'QUEUED' | 'SENT' | 'ATTESTED' | 'COMMITTED' | 'LANDED'

/** An amount that a transfer adds to or takes from one account at a cut; units of `asset` on `chainId`. */
export interface TransferAmount {
  kind: 'inFlight' | 'lagOffset' | 'unbacked'
  /** Undefined account: the venue's suspense line. */
  holder: Omit<Holder, 'account'> & { account: Address | undefined }
  chainId: ChainId
  asset: Address
  amount: bigint
  /** The offset rests on a guess about the sender. */
  ownerUnknown: boolean
}

/** One transfer at one cut: a pure function of its canonical legs, coverage, cut and policy. */
export interface TransferView {
  key: Hex
  bridge: string
  origin: ChainId
  destination: ChainId
  state: TransferState
  stage: TransferStage | undefined
  cause: 'SOURCE_REORGED' | undefined
  /** One sentence when the state needs a reason. */
  reason: string | undefined
  /** An UNBACKED credit that a third party paid out of its own pocket: a deposit, of which nothing is unbacked. */
  isThirdParty?: boolean | undefined
  /** Whether its value is collateral while it crosses. */
  isCollateralBound: boolean
  /** Sum over the sent legs, in the origin's units; undefined while none is known. */
  sentAmount: bigint | undefined
  sentAsset: Address | undefined
  /** Sum over the credits, in the destination's units. */
  creditedAmount: bigint | undefined
  creditedAsset: Address | undefined
  /** Block times, seconds. */
  sentAt: bigint | undefined
  creditedAt: bigint | undefined
  sender: Holder | undefined
  beneficiary: Holder | undefined
  recipient: Address | undefined
  /** The three amounts; at most one kind is present. */
  amounts: readonly TransferAmount[]
  /** Canonical legs inside the cut, in order of position; orphaned ones are evidence. */
  legs: readonly Leg[]
  evidence: readonly Leg[]
}
