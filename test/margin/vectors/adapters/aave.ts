import { aaveV3CompoundedInterest, aaveV3LinearInterest, mulDiv } from '../../../../src/index.ts'
import { type Adapter, type Fields, integer, scaled } from '../decimal.ts'

const RAY = 1_000_000_000_000_000_000_000_000_000n

const accrual = (input: Fields) => ({
  rate: integer(input.rateRay),
  seconds: integer(input.seconds),
})

export const aave = {
  'aave.linear': (input) => ({ indexRay: scaled(aaveV3LinearInterest(accrual(input)), 0) }),
  'aave.compound': (input) => ({
    indexRay: scaled(aaveV3CompoundedInterest(accrual(input), '3.7'), 0),
  }),
  'aave.rayDiv': (input) => ({
    result: scaled(mulDiv(integer(input.a), RAY, integer(input.b), 'halfUp'), 0),
  }),
  'aave.rayMul': (input) => ({
    result: scaled(mulDiv(integer(input.a), integer(input.b), RAY, 'halfUp'), 0),
  }),
  'aave.mulDivCeil': (input) => ({
    result: scaled(mulDiv(integer(input.a), integer(input.b), integer(input.c), 'ceil'), 0),
  }),
} satisfies Record<string, Adapter>
