import type { Address } from '../../facts/primitives.ts'
import type { MarginAccountModel } from '../models/MarginAccountModel.ts'
import { toMarginAccountModel } from '../models/toMarginAccountModel.ts'
import { troubled } from '../views/accounts/TroubledAccounts.ts'
import type { CutReader } from '../views/Views.ts'
import type { Watch, Watched } from './Watch.ts'

/** So many accounts in trouble are told when somebody subscribes, the worst of them; more would only be history. */
const TOLD_MAX = 1_000

/**
 * Follows the statuses of a venue: whose account is neither HEALTHY nor without risk, who gets there, and who is calm again.
 * The tick index says who that is, so that only accounts whose status has changed are read.
 */
export function watchMarginAccounts(venue: string): Watch<MarginAccountModel> {
  return {
    key: `marginAccounts ${venue}`,
    evaluate(reader, known) {
      const { accounts } = reader.troubled(venue)
      const found = new Map<string, Watched<MarginAccountModel>>()
      for (const [owner, status] of accounts) {
        const before = known.get(owner)
        if (before === undefined && found.size >= TOLD_MAX) continue
        found.set(owner, before?.content === status ? before : read(reader, venue, owner))
      }
      for (const [owner, { content }] of known) {
        if (found.has(owner) || !isTroubled(content)) continue
        // CAST: what is known was found above, by address.
        found.set(owner, read(reader, venue, owner as Address))
      }
      return found
    },
    isUnfinished: (reader) => reader.troubled(venue).isGoingOn,
  }
}

function read(reader: CutReader, venue: string, owner: Address): Watched<MarginAccountModel> {
  const view = reader.marginAccount(venue, owner)
  return { content: view.margin.status, value: toMarginAccountModel(view, reader.cut) }
}

function isTroubled(status: string): boolean {
  return [...troubled].some((each) => each === status)
}
