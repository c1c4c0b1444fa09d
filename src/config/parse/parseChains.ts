import { ConfigError } from '../../errors/ConfigError.ts'
import type { BridgeProtocol } from '../BridgeProtocol.ts'
import type { ChainConfig, EndpointConfig } from '../ChainConfig.ts'
import type { BridgeDomains, ChainPreset } from '../ChainPreset.ts'
import type { ChainValues } from '../schema/chainSchema.ts'
import type { ConfigValues } from '../schema.ts'
import { findEndpoint } from './findEndpoint.ts'
import { toFieldPath } from './toFieldPath.ts'

/** What a config may refer to outside itself. */
export interface ConfigWorld {
  /** Environment variables for `env:NAME`. */
  variables: Readonly<Record<string, string | undefined>>
  /** Chain presets by name, for configs that cannot import them. */
  presets: Readonly<Record<string, ChainPreset>>
  /** Bridge protocols by name. Default: none is known. */
  protocols?: Readonly<Record<string, BridgeProtocol>> | undefined
}

/** A chain and what its preset said beyond it. */
export interface ParsedChain {
  config: ChainConfig
  hyperlaneDomain: number
  /** What bridges call it; nothing without a preset. */
  domains: BridgeDomains
}

/** Blocks of 2 s are the rule on rollups; faster chains say so, slower ones are only polled more often. */
const blockTimeMsDefault = 2_000

/** A chain is stale two missed blocks after its last confirmed head, and ten seconds for jitter and one failover. */
const staleBlocks = 2
const staleGraceMs = 10_000

/** Ethereum's two epochs; rollups that know the tags never need it. */
const safeDepthDefault = 32n
const finalizedDepthDefault = 64n

/** Free endpoints limit bursts to about this many requests at once. */
const concurrencyDefault = 8

/** The widest range that the large providers take; the follower shrinks it where an endpoint refuses. */
const rangeBlocksMaxDefault = 10_000n

/** Providers answer a full `eth_getLogs` range within ten seconds or not at all. */
const timeoutMsDefault = 15_000

/** Resolves presets, defaults and endpoints. Throws `ConfigError`. */
export function parseChains(
  values: ConfigValues['chains'],
  world: ConfigWorld,
): ReadonlyMap<string, ParsedChain> {
  const names = Object.keys(values)
  if (names.length === 0) {
    throw new ConfigError({
      field: 'chains',
      problem: 'names no chain',
      cure: "Add one, such as base: { id: 8453, rpc: 'env:BASE_RPC' }.",
    })
  }
  const chains = new Map<string, ParsedChain>()
  for (const [name, chain] of Object.entries(values)) {
    const parsed = parseChain(name, chain, world)
    const twin = [...chains.values()].find(({ config }) => config.id === parsed.config.id)
    if (twin !== undefined) {
      throw new ConfigError({
        field: toFieldPath(['chains', name, 'id']),
        problem: `${parsed.config.id} is also the id of chain '${twin.config.name}'`,
        cure: 'Keep one of the two and list all endpoints under it.',
      })
    }
    chains.set(name, parsed)
  }
  return chains
}

function parseChain(name: string, chain: ChainValues, world: ConfigWorld): ParsedChain {
  const preset = findPreset(name, chain, world)
  const id = resolveId(name, chain, preset)
  const blockTimeMs = chain.blockTimeMs ?? preset?.blockTimeMs ?? blockTimeMsDefault
  const staleDefault = Math.ceil((staleBlocks * blockTimeMs + staleGraceMs) / 1_000)
  return {
    config: {
      name,
      id,
      endpoints: resolveEndpoints(name, chain, world),
      blockTimeMs,
      cadence: preset?.cadence,
      coverage: chain.coverage ?? 'unverified',
      bloom: chain.bloom ?? preset?.bloom ?? 'untrusted',
      finality: resolveFinality(name, chain, preset),
      staleAfterSeconds: chain.staleAfterSeconds ?? preset?.staleAfterSeconds ?? staleDefault,
      concurrency: chain.concurrency ?? concurrencyDefault,
      rangeBlocksMax: chain.rangeBlocksMax ?? rangeBlocksMaxDefault,
      timeoutMs: chain.timeoutMs ?? timeoutMsDefault,
      multicall: chain.multicall ?? preset?.multicall,
    },
    hyperlaneDomain: preset?.domains.hyperlane ?? id,
    domains: preset?.domains ?? {},
  }
}

function findPreset(name: string, chain: ChainValues, world: ConfigWorld): ChainPreset | undefined {
  if (typeof chain.preset !== 'string') return chain.preset
  const known = new Map(Object.entries(world.presets))
  const preset = known.get(chain.preset)
  if (preset !== undefined) return preset
  throw new ConfigError({
    field: toFieldPath(['chains', name, 'preset']),
    problem: `'${chain.preset}' is not a known preset`,
    cure: `Write one of: ${[...known.keys()].join(', ')}, or leave it out and write the id.`,
  })
}

function resolveId(name: string, chain: ChainValues, preset: ChainPreset | undefined): number {
  const id = chain.id ?? preset?.id
  const field = toFieldPath(['chains', name, 'id'])
  if (id === undefined) {
    throw new ConfigError({
      field,
      problem: 'is missing',
      cure: 'Write the EIP-155 chain id, such as 8453, or a preset.',
    })
  }
  if (preset !== undefined && preset.id !== id) {
    throw new ConfigError({
      field,
      problem: `is ${id}, but the preset is of chain ${preset.id}`,
      cure: 'Leave the id out, or take the preset of this chain.',
    })
  }
  return id
}

function resolveEndpoints(
  name: string,
  chain: ChainValues,
  world: ConfigWorld,
): readonly EndpointConfig[] {
  const endpoints: EndpointConfig[] = []
  for (const [i, entry] of chain.rpc.entries()) {
    const field = toFieldPath(['chains', name, 'rpc', ...(chain.rpc.length === 1 ? [] : [i])])
    const url = findEndpoint(entry.url, { field, variables: world.variables })
    if (endpoints.some((endpoint) => endpoint.url === url)) {
      throw new ConfigError({
        field,
        problem: 'is listed twice',
        cure: 'Remove it: an endpoint cannot confirm itself.',
      })
    }
    const { witness = new URL(url).hostname, requestsPerSecond } = entry
    endpoints.push({ url, witness, requestsPerSecond })
  }
  return endpoints
}

function resolveFinality(
  name: string,
  chain: ChainValues,
  preset: ChainPreset | undefined,
): ChainConfig['finality'] {
  const known = preset?.finality
  const finality: ChainConfig['finality'] = {
    policy: chain.finality?.policy ?? known?.policy ?? 'tag',
    onViolation: chain.finality?.onViolation ?? 'halt',
    safeDepth: chain.finality?.safeDepth ?? (known ? BigInt(known.safeDepth) : safeDepthDefault),
    finalizedDepth:
      chain.finality?.finalizedDepth ??
      (known ? BigInt(known.finalizedDepth) : finalizedDepthDefault),
  }
  if (finality.safeDepth > finality.finalizedDepth) {
    throw new ConfigError({
      field: toFieldPath(['chains', name, 'finality', 'safeDepth']),
      problem: `is ${finality.safeDepth}, deeper than finalizedDepth ${finality.finalizedDepth}`,
      cure: 'Write a smaller safeDepth or a larger finalizedDepth.',
    })
  }
  return finality
}
