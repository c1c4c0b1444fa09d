import { parseAbi } from 'viem'
import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'

/** What the risk management network of 1.6 and 2.0 says, one per chain. */
export const curseAbi = parseAbi([
  'event Cursed(bytes16[] subjects)',
  'event Uncursed(bytes16[] subjects)',
])

/** Subject that stands for every chain (`RMNRemote.sol`, GLOBAL_CURSE_SUBJECT). */
const everyChain = '0x01000000000000000000000000000001'

/** A chain's subject is its selector in the low eight bytes of sixteen. */
const chainSubject = /^0x0{16}([0-9a-f]{16})$/

/** A curse of subjects, or its end. Each subject is cursed by itself: the end of one is not that of another. */
export interface Curse {
  log: RawLog
  subjects: readonly Hex[]
  type: 'paused' | 'resumed'
}

/** Both ways past this chain stop on the lanes of a cursed chain; what is of chains that the bridge does not have is passed over. */
export function findCurses(curses: readonly Curse[], route: BridgeRoute): readonly Finding[] {
  return curses.flatMap(({ log, subjects, type }) => {
    const lanes = subjects.flatMap((subject) => toLane(subject, route))
    const change = { contract: log.address, change: { type } }
    return [
      ...(subjects.includes(everyChain) ? [route.control(change)] : []),
      ...(lanes.length > 0 ? [route.control({ ...change, lanes })] : []),
    ].map((body) => ({ log, siblings: [], body }))
  })
}

function toLane(subject: Hex, route: BridgeRoute): readonly bigint[] {
  const [, digits] = chainSubject.exec(subject) ?? []
  const selector = digits === undefined ? undefined : BigInt(`0x${digits}`)
  if (selector === undefined || route.chainOf(selector) === undefined) return []
  return [selector]
}
