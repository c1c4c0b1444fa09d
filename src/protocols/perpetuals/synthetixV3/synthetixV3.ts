/**
 * Perps market of Synthetix v3. Collateral, debt and size are exact from logs alone; funding is exact but for what a
 * committed order books at its own price without any event, prices and skew scales are read (`synthetixV3Prices`).
 *
 * `AccountCreated`, ERC-721 `Transfer` of the accounts' token   who owns an account. An account stands as its number.
 * `CollateralModified`, `DebtPaid`   collateral and debt changed by that much.
 * `AccountCharged`                   profit, funding, interest and fees, with the debt that is left: see `ChargeFact`.
 * `OrderSettled`, `PositionLiquidated`   a position's size from now on, and the price it stands at.
 * `AccountFlaggedForLiquidation`, `AccountMarginLiquidation`   all collateral is seized and the debt is gone, without another event.
 * `AccountLiquidationAttempt`        the last position of a flagged account is closed.
 * `MarketUpdated`                    skew, and from when on funding runs at which rate: the index is integrated in the ledger.
 * `InterestRateUpdated`              the same for interest on locked open interest.
 * `MarketCreated`, `LiquidationParametersSet`, `FundingParametersSet`, `OrderFeesSet`, `MaxLiquidationParametersSet`,
 * `LockedOiRatioSet`, `CollateralConfigurationSet`, `CollateralLiquidateRewardRatioSet`, `KeeperRewardGuardsSet`   parameters.
 *
 * Not read: `InterestCharged` is part of what `AccountCharged` says; `InterestRateParametersSet` decides rates that
 * `InterestRateUpdated` says; `KeeperCostNodeIdUpdated` names an oracle that no view of the exchange answers for, so that the
 * config says what keepers cost; `SettlementStrategyAdded`, `SettlementStrategySet`, `MaxMarketSizeSet`, `MaxMarketValueSet`
 * and `PerAccountCapsSet` bear on new orders alone; `RewardDistributorRegistered`, `FeeCollectorSet` and
 * `ReferrerShareUpdated` on where rewards and fees go; `FactoryInitialized` on nothing.
 */
import type { SynthetixV3Perps } from '../../../config/SynthetixV3Perps.ts'
import { assert } from '../../../errors/assert.ts'
import type { Decoder, QuarantinedLog } from '../../../facts/Decoder.ts'
import { factDecoder } from '../../../facts/factDecoder.ts'
import type { RawLog, TransactionLogs } from '../../../facts/RawLog.ts'
import { type OwnedBody, toOwnedFacts } from '../../lending/toOwnedFacts.ts'
import { accountOwners } from './accountOwners.ts'
import { synthetixV3Bodies } from './synthetixV3Bodies.ts'
import { synthetixV3Book } from './synthetixV3Book.ts'
import { accountTokenEvents, perpsEvents } from './synthetixV3Events.ts'
import type { PerpsEvent } from './synthetixV3Settings.ts'

const name = 'synthetixV3@1'

interface PerpsLog {
  log: RawLog
  event: PerpsEvent
}

/** Accounts, positions, indexes and parameters of one perps market as a venue. `rank` is the first `k`, see `factRank`. */
export function createSynthetixV3Decoder(parameters: {
  venue: string
  perps: SynthetixV3Perps
  rank?: number
}): Decoder {
  const { venue, perps, rank = 0 } = parameters
  const { chainId, startBlock, pool, accountToken } = perps
  const id = `${chainId}/synthetixV3:${pool}`
  const decoder = factDecoder(name, id)
  return {
    name,
    exactness: 'exactAtTouch',
    book: synthetixV3Book(venue, perps),
    source: {
      id,
      chainId,
      startBlock,
      filters: [
        { addresses: [pool], topics: [perpsEvents.topics] },
        { addresses: [accountToken], topics: [accountTokenEvents.topics] },
      ],
    },
    decode(transaction) {
      const quarantined: QuarantinedLog[] = []
      const quarantine = (log: RawLog, reason: string): void => {
        quarantined.push({ chainId, log, sourceId: id, reason })
      }
      const logs = readLogs(perps, transaction.logs, quarantine)
      const owners = accountOwners({ venue, accountToken }, transaction.logs, quarantine)
      const owned = [...owners, ...perpsBodies(parameters, transaction, logs, quarantine)]
      return { facts: toOwnedFacts(owned, { decoder, chainId, rank }), reads: [], quarantined }
    },
  }
}

type Quarantine = (log: RawLog, reason: string) => void

function readLogs(
  { pool }: SynthetixV3Perps,
  logs: readonly RawLog[],
  quarantine: Quarantine,
): readonly PerpsLog[] {
  return logs.flatMap((log) => {
    if (log.address !== pool) return []
    const event = perpsEvents.decode(log)
    if (event.name !== undefined) return [{ log, event }]
    quarantine(log, event.reason)
    return []
  })
}

function perpsBodies(
  { venue, perps }: { venue: string; perps: SynthetixV3Perps },
  { timestamp: time }: TransactionLogs,
  logs: readonly PerpsLog[],
  quarantine: Quarantine,
): readonly OwnedBody[] {
  assert(time !== undefined, 'Who reads logs of a block knows its time.')
  return logs.flatMap(({ log, event }): readonly OwnedBody[] => {
    const update = event.name === 'PositionLiquidated' ? updateOf(event, log, logs) : undefined
    if (event.name === 'PositionLiquidated' && update === undefined) {
      quarantine(log, withoutPrice)
      return []
    }
    const priceOf = () => update?.price
    const bodies = synthetixV3Bodies(event, { venue, perps, time, priceOf })
    const siblings = update === undefined ? {} : { siblings: [update.log] }
    return bodies.map((body) => ({ log, body, ...siblings }))
  })
}

const withoutPrice =
  'No MarketUpdated of this market stands before it in the transaction, so that nobody says at which price the rest stands.'

/** The market's own event about the same change, which is logged first. */
function updateOf(
  { args: { marketId } }: Extract<PerpsEvent, { name: 'PositionLiquidated' }>,
  { logIndex }: RawLog,
  logs: readonly PerpsLog[],
): { log: RawLog; price: bigint } | undefined {
  const update = logs.findLast(
    ({ log, event }) =>
      log.logIndex < logIndex && event.name === 'MarketUpdated' && event.args.marketId === marketId,
  )
  if (update?.event.name !== 'MarketUpdated') return undefined
  return { log: update.log, price: update.event.args.price }
}
