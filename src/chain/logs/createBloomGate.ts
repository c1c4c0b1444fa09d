import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Header } from '../blocks/Header.ts'
import { createBloomTest } from './createBloomTest.ts'
import type { LogMatcher } from './createLogMatcher.ts'

/** Decides whether a block's logs need not be fetched because its bloom rules them out. */
export interface BloomGate {
  excludes(header: Header): boolean
  /** Whether the absence of a log may be believed from a bloom. */
  isTrusted(): boolean
  /** Takes note of a block that holds wanted logs: its bloom must admit them. */
  noteLogs(header: Header): void
}

/**
 * Creates a gate that trusts a chain's blooms where the config does, or after one was seen to admit a wanted log, and never
 * again after one denied it: some chains serve empty or wrong blooms (rpc-faults F029).
 */
export function createBloomGate(
  matcher: LogMatcher,
  config: ChainConfig['bloom'] = 'untrusted',
): BloomGate {
  const isExcluded = createBloomTest(matcher)
  let trust: 'unproven' | 'trusted' | 'broken' = config === 'trusted' ? 'trusted' : 'unproven'
  return {
    isTrusted: () => trust === 'trusted',
    excludes: ({ logsBloom }) =>
      trust === 'trusted' && logsBloom !== undefined && isExcluded(logsBloom),
    noteLogs({ logsBloom }) {
      if (logsBloom === undefined || isExcluded(logsBloom)) trust = 'broken'
      else if (trust === 'unproven') trust = 'trusted'
    },
  }
}
