import type { Address, Hash } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { dispatchTopic, processIdTopic, processTopic } from './readHyperlaneLogs.ts'

/**
 * Whether the logs of a transaction say anything of a router, or hold a log that no mailbox writes. Every router of a chain
 * is given the logs of the shared mailbox; most of them are about another one and need no decoding to be passed over.
 * `routerWord` is the router as a topic spells it, see `toWord`.
 */
export function concernsRouter(
  logs: readonly RawLog[],
  router: Address,
  routerWord: Hash,
): boolean {
  return logs.some(({ address, topics, data }) => {
    if (address === router) return true
    switch (topics[0]) {
      case dispatchTopic:
        return topics[1] === routerWord
      case processTopic:
        return topics[3] === routerWord
      case processIdTopic:
        return topics.length !== 2 || data !== '0x'
      default:
        return false
    }
  })
}
