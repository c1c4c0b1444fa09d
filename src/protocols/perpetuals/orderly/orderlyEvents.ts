import { parseAbi } from 'viem'
import { decodeStrict, type StrictEvent } from '../../decodeStrict.ts'

const ledgerAbi = parseAbi([
  'event AccountRegister(bytes32 indexed accountId, bytes32 indexed brokerId, address indexed userAddress)',
  'event AccountRegister(bytes32 indexed accountId, bytes32 indexed brokerId, address indexed userAddress, uint256 blocktime)',
  'event AccountDeposit(bytes32 indexed accountId, uint64 indexed depositNonce, uint64 indexed eventId, address userAddress, bytes32 tokenHash, uint128 tokenAmount, uint256 srcChainId, uint64 srcChainDepositNonce, bytes32 brokerHash)',
  'event AccountDeposit(bytes32 indexed accountId, uint64 indexed depositNonce, uint64 indexed eventId, address userAddress, bytes32 tokenHash, uint128 tokenAmount, uint256 srcChainId, uint64 srcChainDepositNonce, bytes32 brokerHash, uint256 blocktime)',
  'event AccountDepositSol(bytes32 indexed accountId, uint64 indexed depositNonce, uint64 indexed eventId, bytes32 pubkey, bytes32 tokenHash, uint128 tokenAmount, uint256 srcChainId, uint64 srcChainDepositNonce, bytes32 brokerHash)',
  'event AccountWithdrawApprove(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, address sender, address receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee)',
  'event AccountWithdrawApprove(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, address sender, address receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee, uint256 blocktime)',
  'event AccountWithdrawSolApprove(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, bytes32 sender, bytes32 receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee)',
  'event AccountWithdrawFail(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, address sender, address receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee, uint8 failReason)',
  'event AccountWithdrawFail(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, address sender, address receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee, uint256 blocktime, uint8 failReason)',
  'event AccountWithdrawSolFail(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, bytes32 sender, bytes32 receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee, uint8 failReason)',
  'event ProcessValidatedFutures(bytes32 indexed accountId, bytes32 indexed symbolHash, bytes32 feeAssetHash, int128 tradeQty, int128 notional, uint128 executedPrice, int128 fee, int128 sumUnitaryFundings, uint64 tradeId, uint64 matchId, uint64 timestamp, bool side)',
  'event ProcessValidatedFutures(bytes32 indexed accountId, bytes32 indexed symbolHash, bytes32 feeAssetHash, int128 tradeQty, int128 notional, uint128 executedPrice, uint128 fee, int128 sumUnitaryFundings, uint64 tradeId, uint64 matchId, uint64 timestamp, bool side)',
  'event SettlementExecution(bytes32 indexed symbolHash, uint128 markPrice, int128 sumUnitaryFundings, int128 settledAmount)',
  'event SettlementResult(uint64 indexed eventId, bytes32 indexed accountId, int128 settledAmount, bytes32 settledAssetHash, bytes32 insuranceAccountId, uint128 insuranceTransferAmount, uint64 settlementExecutionsCount, uint64 lastEngineEventId)',
  'event LiquidationTransfer(uint64 indexed liquidationTransferId, bytes32 indexed liquidatorAccountId, bytes32 indexed symbolHash, int128 positionQtyTransfer, int128 costPositionTransfer, int128 liquidatorFee, int128 insuranceFee, int128 liquidationFee, uint128 markPrice, int128 sumUnitaryFundings)',
  'event LiquidationResult(uint64 indexed eventId, bytes32 indexed liquidatedAccountId, bytes32 indexed insuranceAccountId, bytes32 liquidatedAssetHash, uint128 insuranceTransferAmount, uint64 lastEngineEventId)',
  'event LiquidationTransferV2(bytes32 indexed accountId, bytes32 indexed symbolHash, int128 positionQtyTransfer, int128 costPositionTransfer, int128 fee, uint128 markPrice, int128 sumUnitaryFundings)',
  'event LiquidationResultV2(uint64 indexed eventId, bytes32 indexed accountId, bytes32 liquidatedAssetHash, int128 insuranceTransferAmount, uint64 lastEngineEventId)',
  'event AdlResult(uint64 indexed eventId, bytes32 indexed accountId, bytes32 insuranceAccountId, bytes32 symbolHash, int128 positionQtyTransfer, int128 costPositionTransfer, uint128 adlPrice, int128 sumUnitaryFundings, uint64 lastEngineEventId)',
  'event AdlResultV2(uint64 indexed eventId, bytes32 indexed accountId, bytes32 symbolHash, int128 positionQtyTransfer, int128 costPositionTransfer, uint128 adlPrice, int128 sumUnitaryFundings, uint64 lastEngineEventId)',
  'event FeeDistribution(uint64 indexed eventId, bytes32 indexed fromAccountId, bytes32 indexed toAccountId, uint128 amount, bytes32 tokenHash)',
])

/** What moves an account's balances and positions on Orderly's ledger, in the forms of all its versions. */
export const ledgerEvents = decodeStrict(ledgerAbi)

export type LedgerEvent = StrictEvent<typeof ledgerAbi>
