import type { RouteResolvers } from '../generated/resolverTypes.ts'
import type { TokenAmountModel } from '../models/TokenAmountModel.ts'

export const Route: RouteResolvers = {
  delivery: ({ learned }) => learned.times,
  deliveryUnknown: ({ learned }) => learned.unknown,
  isPaused: ({ control }) => control.isPaused,
  controlUnknown: ({ control }) => control.pausedUnknown,
  pauses: ({ control }) => control.pauses,
  limitLeft: ({ control: { limitLeft } }) =>
    limitLeft && {
      chainId: limitLeft.chainId,
      token: limitLeft.asset,
      raw: limitLeft.amount,
    },
  limitUnknown: ({ control }) => control.limitUnknown,
  limits: ({ control }) =>
    control.limits.map(({ token, most, left, ...limit }) => {
      const { chainId } = limit
      const toAmount = (raw: bigint): TokenAmountModel => ({ chainId, token, raw })
      return { ...limit, most: toAmount(most), left: left === undefined ? left : toAmount(left) }
    }),
}
