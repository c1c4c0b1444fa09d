import { parseAbi } from 'viem'
import { decodeStrict } from '../../decodeStrict.ts'

/** Of the pool: whose balance changed by what, indexes, choices of accounts. `SwapBorrowRateMode` was removed in 3.2. */
export const poolEvents = decodeStrict(
  parseAbi([
    'event Supply(address indexed reserve, address user, address indexed onBehalfOf, uint256 amount, uint16 indexed referralCode)',
    'event Withdraw(address indexed reserve, address indexed user, address indexed to, uint256 amount)',
    'event Borrow(address indexed reserve, address user, address indexed onBehalfOf, uint256 amount, uint8 interestRateMode, uint256 borrowRate, uint16 indexed referralCode)',
    'event Repay(address indexed reserve, address indexed user, address indexed repayer, uint256 amount, bool useATokens)',
    'event LiquidationCall(address indexed collateralAsset, address indexed debtAsset, address indexed user, uint256 debtToCover, uint256 liquidatedCollateralAmount, address liquidator, bool receiveAToken)',
    'event DeficitCreated(address indexed user, address indexed debtAsset, uint256 amountCreated)',
    'event DeficitCovered(address indexed reserve, address caller, uint256 amountCovered)',
    'event MintedToTreasury(address indexed reserve, uint256 amountMinted)',
    'event UserEModeSet(address indexed user, uint8 categoryId)',
    'event ReserveUsedAsCollateralEnabled(address indexed reserve, address indexed user)',
    'event ReserveUsedAsCollateralDisabled(address indexed reserve, address indexed user)',
    'event ReserveDataUpdated(address indexed reserve, uint256 liquidityRate, uint256 stableBorrowRate, uint256 variableBorrowRate, uint256 liquidityIndex, uint256 variableBorrowIndex)',
    'event SwapBorrowRateMode(address indexed reserve, address indexed user, uint8 interestRateMode)',
  ]),
)

/** Of aTokens and variable debt tokens. */
export const tokenEvents = decodeStrict(
  parseAbi([
    'event Mint(address indexed caller, address indexed onBehalfOf, uint256 value, uint256 balanceIncrease, uint256 index)',
    'event Burn(address indexed from, address indexed target, uint256 value, uint256 balanceIncrease, uint256 index)',
    'event BalanceTransfer(address indexed from, address indexed to, uint256 value, uint256 index)',
  ]),
)

/** Of the configurator. `EModeAssetCategoryChanged` said until 3.2 what `AssetCollateralInEModeChanged` says since. */
export const configuratorEvents = decodeStrict(
  parseAbi([
    'event ReserveInitialized(address indexed asset, address indexed aToken, address stableDebtToken, address variableDebtToken, address interestRateStrategyAddress)',
    'event ReserveBorrowing(address indexed asset, bool enabled)',
    'event ReserveFlashLoaning(address indexed asset, bool enabled)',
    'event PendingLtvChanged(address indexed asset, uint256 ltv)',
    'event CollateralConfigurationChanged(address indexed asset, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus)',
    'event ReserveActive(address indexed asset, bool active)',
    'event ReserveFrozen(address indexed asset, bool frozen)',
    'event ReservePaused(address indexed asset, bool paused)',
    'event ReserveFactorChanged(address indexed asset, uint256 oldReserveFactor, uint256 newReserveFactor)',
    'event BorrowCapChanged(address indexed asset, uint256 oldBorrowCap, uint256 newBorrowCap)',
    'event SupplyCapChanged(address indexed asset, uint256 oldSupplyCap, uint256 newSupplyCap)',
    'event LiquidationProtocolFeeChanged(address indexed asset, uint256 oldFee, uint256 newFee)',
    'event LiquidationGracePeriodChanged(address indexed asset, uint40 gracePeriodUntil)',
    'event LiquidationGracePeriodDisabled(address indexed asset)',
    'event AssetCollateralInEModeChanged(address indexed asset, uint8 categoryId, bool collateral)',
    'event AssetBorrowableInEModeChanged(address indexed asset, uint8 categoryId, bool borrowable)',
    'event AssetLtvzeroInEModeChanged(address indexed asset, uint8 categoryId, bool ltvzero)',
    'event EModeCategoryAdded(uint8 indexed categoryId, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus, address oracle, string label)',
    'event EModeCategoryIsolationChanged(uint8 indexed categoryId, bool isolated)',
    'event EModeAssetCategoryChanged(address indexed asset, uint8 oldCategoryId, uint8 newCategoryId)',
    'event ReserveInterestRateStrategyChanged(address indexed asset, address oldStrategy, address newStrategy)',
    'event ATokenUpgraded(address indexed asset, address indexed proxy, address indexed implementation)',
    'event VariableDebtTokenUpgraded(address indexed asset, address indexed proxy, address indexed implementation)',
  ]),
)

/** Of the pool's oracle: which source prices which asset, in which currency. */
export const oracleEvents = decodeStrict(
  parseAbi([
    'event BaseCurrencySet(address indexed baseCurrency, uint256 baseCurrencyUnit)',
    'event AssetSourceUpdated(address indexed asset, address indexed source)',
    'event FallbackOracleUpdated(address indexed fallbackOracle)',
  ]),
)
