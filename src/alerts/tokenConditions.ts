import type { Address, ChainId } from '../facts/primitives.ts'
import type { Condition } from './Condition.ts'

/** A token whose own word about its decimals is not what the config says. */
export interface ChangedToken {
  chainId: ChainId
  token: Address
  assetId: string
  configured: number
  said: bigint
  /** Block at which it was asked. */
  blockNumber: bigint
}

/** Tokens that say other decimals than configured. Their amounts stay what the config makes of them. */
export function tokenConditions(tokens: readonly ChangedToken[]): readonly Condition[] {
  return tokens.map(({ chainId, token, assetId, configured, said, blockNumber }) => ({
    code: 'TOKEN_CHANGED',
    severity: 'warning',
    isConfirmed: true,
    chains: [chainId],
    subject: token,
    since: undefined,
    text: `The token ${token} says that it has ${said} decimals; ${assetId} is counted with ${configured}, as configured.`,
    evidence: [`${chainId}:${blockNumber}`],
  }))
}
