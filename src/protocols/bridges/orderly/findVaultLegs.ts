import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hash } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { depositKey, ledgerToken, payloadOf, withdrawalKey } from './orderlyKeys.ts'

interface Deposit {
  accountId: Hash
  depositNonce: bigint
  tokenHash: Hash
  tokenAmount: bigint
}

interface Withdrawal {
  accountId: Hash
  withdrawNonce: bigint
  sender: Address
  receiver: Address
  tokenHash: Hash
  tokenAmount: bigint
  fee: bigint
}

type VaultEvent = { log: RawLog } & (
  | { name: 'AccountDeposit'; args: Deposit }
  | { name: 'AccountDepositTo'; args: Deposit }
  | { name: 'AccountWithdraw'; args: Withdrawal }
  | { name: 'WithdrawFailed'; args: { token: Address; receiver: Address; amount: bigint } }
  | { name: 'ChangeTokenAddressAndAllow'; args: { tokenHash: Hash; tokenAddress: Address } }
)

/** Orderly's own chains, the real one and the test one: a vault's logs do not name theirs. */
const ledgerChains = ['291', '4460'] as const

/** What a vault of the route took and paid in one transaction. */
export function findVaultLegs(
  events: readonly VaultEvent[],
  route: BridgeRoute,
): readonly Finding[] {
  const [token, other] = route.tokens.keys()
  if (events.length === 0 || token === undefined) return []
  if (other !== undefined) return events.map(({ log }) => ({ log, reason: oneAsset }))
  const isOurs = ({ tokenHash }: { tokenHash: Hash }) => isCarried(tokenHash, route)
  const failures = eventsNamed(events, 'WithdrawFailed').filter((each) => each.token === token)
  const payments = eventsNamed(events, 'AccountWithdraw').filter(isOurs)
  const paid = payments.map((each) => {
    const amount = each.tokenAmount - each.fee
    const at = failures.findIndex(
      (failure) => failure.receiver === each.receiver && failure.amount === amount,
    )
    const [failure] = at === -1 ? [] : failures.splice(at, 1)
    return { ...each, amount, failure }
  })
  return [
    ...depositsOf(events)
      .filter(isOurs)
      .map((each) => toDeposit(each, token, route)),
    ...paid.map((each) => toPayment(each, token, route)),
    ...failures.map(({ log }) => ({ log, reason: withoutWithdrawal })),
    ...eventsNamed(events, 'ChangeTokenAddressAndAllow')
      .filter((each) => isOurs(each) && each.tokenAddress !== token)
      .map(({ log, tokenAddress }) => ({
        log,
        reason: `The vault takes ${tokenAddress} from now on, which is not ${token} that the config has.`,
      })),
  ]
}

/** Older vaults log one event, newer ones the other for every deposit; where one logs both they are the same deposit. */
function depositsOf(events: readonly VaultEvent[]): readonly (Deposit & { log: RawLog })[] {
  const named = eventsNamed(events, 'AccountDepositTo')
  const isTold = ({ log, depositNonce }: Deposit & { log: RawLog }) =>
    named.some((each) => each.log.address === log.address && each.depositNonce === depositNonce)
  const legacy = eventsNamed(events, 'AccountDeposit').filter((each) => !isTold(each))
  return [...legacy, ...named]
}

function isCarried(tokenHash: Hash, route: BridgeRoute): boolean {
  const booked = route.peerTokens(ledgerOf(route))
  // Where no ledger is followed nobody says the token's name.
  return booked === undefined || booked.has(ledgerToken(tokenHash))
}

function ledgerOf(route: BridgeRoute): string {
  const [mainnet] = ledgerChains
  return ledgerChains.find((chain) => route.peersOf(chain, 'ledger') !== undefined) ?? mainnet
}

function toDeposit(
  { log, accountId, depositNonce, tokenHash, tokenAmount: amount }: Deposit & { log: RawLog },
  asset: Address,
  route: BridgeRoute,
): Finding {
  const ledger = ledgerOf(route)
  const [recipient] = route.peersOf(ledger, 'ledger') ?? []
  const body = route.leg({
    step: 'sent',
    key: depositKey(BigInt(route.chainId), depositNonce),
    payloadHash: payloadOf(accountId, tokenHash),
    ...{ asset, amount, carrierContract: log.address, recipient },
    origin: route.chainId,
    destination: route.chainOf(ledger),
  })
  return { log, siblings: [], body }
}

function toPayment(
  payment: Withdrawal & { log: RawLog; amount: bigint; failure: { log: RawLog } | undefined },
  asset: Address,
  route: BridgeRoute,
): Finding {
  const { log, accountId, withdrawNonce, sender, receiver, tokenHash, amount, failure } = payment
  if (amount < 0n) return { log, reason: 'Its fee is more than what was to be paid.' }
  const body = route.leg({
    step: failure === undefined ? 'credited' : 'failed',
    key: withdrawalKey(accountId, withdrawNonce),
    payloadHash: payloadOf(receiver, tokenHash),
    ...{ asset, amount, carrierContract: log.address, sender, recipient: receiver },
    origin: route.chainOf(ledgerOf(route)),
    destination: route.chainId,
  })
  return { log, siblings: failure === undefined ? [] : [failure.log], body }
}

const oneAsset =
  'A bridge of Orderly carries one asset, and this one has several tokens here: give each a bridge of its own.'

const withoutWithdrawal =
  'A payment failed, and no withdrawal of its transaction has this receiver and amount.'
