import type { SourceSet } from '../../facts/Decoder.ts'
import type { Address, Hex } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import type { Header } from '../blocks/Header.ts'
import { admits, type BloomBits, bloomFill, toBloomBits } from '../logs/bloomBits.ts'

/**
 * What a bloom says of the logs that were read of its block: `agrees`, every watched contract it admits is among them;
 * `doubts`, one is not; `silent`, it is missing or so full that it admits strangers too.
 */
export type BloomVerdict = 'agrees' | 'doubts' | 'silent'

export type BloomDoubt = (header: Header, logs: readonly Pick<RawLog, 'address'>[]) => BloomVerdict

/** Chance of admitting a contract that is not there beyond which a bloom gives no reason to doubt. */
const falseAdmissionMax = 0.2

interface Watched {
  bits: BloomBits
  events: Map<Hex, BloomBits>
}

/** Creates the comparison for `sources`. Contracts are held against blooms one by one, events only with their contract. */
export function createBloomDoubt(sources: readonly SourceSet[]): BloomDoubt {
  const watched = toWatched(sources)
  return ({ logsBloom }, logs) => {
    if (logsBloom === undefined) return 'silent'
    const heard = new Set(logs.map(({ address }) => address))
    let isMissing = false
    for (const [address, { bits, events }] of watched) {
      if (heard.has(address) || !admits(logsBloom, bits)) continue
      if ([...events.values()].some((event) => admits(logsBloom, event))) isMissing = true
      if (isMissing) break
    }
    if (!isMissing) return 'agrees'
    const unheard = watched.size - heard.size
    const fill = bloomFill(logsBloom)
    const falseAdmission = 1 - (1 - fill ** 3) ** Math.max(unheard, 1)
    return falseAdmission > falseAdmissionMax ? 'silent' : 'doubts'
  }
}

function toWatched(sources: readonly SourceSet[]): ReadonlyMap<Address, Watched> {
  const watched = new Map<Address, Watched>()
  for (const { addresses, topics } of sources.flatMap(({ filters }) => filters))
    for (const address of addresses) {
      const known = watched.get(address) ?? { bits: toBloomBits(address), events: new Map() }
      for (const event of topics[0]) known.events.set(event, toBloomBits(event))
      watched.set(address, known)
    }
  return watched
}
