/**
 * Aave v3 pool, exact from events alone. Amounts are booked scaled, at the aToken and the variable debt token.
 *
 * `Mint`, `Burn`                    a balance changed, at the index they name; interest that is only booked changes nothing.
 * `BalanceTransfer`                 a scaled amount changed hands.
 * `Supply`, `Withdraw`, `Borrow`, `Repay`, `LiquidationCall`, `DeficitCreated`, `DeficitCovered`, `MintedToTreasury`
 *                                   the same changes in amounts of the underlying.
 * `ReserveDataUpdated`              indexes and rates, from which indexes follow at any later time.
 * `UserEModeSet`, `ReserveUsedAsCollateral*`   what an account chose.
 * The configurator's and the oracle's events set parameters and price sources; prices are read, see `aaveV3Prices`.
 *
 * Until 3.5 a scaled amount is the logged one over the index, half up, so that the token's own event says it. Since 3.5 the
 * tokens log differences of rounded balances, and the pool's event, rounded in its favour, says the scaled amount: a Mint or
 * Burn without one is quarantined. A debt written off goes as a whole.
 *
 * Not read: `FlashLoan`, `PositionManagerApproved` and `PositionManagerRevoked` change nothing of an account;
 * `ReserveInterestRateDataChanged` decides rates that `ReserveDataUpdated` says; `FlashloanPremiumTotalUpdated` and
 * `FlashloanPremiumToProtocolUpdated` are prices of flash loans alone.
 */
import { type AaveV3Pool, hasDirectedRounding, versionAt } from '../../../config/AaveV3Pool.ts'
import type { BalanceFact } from '../../../facts/AccountFacts.ts'
import type { Decoder, QuarantinedLog } from '../../../facts/Decoder.ts'
import { factDecoder } from '../../../facts/factDecoder.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog, TransactionLogs } from '../../../facts/RawLog.ts'
import { type OwnedBody, toOwnedFacts } from '../toOwnedFacts.ts'
import { aaveV3Book } from './aaveV3Book.ts'
import { configuratorEvents, oracleEvents, poolEvents, tokenEvents } from './aaveV3Events.ts'
import { type PairedChange, pairClaims } from './pairClaims.ts'
import { toScaled } from './rayMath.ts'
import { type PoolLogs, readPoolLogs } from './readPoolLogs.ts'

const name = 'aaveV3@1'

/** Balances, indexes and parameters of one pool as a venue. `rank` is the first `k`, see `factRank`. */
export function createAaveV3Decoder(parameters: {
  venue: string
  pool: AaveV3Pool
  rank?: number
}): Decoder {
  const { venue, pool, rank = 0 } = parameters
  const { chainId, startBlock } = pool
  const id = aaveV3SourceId(pool)
  const tokens = pool.reserves.flatMap(({ aToken, variableDebtToken }) => [
    aToken,
    variableDebtToken,
  ])
  const decoder = factDecoder(name, id)
  return {
    name,
    exactness: 'exact',
    book: aaveV3Book(venue, pool),
    source: {
      id,
      chainId,
      startBlock,
      filters: [
        { addresses: [pool.pool], topics: [poolEvents.topics] },
        { addresses: tokens, topics: [tokenEvents.topics] },
        { addresses: [pool.configurator], topics: [configuratorEvents.topics] },
        { addresses: [pool.oracle], topics: [oracleEvents.topics] },
      ],
    },
    decode(transaction) {
      const quarantined: QuarantinedLog[] = []
      const quarantine = (log: RawLog, reason: string) =>
        quarantined.push({ chainId, log, sourceId: id, reason })
      const logs = readPoolLogs(pool, transaction.logs, quarantine)
      const owned = [
        ...settingBodies(venue, pool, logs),
        ...transferBodies(venue, logs),
        ...changeBodies({ venue, pool, logs, transaction, quarantine }),
        ...liquidationBodies(venue, pool, logs),
      ]
      return { facts: toOwnedFacts(owned, { decoder, chainId, rank }), reads: [], quarantined }
    },
  }
}

