import { ConfigError } from '../../errors/ConfigError.ts'
import type { AaveV3Pool, AaveV3Release, AaveV3ReserveConfig } from '../AaveV3Pool.ts'
import type { AssetConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import type { ParsedChain } from './parseChains.ts'
import { toFieldPath } from './toFieldPath.ts'

type LendingValues = NonNullable<ConfigValues['venues'][number]['lending']>
type Path = readonly (string | number)[]

interface Known {
  chains: ReadonlyMap<string, ParsedChain>
  assets: ReadonlyMap<string, AssetConfig>
}

/** A price that nobody read for this many heartbeats is not late but dead. */
const DEAD_HEARTBEATS = 3n

/** Resolves the chain and the assets of a lending pool; a token occurs once. Throws `ConfigError`. */
export function parseLending(values: LendingValues, known: Known, path: Path): AaveV3Pool {
  const { chain, pool, configurator, oracle, startBlock, heartbeatSeconds } = values
  const { config } = findNamed(known.chains, chain, {
    field: toFieldPath([...path, 'chain']),
    section: 'chains',
  })
  const deadAfterSeconds = values.deadAfterSeconds ?? heartbeatSeconds * DEAD_HEARTBEATS
  if (deadAfterSeconds < heartbeatSeconds) {
    throw new ConfigError({
      field: toFieldPath([...path, 'deadAfterSeconds']),
      problem: `is ${deadAfterSeconds}, less than the heartbeat of ${heartbeatSeconds}`,
      cure: 'Write the heartbeat or more.',
    })
  }
  const reserves = values.reserves.map((reserve, i) =>
    parseReserve(reserve, { chain, chainId: config.id, known, path: [...path, 'reserves', i] }),
  )
  assertDistinct(reserves, path)
  return {
    type: 'aaveV3',
    chainId: config.id,
    pool,
    configurator,
    oracle,
    startBlock,
    versions: parseVersions(values, path),
    reserves,
    heartbeatSeconds,
    deadAfterSeconds,
  }
}

function parseReserve(
  reserve: LendingValues['reserves'][number],
  place: { chain: string; chainId: number; known: Known; path: Path },
): AaveV3ReserveConfig {
  const { aToken, variableDebtToken, priceSources } = reserve
  const { chain, chainId, known, path } = place
  const field = toFieldPath([...path, 'asset'])
  const asset = findNamed(known.assets, reserve.asset, { field, section: 'assets' })
  const token = asset.tokens.get(chainId)
  if (token === undefined) {
    throw new ConfigError({
      field,
      problem: `asset '${asset.id}' has no token on ${chain}`,
      cure: `Write its address in assets.${asset.id}.tokens.${chain}.`,
    })
  }
  const { id, decimals } = asset
  return { asset: id, token, decimals, aToken, variableDebtToken, priceSources }
}

function parseVersions({ version, versions }: LendingValues, path: Path): AaveV3Pool['versions'] {
  const named = version === undefined ? versions : [{ version, fromBlock: 0n }, ...versions]
  const [first, ...later] = named
  if (first === undefined || (version !== undefined && later.length > 0)) {
    throw new ConfigError({
      field: toFieldPath([...path, 'version']),
      problem: first === undefined ? 'is missing' : 'stands beside versions',
      cure: "Write the pool's version, such as '3.5', or in versions each with its first block.",
    })
  }
  let before: AaveV3Release = first
  for (const [i, release] of later.entries()) {
    if (release.fromBlock <= before.fromBlock) {
      throw new ConfigError({
        field: toFieldPath([...path, 'versions', i + 1]),
        problem: `version ${release.version} does not begin after version ${before.version}`,
        cure: 'Write the oldest version first, each with the block of its upgrade.',
      })
    }
    before = release
  }
  return [first, ...later]
}

/** Without a token a filter of logs would ask for those of every contract. */
function assertDistinct(reserves: readonly AaveV3ReserveConfig[], path: Path): void {
  if (reserves.length === 0) {
    throw new ConfigError({
      field: toFieldPath([...path, 'reserves']),
      problem: 'names no reserve',
      cure: 'Name the reserves whose balances are to be read, each with its aToken and debt token.',
    })
  }
  const seen = new Set<string>()
  for (const [i, { token, aToken, variableDebtToken }] of reserves.entries()) {
    for (const each of [token, aToken, variableDebtToken]) {
      if (seen.has(each)) {
        throw new ConfigError({
          field: toFieldPath([...path, 'reserves', i]),
          problem: `names ${each}, which is already part of the pool`,
          cure: 'Name each reserve once, with its own aToken and debt token.',
        })
      }
      seen.add(each)
    }
  }
}
