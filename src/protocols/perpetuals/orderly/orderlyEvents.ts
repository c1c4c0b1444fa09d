import { parseAbi } from 'viem'
import { decodeStrict, type StrictEvent } from '../../decodeStrict.ts'
import { orderlyTransferAbi } from '../../orderlyTransferAbi.ts'

const ownAbi = parseAbi([
  'event AccountRegister(bytes32 indexed accountId, bytes32 indexed brokerId, address indexed userAddress)',
  'event AccountRegister(bytes32 indexed accountId, bytes32 indexed brokerId, address indexed userAddress, uint256 blocktime)',
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

const ledgerAbi = [...ownAbi, ...orderlyTransferAbi] as const

/** What moves an account's balances and positions on Orderly's ledger, in the forms of all its versions. */
export const ledgerEvents = decodeStrict(ledgerAbi)

export type LedgerEvent = StrictEvent<typeof ledgerAbi>
