import type { Address, Hex } from 'viem'
import type { Bytecodes } from './compileSources.ts'
import type { LabAccounts } from './labAccounts.ts'
import type { LabCache } from './labCache.ts'
import type { ChainContracts, HomeContracts } from './labChain.ts'
import type { TransactionPlan } from './transactionPlan.ts'

/** What every part of a chain's deployment needs. */
export type DeploymentContext = {
  plan: TransactionPlan
  cache: LabCache
  accounts: LabAccounts
  domain: number
}

export type ChainAddresses = Record<keyof ChainContracts, Address>
export type HomeAddresses = Record<keyof HomeContracts, Address>

export function bytecodeOf(bytecodes: Bytecodes, name: string): Hex {
  const bytecode = bytecodes[name]
  if (bytecode !== undefined) return bytecode
  throw new Error(`The lab cache holds no ${name}. Delete the cache folder and start again.`)
}
