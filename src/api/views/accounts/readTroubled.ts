import { ownProtocol } from '../../../config/ownProtocol.ts'
import type { Project } from '../../../config/Project.ts'
import type { Address } from '../../../facts/primitives.ts'
import { evaluateCrossChain } from '../../../margin/evaluateCrossChain.ts'
import type { Status } from '../../../margin/MarginStatus.ts'
import type { ReadContext } from '../ReadContext.ts'
import { evaluatedStatuses } from './evaluatedStatuses.ts'
import { openAccount } from './readAccount.ts'
import { type TroubledAccounts, troubled } from './TroubledAccounts.ts'
import { VenueStatuses } from './VenueStatuses.ts'

/** So many accounts of a cut that no index follows are judged one by one: what a page of accounts may cost. */
const JUDGED_MAX = 200

/** The accounts of a venue that are not calm, at any cut. */
export type ReadTroubled = (context: ReadContext, venue: string) => TroubledAccounts

/**
 * At the newest cut the tick index of the venue says it, which is only told what has changed. A past cut, or one that the
 * index has left behind, is read account by account, and said to be incomplete where they are too many; so is a venue whose
 * rules are a pool's own, which no index follows.
 */
export function createReadTroubled(project: Project): {
  newest: ReadTroubled
  past: ReadTroubled
} {
  const statuses = new Map(
    project.venues
      .filter((venue) => ownProtocol(venue) === undefined)
      .map((venue) => [venue.id, new VenueStatuses(venue)]),
  )
  return {
    newest: (context, venue) => statuses.get(venue)?.take(context) ?? readPast(context, venue),
    past: readPast,
  }
}

function readPast(context: ReadContext, venue: string): TroubledAccounts {
  const page = { venue, at: context.heights, order: 'asc', after: undefined } as const
  const owners = context.snapshot.accounts({ ...page, limit: JUDGED_MAX + 1 })
  if (owners.length > JUDGED_MAX)
    return { accounts: new Map(), judged: 0, isWhole: false, isGoingOn: false }
  const evaluated = evaluatedStatuses(context, venue)
  const judged = owners.map((owner): [Address, Status] => {
    const status =
      evaluated.get(owner) ?? evaluateCrossChain(openAccount(context, venue, owner).account).status
    evaluated.set(owner, status)
    return [owner, status]
  })
  const accounts = new Map(judged.filter(([, status]) => troubled.has(status)))
  return { accounts, judged: owners.length, isWhole: true, isGoingOn: false }
}
