import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute, Domain } from '../../../config/BridgeRoute.ts'
import { type Address, type Hex, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { Payment } from '../Payment.ts'
import { standsBefore } from '../standsBefore.ts'
import { keyOf, TOKENS_MAX } from './ccipMessage.ts'

/** What a ramp of any version says of a message that it executed. */
export interface Execution {
  log: RawLog
  messageId: Hex
  /** Chain selector of the origin; undefined where the config does not tell what the lane's other end is. */
  source: Domain | bigint | undefined
  state: number
}

/** What a pool says of what it pays; `sender` is the ramp, and the token is named since 1.6.1. */
export interface Release {
  log: RawLog
  token?: Address
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
    const isWithin = standsBefore(executions, i)
    switch (state) {
      case 2: {
        const own = releases
          .filter((each) => isWithin(each) && each.sender === log.address)
          .sort((a, b) => a.log.logIndex - b.log.logIndex)
        return toCredited(execution, findCredits(payments.filter(isWithin), own, route), route)
      }
      case 3:
        return toFailed(execution, route)
      default:
        return [{ log, reason: `The message ended in state ${state}, which is no end.` }]
    }
  })
}

/**
 * What the pools say that they paid, each with the token's own Transfer before it. Of pools that say nothing it is the first
 * payment: one of theirs, or a mint where the config names no pool. What a receiver moves on comes later.
 */
function findCredits(
  payments: readonly Payment[],
  releases: readonly Release[],
  route: BridgeRoute,
): readonly Credit[] {
  const isSilent = route.contractsOf('pool').length === 0
  const open = payments.filter(({ to }) => to !== zeroAddress)
  const silent = open.find(({ from }) => from !== zeroAddress || isSilent)
  if (releases.length === 0) return silent === undefined ? [] : [toCredit(silent, undefined)]
  return releases.flatMap((release): readonly Credit[] => {
    const index = open.findIndex((each) => isOf(each, release))
    const [payment] = index === -1 ? [] : open.splice(index, 1)
    if (payment !== undefined) return [toCredit(payment, release)]
    const { log, token, recipient, amount } = release
    // Paid out of a place that the config lacks; without a name it is the pool of another token.
    return token !== undefined && route.tokens.has(token)
      ? [{ token, recipient, amount, carrierContract: log.address, siblings: [log] }]
      : []
  })
}

function isOf({ log, to, value }: Payment, release: Release): boolean {
  return (
    log.logIndex < release.log.logIndex &&
    to === release.recipient &&
    value === release.amount &&
    (release.token === undefined || release.token === log.address)
  )
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

/** It may be tried again by anyone. Which tokens the message has its origin alone says: the route may carry none of them. */
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
