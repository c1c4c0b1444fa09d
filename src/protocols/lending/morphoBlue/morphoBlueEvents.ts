import { parseAbi } from 'viem'
import { decodeStrict } from '../../decodeStrict.ts'

/** Of the Morpho contract, about one market: its id is the first topic of each. */
export const morphoEvents = decodeStrict(
  parseAbi([
    'struct MarketParams { address loanToken; address collateralToken; address oracle; address irm; uint256 lltv; }',
    'event CreateMarket(bytes32 indexed id, MarketParams marketParams)',
    'event SetFee(bytes32 indexed id, uint256 newFee)',
    'event AccrueInterest(bytes32 indexed id, uint256 prevBorrowRate, uint256 interest, uint256 feeShares)',
    'event Supply(bytes32 indexed id, address indexed caller, address indexed onBehalf, uint256 assets, uint256 shares)',
    'event Withdraw(bytes32 indexed id, address caller, address indexed onBehalf, address indexed receiver, uint256 assets, uint256 shares)',
    'event Borrow(bytes32 indexed id, address caller, address indexed onBehalf, address indexed receiver, uint256 assets, uint256 shares)',
    'event Repay(bytes32 indexed id, address indexed caller, address indexed onBehalf, uint256 assets, uint256 shares)',
    'event SupplyCollateral(bytes32 indexed id, address indexed caller, address indexed onBehalf, uint256 assets)',
    'event WithdrawCollateral(bytes32 indexed id, address caller, address indexed onBehalf, address indexed receiver, uint256 assets)',
    'event Liquidate(bytes32 indexed id, address indexed caller, address indexed borrower, uint256 repaidAssets, uint256 repaidShares, uint256 seizedAssets, uint256 badDebtAssets, uint256 badDebtShares)',
  ]),
)

export type MorphoEvent = Exclude<ReturnType<typeof morphoEvents.decode>, { name: undefined }>
