import type { RouteResolvers } from '../generated/resolverTypes.ts'

export const Route: RouteResolvers = {
  delivery: ({ learned }) => learned.times,
  deliveryUnknown: ({ learned }) => learned.unknown,
  isPaused: ({ control }) => control.isPaused,
  limitLeft: ({ control: { limitLeft } }) =>
    limitLeft && {
      chainId: limitLeft.chainId,
      token: limitLeft.asset,
      raw: limitLeft.amount,
    },
  controlUnknown: ({ control }) => control.unknown,
}
