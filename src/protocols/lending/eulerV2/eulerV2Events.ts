import { parseAbi } from 'viem'
import { decodeStrict } from '../../decodeStrict.ts'

/** Of every vault, beside those of ERC-4626. */
export const vaultStateEvents = decodeStrict(
  parseAbi([
    'event EVaultCreated(address indexed creator, address indexed asset, address dToken)',
    'event VaultStatus(uint256 totalShares, uint256 totalBorrows, uint256 accumulatedFees, uint256 cash, uint256 interestAccumulator, uint256 interestRate, uint256 timestamp)',
    'event GovSetInterestFee(uint16 newFee)',
  ]),
)

/** Of the vault that lends. */
export const controllerEvents = decodeStrict(
  parseAbi([
    'event Borrow(address indexed account, uint256 assets)',
    'event Repay(address indexed account, uint256 assets)',
    'event InterestAccrued(address indexed account, uint256 assets)',
    'event Liquidate(address indexed liquidator, address indexed violator, address collateral, uint256 repayAssets, uint256 yieldBalance)',
    'event GovSetLTV(address indexed collateral, uint16 borrowLTV, uint16 liquidationLTV, uint16 initialLiquidationLTV, uint48 targetTimestamp, uint32 rampDuration)',
  ]),
)

/** Of the connector, about any collateral. */
export const collateralEvents = decodeStrict(
  parseAbi([
    'event CollateralStatus(address indexed account, address indexed collateral, bool enabled)',
  ]),
)

/** Of the connector, about a controller, which is the second topic of each. */
export const controllerStatusEvents = decodeStrict(
  parseAbi([
    'event ControllerStatus(address indexed account, address indexed controller, bool enabled)',
    'event AccountStatusCheck(address indexed account, address indexed controller)',
  ]),
)
