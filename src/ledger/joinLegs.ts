import type { Leg } from '../facts/Leg.ts'
import type { ChainId, Hex } from '../facts/primitives.ts'
import { joinWords } from '../utils/joinWords.ts'
import { distinctLegs } from './distinctLegs.ts'
import { isInside } from './isInside.ts'
import { splitByBridge } from './splitByBridge.ts'
import type { ChainCut } from './TransferContext.ts'

/** The legs of one transfer and every key under which they may be asked for. */
export interface JoinedLegs {
  names: readonly Hex[]
  legs: readonly Leg[]
}

interface Link {
  key: Hex
  alias: Hex
}

/**
 * Groups recorded legs by transfer, a leg that was read twice once: by key, and keys transitively where a canonical leg inside
 * the cut gives one transfer another name. The legs of joined keys go by the key that is nobody's alias, `filedUnder` says
 * their own. Where several bridges use one key, each has a transfer of that name. A function of the set of legs: no order of
 * arrival changes it, and a link that a reorg took joins nothing.
 */
export function joinLegs(
  legs: readonly Leg[],
  cut: ReadonlyMap<ChainId, ChainCut>,
): readonly (readonly [name: Hex, transfer: JoinedLegs])[] {
  return [...joinNames(legs, cut)].flatMap(([name, { names, legs: own }]) =>
    splitByBridge(own, cut).map((group) => [name, { names, legs: group }] as const),
  )
}

function joinNames(
  legs: readonly Leg[],
  cut: ReadonlyMap<ChainId, ChainCut>,
): ReadonlyMap<Hex, JoinedLegs> {
  const groups = groupByKey(legs)
  const links = linksOf(groups, cut)
  if (links.length === 0) {
    return new Map([...groups].map(([key, group]) => [key, { names: [key], legs: group }]))
  }
  const components = joinWords(links.map(({ key, alias }) => [key, alias] as const))
  const names = namesOf(components, links)
  const joined = new Map<Hex, { names: Hex[]; legs: Leg[] }>()
  for (const [key, group] of groups) {
    const component = components.get(key)
    const name = component === undefined ? key : (names.get(component) ?? key)
    const transfer = joined.get(name) ?? { names: [], legs: [] }
    joined.set(name, transfer)
    transfer.names.push(key)
    for (const leg of group) transfer.legs.push(key === name ? leg : rename(leg, name))
  }
  // Names under which nothing is filed can be asked for as well.
  for (const [key, component] of components) {
    const transfer = joined.get(names.get(component) ?? key)
    if (transfer !== undefined && !groups.has(key)) transfer.names.push(key)
  }
  return joined
}

/** Whether an alias is given to two keys: the bridge calls two transfers alike, and nothing says which of them is meant. */
export function isContradicted(legs: readonly Leg[]): boolean {
  const owners = new Map<Hex, Hex>()
  return legs.some(({ key, alias, filedUnder = key }) => {
    if (alias === undefined) return false
    const owner = owners.get(alias) ?? filedUnder
    owners.set(alias, owner)
    return owner !== filedUnder
  })
}

function groupByKey(legs: readonly Leg[]): ReadonlyMap<Hex, readonly Leg[]> {
  const groups = new Map<Hex, Leg[]>()
  for (const leg of legs) {
    const group = groups.get(leg.key)
    if (group === undefined) groups.set(leg.key, [leg])
    else group.push(leg)
  }
  return new Map([...groups].map(([key, group]) => [key, distinctLegs(group)]))
}

function linksOf(
  groups: ReadonlyMap<Hex, readonly Leg[]>,
  cut: ReadonlyMap<ChainId, ChainCut>,
): readonly Link[] {
  const links: Link[] = []
  for (const [key, group] of groups)
    for (const leg of group)
      if (leg.alias !== undefined && leg.canonical && isInside(leg, cut.get(leg.at.chainId)))
        links.push({ key, alias: leg.alias })
  return links
}

/** What each component goes by: the least key that is nobody's alias, where there is one. */
function namesOf(components: ReadonlyMap<Hex, Hex>, links: readonly Link[]): ReadonlyMap<Hex, Hex> {
  const aliases = new Set(links.map(({ alias }) => alias))
  const names = new Map<Hex, Hex>()
  for (const key of [...components.keys()].sort()) {
    const component = components.get(key) ?? key
    const name = names.get(component)
    if (name === undefined || (aliases.has(name) && !aliases.has(key))) names.set(component, key)
  }
  return names
}

/** A key that commits to its payload goes on doing so under the new name. */
function rename(leg: Leg, name: Hex): Leg {
  const { key, payloadHash } = leg
  return {
    ...leg,
    key: name,
    filedUnder: key,
    payloadHash: payloadHash === key ? name : payloadHash,
  }
}
