import { lendingBooks } from '../../../config/lendingBooks.ts'
import { ownProtocol } from '../../../config/ownProtocol.ts'
import type { Project } from '../../../config/Project.ts'
import type { Address, ChainId } from '../../../facts/primitives.ts'
import type { SeriesKey } from '../../../facts/Series.ts'
import { listSources, type SourcePurpose } from '../../../protocols/listSources.ts'
import { feedSeries } from '../../../protocols/oracles/feedSeries.ts'
import type { Snapshot } from '../../../store/Snapshot.ts'
import { sourceProgress } from '../../../store/sourceProgress.ts'

type OwnProtocol = NonNullable<ReturnType<typeof ownProtocol>>

/** A source set that the config added to a chain that was recorded without it. */
export interface JoiningSource {
  chainId: ChainId
  sourceId: string
  purpose: SourcePurpose
  /** First block that can hold one of its logs. */
  fromBlock: bigint
  /** Last block of its past that is recorded, undefined before the first. */
  toBlock: bigint | undefined
  /** Height of the chain: what its past must reach. */
  targetBlock: bigint
}

/** A source set that is recorded and that the config no longer has. */
export interface LeftSource {
  chainId: ChainId
  sourceId: string
  /** Last block up to which it was followed. */
  toBlock: bigint
}

/** What of the recorded state may be served, at one snapshot. */
export interface SourceStates {
  joining: readonly JoiningSource[]
  left: readonly LeftSource[]
  /** Chain on which a bridge of this id is still joining, of these two. */
  joiningEnd(bridge: string, ends: readonly ChainId[]): ChainId | undefined
  /** Whether the running values of a key are whole and still followed. */
  isServed(key: SeriesKey): boolean
}

/** Holds the configured sources against what a snapshot says is covered. */
export function createSourceStates(project: Project): (snapshot: Snapshot) => SourceStates {
  const sources = listSources(project)
  const ids = new Set(sources.map(({ source }) => source.id))
  const books = new Set(
    project.venues.flatMap(({ id, vaults, markets, ...venue }) => [
      ...[...vaults, ...markets].map(({ chainId, address }) => bookId(chainId, address, id)),
      ...vaults.flatMap((vault) =>
        vault.type === 'erc7540' ? [bookId(vault.chainId, vault.share, id)] : [],
      ),
      ...ownBooks(venue).map(({ chainId, address }) => bookId(chainId, address, id)),
    ]),
  )
  return ({ coverage, progress }) => {
    const rows = new Map(coverage.map((row) => [row.sourceId, row]))
    const heights = new Map(progress.map(({ chainId, indexed }) => [chainId, indexed.number]))
    const joining = sources.flatMap(({ source, decoder, filterDigest, purpose }) => {
      const { id: sourceId, chainId, startBlock } = source
      const targetBlock = heights.get(chainId)
      if (targetBlock === undefined) return []
      const row = rows.get(sourceId)
      const identity = { sourceId, startBlock, filterDigest, decoder }
      const { state } = sourceProgress(identity, row, targetBlock)
      if (state === 'covered') return []
      const toBlock = state === 'joining' ? row?.toBlock : undefined
      return [{ chainId, sourceId, purpose, fromBlock: startBlock, toBlock, targetBlock }]
    })
    const left = coverage
      .filter(({ sourceId }) => !ids.has(sourceId))
      .map(({ chainId, sourceId, toBlock }) => ({ chainId, sourceId, toBlock }))
    return {
      joining,
      left,
      isServed: createServed(joining, left.length > 0 ? books : undefined),
      joiningEnd: (bridge, ends) =>
        joining.find(
          ({ chainId, purpose }) =>
            purpose.kind === 'bridge' && purpose.bridge.id === bridge && ends.includes(chainId),
        )?.chainId,
    }
  }
}

/** `books` names every configured book, where some recorded one may not be among them. */
function createServed(
  joining: readonly JoiningSource[],
  books: ReadonlySet<string> | undefined,
): SourceStates['isServed'] {
  const joiningBooks = new Set<string>()
  const joiningContracts = new Set<string>()
  const joiningPrices = new Set<string>()
  const joiningBacking = new Set<ChainId>()
  const joiningBridges = new Set<string>()
  for (const { chainId, purpose } of joining) {
    if (purpose.kind === 'bridge') joiningBridges.add(`${chainId}|${purpose.bridge.id}`)
    if (purpose.kind === 'backing') joiningBacking.add(chainId)
    if (purpose.kind === 'feed')
      for (const { contract, subject } of feedSeries(purpose.feed))
        joiningPrices.add(`${contractId(chainId, contract)}|${subject}`)
    if (purpose.kind === 'sequencer')
      joiningPrices.add(`${contractId(chainId, purpose.sequencer.address)}|`)
    if (purpose.kind === 'rate') joiningContracts.add(contractId(chainId, purpose.rate.token))
    if (purpose.kind === 'lending') {
      joiningContracts.add(contractId(chainId, purpose.pool.pool))
      for (const book of booksOf(purpose.pool))
        joiningBooks.add(bookId(chainId, book, purpose.venue))
    }
    if (purpose.kind !== 'vault' && purpose.kind !== 'market') continue
    for (const contract of [purpose.contract, ...(purpose.shares ?? [])]) {
      joiningBooks.add(bookId(chainId, contract, purpose.venue))
      joiningContracts.add(contractId(chainId, contract))
    }
  }
  return ({ kind, chainId, contract, venue, subject }) => {
    switch (kind) {
      case 'holding':
      case 'liability':
      case 'total':
      case 'position':
      case 'liquidation': {
        const id = bookId(chainId, contract, venue)
        return !joiningBooks.has(id) && (books === undefined || books.has(id))
      }
      case 'price':
        return !joiningPrices.has(`${contractId(chainId, contract)}|${subject}`)
      case 'index':
      case 'parameter':
        return !joiningContracts.has(contractId(chainId, contract))
      case 'residual':
        return (
          !joiningContracts.has(contractId(chainId, contract)) &&
          (books === undefined || hasContract(books, chainId, contract))
        )
      case 'control':
        return !joiningBridges.has(`${chainId}|${venue}`)
      case 'escrowed':
      case 'supply':
      case 'flow':
      case 'observed':
        return !joiningBacking.has(chainId)
      case 'owner':
        return true
    }
  }
}

/** Contracts that book a pool's balances, and the pool itself, where liquidations are filed. */
function booksOf(pool: OwnProtocol): readonly Address[] {
  return [pool.pool, ...lendingBooks(pool).map(({ address }) => address)]
}

function ownBooks(venue: Parameters<typeof ownProtocol>[0]) {
  const pool = ownProtocol(venue)
  if (pool === undefined) return []
  return booksOf(pool).map((address) => ({ chainId: pool.chainId, address }))
}

function contractId(chainId: ChainId, contract: string): string {
  return `${chainId}|${contract}`
}

function bookId(chainId: ChainId, contract: string, venue: string): string {
  return `${contractId(chainId, contract)}|${venue}`
}

function hasContract(books: ReadonlySet<string>, chainId: ChainId, contract: string): boolean {
  const prefix = `${contractId(chainId, contract)}|`
  return [...books].some((book) => book.startsWith(prefix))
}
