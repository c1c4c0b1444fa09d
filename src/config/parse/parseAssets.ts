import { ConfigError } from '../../errors/ConfigError.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'
import { shareLevelsMax } from '../bottomAsset.ts'
import type { FeedConfig } from '../FeedConfig.ts'
import type { AssetConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import type { ParsedChain } from './parseChains.ts'
import { toFieldPath } from './toFieldPath.ts'

type AssetValues = ConfigValues['assets'][string]

const par = 10n ** 18n

/** Resolves the chains, feeds and share links of assets; a token belongs to one asset. Throws `ConfigError`. */
export function parseAssets(
  values: ConfigValues['assets'],
  chains: ReadonlyMap<string, ParsedChain>,
  feeds: ReadonlyMap<string, FeedConfig>,
): ReadonlyMap<string, AssetConfig> {
  const known = new Map(Object.entries(values))
  const ownerOf = new Map<string, string>()
  const assets = new Map<string, AssetConfig>()
  for (const [id, asset] of known) {
    const tokens = parseTokens(id, asset, chains)
    for (const [chainId, token] of tokens) claimToken(ownerOf, { id, chainId, token })
    checkShares(id, asset, known)
    for (const [i, feed] of asset.feeds.entries()) {
      findNamed(feeds, feed, { field: toFieldPath(['assets', id, 'feeds', i]), section: 'feeds' })
    }
    checkPeg(id, asset, assets)
    const { symbol, decimals, group = id, sharesOf, pegE18 = par, feeds: priced } = asset
    const { amounts, divergenceBps, depegBps, wraps } = asset
    assets.set(id, {
      ...{ id, symbol, decimals, group, tokens, sharesOf, feeds: priced, pegE18 },
      ...(divergenceBps === undefined ? {} : { divergenceBps }),
      ...(depegBps === undefined ? {} : { depegBps }),
      ...(amounts === undefined ? {} : { amounts }),
      ...(wraps === undefined ? {} : { wraps }),
    })
  }
  return assets
}

/** A bridged representation is never silently equal to what it stands for (DESIGN §2): who shares its feed says the factor. */
function checkPeg(
  id: string,
  { group, feeds, pegE18 }: AssetValues,
  known: ReadonlyMap<string, AssetConfig>,
): void {
  if (pegE18 !== undefined) return
  const twin = [...known.values()].find(
    (other) => other.group === group && other.feeds.some((feed) => feeds.includes(feed)),
  )
  if (twin === undefined) return
  throw new ConfigError({
    field: toFieldPath(['assets', id, 'pegE18']),
    problem: `is missing, and '${twin.id}' of the same group is priced by the same feed`,
    cure: 'Write what one is worth of the other, times 1e18: 1000000000000000000 says par. Or give it a feed of its own.',
  })
}

function parseTokens(
  id: string,
  asset: AssetValues,
  chains: ReadonlyMap<string, ParsedChain>,
): ReadonlyMap<ChainId, Address> {
  const tokens = new Map<ChainId, Address>()
  for (const [chain, token] of Object.entries(asset.tokens)) {
    const field = toFieldPath(['assets', id, 'tokens', chain])
    const { config } = findNamed(chains, chain, { field, section: 'chains' })
    if (token !== undefined) tokens.set(config.id, token)
  }
  // What a market trades needs a price and no token.
  if (tokens.size > 0 || asset.feeds.length > 0) return tokens
  throw new ConfigError({
    field: toFieldPath(['assets', id, 'tokens']),
    problem: 'names no token, and feeds names no price',
    cure: "Write the token's address under the name of a chain, or a feed for what markets trade.",
  })
}

/** Two assets with one token would count the same balance twice. */
function claimToken(
  ownerOf: Map<string, string>,
  claim: { id: string; chainId: ChainId; token: Address },
): void {
  const key = `${claim.chainId}:${claim.token}`
  const owner = ownerOf.get(key)
  ownerOf.set(key, claim.id)
  if (owner === undefined) return
  throw new ConfigError({
    field: toFieldPath(['assets', claim.id, 'tokens']),
    problem: `the token ${claim.token} of chain ${claim.chainId} already belongs to asset '${owner}'`,
    cure: 'Keep it in one of the two.',
  })
}

function checkShares(
  id: string,
  asset: AssetValues,
  known: ReadonlyMap<string, AssetValues>,
): void {
  if (asset.sharesOf === undefined) return
  const field = toFieldPath(['assets', id, 'sharesOf'])
  const under = findNamed(known, asset.sharesOf, { field, section: 'assets' })
  checkLevels(id, known, field)
  // Each level's rate is read on the chain on which the shares are.
  const chain = Object.entries(asset.tokens).find(
    ([name, token]) => token !== undefined && under.tokens[name] === undefined,
  )?.[0]
  if (chain !== undefined && under.sharesOf !== undefined) {
    throw new ConfigError({
      field,
      problem: `'${asset.sharesOf}' is itself a share, and has no token on ${chain}`,
      cure: `Write assets.${asset.sharesOf}.tokens.${chain}: its rate is read there.`,
    })
  }
  if (asset.feeds.length > 0) {
    throw new ConfigError({
      field: toFieldPath(['assets', id, 'feeds']),
      problem: `a share is priced through '${asset.sharesOf}', not by a feed`,
      cure: 'Remove the feeds, or remove sharesOf.',
    })
  }
}

function checkLevels(id: string, known: ReadonlyMap<string, AssetValues>, field: string): void {
  const seen = [id]
  for (;;) {
    const next = known.get(seen.at(-1) ?? '')?.sharesOf
    if (next === undefined) return
    if (seen.includes(next)) {
      throw new ConfigError({
        field,
        problem: `'${seen[1] ?? next}' is itself a share, and its claims lead back to '${next}'`,
        cure: 'Name what the vault holds; a share cannot be a claim on itself.',
      })
    }
    const isShare = known.get(next)?.sharesOf !== undefined
    if (isShare && seen.length === shareLevelsMax) {
      throw new ConfigError({
        field,
        problem: `puts more than ${shareLevelsMax} shares in a row: ${[...seen, next].join(', ')}`,
        cure: 'Name an asset nearer to the bottom, whose price a feed gives.',
      })
    }
    seen.push(next)
  }
}
