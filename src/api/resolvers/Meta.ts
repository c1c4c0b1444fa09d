import type { MetaResolvers } from '../generated/resolverTypes.ts'

export const Meta: MetaResolvers = {
  version: (_meta, _args, { version }) => version,
  venues: (_meta, _args, { views }) => views.venues(),
  feeds: (_meta, _args, { views }) => views.feeds(),
  chains: ({ at }, _args, { views }) =>
    views.status().map((status) => ({ __typename: 'Chain', status, at })),
  storage: (_meta, _args, { views }) => views.storage(),
  cut: async ({ at }, _args, { readers }) => (await readers.open(at)).cut,
}
