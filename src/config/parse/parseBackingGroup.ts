import { ConfigError } from '../../errors/ConfigError.ts'
import type { BackingGroup, BackingToken } from '../BackingConfig.ts'
import type { AssetConfig, BridgeConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findBackingToken } from './findBackingToken.ts'
import type { ParsedChain } from './parseChains.ts'
import { toFieldPath } from './toFieldPath.ts'

type GroupValues = NonNullable<ConfigValues['backing']>['groups'][string]
type Path = readonly (string | number)[]

interface Known {
  chains: ReadonlyMap<string, ParsedChain>
  assets: ReadonlyMap<string, AssetConfig>
  bridges: readonly BridgeConfig[]
}

/** Resolves the escrows, supplies, offsets and limits of one asset group. Throws `ConfigError`. */
export function parseBackingGroup(id: string, values: GroupValues, known: Known): BackingGroup {
  const path = ['backing', 'groups', id]
  const group = { id, assets: findAssets(id, known.assets, path) }
  const toPlaced = <entry extends { chain: string; asset?: string | undefined }>(
    list: string,
    entries: readonly entry[],
  ): (Omit<entry, 'chain' | 'asset'> & BackingToken)[] =>
    entries.map((entry, i) => {
      const { chain, asset, ...rest } = entry
      const place = findBackingToken({ chain, asset }, group, known.chains, [...path, list, i])
      return { ...rest, ...place }
    })
  const bridges = checkBridges(values.bridges, known.bridges, [...path, 'bridges'])
  const escrows = toPlaced('escrows', values.escrows)
  const supplies = toPlaced('supplies', values.supplies)
  const accounts = [...escrows, ...supplies]
  if (accounts.length === 0)
    throw new ConfigError({
      field: toFieldPath([...path, 'escrows']),
      problem: 'and supplies name nothing that could be held against the other',
      cure: 'Add the address that locks the tokens, and the tokens that are minted for them.',
    })
  const spell = ({ chainId, token }: BackingToken): string => `${chainId}:${token}`
  const keepers = escrows.map((escrow) => `${spell(escrow)}:${escrow.address}`)
  checkDistinct(keepers, [...path, 'escrows'])
  checkDistinct(supplies.map(spell), [...path, 'supplies'])
  return {
    group: id,
    decimals: Math.max(...accounts.map(({ decimals }) => decimals)),
    bridges,
    escrows,
    supplies,
    offsets: toPlaced('offsets', values.offsets),
    limits: toPlaced('limits', values.limits),
  }
}

function findAssets(
  id: string,
  known: ReadonlyMap<string, AssetConfig>,
  path: Path,
): readonly AssetConfig[] {
  const all = [...known.values()]
  const assets = all.filter(({ group }) => group === id)
  if (assets.length > 0) return assets
  const groups = [...new Set(all.map(({ group }) => group))]
  throw new ConfigError({
    field: toFieldPath(path),
    problem: 'is the group of no asset',
    cure: `Write one of: ${groups.join(', ')}.`,
  })
}

/** The named bridges, each once. */
function checkBridges(
  names: readonly string[],
  bridges: readonly BridgeConfig[],
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

function checkDistinct(places: readonly string[], path: Path): void {
  const twin = places.findIndex((place, i) => places.indexOf(place) !== i)
  if (twin === -1) return
  throw new ConfigError({
    field: toFieldPath([...path, twin]),
    problem: 'is listed twice, so that it would count twice',
    cure: 'Keep one of the two.',
  })
}
