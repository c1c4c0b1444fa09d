import type { TransferAmountResolvers } from '../generated/resolverTypes.ts'

export const TransferAmount: TransferAmountResolvers = {
  amount: ({ chainId, asset, amount }) => ({ chainId, token: asset, raw: amount }),
  isOwnerUnknown: ({ ownerUnknown }) => ownerUnknown,
}
