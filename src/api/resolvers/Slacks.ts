import type { SlacksResolvers } from '../generated/resolverTypes.ts'

export const Slacks: SlacksResolvers = {
  equity: ({ equityE18 }) => equityE18,
  slackInitial: ({ slackInitialE18 }) => slackInitialE18,
  slackMaintenance: ({ slackMaintenanceE18 }) => slackMaintenanceE18,
}
