import { isAddress } from 'viem'
import type { Address } from '../../../facts/primitives.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { AccountQuery, AccountView, Page } from '../Views.ts'
import { readAccount } from './readAccount.ts'

/** Accounts evaluated while a status filter looks for matches; a page that needs more ends early. */
const scannedAccountsMax = 1_000

/** A page of a venue's accounts by address. The cursor is the address. Throws `CutError` UNKNOWN_VENUE. */
export function readAccounts(context: ReadContext, query: AccountQuery): Page<AccountView> {
  const { venue, owners, statuses, order, first } = query
  const of = { venue, accounts: owners, order, at: context.heights }
  const items: { item: AccountView; cursor: string }[] = []
  let after = toAddress(query.after)
  let scanned = 0
  for (;;) {
    const limit = first + 1
    const addresses = context.snapshot.accounts({ ...of, after, limit })
    for (const address of addresses) {
      const item = readAccount(context, venue, address)
      scanned += 1
      if (statuses !== undefined && !statuses.includes(item.margin.status)) continue
      if (items.length === first) return { items, hasNextPage: true }
      items.push({ item, cursor: address })
    }
    if (addresses.length < limit) return { items, hasNextPage: false }
    if (scanned >= scannedAccountsMax) return { items, hasNextPage: true }
    after = addresses.at(-1)
  }
}

function toAddress(cursor: string | undefined): Address | undefined {
  return cursor !== undefined && isAddress(cursor) ? cursor : undefined
}
