import { concat, encodeAbiParameters, keccak256 } from 'viem'
import type { Address, Hash, Hex } from '../../../facts/primitives.ts'

/** Keys of the `DataStore`: a hash of the parameter's name, and of what it is about beside it. */
export const gmxV2Keys = {
  minCollateralUsd: named('MIN_COLLATERAL_USD'),
  minCollateralFactor: (market: Address) => ofMarket('MIN_COLLATERAL_FACTOR', market),
  minCollateralFactorForLiquidation: (market: Address) =>
    ofMarket('MIN_COLLATERAL_FACTOR_FOR_LIQUIDATION', market),
  maxPositionImpactFactorForLiquidations: (market: Address) =>
    ofMarket('MAX_POSITION_IMPACT_FACTOR_FOR_LIQUIDATIONS', market),
  positionFeeFactor: (market: Address, isImproving: boolean) =>
    gmxV2FullKey(
      named('POSITION_FEE_FACTOR'),
      encodeAbiParameters([{ type: 'address' }, { type: 'bool' }], [market, isImproving]),
    ),
  maxPnlFactorForTraders: (market: Address, isLong: boolean) =>
    gmxV2FullKey(
      named('MAX_PNL_FACTOR'),
      encodeAbiParameters(
        [{ type: 'bytes32' }, { type: 'address' }, { type: 'bool' }],
        [named('MAX_PNL_FACTOR_FOR_TRADERS'), market, isLong],
      ),
    ),
  /** `PositionStoreUtils`: what a position has stands under its key and a name. */
  collateralAmount: (position: Hash) => keccak256(concat([position, named('COLLATERAL_AMOUNT')])),
  multichainBalance: (account: Address, token: Address) =>
    gmxV2FullKey(
      named('MULTICHAIN_BALANCE'),
      encodeAbiParameters([{ type: 'address' }, { type: 'address' }], [account, token]),
    ),
} as const

/** All that is read of a market. */
export function gmxV2MarketKeys(market: Address): readonly Hash[] {
  return [
    gmxV2Keys.minCollateralFactor(market),
    gmxV2Keys.minCollateralFactorForLiquidation(market),
    gmxV2Keys.maxPositionImpactFactorForLiquidations(market),
    ...[true, false].flatMap((flag) => [
      gmxV2Keys.positionFeeFactor(market, flag),
      gmxV2Keys.maxPnlFactorForTraders(market, flag),
    ]),
  ]
}

/** `Keys.getFullKey`: what stands behind the name is hashed with it, where anything does. */
export function gmxV2FullKey(baseKey: Hash, data: Hex): Hash {
  return data === '0x' ? baseKey : keccak256(concat([baseKey, data]))
}

function ofMarket(name: string, market: Address): Hash {
  return gmxV2FullKey(named(name), encodeAbiParameters([{ type: 'address' }], [market]))
}

function named(name: string): Hash {
  return keccak256(encodeAbiParameters([{ type: 'string' }], [name]))
}
