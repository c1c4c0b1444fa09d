import type { CrossChainSystem } from '../presets/crossChain.ts'

/**
 * Assets whose rules, or whose markets' rules, two sets of parameters of one venue have different; 'all' where the rules of
 * every account are others.
 */
export function changedSubjects(
  before: CrossChainSystem,
  after: CrossChainSystem,
): ReadonlySet<string> | 'all' {
  const [from, to] = [before.risk, after.risk]
  if (from.boundary !== to.boundary || from.warningBps !== to.warningBps) return 'all'
  if (isSpecial(before) || isSpecial(after)) return 'all'
  const assets = changedKeys(from.collateral, to.collateral, areEqualWeights)
  const markets = changedKeys(from.markets, to.markets, areEqualWeights)
  // A market that is new or gone bears on its id too: without rules it is its own price.
  const marked = markets.flatMap((id) => [
    id,
    ...[from.markets.get(id), to.markets.get(id)].flatMap((market) => market?.asset ?? []),
  ])
  return new Set([...assets, ...marked])
}

function isSpecial({ prepare, accountParts, trigger }: CrossChainSystem): boolean {
  return (prepare ?? accountParts ?? trigger) !== undefined
}

interface Weights {
  initialBps: bigint
  maintenanceBps: bigint
  asset?: string
}

function areEqualWeights(a: Weights, b: Weights): boolean {
  return (
    a.initialBps === b.initialBps && a.maintenanceBps === b.maintenanceBps && a.asset === b.asset
  )
}

function changedKeys<value>(
  before: ReadonlyMap<string, value>,
  after: ReadonlyMap<string, value>,
  areEqual: (a: value, b: value) => boolean,
): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys].filter((key) => {
    const [a, b] = [before.get(key), after.get(key)]
    return a === undefined || b === undefined ? a !== b : !areEqual(a, b)
  })
}
