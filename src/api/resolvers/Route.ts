import type { RouteResolvers } from '../generated/resolverTypes.ts'

export const Route: RouteResolvers = {
  delivery: ({ learned }) => learned.times,
  deliveryUnknown: ({ learned }) => learned.unknown,
  isPaused: () => undefined,
  limitLeft: () => undefined,
  controlUnknown: () => 'NOT_READ',
}
