import { assertVenue } from '../assertVenue.ts'
import { ApiError } from '../errors/ApiError.ts'
import type { GraphqlContext } from '../GraphqlContext.ts'
import type {
  SubscriptionResolvers,
  SubscriptionTransferChangedArgs,
} from '../generated/resolverTypes.ts'
import type { MarginAccountModel } from '../models/MarginAccountModel.ts'
import type { Watch } from '../watch/Watch.ts'
import { watchMarginAccount } from '../watch/watchMarginAccount.ts'
import { watchMarginAccounts } from '../watch/watchMarginAccounts.ts'
import { type TransferChange, watchTransfer, watchTransfers } from '../watch/watchTransfers.ts'

export const Subscription: SubscriptionResolvers = {
  marginAccountChanged: {
    subscribe(_root, { venue, owner }, { views, watches, client }) {
      assertVenue(views, venue)
      const watch = owner == null ? watchMarginAccounts(venue) : watchMarginAccount(venue, owner)
      return watches.subscribe(watch, client)
    },
    resolve: (account: MarginAccountModel) => account,
  },
  transferChanged: {
    subscribe: (_root, args, context) =>
      context.watches.subscribe(toTransferWatch(args, context), context.client),
    resolve: (change: TransferChange) => change,
  },
}

/** Throws `ApiError` BAD_WHERE unless the arguments name one transfer, a venue, or an account in it. */
function toTransferWatch(
  { key, venue, account }: SubscriptionTransferChangedArgs,
  { views }: GraphqlContext,
): Watch<TransferChange> {
  const isOfVenue = venue != null || account != null
  if (key != null && !isOfVenue) return watchTransfer(key)
  if (key == null && venue != null) {
    assertVenue(views, venue)
    return watchTransfers(venue, account ?? undefined)
  }
  throw new ApiError({
    code: 'BAD_WHERE',
    text: '`transferChanged` takes either `key`, or `venue` with or without `account`.',
  })
}
