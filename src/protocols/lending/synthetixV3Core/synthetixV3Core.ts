/**
 * The core of Synthetix v3. Collateral is exact from logs but for what a liquidation shares out; debt is dirty: it moves with
 * every market of the pool, and logs only say that it is to be read again.
 *
 * `AccountCreated`, ERC-721 `Transfer` of the accounts' token   who owns an account. An account stands as its number.
 * `Deposited`, `Withdrawn`           collateral came or went, in the token's decimals; it is booked with core's own 18.
 * `CollateralLockCreated`            so much of it may not leave before a time.
 * `DelegationUpdated`                the whole of a position from now on; what it gains the account had undelegated.
 * `UsdMinted`, `UsdBurned`           debt grew or fell by that and a fee, and dollars of the account did.
 * `DebtAssociated`                   a position's debt as it is after a market assigned some to it.
 * `Liquidation`                      a position is gone; its collateral, less the reward, and its debt are shared out in its vault.
 * `VaultLiquidation`                 so is a part of all positions of a pool and a collateral type, or the whole.
 * `CollateralConfigured`, `CollateralDeprecated`   at which ratios core takes a collateral type.
 *
 * A position is what an account delegated of one collateral type to one pool, and a unit by itself. Its debt is booked at core,
 * below 0 as a credit. Whoever an event names is read at its block, whoever has a position every so often (`accountReads`), so
 * that what a liquidation shared out is found, too. Core of other versions books minted dollars in a wallet: what an account
 * has undelegated is read after each mint, burn and delegation.
 *
 * Not read: `CollateralLockExpired` names no account, and says what the lock's own time says; `PermissionGranted` and
 * `PermissionRevoked` let others act for an account and change neither owner nor amount; `MarketUsdDeposited`,
 * `MarketUsdWithdrawn`, `MarketCollateralDeposited` and `MarketCollateralWithdrawn` move the debt of everybody behind a market,
 * which the clock finds; `MarketRegistered`, `SetMinDelegateTime`, `SetMarketMinLiquidityRatio` and
 * `MaximumMarketCollateralConfigured` are of markets, and bear on no account that is there; `TransferCrossChainInitiated` burns
 * tokens of a wallet, which CCIP's own events carry on.
 */
import type { SynthetixV3CorePool } from '../../../config/SynthetixV3CorePool.ts'
import type { Decoder, QuarantinedLog, ReadRequest, TimedCall } from '../../../facts/Decoder.ts'
import { factDecoder } from '../../../facts/factDecoder.ts'
import type { Address, UnitId } from '../../../facts/primitives.ts'
import type { RawLog, TransactionLogs } from '../../../facts/RawLog.ts'
import { accountOwners } from '../../perpetuals/synthetixV3/accountOwners.ts'
import { accountTokenEvents } from '../../perpetuals/synthetixV3/synthetixV3Events.ts'
import { type OwnedBody, toOwnedFacts } from '../toOwnedFacts.ts'
import { coreBook } from './coreBook.ts'
import { availableCall, positionCalls, ratioCalls } from './coreCalls.ts'
import { type CoreEvent, coreEvents } from './synthetixV3CoreEvents.ts'
import { toCorePosition } from './synthetixV3CoreSubjects.ts'
import { toCoreBodies } from './toCoreBodies.ts'
import { toCoreFacts } from './toCoreFacts.ts'

const name = 'synthetixV3Core@1'

/** A pool's owner seldom changes what it asks for; an hour bounds how long nobody knows of it. */
const ratiosEverySeconds = 3_600n

interface CoreLog {
  log: RawLog
  event: CoreEvent
}

/** Accounts, positions and parameters of one core as a venue. `rank` is the first `k`, see `factRank`. */
export function createSynthetixV3CoreDecoder(parameters: {
  venue: string
  pool: SynthetixV3CorePool
  rank?: number
}): Decoder {
  const { venue, pool, rank = 0 } = parameters
  const { chainId, startBlock, accountToken } = pool
  const id = `${chainId}/synthetixV3Core:${pool.pool}`
  const decoder = factDecoder(name, id)
  return {
    name,
    exactness: 'dirty',
    book: coreBook(venue, pool),
    source: {
      id,
      chainId,
      startBlock,
      filters: [
        { addresses: [pool.pool], topics: [coreEvents.topics] },
        { addresses: [accountToken], topics: [accountTokenEvents.topics] },
      ],
    },
    timedReads: { everySeconds: ratiosEverySeconds, calls: ratioCalls(pool) },
    accountReads: {
      venue,
      contract: pool.pool,
      assets: [pool.pool, ...[pool.usd, ...pool.collaterals].map(({ token }) => token)],
      calls: (_, units) => units.flatMap((unit) => unitCalls(pool, unit)),
    },
    decode(transaction) {
      const quarantined: QuarantinedLog[] = []
      const quarantine = (log: RawLog, reason: string): void => {
        quarantined.push({ chainId, log, sourceId: id, reason })
      }
      const logs = readLogs(pool, transaction.logs, quarantine)
      const owned = [
        ...accountOwners({ venue, accountToken }, transaction.logs, quarantine),
        ...logs.flatMap(({ log, event }): readonly OwnedBody[] =>
          toCoreBodies(parameters, event, log).map((body) => ({ log, body })),
        ),
      ]
      return {
        facts: toOwnedFacts(owned, { decoder, chainId, rank }),
        reads: toReads(pool, transaction, logs, id),
        quarantined,
      }
    },
    decodeRead: (answer) => toCoreFacts(parameters, answer),
  }
}

/** What is not delegated owes nothing. */
function unitCalls(pool: SynthetixV3CorePool, unit: UnitId): readonly TimedCall[] {
  const position = toCorePosition(unit)
  return position === undefined ? [] : positionCalls(pool, position)
}

function readLogs(
  { pool }: SynthetixV3CorePool,
  logs: readonly RawLog[],
  quarantine: (log: RawLog, reason: string) => void,
): readonly CoreLog[] {
  return logs.flatMap((log) => {
    if (log.address !== pool) return []
    const event = coreEvents.decode(log)
    if (event.name !== undefined) return [{ log, event }]
    quarantine(log, event.reason)
    return []
  })
}

/** Of one transaction each question once. What is not delegated no later answer makes up for. */
function toReads(
  pool: SynthetixV3CorePool,
  { blockNumber, blockHash }: TransactionLogs,
  logs: readonly CoreLog[],
  sourceId: string,
): readonly ReadRequest[] {
  const block = { chainId: pool.chainId, blockNumber, blockHash, sourceId }
  const asked = new Map<string, ReadRequest>()
  const ask = (call: TimedCall, touch: Pick<ReadRequest, 'everyTouch'> = {}): void => {
    asked.set(call.data, { ...block, ...call, ...touch })
  }
  for (const { event } of logs) {
    const { args } = event
    if ('poolId' in args && 'accountId' in args)
      for (const call of positionCalls(pool, args)) ask(call)
    const type = undelegatedType(event, pool)
    if (type !== undefined && 'accountId' in args)
      ask(availableCall(pool, args.accountId, type), { everyTouch: true })
  }
  return [...asked.values()]
}

/** The collateral type of which an event changes what its account did not delegate, otherwise than by an amount that came or went. */
function undelegatedType(
  { name: event, args }: CoreEvent,
  { usd }: SynthetixV3CorePool,
): Address | undefined {
  switch (event) {
    case 'DelegationUpdated':
      return args.collateralType
    case 'UsdMinted':
    case 'UsdBurned':
      return usd.token
    default:
      return undefined
  }
}
