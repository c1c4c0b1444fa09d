import { factId } from '../facts/FactPosition.ts'
import { unknownChain } from '../facts/primitives.ts'
import type { TransferView } from '../ledger/TransferView.ts'
import type { Condition } from './Condition.ts'
import type { PauseSight } from './routeConditions.ts'

/** What is known of the way that a transfer is on. */
interface WaySight {
  /** The whole route has halted, which is a condition of its own. */
  isHalted: boolean
  /** What stops it from where it has come to. */
  pauses: readonly PauseSight[]
}

const clearWay: WaySight = { isHalted: false, pauses: [] }

/**
 * What open transfers give reason to say. Data gaps are never risks: only coverage makes a claim of absence, and a critical
 * one that `isConfirmed` denies fires one step lower, with the word in its text. One that is late because its route is
 * paused says so, and of a route that has halted no transfer fires by itself.
 */
export function transferConditions(
  transfers: readonly TransferView[],
  isConfirmed: (transfer: TransferView) => boolean,
  wayOf: (transfer: TransferView) => WaySight = () => clearWay,
): readonly Condition[] {
  return transfers.flatMap((transfer) => {
    const found = judge(transfer)
    if (found === undefined) return []
    const isLate = found.code === 'TRANSFER_STUCK' || found.code === 'TRANSFER_EXPIRED'
    const way = isLate ? wayOf(transfer) : clearWay
    const judged = onItsWay(found, way)
    const verdict = isConfirmed(transfer)
      ? { ...judged, isConfirmed: true }
      : { ...lower(judged), isConfirmed: false }
    const { key, origin, destination, legs, evidence, sentAt, creditedAt } = transfer
    return [
      {
        ...verdict,
        chains: [origin, destination].filter((chainId) => chainId !== unknownChain),
        subject: key,
        since: creditedAt ?? sentAt,
        evidence: [
          ...[...legs, ...evidence].map(({ at }) => factId(at)),
          ...way.pauses.map((pause) => pause.evidence),
        ],
      },
    ]
  })
}

type Judged = Pick<Condition, 'code' | 'severity' | 'text'>

function onItsWay(judged: Judged, { isHalted, pauses }: WaySight): Judged {
  const paused = pauses.map(
    ({ contract, chainId }) => ` The bridge is paused by ${contract} on chain ${chainId}.`,
  )
  const text = `${judged.text}${paused.join('')}`
  if (!isHalted) return { ...judged, text }
  return { ...judged, severity: 'info', text: `${text} It is one of a route that has halted.` }
}

function lower(judged: Judged): Judged {
  const severity = judged.severity === 'critical' ? 'warning' : judged.severity
  const text = `${judged.text} This is unconfirmed: no second reading of the chain has verified that nothing is missing.`
  return { ...judged, severity, text }
}

function judge(transfer: TransferView): Judged | undefined {
  const { state, bridge, key, cause, reason, isThirdParty } = transfer
  const name = `Transfer ${key} over ${bridge}`
  switch (state) {
    case 'UNBACKED': {
      if (isThirdParty === true) {
        const text = `${name} has no source: whoever filled it paid for it, as a deposit of a third party.`
        return { code: 'TRANSFER_UNBACKED', severity: 'info', text }
      }
      const why = cause === undefined ? '' : ' Its source was reorganised away.'
      const text = `${name} was credited without a source.${why}`
      return { code: 'TRANSFER_UNBACKED', severity: 'critical', text }
    }
    case 'DUPLICATE_CREDIT':
      return {
        code: 'TRANSFER_DUPLICATE_CREDIT',
        severity: 'critical',
        text: `${name} was credited more often than it was sent.`,
      }
    case 'CONFLICT':
    case 'PAYLOAD_CONFLICT':
    case 'AMOUNT_MISMATCH':
      return {
        code: 'TRANSFER_CONFLICT',
        severity: 'critical',
        text: `${name} contradicts itself: ${state}.`,
      }
    case 'STUCK':
      return {
        code: 'TRANSFER_STUCK',
        severity: 'warning',
        text: `${name} is stuck. ${reason ?? ''}`.trimEnd(),
      }
    // A stuck transfer whose protocol has ended it: the same rule (A4), with a refund to wait for instead of a delivery.
    case 'EXPIRED':
      return {
        code: 'TRANSFER_EXPIRED',
        severity: 'warning',
        text: `${name} has expired. ${reason ?? ''}`.trimEnd(),
      }
    case 'NOT_COVERED':
      return {
        code: 'ROUTE_NOT_COVERED',
        severity: 'info',
        text: `${name} cannot be checked. ${reason ?? ''}`.trimEnd(),
      }
    case 'DELIVERED':
    case 'AWAITING_SOURCE':
    case 'REFUNDED':
    case 'CANCELLED':
    case 'FAILED_RETRYABLE':
    case 'IN_FLIGHT':
    case 'VERIFIED_WITHOUT_SOURCE':
    case 'UNKNOWN':
      return undefined
  }
}
