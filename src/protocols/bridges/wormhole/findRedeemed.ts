import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { type Address, type Hex, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { toWord } from '../../toWord.ts'
import type { Payment } from '../Payment.ts'
import { keysOf, rateOf } from './transferPayload.ts'

interface Redeemed {
  log: RawLog
  emitterChainId: number
  emitterAddress: Hex
  sequence: bigint
}

/** The relayer and the recipient. */
const PAYMENTS_MAX = 2

/** A payment whose recipient is not logged where the bridge unwraps native money and sends it on. */
export type Paid = Omit<Payment, 'to'> & { to: Address | undefined }

/** A redemption pays between its own log and the next one. */
export function findRedeemed(
  redeemed: readonly Redeemed[],
  payments: readonly Paid[],
  route: BridgeRoute,
): readonly Finding[] {
  return redeemed.flatMap((event, i) => {
    const { logIndex } = event.log
    const next = redeemed[i + 1]?.log.logIndex ?? Number.POSITIVE_INFINITY
    const paid = payments.filter(({ log }) => log.logIndex > logIndex && log.logIndex < next)
    return toCredited(event, ownPayments(event.log, paid), route)
  })
}

/** What the bridge pays of its own, else what is minted. What it burns belongs to a message that it publishes. */
function ownPayments({ address }: RawLog, paid: readonly Paid[]): readonly Paid[] {
  const kept = paid.filter(({ from, to }) => from === address && to !== zeroAddress)
  return kept.length > 0 ? kept : paid.filter(({ from }) => from === zeroAddress)
}

function toCredited(event: Redeemed, paid: readonly Paid[], route: BridgeRoute): Finding[] {
  const { log, emitterChainId, emitterAddress, sequence } = event
  const last = paid.at(-1)
  // No token of the route moved: it is another token's.
  if (last === undefined) return []
  const token = last.log.address
  const total = paid.reduce((sum, { value }) => sum + value, 0n)
  const rate = rateOf(token, route)
  const reason = findProblem(event, paid, total % rate, route)
  if (reason !== undefined) return [{ log, reason }]
  const body = route.leg({
    step: 'credited',
    ...keysOf(emitterChainId, emitterAddress, sequence, last.to && toWord(last.to)),
    asset: token,
    amount: last.value,
    carried: total / rate,
    carrierContract: last.from === zeroAddress ? token : last.from,
    recipient: last.to,
    origin: route.chainOf(emitterChainId),
    destination: route.chainId,
  })
  return [{ log, siblings: paid.map((payment) => payment.log), body }]
}

function findProblem(
  { emitterChainId, emitterAddress }: Redeemed,
  paid: readonly Paid[],
  dust: bigint,
  route: BridgeRoute,
): string | undefined {
  const bridges = route.peersOf(emitterChainId, 'tokenBridge')
  if (bridges !== undefined && !bridges.some((bridge) => toWord(bridge) === emitterAddress))
    return `A transfer was redeemed from ${emitterAddress} on chain ${emitterChainId}, which is not the token bridge that the config has there.`
  if (paid.length > PAYMENTS_MAX || new Set(paid.map(({ log }) => log.address)).size > 1)
    return `The redemption is followed by ${paid.length} payments; at most a relayer and the recipient are paid.`
  return dust === 0n ? undefined : 'The redemption paid what no message with eight decimals says.'
}
