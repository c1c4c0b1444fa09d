import type { Address } from '../facts/primitives.ts'
import type { LendingPool } from './LendingPool.ts'
import type { PerpetualExchange } from './PerpetualExchange.ts'

/** A contract that books balances, and where in `lending` or `perpetual` the config names it. */
interface LendingBook {
  address: Address
  place: readonly (string | number)[]
  /** Other venues may have it in common. */
  isShared?: true
}

/** Contracts that book a pool's balances. */
export function lendingBooks(pool: LendingPool | PerpetualExchange): readonly LendingBook[] {
  switch (pool.type) {
    case 'aaveV3':
      return pool.reserves.flatMap(({ aToken, variableDebtToken }, i) =>
        [aToken, variableDebtToken].map((address) => ({ address, place: ['reserves', i] })),
      )
    case 'synthetixV3':
    case 'synthetixV3Core':
      return [{ address: pool.pool, place: ['proxy'] }]
    case 'gmxV2':
      return [{ address: pool.pool, place: ['eventEmitter'] }]
    case 'compoundV3':
      return [{ address: pool.pool, place: ['comet'] }]
    // Shares of one vault may be collateral of many.
    case 'eulerV2':
      return [
        { address: pool.pool, place: ['vault'] },
        ...pool.collaterals.map(
          ({ address }, i): LendingBook => ({ address, place: ['collaterals', i], isShared: true }),
        ),
      ]
    // One contract books all markets: it is nobody's alone, and each market is told by its id.
    case 'morphoBlue':
      return []
  }
}
