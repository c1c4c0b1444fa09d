import type { BindingResolvers } from '../generated/resolverTypes.ts'

export const Binding: BindingResolvers = {
  holder: ({ binding }) => binding.holder,
  contract: ({ binding }) => binding.contract,
  amount: ({ binding, chainId }) => ({ chainId, token: binding.asset, raw: binding.amount }),
  beneficiary: ({ binding }) => binding.beneficiary,
}
