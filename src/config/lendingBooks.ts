import type { Address } from '../facts/primitives.ts'
import type { LendingPool } from './LendingPool.ts'
import type { PerpetualExchange } from './PerpetualExchange.ts'

/** Contracts that book a pool's balances, and where in `lending` or `perpetual` the config names each. */
export function lendingBooks(
  pool: LendingPool | PerpetualExchange,
): readonly { address: Address; place: readonly (string | number)[] }[] {
  switch (pool.type) {
    case 'aaveV3':
      return pool.reserves.flatMap(({ aToken, variableDebtToken }, i) =>
        [aToken, variableDebtToken].map((address) => ({ address, place: ['reserves', i] })),
      )
    case 'synthetixV3':
      return [{ address: pool.pool, place: ['proxy'] }]
    case 'gmxV2':
      return [{ address: pool.pool, place: ['eventEmitter'] }]
    case 'compoundV3':
      return [{ address: pool.pool, place: ['comet'] }]
    // One contract books all markets: it is nobody's alone, and each market is told by its id.
    case 'morphoBlue':
      return []
  }
}
