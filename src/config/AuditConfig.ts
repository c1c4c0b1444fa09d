/** How often contracts are asked whether they say of accounts what the ledger says, and in how many calls a chain. */
export interface AuditConfig {
  /** Seconds of chain time from one round to the next. */
  everySeconds: bigint
  /** `eth_call`s of one round on one chain at most. */
  callsMax: number
}

/** Questions that one multicall of an audit carries: an answer walks through a proxy at most, so that nodes give it the gas. */
export const auditQuestionsPerCall = 100
