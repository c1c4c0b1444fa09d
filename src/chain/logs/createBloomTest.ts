import type { Hex } from '../../facts/primitives.ts'
import { admits, toBloomBits } from './bloomBits.ts'
import type { LogMatcher } from './createLogMatcher.ts'

/** Whether a block's bloom rules out every watched log. */
export type BloomTest = (logsBloom: Hex) => boolean

/**
 * Creates a test that is true when `logsBloom` (256 bytes) holds none of the watched addresses or none of the watched
 * events, so that the block cannot hold a wanted log.
 */
export function createBloomTest(matcher: Pick<LogMatcher, 'addresses' | 'events'>): BloomTest {
  const addresses = matcher.addresses.map(toBloomBits)
  const events = matcher.events.map(toBloomBits)
  return (logsBloom) =>
    !addresses.some((bits) => admits(logsBloom, bits)) ||
    !events.some((bits) => admits(logsBloom, bits))
}
