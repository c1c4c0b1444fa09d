import type { Fact, FactBody } from '../facts/Fact.ts'
import type { ChainId } from '../facts/primitives.ts'
import type { RawLog } from '../facts/RawLog.ts'

const noSiblings: readonly number[] = []

/** The fact that `log` owns; `siblings` are the other logs it rests on. */
export function toFact(parameters: {
  decoder: string
  chainId: ChainId
  log: RawLog
  k: number
  body: FactBody
  siblings?: readonly RawLog[]
}): Fact {
  const { decoder, chainId, log, k, body, siblings } = parameters
  const { blockNumber, blockHash, txIndex, txHash, logIndex } = log
  return {
    at: { chainId, blockNumber, blockHash, txIndex, txHash, logIndex, k },
    decoder,
    body,
    siblings: siblings ? siblings.map((sibling) => sibling.logIndex) : noSiblings,
  }
}
