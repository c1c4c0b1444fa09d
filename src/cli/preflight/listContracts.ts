import type { BridgeConfig, Project, VenueConfig } from '../../config/Project.ts'
import { toFieldPath } from '../../config/parse/toFieldPath.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'

/** A configured address that has to be a contract. */
export interface Contract {
  chainId: ChainId
  address: Address
  /** Where the config names it. */
  field: string
  /**
   * Given for books of record, whose balances before the start block would be missing: the block and its field. A feed or
   * a bridge may start late: older prices are not needed, and older routes are said to be not covered.
   */
  start: { block: bigint; field: string } | undefined
}

/** Every address of the project that has to be a contract, once per field. */
export function listContracts(project: Project): readonly Contract[] {
  const chainName = new Map(project.chains.map((chain) => [chain.id, chain.name]))
  const tokens = project.assets.flatMap(({ id, tokens }) =>
    [...tokens].map(([chainId, address]) => ({
      chainId,
      address,
      field: toFieldPath(['assets', id, 'tokens', chainName.get(chainId) ?? `${chainId}`]),
      start: undefined,
    })),
  )
  const feeds = project.feeds.map(({ id, chainId, address }) => ({
    chainId,
    address,
    field: toFieldPath(['feeds', id, 'address']),
    start: undefined,
  }))
  return [
    ...tokens,
    ...feeds,
    ...project.bridges.flatMap(listBridge),
    ...project.venues.flatMap(listVenue),
  ]
}

function listBridge(bridge: BridgeConfig): readonly Contract[] {
  const place = (i: number, key: string) => toFieldPath(['bridges', bridge.id, 'members', i, key])
  if (bridge.type === 'custom') {
    return bridge.members.map(({ chainId, address }, i) => ({
      chainId,
      address,
      field: place(i, 'address'),
      start: undefined,
    }))
  }
  return bridge.members.flatMap(({ chainId, mailbox, router, token }, i) => [
    { chainId, address: mailbox, field: place(i, 'mailbox'), start: undefined },
    { chainId, address: router, field: place(i, 'router'), start: undefined },
    { chainId, address: token, field: place(i, 'token'), start: undefined },
  ])
}

function listVenue(venue: VenueConfig, index: number): readonly Contract[] {
  const place = (section: string, i: number, key: string) =>
    toFieldPath(['venues', index, section, i, key])
  const books = (section: 'vaults' | 'markets') =>
    venue[section].map(({ chainId, address, startBlock }, i) => ({
      chainId,
      address,
      field: place(section, i, 'address'),
      start: { block: startBlock, field: place(section, i, 'startBlock') },
    }))
  const landings = venue.landings.map(({ chainId, address }, i) => ({
    chainId,
    address,
    field: place('landings', i, 'address'),
    start: undefined,
  }))
  return [...books('vaults'), ...books('markets'), ...landings]
}
