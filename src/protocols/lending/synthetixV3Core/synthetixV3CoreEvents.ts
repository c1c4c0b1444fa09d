import { parseAbi } from 'viem'
import { decodeStrict } from '../../decodeStrict.ts'

/** Of core: collateral, delegations, debt as far as logs say it, liquidations and collateral types. */
export const coreEvents = decodeStrict(
  parseAbi([
    'event AccountCreated(uint128 indexed accountId, address indexed owner)',
    'event Deposited(uint128 indexed accountId, address indexed collateralType, uint256 tokenAmount, address indexed sender)',
    'event Withdrawn(uint128 indexed accountId, address indexed collateralType, uint256 tokenAmount, address indexed sender)',
    'event CollateralLockCreated(uint128 indexed accountId, address indexed collateralType, uint256 tokenAmount, uint64 expireTimestamp)',
    'event DelegationUpdated(uint128 indexed accountId, uint128 indexed poolId, address collateralType, uint256 amount, uint256 leverage, address indexed sender)',
    'event UsdMinted(uint128 indexed accountId, uint128 indexed poolId, address collateralType, uint256 amount, address indexed sender)',
    'event UsdBurned(uint128 indexed accountId, uint128 indexed poolId, address collateralType, uint256 amount, address indexed sender)',
    'event DebtAssociated(uint128 indexed marketId, uint128 indexed poolId, address indexed collateralType, uint128 accountId, uint256 amount, int256 updatedDebt)',
    'struct LiquidationData { uint256 debtLiquidated; uint256 collateralLiquidated; uint256 amountRewarded; }',
    'event Liquidation(uint128 indexed accountId, uint128 indexed poolId, address indexed collateralType, LiquidationData liquidationData, uint128 liquidateAsAccountId, address sender)',
    'event VaultLiquidation(uint128 indexed poolId, address indexed collateralType, LiquidationData liquidationData, uint128 liquidateAsAccountId, address sender)',
    'struct CollateralConfiguration { bool depositingEnabled; uint256 issuanceRatioD18; uint256 liquidationRatioD18; uint256 liquidationRewardD18; bytes32 oracleNodeId; address tokenAddress; uint256 minDelegationD18; }',
    'event CollateralConfigured(address indexed collateralType, CollateralConfiguration config)',
    'event CollateralDeprecated(address indexed collateralType, address deprecationReceiver, uint256 deprecatedBalance)',
  ]),
)

export type CoreEvent = Exclude<ReturnType<typeof coreEvents.decode>, { name: undefined }>
