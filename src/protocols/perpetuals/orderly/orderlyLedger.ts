/**
 * The ledger of Orderly, on its own chain: what accounts have in the vaults of all chains, and their positions. Exact from logs
 * alone; what marks positions is an index that Orderly keeps off chain, so that the config's feeds value them.
 *
 * `AccountRegister`                        whose an account is. An account stands as the last 20 bytes of its id.
 * `AccountDeposit`, `AccountDepositSol`    an amount came from a vault: see `bridges/orderly`.
 * `AccountWithdrawApprove`, `AccountWithdrawSolApprove`   it leaves the account, with the fee.
 * `AccountWithdrawFail`, `AccountWithdrawSolFail`         with reason 201 it is back; any other refuses what never left.
 * `ProcessValidatedFutures`                a trade: its notional and fee are added to what the position cost.
 * `SettlementExecution`, `SettlementResult`               profit and loss become balance. The executions stand before their
 *                                          result and do not say of which account they are.
 * `LiquidationTransfer`, `LiquidationResult`              positions go to liquidators, fees to the insurance fund; joined alike.
 * `LiquidationTransferV2`, `LiquidationResultV2`, `AdlResult`, `AdlResultV2`   the same, each of one account; ADL v1 of two.
 * `FeeDistribution`                        from one account to another.
 *
 * Before each change a position pays the funding that ran since the last, rounded up to 0.000001. Balances may be negative.
 * What Orderly's own collectors earn of withdrawals and trades no log says: name them as `house`, and they are not booked.
 * Later ledgers also log `BalanceTransfer` and `SwapResultUploaded`, which the catalogue lacks: they are not read.
 *
 * Not read: `AccountWithdrawFinish` ends what has left at the approval; `AccountWithdraw2Contract` repeats it. `AccountRegister` of a
 * key on Solana names no owner that has an address. `AccountDeposit`, `AccountDepositTo`, `AccountWithdraw`, `WithdrawFailed` and
 * `ChangeTokenAddressAndAllow` of a vault are the bridge's, as are `MessageSent`, `MessageReceived`, `RebalanceBurn`,
 * `RebalanceMint`, `RebalanceBurnResult`, `RebalanceMintResult`. Permissions and addresses move nothing: `AccountDelegate`,
 * `DelegateSigner`, `SetAllowedToken`, `SetAllowedBroker`, `SetAllowedSymbol`, `SetAllowedChainToken`, `SetMaxWithdrawFee`,
 * `ChangeDepositLimit`, `ChangeCrossChainManager`, `ChangeCrossChainManagerV2`, `ChangeOperatorManager`, `ChangeVaultManager`,
 * `ChangeMarketManager`, `ChangeFeeManager`, `ChangeLedgerImplA`, `ChangeLedgerImplB`, `ChangeLedgerImplC`.
 */
import type { OrderlyLedger } from '../../../config/OrderlyLedger.ts'
import type { Decoder, QuarantinedLog } from '../../../facts/Decoder.ts'
import { factDecoder } from '../../../facts/factDecoder.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { toOwnedFacts } from '../../lending/toOwnedFacts.ts'
import { groupResults, type LedgerLog } from './groupResults.ts'
import { orderlyBodies } from './orderlyBodies.ts'
import { ledgerEvents } from './orderlyEvents.ts'

const name = 'orderlyLedger@1'

/** Balances and positions of the ledger as a venue's book. `rank` is the first `k`, see `factRank`. */
export function createOrderlyLedgerDecoder(parameters: {
  venue: string
  ledger: OrderlyLedger
  rank?: number
}): Decoder {
  const { venue, ledger, rank = 0 } = parameters
  const { chainId, address, startBlock } = ledger
  const id = `${chainId}/orderly:${address}`
  const decoder = factDecoder(name, id)
  return {
    name,
    source: {
      id,
      chainId,
      startBlock,
      filters: [{ addresses: [address], topics: [ledgerEvents.topics] }],
    },
    decode({ logs }) {
      const quarantined: QuarantinedLog[] = []
      const quarantine = (log: RawLog, reason: string): void => {
        quarantined.push({ chainId, log, sourceId: id, reason })
      }
      const decoded = logs.flatMap((log): LedgerLog[] => {
        const event = ledgerEvents.decode(log)
        if (event.name !== undefined) return [{ log, event }]
        quarantine(log, event.reason)
        return []
      })
      const { groups, unjoined } = groupResults(decoded)
      for (const log of unjoined) quarantine(log, withoutResult)
      const owned = groups.flatMap((group) => orderlyBodies(group, { venue, ledger }))
      return { facts: toOwnedFacts(owned, { decoder, chainId, rank }), reads: [], quarantined }
    },
  }
}

const withoutResult =
  'The parts of a settlement or liquidation in this transaction are not those that its result says, so that a log is missing.'
