import { type Address, type ChainId, unknownChain } from '../../facts/primitives.ts'
import { aliasesOf } from '../../ledger/aliasesOf.ts'
import { countedAs } from '../../ledger/countedAs.ts'
import type { TransferResolvers } from '../generated/resolverTypes.ts'
import type { TokenAmountModel } from '../models/TokenAmountModel.ts'
import { formatGlobalId } from '../paging/GlobalId.ts'

export const Transfer: TransferResolvers = {
  id: ({ view }) => formatGlobalId({ type: 'Transfer', key: view.key }),
  key: ({ view }) => view.key,
  aliases: ({ view }) => aliasesOf(view),
  bridge: ({ view }) => view.bridge,
  origin: ({ view }) => knownChain(view.origin),
  destination: ({ view }) => knownChain(view.destination),
  state: ({ view }) => view.state,
  stage: ({ view }) => view.stage,
  cause: ({ view }) => view.cause,
  reason: ({ view }) => view.reason,
  stuckReason: ({ view }) => view.stuckReason,
  countedAs: ({ view }) => countedAs(view),
  value: ({ view }) => view.valueE18,
  valueUnknown: ({ view }) => view.valueUnknown,
  departure: ({ view }) => view.legs.findLast(({ step }) => step === 'sent' || step === 'queued'),
  arrival: ({ view }) => view.legs.findLast(({ step }) => step === 'credited'),
  isCollateralBound: ({ view }) => view.isCollateralBound,
  sent: ({ view }) => tokenAmount(view.origin, view.sentAsset, view.sentAmount),
  credited: ({ view }) => tokenAmount(view.destination, view.creditedAsset, view.creditedAmount),
  sentAt: ({ view }) => view.sentAt,
  creditedAt: ({ view }) => view.creditedAt,
  sender: ({ view }) => view.sender,
  beneficiary: ({ view }) => view.beneficiary,
  recipient: ({ view }) => view.recipient,
  amounts: ({ view }) => view.amounts,
  legs: ({ view }) => view.legs,
  evidence: ({ view }) => view.evidence,
}

/** A venue's credit names a message, not where it comes from. */
export function knownChain(chainId: ChainId): ChainId | undefined {
  return chainId === unknownChain ? undefined : chainId
}

function tokenAmount(
  chainId: ChainId,
  token: Address | undefined,
  raw: bigint | undefined,
): TokenAmountModel | undefined {
  return token === undefined || raw === undefined ? undefined : { chainId, token, raw }
}
