import type { Address } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'

/** The accounts of anvil's public test mnemonic, by role. All but the validator are unlocked. */
export type LabAccounts = {
  /** Deploys and owns everything, and is the oracle. */
  owner: Address
  relayer: Address
  liquidator: Address
  feeWallet: Address
  insuranceWallet: Address
  /** Has tokens and nothing to do with the venue. */
  stranger: Address
  traders: Address[]
  /** Signs the checkpoints that the ISM of every chain trusts. */
  validator: HDAccount
}

const mnemonic = 'test test test test test test test test test test test junk'
const firstTrader = 10

/** How many accounts a node must unlock for so many traders. */
export function countAccounts(traderCount: number): number {
  return firstTrader + traderCount
}

export function createLabAccounts(traderCount: number): LabAccounts {
  const at = (addressIndex: number) => mnemonicToAccount(mnemonic, { addressIndex })
  return {
    owner: at(0).address,
    relayer: at(1).address,
    validator: at(2),
    liquidator: at(3).address,
    feeWallet: at(4).address,
    insuranceWallet: at(5).address,
    stranger: at(6).address,
    traders: Array.from({ length: traderCount }, (_, index) => at(firstTrader + index).address),
  }
}
