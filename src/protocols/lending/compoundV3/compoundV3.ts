/**
 * A market of Compound III (a Comet). Collateral is exact from logs alone, base is exact at touch.
 *
 * `SupplyCollateral`, `WithdrawCollateral`, `TransferCollateral`, `AbsorbCollateral`   raw token units, booked as they are.
 * `Supply`, `Withdraw`, `Transfer`, `AbsorbDebt`   base changed, at indexes that no log says: whoever they name is read
 *                       again, and so are the indexes. Until that is answered nobody knows what the account owes.
 * `Upgraded`            the proxy has new code, and with it new factors, feeds and rates: all are read again.
 *
 * Base is booked as the signed principal of `userBasic`, at the Comet itself. `accrueAccount` accrues without any log, and
 * rates compound with each accrual, so that indexes are read as well (`totalsBasic`), and interest runs on from there. Base
 * that is transferred between accounts of which one stays a borrower moves that one's debt without a log that names it, so
 * that whoever has anything in the Comet is read every so often (`accountReads`).
 *
 * Not read: `BuyCollateral` sells what was absorbed, `WithdrawReserves` pays out reserves, `PauseAction` stops new actions:
 * none changes an account. Of the Configurator nothing is read: what it announces holds only once the Comet runs the code
 * made of it, and then the Comet says it itself: `AddAsset`, `CometDeployed`, `GovernorTransferred`, `SetFactory`,
 * `SetGovernor`, `SetConfiguration`, `SetPauseGuardian`, `SetMarketAdminPermissionChecker`, `SetBaseTokenPriceFeed`,
 * `SetExtensionDelegate`, `SetSupplyKink`, `SetSupplyPerYearInterestRateSlopeLow`, `SetSupplyPerYearInterestRateSlopeHigh`,
 * `SetSupplyPerYearInterestRateBase`, `SetBorrowKink`, `SetBorrowPerYearInterestRateSlopeLow`,
 * `SetBorrowPerYearInterestRateSlopeHigh`, `SetBorrowPerYearInterestRateBase`, `SetStoreFrontPriceFactor`,
 * `SetBaseTrackingSupplySpeed`, `SetBaseTrackingBorrowSpeed`, `SetBaseMinForRewards`, `SetBaseBorrowMin`,
 * `SetTargetReserves`, `UpdateAsset`, `UpdateAssetPriceFeed`, `UpdateAssetBorrowCollateralFactor`,
 * `UpdateAssetLiquidateCollateralFactor`, `UpdateAssetLiquidationFactor`, `UpdateAssetSupplyCap`.
 */
import type { CompoundV3Pool } from '../../../config/CompoundV3Pool.ts'
import type { BalanceFact } from '../../../facts/AccountFacts.ts'
import type { Decoder, QuarantinedLog, ReadRequest } from '../../../facts/Decoder.ts'
import { factDecoder } from '../../../facts/factDecoder.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { TransactionLogs } from '../../../facts/RawLog.ts'
import type { ParameterFact } from '../../../facts/ValuationFacts.ts'
import { type OwnedBody, toOwnedFacts } from '../toOwnedFacts.ts'
import { cometBook } from './cometBook.ts'
import { parameterCalls, principalCall, totalsCall } from './cometCalls.ts'
import { cometEvents } from './compoundV3Events.ts'
import { compoundV3Subjects as subjects } from './compoundV3Subjects.ts'
import { type CometLogs, readCometLogs } from './readCometLogs.ts'
import { toCometFacts } from './toCometFacts.ts'

const name = 'compoundV3@1'

/** Factors, feeds and rates hold until an upgrade says otherwise; an hour bounds how long a missed answer is missing. */
const parametersEverySeconds = 3_600n

interface Instance {
  venue: string
  pool: CompoundV3Pool
}

/** Balances, indexes and parameters of one Comet as a venue. `rank` is the first `k`, see `factRank`. */
export function createCompoundV3Decoder(parameters: {
  venue: string
  pool: CompoundV3Pool
  rank?: number
}): Decoder {
  const { venue, pool, rank = 0 } = parameters
  const { chainId, startBlock } = pool
  const id = `${chainId}/compoundV3:${pool.pool}`
  const decoder = factDecoder(name, id)
  const calls = parameterCalls(pool)
  return {
    name,
    exactness: 'exactAtTouch',
    book: cometBook(venue, pool),
    source: {
      id,
      chainId,
      startBlock,
      filters: [{ addresses: [pool.pool], topics: [cometEvents.topics] }],
    },
    standingRead: totalsCall(pool),
    timedReads: { everySeconds: parametersEverySeconds, calls },
    accountReads: {
      venue,
      contract: pool.pool,
      assets: [pool.pool, ...pool.collaterals.map(({ token }) => token)],
      calls: (account) => [principalCall(pool, account)],
    },
    decode(transaction) {
      const quarantined: QuarantinedLog[] = []
      const logs = readCometLogs(transaction.logs, (log, reason) =>
        quarantined.push({ chainId, log, sourceId: id, reason }),
      )
      const owned = [
        ...collateralBodies(parameters, logs),
        ...touchedBodies(parameters, logs),
        ...liquidationBodies(parameters, logs),
      ]
      return {
        facts: toOwnedFacts(owned, { decoder, chainId, rank }),
        reads: toReads(parameters, transaction, logs, id),
        quarantined,
      }
    },
    decodeRead: (answer) => toCometFacts(parameters, answer),
  }
}

function collateralBodies(instance: Instance, { collateral }: CometLogs): OwnedBody[] {
  return collateral.map(({ log, account, asset, value, moved }) => {
    const body = toCollateral(instance, account, asset, value)
    return { log, body: moved === undefined ? body : { ...body, moved } }
  })
}

function toCollateral(
  { venue, pool: { pool: contract } }: Instance,
  account: Address,
  asset: Address,
  value: bigint,
): BalanceFact {
  const change = { type: 'delta', value } as const
  const holder = { venue, account, unit: 'cross' } as const
  return { kind: 'balance', side: 'asset', ...holder, asset, contract, change }
}

/** Each account once, by the first log that names it: that its base is older than this is what the mark is for. */
function touchedBodies({ venue, pool }: Instance, { touched }: CometLogs): OwnedBody[] {
  return [...touched].map(([account, log]) => {
    const body: ParameterFact = {
      kind: 'parameter',
      contract: pool.pool,
      venue,
      account,
      subject: subjects.touched,
      values: [log.blockNumber],
    }
    return { log, body }
  })
}

/** A liquidation is over within its call. */
function liquidationBodies({ venue, pool }: Instance, { absorbed }: CometLogs): OwnedBody[] {
  const { pool: contract } = pool
  return absorbed.map(({ log, account }) => ({
    log,
    body: { kind: 'liquidation', venue, account, unit: 'cross', contract, phase: 'finished' },
  }))
}

function toReads(
  { pool }: Instance,
  { blockNumber, blockHash }: TransactionLogs,
  { touched, isUpgraded }: CometLogs,
  sourceId: string,
): readonly ReadRequest[] {
  const block = { chainId: pool.chainId, blockNumber, blockHash, sourceId }
  const principals = [...touched.keys()].map((account) => principalCall(pool, account))
  const parameters = isUpgraded ? parameterCalls(pool) : []
  const owed = [...principals, ...parameters]
  const isIdle = owed.length === 0
  return [
    ...owed.map((call) => ({ ...block, ...call, everyTouch: true as const })),
    ...(isIdle ? [] : [{ ...block, ...totalsCall(pool) }]),
  ]
}
