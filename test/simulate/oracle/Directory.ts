import type { Address } from 'viem'
import type {
  OracleAsset,
  OracleChain,
  OracleContract,
  OracleDeployment,
  OracleRoute,
} from './Oracle.ts'

/** What one chain's cut is: its coverage starts and ends at these times, seconds. */
export interface Reach {
  from: bigint
  to: bigint
}

/** Who stands where, and how far the cut reaches. Every question is answered by a search. */
export interface Directory {
  deployment: OracleDeployment
  /** Undefined for a chain that is not in the cut. */
  reach(chainId: number): Reach | undefined
  /** Contracts of one kind on a chain. */
  contracts<kind extends OracleContract['kind']>(
    kind: kind,
    chainId: number,
  ): readonly Extract<OracleContract, { kind: kind }>[]
  /** The venue whose collateral arrives at an address: a vault's or a landing contract's. */
  venueAt(chainId: number, address: Address | undefined): string | undefined
  asset(chainId: number, token: Address): OracleAsset | undefined
  route(id: string): OracleRoute
  /** Whether the route has a followed end on the chain. */
  hasEnd(route: string, chainId: number): boolean
  isFollowed(chainId: number): boolean
}

/** Creates the directory of a deployment at the cut that `chains` are. */
export function createDirectory(
  deployment: OracleDeployment,
  chains: readonly OracleChain[],
): Directory {
  const { chainIds, contracts, assets, routes } = deployment
  return {
    deployment,
    reach(chainId) {
      const chain = chains.find((each) => each.chainId === chainId)
      const last = chain?.blocks.at(-1)
      return chain && last && { from: chain.coveredFromTimestamp, to: last.timestamp }
    },
    contracts: <kind extends OracleContract['kind']>(kind: kind, chainId: number) =>
      contracts.filter(
        (contract): contract is Extract<OracleContract, { kind: kind }> =>
          contract.kind === kind && contract.chainId === chainId,
      ),
    venueAt(chainId, address) {
      const contract = contracts.find(
        (each) =>
          each.kind !== 'market' &&
          'venue' in each &&
          each.chainId === chainId &&
          each.address === address,
      )
      return contract !== undefined && 'venue' in contract ? contract.venue : undefined
    },
    asset: (chainId, token) => assets.find(({ tokens }) => tokens[chainId] === token),
    route(id) {
      const route = routes.find((each) => each.id === id)
      if (route === undefined) throw new Error(`The deployment has no route ${id}.`)
      return route
    },
    hasEnd: (route, chainId) =>
      contracts.some((each) => 'route' in each && each.route === route && each.chainId === chainId),
    isFollowed: (chainId) => chainIds.includes(chainId),
  }
}
