import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { LegStep } from '../../../facts/BridgeFacts.ts'
import type { Address, Hash, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { depositKey, ledgerToken, payloadOf, withdrawalKey } from './orderlyKeys.ts'

interface Deposit {
  accountId: Hash
  tokenHash: Hash
  tokenAmount: bigint
  srcChainId: bigint
  srcChainDepositNonce: bigint
}

interface Withdrawal {
  accountId: Hash
  withdrawNonce: bigint
  /** 20 bytes, or 32 of an account on Solana. */
  sender: Hex
  receiver: Hex
  chainId: bigint
  tokenHash: Hash
  tokenAmount: bigint
  fee: bigint
}

type LedgerEvent = { log: RawLog } & (
  | { name: 'AccountDeposit' | 'AccountDepositSol'; args: Deposit }
  | { name: 'AccountWithdrawApprove' | 'AccountWithdrawSolApprove'; args: Withdrawal }
  | {
      name: 'AccountWithdrawFail' | 'AccountWithdrawSolFail'
      args: Withdrawal & { failReason: number }
    }
)

/** The vault's chain could not pay what was approved, and the ledger takes it back. */
const TAKEN_BACK = 201

/** What the ledger booked in one transaction, of deposits and of withdrawals. */
export function findLedgerLegs(
  events: readonly LedgerEvent[],
  route: BridgeRoute,
): readonly Finding[] {
  const own = events.filter(({ args }) => route.tokens.has(ledgerToken(args.tokenHash)))
  return own.flatMap((event) => findLeg(event, route))
}

function findLeg({ name, args, log }: LedgerEvent, route: BridgeRoute): readonly Finding[] {
  switch (name) {
    case 'AccountDeposit':
    case 'AccountDepositSol':
      return [toCredit(args, log, route)]
    case 'AccountWithdrawApprove':
    case 'AccountWithdrawSolApprove':
      return [toWithdrawal('sent', args, log, route)]
    case 'AccountWithdrawFail':
    case 'AccountWithdrawSolFail':
      return args.failReason === TAKEN_BACK ? [toWithdrawal('refunded', args, log, route)] : []
  }
}

function toCredit(deposit: Deposit, log: RawLog, route: BridgeRoute): Finding {
  const { accountId, tokenHash, tokenAmount: amount, srcChainId, srcChainDepositNonce } = deposit
  const body = route.leg({
    step: 'credited',
    key: depositKey(srcChainId, srcChainDepositNonce),
    payloadHash: payloadOf(accountId, tokenHash),
    ...{ asset: ledgerToken(tokenHash), amount, carrierContract: log.address },
    recipient: log.address,
    origin: route.chainOf(srcChainId),
    destination: route.chainId,
  })
  return { log, siblings: [], body }
}

function toWithdrawal(
  step: Extract<LegStep, 'sent' | 'refunded'>,
  withdrawal: Withdrawal,
  log: RawLog,
  route: BridgeRoute,
): Finding {
  const { accountId, withdrawNonce, sender, receiver, chainId, tokenHash } = withdrawal
  const amount = withdrawal.tokenAmount - withdrawal.fee
  if (amount < 0n) return { log, reason: 'Its fee is more than what was to be paid.' }
  const body = route.leg({
    step,
    key: withdrawalKey(accountId, withdrawNonce),
    payloadHash: payloadOf(receiver, tokenHash),
    ...{ asset: ledgerToken(tokenHash), amount, carrierContract: log.address },
    ...{ sender: toAddress(sender), recipient: toAddress(receiver) },
    origin: route.chainId,
    destination: route.chainOf(chainId),
  })
  return { log, siblings: [], body }
}

/** An account on Solana has none. */
function toAddress(account: Hex): Address | undefined {
  return account.length === 42 ? account : undefined
}
