import { ConfigError } from '../../errors/ConfigError.ts'
import type { Address } from '../../facts/primitives.ts'
import { lendingBooks } from '../lendingBooks.ts'
import { ownProtocol } from '../ownProtocol.ts'
import type { AssetConfig, MarketConfig, VaultConfig, VenueConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import type { ParsedChain } from './parseChains.ts'
import { parseErc7540 } from './parseErc7540.ts'
import { parseLending } from './parseLending.ts'
import { parseOrderlyLedger } from './parseOrderlyLedger.ts'
import { parsePerpetual } from './parsePerpetual.ts'
import { parseRisk } from './parseRisk.ts'
import { toFieldPath } from './toFieldPath.ts'

type VenueValues = ConfigValues['venues'][number]
type VaultValues = VenueValues['vaults'][number]
type Path = readonly (string | number)[]

interface Known {
  chains: ReadonlyMap<string, ParsedChain>
  assets: ReadonlyMap<string, AssetConfig>
}

/** Who follows a contract already. */
interface Claim {
  venue: string
  kind: string
  field: string
}

/** Resolves venues; an id and a contract occur once. Throws `ConfigError`. */
export function parseVenues(values: ConfigValues['venues'], known: Known): readonly VenueConfig[] {
  const indexOf = new Map<string, number>()
  const claims = new Map<string, Claim>()
  return values.map((venue, i) => {
    const first = indexOf.get(venue.id)
    if (first !== undefined) {
      throw new ConfigError({
        field: `venues[${i}].id`,
        problem: `the venue '${venue.id}' is already defined by venues[${first}]`,
        cure: 'Give it another id, or move its vaults and markets into the first.',
      })
    }
    indexOf.set(venue.id, i)
    const parsed = parseVenue(venue, known, ['venues', i])
    claimContracts(claims, parsed, ['venues', i])
    return parsed
  })
}

function parseVenue(venue: VenueValues, known: Known, path: Path): VenueConfig {
  if (venue.lending !== undefined || venue.perpetual !== undefined)
    return parseOwnVenue(venue, known, path)
  if (venue.vaults.length + venue.markets.length === 0) {
    throw new ConfigError({
      field: toFieldPath([...path, 'vaults']),
      problem: 'and markets name no contract',
      cure: 'Add the vault or market that books its balances.',
    })
  }
  return {
    id: venue.id,
    vaults: venue.vaults.map((vault, i) => parseVault(vault, known, [...path, 'vaults', i])),
    markets: venue.markets.map((market, i) => {
      const place = [...path, 'markets', i]
      if (market.type === 'orderly') {
        const field = toFieldPath([...place, 'chain'])
        const { config } = findNamed(known.chains, market.chain, { field, section: 'chains' })
        const { assets } = known
        return parseOrderlyLedger(market, { chainId: config.id, assets, path: place })
      }
      const { address, startBlock, definition } = market
      const { chainId, token } = findToken(market, known, place)
      return { type: 'custom', chainId, address, startBlock, definition, token }
    }),
    landings: venue.landings.map(({ chain, address }, i) => {
      const field = toFieldPath([...path, 'landings', i, 'chain'])
      const { config } = findNamed(known.chains, chain, { field, section: 'chains' })
      return { chainId: config.id, address }
    }),
    links: parseLinks(venue, path),
    risk: parseRisk(requireRisk(venue, path), known.assets, [...path, 'risk']),
  }
}

function requireRisk({ risk }: VenueValues, path: Path): NonNullable<VenueValues['risk']> {
  if (risk !== undefined) return risk
  throw new ConfigError({
    field: toFieldPath([...path, 'risk']),
    problem: 'is missing',
    cure: "Write the venue's risk parameters; only a lending pool or an exchange of perpetuals says its own.",
  })
}

/** A protocol of its own is liquidated account by account, so that nothing else can be in its venue. */
function parseOwnVenue(venue: VenueValues, known: Known, path: Path): VenueConfig {
  const { id, vaults, markets, landings, links, risk, lending, perpetual } = venue
  const what = lending === undefined ? 'an exchange of perpetuals' : 'a lending pool'
  const others = {
    ...{ vaults, markets, landings, links },
    risk: risk === undefined ? [] : [risk],
    perpetual: lending === undefined || perpetual === undefined ? [] : [perpetual],
  }
  for (const [field, list] of Object.entries(others)) {
    if (list.length === 0) continue
    throw new ConfigError({
      field: toFieldPath([...path, field]),
      problem: `stands beside ${what}, which says all of its venue itself`,
      cure: 'Remove it, or move it to a venue of its own.',
    })
  }
  const own = {
    boundary: '<',
    warningBps: 10_000n,
    collateral: new Map(),
    markets: new Map(),
  } as const
  return {
    ...{ id, vaults: [], markets: [], landings: [], links: [], risk: own },
    lending: lending && parseLending(lending, known, [...path, 'lending']),
    perpetual: perpetual && parsePerpetual(perpetual, known, [...path, 'perpetual']),
  }
}

function parseVault(vault: VaultValues, known: Known, path: Path): VaultConfig {
  const { address, startBlock } = vault
  const { chainId, token, asset } = findToken(vault, known, path)
  if (vault.type === 'custom') {
    const { definition } = vault
    const { id, wraps } = asset
    const custom = { type: vault.type, chainId, address, startBlock, asset: id, token, definition }
    return wraps === undefined ? custom : { ...custom, wraps }
  }
  if (vault.type === 'erc7540') {
    return parseErc7540(vault, { chainId, asset, token, assets: known.assets, path })
  }
  if (token !== address) {
    throw new ConfigError({
      field: toFieldPath([...path, 'asset']),
      problem: `the token of '${asset.id}' on ${vault.chain} is ${token}, not the vault`,
      cure: `An ERC-4626 vault is its own share token: write its address in assets.${asset.id}.tokens.${vault.chain}.`,
    })
  }
  const underlying = vault.underlying ?? findUnderlying(vault, asset, { known, chainId, path })
  const shareDecimals = vault.shareDecimals ?? asset.decimals
  if (shareDecimals !== asset.decimals) {
    throw new ConfigError({
      field: toFieldPath([...path, 'shareDecimals']),
      problem: `is ${shareDecimals}, but asset '${asset.id}' has ${asset.decimals} decimals`,
      cure: 'Leave it out, or correct the asset.',
    })
  }
  return {
    type: 'erc4626',
    chainId,
    address,
    startBlock,
    asset: asset.id,
    underlying,
    shareDecimals,
  }
}

function findToken(place: { chain: string; asset: string }, known: Known, path: Path) {
  const { config } = findNamed(known.chains, place.chain, {
    field: toFieldPath([...path, 'chain']),
    section: 'chains',
  })
  const field = toFieldPath([...path, 'asset'])
  const asset = findNamed(known.assets, place.asset, { field, section: 'assets' })
  const token = asset.tokens.get(config.id)
  if (token !== undefined) return { chainId: config.id, token, asset }
  throw new ConfigError({
    field,
    problem: `asset '${asset.id}' has no token on ${place.chain}`,
    cure: `Write its address in assets.${asset.id}.tokens.${place.chain}.`,
  })
}

function findUnderlying(
  vault: { chain: string },
  asset: AssetConfig,
  parameters: { known: Known; chainId: number; path: Path },
) {
  const { known, chainId, path } = parameters
  const claim = asset.sharesOf === undefined ? undefined : known.assets.get(asset.sharesOf)
  const token = claim?.tokens.get(chainId)
  if (token !== undefined) return token
  throw new ConfigError({
    field: toFieldPath([...path, 'underlying']),
    problem:
      claim === undefined
        ? `is missing, and asset '${asset.id}' does not say what its shares are claims on`
        : `is missing, and asset '${claim.id}' has no token on ${vault.chain}`,
    cure:
      claim === undefined
        ? `Write assets.${asset.id}.sharesOf, or the underlying token here.`
        : `Write assets.${claim.id}.tokens.${vault.chain}, or the underlying token here.`,
  })
}

/** An address with two owners would be counted for both. */
function parseLinks(venue: VenueValues, path: Path): VenueConfig['links'] {
  const ownerOf = new Map<string, string>()
  for (const [i, { owner, accounts }] of venue.links.entries()) {
    for (const [j, account] of accounts.entries()) {
      const other = ownerOf.get(account)
      if (other !== undefined && other !== owner) {
        throw new ConfigError({
          field: toFieldPath([...path, 'links', i, 'accounts', j]),
          problem: `${account} already belongs to owner ${other}`,
          cure: 'Keep it under one owner.',
        })
      }
      ownerOf.set(account, owner)
    }
  }
  return venue.links
}

/** One contract may be vault and market of one venue (other events of it), but a balance has one book of record. */
function claimContracts(claims: Map<string, Claim>, venue: VenueConfig, path: Path): void {
  for (const { chainId, address, kind, place } of booksOf(venue)) {
    const key = `${chainId}:${address}`
    const field = toFieldPath([...path, ...place])
    const first = claims.get(key)
    if (first !== undefined && (first.kind === kind || first.venue !== venue.id)) {
      throw new ConfigError({
        field: `${field}.address`,
        problem: `${address} is already followed by ${first.field}`,
        cure: 'Keep it once: a contract is the book of record of one venue.',
      })
    }
    claims.set(key, { venue: venue.id, kind, field })
  }
}

/** A contract that books balances of a venue, and where the config names it. */
interface Book {
  chainId: number
  address: Address
  kind: 'vaults' | 'markets' | 'reserves'
  place: Path
}

function booksOf(venue: VenueConfig): readonly Book[] {
  const { vaults, markets, lending } = venue
  const named = (kind: 'vaults' | 'markets', contracts: readonly (VaultConfig | MarketConfig)[]) =>
    contracts.map(({ chainId, address }, i) => ({ chainId, address, kind, place: [kind, i] }))
  const shares = vaults.flatMap((vault, i): Book[] =>
    vault.type !== 'erc7540' || vault.share === vault.address
      ? []
      : [{ chainId: vault.chainId, address: vault.share, kind: 'vaults', place: ['vaults', i] }],
  )
  const own = [...named('vaults', vaults), ...shares, ...named('markets', markets)]
  const protocol = ownProtocol(venue)
  if (protocol === undefined) return own
  const { chainId } = protocol
  const section = lending === undefined ? 'perpetual' : 'lending'
  const tokens = lendingBooks(protocol).flatMap(({ address, place, isShared }): Book[] =>
    isShared === true ? [] : [{ chainId, address, kind: 'reserves', place: [section, ...place] }],
  )
  return [...own, ...tokens]
}
