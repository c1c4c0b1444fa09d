import { comparePositions } from '../facts/FactPosition.ts'
import type { Leg } from '../facts/Leg.ts'
import type { ChainId } from '../facts/primitives.ts'
import { isInside } from './isInside.ts'
import type { ChainCut } from './TransferContext.ts'

/** Whether a key among these legs is used by several bridges. */
export function hasSharedKeys(legs: readonly Leg[]): boolean {
  const bridges = new Map<string, string>()
  return legs.some(({ key, via, bridge }) => {
    if (via === 'venue') return false
    const first = bridges.get(key) ?? bridge
    bridges.set(key, first)
    return first !== bridge
  })
}

/**
 * Legs of one key by the bridge that says them. Two bridges may number their messages alike, such as two versions of one, and
 * what one of them says is never matched with what another says. A venue's own credit names the key alone: it is of the
 * bridge that speaks in its transaction, else of the one whose credit landed before it and waits, oldest first.
 */
export function splitByBridge(
  legs: readonly Leg[],
  cut: ReadonlyMap<ChainId, ChainCut>,
): readonly (readonly Leg[])[] {
  if (!hasSharedKeys(legs)) return [legs]
  const spoken = legs.filter(({ via }) => via === 'bridge')
  const groups = new Map<string, Leg[]>()
  for (const bridge of [...new Set(spoken.map((leg) => leg.bridge))].sort())
    groups.set(
      bridge,
      spoken.filter((leg) => leg.bridge === bridge),
    )
  const inside = spoken.filter((leg) => leg.canonical && isInside(leg, cut.get(leg.at.chainId)))
  const waiting = inside
    .filter(({ step, bindings }) => step === 'credited' && bindings.length === 0)
    .sort((a, b) => comparePositions(a.at, b.at))
  const credits = legs
    .filter(({ via }) => via === 'venue')
    .sort((a, b) => a.at.chainId - b.at.chainId || comparePositions(a.at, b.at))
  for (const credit of credits) {
    const bridge = bridgeOf(credit, inside, waiting)
    const group = groups.get(bridge) ?? [...groups.values()][0]
    group?.push(credit)
  }
  return [...groups.values()]
}

/** Takes what it settles out of `waiting`. */
function bridgeOf(credit: Leg, inside: readonly Leg[], waiting: Leg[]): string {
  const beside = inside.filter(({ at }) => isSameTransaction(at, credit.at))
  const named = beside.find(({ bridge }) => bridge === credit.bridge) ?? beside[0]
  if (named !== undefined) return named.bridge
  const index = waiting.findIndex(
    ({ at }) => at.chainId === credit.at.chainId && comparePositions(at, credit.at) < 0,
  )
  const [landed] = index === -1 ? [] : waiting.splice(index, 1)
  return landed?.bridge ?? credit.bridge
}

function isSameTransaction(a: Leg['at'], b: Leg['at']): boolean {
  return a.chainId === b.chainId && a.blockHash === b.blockHash && a.txIndex === b.txIndex
}
