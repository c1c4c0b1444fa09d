import type { VenueConfig } from '../../../config/Project.ts'
import { assert } from '../../../errors/assert.ts'
import type { Address, ChainId, Hash } from '../../../facts/primitives.ts'
import type { AccountCase } from '../../../margin/AccountCase.ts'
import { type AccountChange, AccountIndex } from '../../../margin/index/AccountIndex.ts'
import type { Status } from '../../../margin/MarginStatus.ts'
import { minOf } from '../../../utils/minOf.ts'
import type { ReadContext } from '../ReadContext.ts'
import { indexCutOf } from './indexCutOf.ts'
import { openAccount } from './readAccount.ts'
import { recordedShape } from './recordedShape.ts'
import { type TroubledAccounts, troubled } from './TroubledAccounts.ts'

/** A venue of so few accounts is judged at once: nobody waits for it longer than for a page of accounts. */
const JUDGED_AT_ONCE = 500

/** Accounts of a larger one that are judged before other work gets a turn; each is a few reads of one snapshot. */
const JUDGED_PER_TURN = 128

/** How far the records of a chain were taken. */
interface Place {
  number: bigint
  hash: Hash
  finalized: bigint
}

/** The state of one publication that was taken. */
interface Followed {
  sequence: number
  /** Of the very cut. */
  name: string
  shape: string
  places: ReadonlyMap<ChainId, Place>
  /** Of a venue's accounts, those up to here by address have been listed; undefined once all of them have. */
  listing: { after: Address | undefined } | undefined
}

/**
 * The statuses of a venue's accounts, carried by the tick index from one newest cut to the next: whom prices, rates, rules,
 * time and stale chains concern it finds by itself, whom new blocks touched the store says. Accounts with an open transfer
 * are opened at every cut, because the progress of every chain bears on them.
 */
export class VenueStatuses {
  readonly #venue: VenueConfig
  #index = new AccountIndex((account) => this.#open(account))
  readonly #troubledNow = new Map<Address, Status>()
  /** Accounts with a transfer that is not closed and final. */
  readonly #crossing = new Set<string>()
  /** Per chain, who was touched by blocks that were not final: a reorg touches them again. */
  readonly #recent = new Map<ChainId, Map<Address, bigint>>()
  #followed: Followed | undefined
  #context: ReadContext | undefined

  constructor(venue: VenueConfig) {
    this.#venue = venue
  }

  /**
   * Takes a newest cut, and judges as many of those that it leaves in doubt as one turn may. Undefined where a newer one has
   * been taken already. Throws what reading accounts throws.
   */
  take(context: ReadContext): TroubledAccounts | undefined {
    const { sequence } = context.snapshot
    if (this.#followed !== undefined && sequence < this.#followed.sequence) return undefined
    this.#context = context
    try {
      const { dirty, isListed } = this.#follow(context)
      const isSmall = isListed && this.#index.unsettled + dirty.length <= JUDGED_AT_ONCE
      const limit = isSmall ? JUDGED_AT_ONCE : JUDGED_PER_TURN
      const changes = this.#index.take(indexCutOf(context, this.#venue), dirty, limit)
      for (const change of changes) this.#note(change)
      return this.#troubled(isListed)
    } catch (error) {
      this.#forget()
      throw error
    } finally {
      this.#context = undefined
    }
  }

  /** Whom the cut may concern by its records. */
  #follow(context: ReadContext): { dirty: readonly string[]; isListed: boolean } {
    const { snapshot, heights } = context
    const shape = recordedShape(context, this.#venue.id)
    const before = this.#followed?.shape === shape ? this.#followed : undefined
    const present = snapshot.progress.filter(({ chainId }) => heights.has(chainId))
    const touched = present.flatMap(({ chainId, indexed, finalized }) =>
      this.#touchedOf(context, chainId, { ...indexed, finalized }, before?.places.get(chainId)),
    )
    const listed = this.#list(context, before)
    const name = nameOf(context)
    const crossing = before?.name === name ? [] : this.#crossing
    this.#followed = {
      sequence: snapshot.sequence,
      name,
      shape,
      places: new Map(
        present.map(({ chainId, indexed: { number, hash }, finalized }) => [
          chainId,
          { number, hash, finalized },
        ]),
      ),
      listing: listed.listing,
    }
    const known = before === undefined ? [...this.#index.accounts()] : []
    const owners = this.#ownersOf(context, [...listed.accounts, ...touched])
    const dirty = [...new Set([...known, ...owners, ...crossing])]
    return { dirty, isListed: listed.listing === undefined }
  }

  /** A page of the venue's accounts, as long as not all of them have been listed. */
  #list(
    { snapshot, heights }: ReadContext,
    before: Followed | undefined,
  ): { accounts: readonly Address[]; listing: Followed['listing'] } {
    if (before !== undefined && before.listing === undefined)
      return { accounts: [], listing: undefined }
    const page = { venue: this.#venue.id, at: heights, order: 'asc' } as const
    const after = before?.listing?.after
    const accounts = snapshot.accounts({ ...page, after, limit: JUDGED_AT_ONCE })
    const isLast = accounts.length < JUDGED_AT_ONCE
    return { accounts, listing: isLast ? undefined : { after: accounts.at(-1) } }
  }

  /** Whom blocks since the last cut touched, at the first those that are not final; after a reorg also whom those did that are gone. */
  #touchedOf(
    { snapshot }: ReadContext,
    chainId: ChainId,
    now: Place,
    before: Place | undefined,
  ): readonly Address[] {
    const venue = this.#venue.id
    const isHeld =
      before !== undefined &&
      before.number <= now.number &&
      snapshot.blockState(chainId, before.number, before.hash) === 'canonical'
    const recent = this.#recent.get(chainId) ?? new Map<Address, bigint>()
    const gone = isHeld ? [] : [...recent.keys()]
    const final = minOf(before?.finalized ?? now.finalized, now.finalized)
    const after = isHeld ? before.number : final
    const touched = snapshot.touched({ chainId, venue, after, upTo: now.number })
    for (const account of touched) recent.set(account, now.number)
    for (const [account, number] of recent) if (number <= now.finalized) recent.delete(account)
    this.#recent.set(chainId, recent)
    return [...gone, ...touched]
  }

