import { ConfigError } from '../../errors/ConfigError.ts'
import type { FeedConfig, FeedSource } from '../FeedConfig.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import type { ParsedChain } from './parseChains.ts'
import { toFieldPath } from './toFieldPath.ts'

type FeedValues = ConfigValues['feeds'][string]

/** A feed that missed three heartbeats is not late but dead. */
const deadHeartbeats = 3n

/** Resolves the chains of feeds. Throws `ConfigError`. */
export function parseFeeds(
  values: ConfigValues['feeds'],
  chains: ReadonlyMap<string, ParsedChain>,
): ReadonlyMap<string, FeedConfig> {
  const feeds = new Map<string, FeedConfig>()
  const ownerOf = new Map<string, string>()
  for (const [id, feed] of Object.entries(values)) {
    const { config } = findNamed(chains, feed.chain, {
      field: toFieldPath(['feeds', id, 'chain']),
      section: 'chains',
    })
    const { address, startBlock, decimals, heartbeatSeconds, answerMin, answerMax } = feed
    checkBounds(id, feed)
    const source = toSource(id, feed)
    const parsed: FeedConfig = {
      id,
      chainId: config.id,
      address,
      startBlock,
      decimals,
      heartbeatSeconds,
      deadAfterSeconds: toDeadAfter(id, feed),
      ...(source === undefined ? {} : { source }),
      ...(answerMin === undefined ? {} : { answerMin }),
      ...(answerMax === undefined ? {} : { answerMax }),
    }
    claimAnswers(ownerOf, parsed)
    feeds.set(id, parsed)
  }
  return feeds
}

function toDeadAfter(id: string, { heartbeatSeconds, deadAfterSeconds }: FeedValues): bigint {
  if (deadAfterSeconds === undefined) return heartbeatSeconds * deadHeartbeats
  if (deadAfterSeconds >= heartbeatSeconds) return deadAfterSeconds
  throw new ConfigError({
    field: toFieldPath(['feeds', id, 'deadAfterSeconds']),
    problem: `is ${deadAfterSeconds}, less than the heartbeat of ${heartbeatSeconds}`,
    cure: 'Write the heartbeat or more.',
  })
}

function checkBounds(id: string, { answerMin, answerMax }: FeedValues): void {
  if (answerMin === undefined || answerMax === undefined || answerMin < answerMax) return
  throw new ConfigError({
    field: toFieldPath(['feeds', id, 'answerMin']),
    problem: `is ${answerMin}, not less than answerMax ${answerMax}`,
    cure: 'Write the least answer that can be believed, and the most.',
  })
}

/** What each type of feed has beside the others. */
const ownFields = {
  chainlink: 'aggregators',
  pyth: 'priceId',
  custom: 'definition',
} as const

/** How the answers are read; undefined for a plain aggregator. */
function toSource(id: string, feed: FeedValues): FeedSource | undefined {
  for (const [type, field] of Object.entries(ownFields))
    if (type !== feed.type && feed[field] !== undefined)
      throw new ConfigError({
        field: toFieldPath(['feeds', id, field]),
        problem: `belongs to a feed of type '${type}', not '${feed.type}'`,
        cure: `Remove it, or write type: '${type}'.`,
      })
  const { type, aggregators, priceId, definition } = feed
  if (type === 'pyth' && priceId !== undefined) return { type, priceId }
  if (type === 'custom' && definition !== undefined) return { type, definition }
  if (type !== 'chainlink')
    throw new ConfigError({
      field: toFieldPath(['feeds', id, ownFields[type]]),
      problem: 'is missing',
      cure:
        type === 'pyth'
          ? 'Write the id of the price, 0x and 64 hex digits.'
          : 'Write what defineFeed returns, in a .ts or .mjs config.',
    })
  if (aggregators === undefined) return undefined
  const phases = Object.entries(aggregators).map(
    ([phase, aggregator]) => [BigInt(phase), aggregator] as const,
  )
  if (phases.length > 0) return { type: 'proxy', aggregators: new Map(phases) }
  throw new ConfigError({
    field: toFieldPath(['feeds', id, 'aggregators']),
    problem: 'names no aggregator',
    cure: 'Write the address that phaseAggregators(phaseId()) of the proxy answers, under that phase.',
  })
}

/** Two feeds of one aggregator, or of one price of a contract, would say the same answers twice. */
function claimAnswers(
  ownerOf: Map<string, string>,
  { id, chainId, address, source }: FeedConfig,
): void {
  // What a definition reads of a contract is the operator's: several feeds may share it.
  if (source?.type === 'custom') return
  const claims = source?.type === 'proxy' ? [address, ...source.aggregators.values()] : [address]
  const suffix = source?.type === 'pyth' ? `:${source.priceId}` : ''
  for (const claim of new Set(claims)) {
    const key = `${chainId}:${claim}${suffix}`
    const owner = ownerOf.get(key)
    if (owner !== undefined)
      throw new ConfigError({
        field: toFieldPath(['feeds', id, claim === address ? 'address' : 'aggregators']),
        problem: `is also the address of feed '${owner}'`,
        cure: 'Keep one of the two feeds and name it in every asset it prices.',
      })
    ownerOf.set(key, id)
  }
}
