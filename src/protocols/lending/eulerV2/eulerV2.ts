/**
 * One vault of Euler v2 that lends (EVK), with the vaults whose shares are its collateral, and what accounts say to the
 * connector (EVC). Shares are exact from logs alone, debt but for the fractions of its smallest unit that the contract keeps.
 *
 * `Transfer`, `Deposit`, `Withdraw`   shares of any of the vaults; a deposit and its mint are one thing.
 * `Borrow`, `Repay`, `InterestAccrued`   debt in assets, rounded up as the contract does when it changes. They also come with a
 *                      liquidation, with debt that is pulled and with debt that lenders bear.
 * `Liquidate`          somebody took over debt; `Borrow`, `Repay` and `Transfer` say what moved.
 * `VaultStatus`        totals, accumulator and rate, at the end of all that changes a vault: interest runs on from there.
 * `EVaultCreated`      the vault has no account before it.
 * `GovSetLTV`          what a collateral counts for, with the ramp on which that falls.
 * `GovSetInterestFee`  how much of the interest becomes shares of others.
 * `CollateralStatus`   shares of a vault are an account's collateral, or no more.
 * `ControllerStatus`   the vault that lends controls an account, or no more: what was its collateral before is asked for.
 * `AccountStatusCheck` the vault that lends was asked about an account: collateral that the config lacks concerns only those.
 *
 * 256 accounts, which differ in their last byte, belong to who used one of them first: whoever says something to the
 * connector is asked about (`getAccountOwner`). Oracle, unit of account and fees are read by the clock.
 *
 * Not read: `OwnerRegistered` names a prefix and no account, so that the owner is asked for account by account; `PullDebt` and
 * `DebtSocialized` say once more what `Borrow` and `Repay` do, `ConvertFees` what `Transfer` does; `Approval`,
 * `OperatorStatus`, `LockdownModeStatus`, `PermitDisabledModeStatus`, `NonceStatus`, `NonceUsed` and `CallWithContext` are
 * about who may act; `BalanceForwarderStatus` is about rewards; `VaultStatusCheck` is the connector's word for `VaultStatus`;
 * a rate of `GovSetInterestRateModel` is in the `VaultStatus` beside it; `GovSetGovernorAdmin`, `GovSetFeeReceiver`,
 * `GovSetHookConfig`, `GovSetConfigFlags` and `GovSetCaps` change what may be done, and `GovSetMaxLiquidationDiscount` and
 * `GovSetLiquidationCoolOffTime` what a liquidator gets and when: none of them whether an account is liquidatable.
 */
import { type EulerV2Pool, eulerV2Vaults } from '../../../config/EulerV2Pool.ts'
import type {
  BookOfRecord,
  Decoder,
  LogFilter,
  QuarantinedLog,
  ReadRequest,
} from '../../../facts/Decoder.ts'
import { factDecoder } from '../../../facts/factDecoder.ts'
import type { TransactionLogs } from '../../../facts/RawLog.ts'
import { tokenBook } from '../../books/tokenBook.ts'
import { toWord } from '../../toWord.ts'
import { vaultEvents } from '../../vaults/readVaultLogs.ts'
import { toOwnedFacts } from '../toOwnedFacts.ts'
import { collateralsCall, ownerCall, parameterCalls } from './eulerCalls.ts'
import {
  collateralEvents,
  controllerEvents,
  controllerStatusEvents,
  vaultStateEvents,
} from './eulerV2Events.ts'
import { type ConnectorLogs, readConnectorLogs } from './readConnectorLogs.ts'
import { readEulerLogs } from './readEulerLogs.ts'
import { toEulerFacts } from './toEulerFacts.ts'
import { toShareBodies } from './toShareBodies.ts'

const name = 'eulerV2@1'

/** Oracle and unit of account never change, and a fee is logged when it does: an hour bounds how long a slip is unknown. */
const parametersEverySeconds = 3_600n

/** Balances, collateral and parameters of one venue. `rank` is the first `k`, see `factRank`. */
export function createEulerV2Decoder(parameters: {
  venue: string
  pool: EulerV2Pool
  rank?: number
}): Decoder {
  const { venue, pool, rank = 0 } = parameters
  const { chainId, startBlock } = pool
  const id = `${chainId}/eulerV2:${pool.pool}`
  const decoder = factDecoder(name, id)
  return {
    name,
    exactness: 'exactAtTouch',
    book: sharesBook(venue, pool),
    source: { id, chainId, startBlock, filters: toFilters(pool) },
    timedReads: { everySeconds: parametersEverySeconds, calls: parameterCalls(pool) },
    decode(transaction) {
      const quarantined: QuarantinedLog[] = []
      const quarantine = (log: QuarantinedLog['log'], reason: string) =>
        quarantined.push({ chainId, log, sourceId: id, reason })
      const shares = toShareBodies({ venue, pool }, transaction.logs, quarantine)
      const debts = readEulerLogs({ venue, pool }, transaction.logs, quarantine)
      const said = readConnectorLogs({ venue, pool }, transaction.logs, quarantine)
      return {
        facts: toOwnedFacts([...shares, ...debts, ...said.owned], { decoder, chainId, rank }),
        reads: toReads(pool, transaction, said, id),
        quarantined,
      }
    },
    decodeRead: (answer) => toEulerFacts(parameters, answer),
  }
}

/** A vault counts its shares; what it says of a debt has the interest since the debt was booked. */
function sharesBook(venue: string, pool: EulerV2Pool): BookOfRecord {
  const books = eulerV2Vaults(pool).map(({ address }) =>
    tokenBook({ venue, contract: address, token: address }),
  )
  return { venue, ask: (key) => books.find((book) => book.ask(key) !== undefined)?.ask(key) }
}

function toFilters(pool: EulerV2Pool): readonly LogFilter[] {
  const addresses = eulerV2Vaults(pool).map(({ address }) => address)
  const ofVaults = [...vaultEvents.topics, ...vaultStateEvents.topics]
  const controller = [toWord(pool.pool)]
  return [
    { addresses, topics: [ofVaults] },
    { addresses: [pool.pool], topics: [controllerEvents.topics] },
    { addresses: [pool.evc], topics: [collateralEvents.topics] },
    { addresses: [pool.evc], topics: [controllerStatusEvents.topics, undefined, controller] },
  ]
}

function toReads(
  pool: EulerV2Pool,
  { blockNumber, blockHash }: TransactionLogs,
  { named, controlled }: ConnectorLogs,
  sourceId: string,
): readonly ReadRequest[] {
  const block = { chainId: pool.chainId, blockNumber, blockHash, sourceId }
  const calls = [
    ...[...named].map((account) => ownerCall(pool, account)),
    ...[...controlled].map((account) => collateralsCall(pool, account)),
  ]
  return calls.map((call) => ({ ...block, ...call, everyTouch: true as const }))
}
