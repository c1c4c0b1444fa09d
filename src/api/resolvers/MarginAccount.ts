import type { MarginAccountResolvers } from '../generated/resolverTypes.ts'
import { toTransferModel } from '../models/toTransferModel.ts'
import { formatGlobalId } from '../paging/GlobalId.ts'
import { knownSlacks } from './knownSlacks.ts'

export const MarginAccount: MarginAccountResolvers = {
  id: ({ view: { venue, owner } }) => formatGlobalId({ type: 'MarginAccount', venue, owner }),
  venue: ({ view }) => view.venue,
  owner: ({ view }) => view.owner,
  accounts: ({ view }) => view.accounts,
  parameters: ({ view }) => view.margin.parameters,
  status: ({ view }) => view.margin.status,
  certainty: ({ view }) => view.margin.certainty,
  reasons: ({ view }) => view.margin.reasons,
  equity: ({ view: { margin } }) => knownSlacks(margin.status, margin.bounds.best)?.equityE18,
  slackInitial: ({ view: { margin } }) =>
    knownSlacks(margin.status, margin.bounds.best)?.slackInitialE18,
  slackMaintenance: ({ view: { margin } }) =>
    knownSlacks(margin.status, margin.bounds.best)?.slackMaintenanceE18,
  bounds: ({ view }) => view.margin.bounds,
  units: ({ view }) => view.margin.units,
  lines: ({ view }) => view.lines,
  totals: ({ view }) => view.totals,
  transfers: ({ view, cut }) => view.transfers.map((transfer) => toTransferModel(transfer, cut)),
}
