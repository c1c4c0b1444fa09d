import type { FeedConfig } from '../../config/FeedConfig.ts'
import { ledgerTokens } from '../../config/ledgerTokens.ts'
import { lendingBooks } from '../../config/lendingBooks.ts'
import type { BridgeConfig, Project, VenueConfig } from '../../config/Project.ts'
import { toFieldPath } from '../../config/parse/toFieldPath.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'

/** What a configured address is there for. A book of record must be followed from its first code on. */
export type ContractRole = 'token' | 'feed' | 'carrier' | 'bridge' | 'book' | 'landing'

/** A configured address that has to be a contract. */
export interface Contract {
  chainId: ChainId
  address: Address
  role: ContractRole
  /** Where the config names it. */
  field: string
  /** From which block on it is followed, and the field that says so; undefined where the config names no block for it. */
  start: { block: bigint; field: string } | undefined
}

/** Every address of the project that has to be a contract, once per field. */
export function listContracts(project: Project): readonly Contract[] {
  const chainName = new Map(project.chains.map((chain) => [chain.id, chain.name]))
  const isBooked = ledgerTokens(project)
  const tokens = project.assets.flatMap(({ id, tokens: own }) =>
    [...own]
      .filter(([chainId, address]) => !isBooked(chainId, address))
      .map(([chainId, address]) => ({
        chainId,
        address,
        role: 'token' as const,
        field: toFieldPath(['assets', id, 'tokens', chainName.get(chainId) ?? `${chainId}`]),
        start: undefined,
      })),
  )
  const feeds = project.feeds.flatMap(listFeed)
  const sequencers = (project.sequencers ?? []).map(({ chainId, address, startBlock }) => {
    const place = ['chains', chainName.get(chainId) ?? `${chainId}`, 'sequencer']
    return {
      chainId,
      address,
      role: 'feed' as const,
      field: toFieldPath([...place, 'feed']),
      start: { block: startBlock, field: toFieldPath([...place, 'startBlock']) },
    }
  })
  return [
    ...tokens,
    ...feeds,
    ...sequencers,
    ...project.bridges.flatMap(listBridge),
    ...project.venues.flatMap(listVenue),
  ]
}

function listFeed({ id, chainId, address, startBlock, source }: FeedConfig): readonly Contract[] {
  const aggregators = source?.type === 'proxy' ? [...source.aggregators] : []
  const start = { block: startBlock, field: toFieldPath(['feeds', id, 'startBlock']) }
  return [
    { chainId, address, role: 'feed', field: toFieldPath(['feeds', id, 'address']), start },
    ...aggregators.map(([phase, aggregator]) => ({
      chainId,
      address: aggregator,
      role: 'feed' as const,
      field: toFieldPath(['feeds', id, 'aggregators', `${phase}`]),
      start: undefined,
    })),
  ]
}

function listBridge(bridge: BridgeConfig): readonly Contract[] {
  const place = (i: number, key: string) => toFieldPath(['bridges', bridge.id, 'members', i, key])
  const startOf = (i: number, block: bigint) => ({ block, field: place(i, 'startBlock') })
  if (bridge.type === 'custom') {
    return bridge.members.map(({ chainId, address, startBlock }, i) => ({
      chainId,
      address,
      role: 'bridge',
      field: place(i, 'address'),
      start: startOf(i, startBlock),
    }))
  }
  if (bridge.type === 'protocol') {
    return bridge.members.flatMap(({ chainId, contracts }, i) =>
      [...contracts].flatMap(([role, addresses]) =>
        addresses.map((address) => ({
          chainId,
          address,
          // Most of them serve many routes and are older than the block from which this one is followed.
          role: 'carrier' as const,
          field: toFieldPath(['bridges', bridge.id, 'members', i, 'contracts', role]),
          start: undefined,
        })),
      ),
    )
  }
  return bridge.members.flatMap(({ chainId, mailbox, router, token, startBlock, ...others }, i) => [
    // The mailbox carries the messages of many routes and is older than any of them.
    { chainId, address: mailbox, role: 'carrier', field: place(i, 'mailbox'), start: undefined },
    {
      chainId,
      address: router,
      role: 'bridge',
      field: place(i, 'router'),
      start: startOf(i, startBlock),
    },
    { chainId, address: token, role: 'token', field: place(i, 'token'), start: undefined },
    ...(['pausableIsm', 'pausableHook'] as const).flatMap((key): Contract[] => {
      const address = others[key]
      if (address === undefined) return []
      return [{ chainId, address, role: 'carrier', field: place(i, key), start: undefined }]
    }),
  ])
}

