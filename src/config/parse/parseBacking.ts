import { ConfigError } from '../../errors/ConfigError.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'
import type { BackingConfig, BackingGroup } from '../BackingConfig.ts'
import { backingCallCount } from '../backingCallCount.ts'
import type { AssetConfig, BridgeConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import type { ParsedChain } from './parseChains.ts'
import { toFieldPath } from './toFieldPath.ts'

type BackingValues = NonNullable<ConfigValues['backing']>
type GroupValues = BackingValues['groups'][string]
type Path = readonly (string | number)[]

interface Known {
  chains: ReadonlyMap<string, ParsedChain>
  assets: ReadonlyMap<string, AssetConfig>
  bridges: readonly BridgeConfig[]
}

/** Resolves escrows, supplies and signed-off offsets of asset groups. Throws `ConfigError`. */
export function parseBacking(
  values: BackingValues | undefined,
  known: Known,
): BackingConfig | undefined {
  if (values === undefined) return undefined
  const { everySeconds, callsMax } = values.reads
  const groups = Object.entries(values.groups).map(([id, group]) => parseGroup(id, group, known))
  const multicalls = new Map(
    [...known.chains.values()].flatMap(({ config: { id, multicall } }): [ChainId, Address][] =>
      multicall === undefined ? [] : [[id, multicall]],
    ),
  )
  const backing = { groups, multicalls }
  if (callsMax === 0) return { ...backing, readsEverySeconds: undefined }
  checkCalls(backing, callsMax, known.chains)
  return { ...backing, readsEverySeconds: everySeconds }
}

function parseGroup(id: string, values: GroupValues, known: Known): BackingGroup {
  const path = ['backing', 'groups', id]
  const assets = [...known.assets.values()].filter(({ group }) => group === id)
  if (assets.length === 0)
    throw new ConfigError({
      field: toFieldPath(path),
      problem: 'is the group of no asset',
      cure: `Write one of: ${[...new Set([...known.assets.values()].map(({ group }) => group))].join(', ')}.`,
    })
  const bridges = parseBridgeNames(values.bridges, known, [...path, 'bridges'])
  const placed = { id, assets, known }
  const escrows = values.escrows.map(({ chain, asset, ...rest }, i) => ({
    ...findToken({ chain, asset }, placed, [...path, 'escrows', i]),
    ...rest,
  }))
  const supplies = values.supplies.map(({ chain, asset, ...rest }, i) => ({
    ...findToken({ chain, asset }, placed, [...path, 'supplies', i]),
    ...rest,
  }))
  if (escrows.length + supplies.length === 0)
    throw new ConfigError({
      field: toFieldPath([...path, 'escrows']),
      problem: 'and supplies name nothing that could be held against the other',
      cure: 'Add the address that locks the tokens, and the tokens that are minted for them.',
    })
  checkDistinct(
    escrows.map(({ chainId, token, address }) => `${chainId}:${token}:${address}`),
    [...path, 'escrows'],
  )
  checkDistinct(
    supplies.map(({ chainId, token }) => `${chainId}:${token}`),
    [...path, 'supplies'],
  )
  return {
    group: id,
    decimals: Math.max(...[...escrows, ...supplies].map(({ decimals }) => decimals)),
    bridges,
    escrows,
    supplies,
    offsets: values.offsets.map(({ chain, asset, ...rest }, i) => ({
      ...findToken({ chain, asset }, placed, [...path, 'offsets', i]),
      ...rest,
    })),
    limits: values.limits.map(({ chain, asset, bridge }, i) => ({
      ...findToken({ chain, asset }, placed, [...path, 'limits', i]),
      bridge,
    })),
  }
}

function parseBridgeNames(
  names: readonly string[],
  { bridges }: Known,
  path: Path,
): readonly string[] {
  if (names.length === 0)
    throw new ConfigError({
      field: toFieldPath(path),
      problem: 'names no bridge, so that nothing would be known to be in flight',
      cure: 'Write the bridges that lock, mint and burn for this group.',
    })
  for (const [i, name] of names.entries()) {
    const bridge = bridges.find(({ id }) => id === name)
    const field = toFieldPath([...path, i])
    if (bridge === undefined)
      throw new ConfigError({
        field,
        problem: `'${name}' is not one of the bridges`,
        cure: `Write one of: ${bridges.map(({ id }) => id).join(', ')}, or add it under bridges.`,
      })
    if (bridge.type === 'protocol' && bridge.protocol.isFilled === true)
      throw new ConfigError({
        field,
        problem: `third parties pay what arrives over '${name}', so that it backs nothing`,
        cure: 'Remove it: name only bridges that lock, mint and burn.',
      })
  }
  return [...new Set(names)]
}

function findToken(
  { chain, asset: named }: { chain: string; asset: string | undefined },
  { id, assets, known }: { id: string; assets: readonly AssetConfig[]; known: Known },
  path: Path,
): { chainId: ChainId; token: Address; decimals: number } {
  const at = { field: toFieldPath([...path, 'chain']), section: 'chains' as const }
  const chainId = findNamed(known.chains, chain, at).config.id
  const candidates = assets.filter(({ tokens }) => tokens.has(chainId))
  const asset =
    named === undefined
      ? candidates.length === 1
        ? candidates[0]
        : undefined
      : candidates.find((candidate) => candidate.id === named)
  const token = asset?.tokens.get(chainId)
  const field = toFieldPath([...path, 'asset'])
  if (asset === undefined || token === undefined)
    throw new ConfigError({
      field,
      problem:
        named === undefined
          ? `is missing, and ${candidates.length} assets of the group '${id}' have a token on ${chain}`
          : `'${named}' is no asset of the group '${id}' with a token on ${chain}`,
      cure:
        candidates.length === 0
          ? `Add the token of ${chain} to an asset of the group.`
          : `Write one of: ${candidates.map((candidate) => candidate.id).join(', ')}.`,
    })
  if (asset.amounts === 'elastic')
    throw new ConfigError({
      field,
      problem: `'${asset.id}' is elastic: its balances are not the sum of its transfers`,
      cure: 'Leave it out: its backing cannot be followed from logs.',
    })
  return { chainId, token, decimals: asset.decimals }
}

function checkDistinct(places: readonly string[], path: Path): void {
  const twin = places.findIndex((place, i) => places.indexOf(place) !== i)
  if (twin === -1) return
  throw new ConfigError({
    field: toFieldPath([...path, twin]),
    problem: 'is listed twice, so that it would count twice',
    cure: 'Keep one of the two.',
  })
}

/** A round of reads is a promise about what the watch costs. */
function checkCalls(
  { groups, multicalls }: Pick<BackingConfig, 'groups' | 'multicalls'>,
  callsMax: number,
  chains: ReadonlyMap<string, ParsedChain>,
): void {
  for (const [name, { config }] of chains) {
    const countOf = (list: 'escrows' | 'supplies' | 'limits'): number =>
      groups.flatMap((group): readonly { chainId: ChainId }[] => group[list]).filter(isHere).length
    const isHere = ({ chainId }: { chainId: ChainId }): boolean => chainId === config.id
    const counts = {
      escrows: countOf('escrows'),
      supplies: countOf('supplies'),
      limits: countOf('limits'),
    }
    const hasMulticall = multicalls.has(config.id)
    const calls = backingCallCount(counts, hasMulticall)
    if (calls <= callsMax) continue
    const cure = hasMulticall ? '' : `Write chains.${name}.multicall where the chain has one, or `
    throw new ConfigError({
      field: 'backing.reads.callsMax',
      problem: `is ${callsMax}, and chain ${name} takes ${calls} calls a round`,
      cure: `${cure}${hasMulticall ? 'Raise' : 'raise'} callsMax, or set it to 0 to go by the logs alone.`,
    })
  }
}
