import type { Hex } from 'viem'
import type { BlockTree, TreeBlock } from '../../faults/support/createBlockTree.ts'
import type {
  OracleAsset,
  OracleBlock,
  OracleChain,
  OracleContract,
  OracleDeployment,
} from '../oracle/Oracle.ts'
import { carrierOf, type Deployment, type SimChain, venueId } from './Deployment.ts'
import { type Gates, gateOf } from './drawGates.ts'
import { type Economy, uptimeId } from './Economy.ts'
import { shareDecimals } from './toConfig.ts'

const known = new WeakMap<Deployment, OracleDeployment>()

/** What the oracle is told of a seed's world. */
export function toOracleDeployment(deployment: Deployment): OracleDeployment {
  const told = known.get(deployment) ?? describe(deployment)
  known.set(deployment, told)
  return told
}

function describe(deployment: Deployment): OracleDeployment {
  const { chains, hasFerry, skewSeconds, stuckAfterSeconds, bridging } = deployment
  const hasTwin = hasFerry && bridging?.hasTwin === true
  const policy = { skewSeconds: BigInt(skewSeconds), stuckAfterSeconds: BigInt(stuckAfterSeconds) }
  return {
    chainIds: chains.map(({ id }) => id),
    contracts: chains.flatMap((chain) => toContracts(deployment, chain)),
    assets: toAssets(deployment),
    routes: [
      { id: 'warp', kind: 'hyperlane', ...policy },
      ...(hasFerry ? [{ id: 'ferry', kind: 'custom' as const, ...policy }] : []),
      ...(hasTwin ? [{ id: 'ferry2', kind: 'custom' as const, ...policy }] : []),
    ],
  }
}

function toContracts(deployment: Deployment, chain: SimChain): OracleContract[] {
  const { id: chainId, markets, mailbox, yieldVault, feed, landing } = chain
  const { hasFerry, hasYield, economy, bridging, gates } = deployment
  const { usd, eur } = markets
  const contracts: OracleContract[] = [
    { kind: 'book', chainId, address: usd.book, venue: venueId, token: usd.token },
    { kind: 'warpRouter', chainId, address: usd.carrier, mailbox, token: usd.token, route: 'warp' },
  ]
  if (hasFerry)
    contracts.push(
      { kind: 'book', chainId, address: eur.book, venue: venueId, token: eur.token },
      { kind: 'customRoute', chainId, address: eur.carrier, ...routeOf(eur.token, 'ferry', gates) },
    )
  for (const kind of ['ism', 'hook'] as const) {
    const address = gateOf(gates, chain, kind)
    const way = kind === 'ism' ? ('in' as const) : ('out' as const)
    if (address !== undefined)
      contracts.push({ kind: 'gate', chainId, address, route: 'warp', way })
  }
  if (hasFerry && bridging?.hasTwin === true) {
    const address = carrierOf(chain, 'eur', 2)
    contracts.push({
      kind: 'customRoute',
      chainId,
      address,
      ...routeOf(eur.token, 'ferry2', gates),
    })
  }
  if (hasYield && yieldVault !== undefined) {
    const place = { chainId, address: yieldVault, venue: venueId }
    contracts.push({ kind: 'erc4626', ...place, underlying: usd.token })
  }
  if (landing !== undefined)
    contracts.push({ kind: 'landing', chainId, address: landing, venue: venueId })
  if (economy !== undefined) contracts.push(...toEconomy(economy, chain))
  else if (feed !== undefined)
    contracts.push({ kind: 'feed', chainId, address: feed, id: 'usd-feed' })
  return contracts
}

function routeOf(token: Hex, route: string, gates: Gates | undefined) {
  return { token, route, hasValve: gates?.hasValves === true }
}

function toEconomy(
  { feeds, marketChains, uptimes }: Economy,
  { id: chainId, index, market, markets }: SimChain,
): OracleContract[] {
  const own = feeds.filter(({ chain }) => chain === index)
  const hasMarket = market !== undefined && marketChains.includes(index)
  const place = { chainId, venue: venueId, token: markets.usd.token }
  const uptime = uptimes?.feeds[index]
  return [
    ...own.map(({ id, address }) => ({ kind: 'feed' as const, chainId, address, id })),
    ...(uptime === undefined
      ? []
      : [{ kind: 'feed' as const, chainId, address: uptime, id: uptimeId(index) }]),
    ...(hasMarket ? [{ kind: 'market' as const, ...place, address: market }] : []),
  ]
}

function toAssets({ chains, hasFerry, hasYield, bridging }: Deployment): OracleAsset[] {
  const assetOf = (id: string, group: string, decimals: number, family: 'usd' | 'eur') => ({
    id,
    isElastic: bridging?.elastic.includes(id) === true,
    group,
    decimals,
    tokens: Object.fromEntries(
      chains
        .filter(({ markets }) => markets[family].decimals === decimals)
        .map(({ id: chainId, markets }) => [chainId, markets[family].token]),
    ),
  })
  const ferried = [...new Set(chains.map(({ markets }) => markets.eur.decimals))]
  const shares = chains.flatMap(({ id, yieldVault }) =>
    yieldVault === undefined ? [] : [[id, yieldVault]],
  )
  return [
    assetOf('usd', 'usd', chains[0]?.markets.usd.decimals ?? 0, 'usd'),
    ...(hasFerry
      ? ferried.map((decimals) => assetOf(`eur${decimals}`, 'eur', decimals, 'eur'))
      : []),
    ...(hasYield
      ? [
          {
            id: 'share',
            group: 'share',
            decimals: shareDecimals,
            tokens: Object.fromEntries(shares),
          },
        ]
      : []),
  ]
}

/** The branch of `tree` that ends with `tip`, as the oracle reads it: blocks without logs are left out, but the last. */
export function toOracleChain(tree: BlockTree, tip: TreeBlock): OracleChain {
  const blocks: OracleBlock[] = []
  for (let block: TreeBlock | undefined = tip; block !== undefined; block = block.parent) {
    const { number, hash, timestamp, transactions } = block
    if (block !== tip && transactions.length === 0) continue
    blocks.push({ number: BigInt(number), hash, timestamp, transactions })
  }
  // All contracts are followed from the first block, before which there was nothing.
  return { chainId: tree.chainId, coveredFromTimestamp: 0n, blocks: blocks.reverse() }
}
