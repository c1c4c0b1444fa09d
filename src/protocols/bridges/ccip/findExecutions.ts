import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute, Domain } from '../../../config/BridgeRoute.ts'
import { type Address, type Hex, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { keyOf, TOKENS_MAX } from './ccipMessage.ts'

/** What a ramp of any version says of a message that it executed. */
export interface Execution {
  log: RawLog
  messageId: Hex
  /** Chain selector of the origin; undefined where the config does not tell what the lane's other end is. */
  source: Domain | bigint | undefined
  state: number
}

/** A carried token that moved. */
export interface Payment {
  log: RawLog
  from: Address
  to: Address
  value: bigint
}

/** What a pool of 1.6.1 and later says of what it pays; `sender` is the ramp. */
export interface Release {
  log: RawLog
  token: Address
  sender: Address
  recipient: Address
  amount: bigint
}

interface Credit {
  token: Address
  recipient: Address
  amount: bigint
  carrierContract: Address
  siblings: readonly RawLog[]
}

/** The pools pay before the receiver is called, and the ramp logs last: what is paid stands between two of its logs. */
export function findExecutions(
  executions: readonly Execution[],
  { payments, releases }: { payments: readonly Payment[]; releases: readonly Release[] },
  route: BridgeRoute,
): readonly Finding[] {
  return executions.flatMap((execution, i): readonly Finding[] => {
    const { log, state } = execution
    const from = executions[i - 1]?.log.logIndex ?? -1
    const isWithin = (each: { log: RawLog }) =>
      each.log.logIndex > from && each.log.logIndex < log.logIndex
    switch (state) {
      case 2: {
        const own = releases.filter((each) => isWithin(each) && each.sender === log.address)
        return toCredited(execution, findCredits(payments.filter(isWithin), own, route), route)
      }
      case 3:
        return toFailed(execution, route)
      default:
        return [{ log, reason: `The message ended in state ${state}, which is no end.` }]
    }
  })
}

/** One payment a token: what its pool says where it does, else the first one, since the receiver may move the token on. */
function findCredits(
  payments: readonly Payment[],
  releases: readonly Release[],
  { tokens }: BridgeRoute,
): readonly Credit[] {
  return [...tokens.keys()].flatMap((token): readonly Credit[] => {
    const release = releases.find((each) => each.token === token)
    const paid = payments.filter(({ log, to }) => log.address === token && to !== zeroAddress)
    const payment = paid.find(({ to, value }) => {
      return release === undefined || (to === release.recipient && value === release.amount)
    })
    if (payment !== undefined) return [toCredit(payment, release)]
    return release === undefined ? [] : [toUnseen(release)]
  })
}

function toCredit({ log, from, to, value }: Payment, release: Release | undefined): Credit {
  return {
    token: log.address,
    recipient: to,
    amount: value,
    carrierContract: from === zeroAddress ? log.address : from,
    siblings: release === undefined ? [log] : [log, release.log],
  }
}

/** A pool that pays out of a place that the config lacks. */
function toUnseen({ log, token, recipient, amount }: Release): Credit {
  return { token, recipient, amount, carrierContract: log.address, siblings: [log] }
}

function toCredited(
  { log, messageId, source }: Execution,
  credits: readonly Credit[],
  route: BridgeRoute,
): readonly Finding[] {
  if (credits.length > TOKENS_MAX)
    return [{ log, reason: `The message paid ${credits.length} tokens, more than ${TOKENS_MAX}.` }]
  return credits.map(({ token, siblings, ...credit }) => {
    const body = route.leg({
      step: 'credited',
      key: keyOf(messageId, token, credits.length),
      asset: token,
      ...credit,
      origin: source === undefined ? undefined : route.chainOf(source),
      destination: route.chainId,
    })
    return { log, siblings, body }
  })
}

/** It may be tried again by anyone. Which tokens the message has its origin alone says; a stranger's can match nothing. */
function toFailed({ log, messageId, source }: Execution, route: BridgeRoute): readonly Finding[] {
  const [token] = route.tokens.keys()
  if (token === undefined || source === undefined || route.peerTokens(source) === undefined)
    return []
  const body = route.leg({
    step: 'failed',
    key: messageId,
    asset: token,
    amount: 0n,
    carrierContract: log.address,
    origin: route.chainOf(source),
    destination: route.chainId,
  })
  return [{ log, siblings: [], body }]
}