function listVenue(venue: VenueConfig, index: number): readonly Contract[] {
  const place = (section: string, i: number, key: string) =>
    toFieldPath(['venues', index, section, i, key])
  const books = (section: 'vaults' | 'markets') =>
    venue[section].map(({ chainId, address, startBlock }, i) => ({
      chainId,
      address,
      role: 'book' as const,
      field: place(section, i, 'address'),
      start: { block: startBlock, field: place(section, i, 'startBlock') },
    }))
  const landings = venue.landings.map(({ chainId, address }, i) => ({
    chainId,
    address,
    role: 'landing' as const,
    field: place('landings', i, 'address'),
    start: undefined,
  }))
  const own = [...listPool(venue, index), ...listExchange(venue, index)]
  return [...books('vaults'), ...books('markets'), ...landings, ...own]
}

/** Tokens of a pool, its vaults among them, are those of their assets and looked for as such. */
function listPool({ lending }: VenueConfig, index: number): readonly Contract[] {
  if (lending === undefined) return []
  const { chainId, pool, startBlock } = lending
  const place = (key: string) => toFieldPath(['venues', index, 'lending', key])
  const book = (key: string): Contract => {
    const start = { block: startBlock, field: place('startBlock') }
    return { chainId, address: pool, role: 'book', field: place(key), start }
  }
  const beside = (key: string, address: Address): Contract => {
    return { chainId, address, role: 'carrier', field: place(key), start: undefined }
  }
  switch (lending.type) {
    case 'aaveV3': {
      const { configurator, oracle } = lending
      return [book('pool'), beside('configurator', configurator), beside('oracle', oracle)]
    }
    case 'compoundV3':
      return [book('comet')]
    case 'eulerV2':
      return [
        ...lendingBooks(lending).map(({ address, place: own }): Contract => {
          const field = toFieldPath(['venues', index, 'lending', ...own])
          return { ...book('vault'), address, field }
        }),
        ...[beside('evc', lending.evc), beside('oracle', lending.oracle)],
      ]
    // The contract books many markets and is older than most of them.
    case 'morphoBlue': {
      const { oracle, irm } = lending
      return [beside('morpho', pool), beside('oracle', oracle), beside('irm', irm)]
    }
    case 'synthetixV3Core':
      return [book('proxy'), beside('accountToken', lending.accountToken)]
  }
}

function listExchange({ perpetual }: VenueConfig, index: number): readonly Contract[] {
  if (perpetual === undefined) return []
  const { chainId, pool, startBlock } = perpetual
  const place = (key: string) => toFieldPath(['venues', index, 'perpetual', key])
  const book = (key: string): Contract => {
    const start = { block: startBlock, field: place('startBlock') }
    return { chainId, address: pool, role: 'book', field: place(key), start }
  }
  const beside = (key: string, address: Address): Contract => {
    return { chainId, address, role: 'carrier', field: place(key), start: undefined }
  }
  switch (perpetual.type) {
    case 'synthetixV3': {
      const { accountToken, spotMarket } = perpetual
      const others = [beside('accountToken', accountToken), beside('spotMarket', spotMarket)]
      return [book('proxy'), ...others]
    }
    case 'gmxV2':
      return [book('eventEmitter'), beside('dataStore', perpetual.dataStore)]
  }
}