  /** With everybody whose account counts theirs. */
  #ownersOf(context: ReadContext, accounts: readonly Address[]): readonly Address[] {
    const ownerOf = this.#ownerOf(context)
    return accounts.flatMap((account) => [account, ...(ownerOf.get(account) ?? [])])
  }

  #ownerOf({ snapshot, heights }: ReadContext): ReadonlyMap<Address, readonly Address[]> {
    const { id: venue, links } = this.#venue
    const rows = snapshot.series({ of: 'owners', venue }, heights)
    const pairs = [
      ...links.flatMap(({ owner, accounts }) => accounts.map((account) => ({ account, owner }))),
      ...rows.flatMap(({ key: { account }, values: [owner] }) =>
        account === undefined || owner === undefined ? [] : [{ account, owner: toAddress(owner) }],
      ),
    ]
    const ownerOf = new Map<Address, readonly Address[]>()
    for (const { account, owner } of pairs)
      ownerOf.set(account, [...(ownerOf.get(account) ?? []), owner])
    return ownerOf
  }

  /** An account that blocks no longer name is one that holds nothing. */
  #open(account: string): AccountCase {
    const context = this.#context
    assert(context !== undefined, 'Accounts are opened while a cut is taken.')
    // CAST: what the index is given are addresses.
    const opened = openAccount(context, this.#venue.id, account as Address)
    if (opened.picture.transfers.length > 0) this.#crossing.add(account)
    else this.#crossing.delete(account)
    return opened.account
  }

  #troubled(isListed: boolean): TroubledAccounts {
    const settled = [...this.#troubledNow].filter(([owner]) => this.#index.isSettled(owner))
    const accounts = new Map(settled.sort(([, a], [, b]) => rankOf(a) - rankOf(b)))
    const { size, unsettled } = this.#index
    const isWhole = isListed && unsettled === 0
    return { accounts, judged: Math.max(size - unsettled, 0), isWhole, isGoingOn: !isWhole }
  }

  #note({ account, to }: AccountChange): void {
    // CAST: what the index is given are addresses.
    const owner = account as Address
    if (to === undefined || !troubled.has(to)) this.#troubledNow.delete(owner)
    else this.#troubledNow.set(owner, to)
  }

  /** What failed halfway says nothing any more: everything is read anew. */
  #forget(): void {
    this.#index = new AccountIndex((account) => this.#open(account))
    this.#crossing.clear()
    this.#troubledNow.clear()
    this.#recent.clear()
    this.#followed = undefined
  }
}

const ranks = [...troubled]

function rankOf(status: Status): number {
  return ranks.indexOf(status)
}

/** Equal for equal cuts; whether a chain is stale is no part of a checkpoint. */
function nameOf({ snapshot, cut }: ReadContext): string {
  const stale = cut.chains.flatMap(({ chainId, isStale }) => (isStale ? [chainId] : []))
  return `${snapshot.sequence}|${cut.checkpoint}|${stale.join()}`
}

function toAddress(number: bigint): Address {
  return `0x${number.toString(16).padStart(40, '0')}`
}