/** Source set of a pool's balances and parameters. */
export function aaveV3SourceId({ chainId, pool }: AaveV3Pool): string {
  return `${chainId}/aaveV3:${pool}`
}

function settingBodies(venue: string, { pool: contract }: AaveV3Pool, logs: PoolLogs): OwnedBody[] {
  return logs.settings.map(({ log, subject, values, account }) => {
    const owner = account === undefined ? { venue: '' } : { venue, account }
    return { log, body: { kind: 'parameter', contract, ...owner, subject, values } }
  })
}

function transferBodies(venue: string, { transfers }: PoolLogs): OwnedBody[] {
  return transfers.flatMap(({ log, from, to, scaled }) => [
    { log, body: toBalance({ venue, token: log.address, account: from, isDebt: false }, -scaled) },
    { log, body: toBalance({ venue, token: log.address, account: to, isDebt: false }, scaled) },
  ])
}

function changeBodies(parameters: {
  venue: string
  pool: AaveV3Pool
  logs: PoolLogs
  transaction: TransactionLogs
  quarantine: (log: RawLog, reason: string) => void
}): OwnedBody[] {
  const { venue, pool, logs, transaction, quarantine } = parameters
  const isDirected = hasDirectedRounding(versionAt(pool, transaction.blockNumber))
  const debts = new Set(pool.reserves.map(({ variableDebtToken }) => variableDebtToken))
  const { paired, unclaimed } = pairClaims(logs.changes, logs.claims)
  if (isDirected) {
    for (const { log } of new Set(unclaimed)) quarantine(log, contradiction)
  }
  return paired.flatMap((pair): OwnedBody[] => {
    const { change, claim } = pair
    const { log, token, account } = change
    const value = isDirected ? directedChange(pair) : halfUpChange(pair)
    if (value === undefined) {
      quarantine(log, unexplained)
      return []
    }
    const body = toBalance({ venue, token, account, isDebt: debts.has(token) }, value, claim?.moved)
    return [{ log, body, ...(claim === undefined ? {} : { siblings: [claim.log] }) }]
  })
}

const contradiction =
  'No token of the pool minted or burnt what this event says in this transaction; what tokens logged was counted.'

const unexplained =
  'No event of the pool says the amount of this change, which the token logs only as a difference of rounded balances.'

function halfUpChange({ change }: PairedChange): bigint {
  const scaled = toScaled(change.amount, change.index, 'halfUp')
  return change.direction === 'mint' ? scaled : -scaled
}

/** Undefined where nothing says the amount; 'all' where the balance goes as a whole. */
function directedChange({ change, claim }: PairedChange): bigint | 'all' | undefined {
  if (claim === undefined) return undefined
  if (claim.amount === undefined) return 'all'
  const scaled = toScaled(claim.amount, change.index, claim.rounding)
  return change.direction === 'mint' ? scaled : -scaled
}

function toBalance(
  book: { venue: string; token: Address; account: Address; isDebt: boolean },
  value: bigint | 'all',
  moved?: BalanceFact['moved'],
): BalanceFact {
  const { venue, token, account, isDebt } = book
  return {
    kind: 'balance',
    side: isDebt ? 'liability' : 'asset',
    venue,
    account,
    unit: 'cross',
    asset: token,
    contract: token,
    change: value === 'all' ? { type: 'absolute', value: 0n } : { type: 'delta', value },
    moved,
  }
}

/** A liquidation is over within its call. */
function liquidationBodies(venue: string, { pool }: AaveV3Pool, logs: PoolLogs): OwnedBody[] {
  return logs.liquidations.map(({ log, account }) => ({
    log,
    body: { kind: 'liquidation', venue, account, unit: 'cross', contract: pool, phase: 'finished' },
  }))
}
