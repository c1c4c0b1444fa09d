import type { AccountView, CollateralLine } from '../../../src/api/views/Views.ts'
import { InvariantBroken } from '../Failure.ts'
import type { Deployment } from '../world/Deployment.ts'

/** Weights of the world's config, basis points; what has none weighs nothing. */
const weights: Readonly<Record<string, { initial: bigint; maintenance: bigint }>> = {
  usd: { initial: 9_000n, maintenance: 9_500n },
  share: { initial: 8_000n, maintenance: 9_000n },
}

/** Full weight of value in flight lasts so long, seconds; from there it falls to 0 at the route's deadline. */
const p99Seconds = 20n

/** What the figures of an account are computed from beside its own lines. */
export interface MarginCase {
  deployment: Deployment
  /** 1e18 USD of the one asset with a feed; undefined while no price is alive. */
  priceE18: bigint | undefined
  asOf: bigint
}

/**
 * Recomputes each unit of an account from its served lines, which the oracle has checked, by the plain formulas of DESIGN 5.
 * The worlds have no liabilities, so that a status is NO_RISK, or UNKNOWN where something has no price. Throws `InvariantBroken`.
 */
export function checkMargin(account: AccountView, margin: MarginCase): void {
  for (const unit of account.margin.units) {
    const lines = account.lines.filter((line) => line.unit === unit.unit)
    const sums = { equity: 0n, initial: 0n, maintenance: 0n }
    let isUnknown = false
    for (const line of lines) {
      if (line.amount === 0n) continue
      const priceE18 = line.assetId in weights ? margin.priceE18 : undefined
      if (priceE18 === undefined) isUnknown = true
      else addLine(sums, { line, priceE18, age: ageOf(account, line, margin.asOf) }, margin)
    }
    const given = `${unit.equityE18} ${unit.slackInitialE18} ${unit.slackMaintenanceE18}`
    const wanted = `${sums.equity} ${sums.initial} ${sums.maintenance}`
    const name = `${account.owner} ${unit.unit}`
    if (given !== wanted)
      throw new InvariantBroken('margin', `${name}\ngiven:  ${given}\nwanted: ${wanted}`)
    if (isUnknown !== (unit.status === 'UNKNOWN'))
      throw new InvariantBroken('margin', `${name} is ${unit.status}`)
    const { low, best, high } = unit.bounds
    for (const figure of ['equityE18', 'slackInitialE18', 'slackMaintenanceE18'] as const)
      if (low[figure] > best[figure] || best[figure] > high[figure])
        throw new InvariantBroken('margin', `${name}: ${figure} is outside its bounds`)
  }
}

function addLine(
  sums: { equity: bigint; initial: bigint; maintenance: bigint },
  { line, priceE18, age }: { line: CollateralLine; priceE18: bigint; age: bigint },
  { deployment }: MarginCase,
): void {
  const isAdded = line.kind === 'holding' || line.kind === 'inFlight'
  const signed = isAdded ? line.amount : -line.amount
  const value = floor(signed * priceE18, 10n ** BigInt(line.decimals))
  const own = line.unit === 'unassigned' ? undefined : weights[line.assetId]
  const { initial, maintenance } = own ?? { initial: 0n, maintenance: 0n }
  sums.equity += value
  if (line.kind === 'inFlight') {
    const deadline = BigInt(deployment.stuckAfterSeconds)
    const left = age >= deadline ? 0n : age <= p99Seconds ? 1n : deadline - age
    const of = age >= deadline || age <= p99Seconds ? 1n : deadline - p99Seconds
    sums.maintenance += floor(value * maintenance * left, 10_000n * of)
    return
  }
  sums.initial += floor(value * (isAdded ? initial : maintenance), 10_000n)
  sums.maintenance += floor(value * maintenance, 10_000n)
}

/** Seconds since a transfer was sent. */
function ageOf({ transfers }: AccountView, { transferKey }: CollateralLine, asOf: bigint): bigint {
  const sentAt = transfers.find(({ key }) => key === transferKey)?.sentAt ?? asOf
  return asOf > sentAt ? asOf - sentAt : 0n
}

/** Rounded towards minus infinity. */
function floor(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a < 0n && quotient * b !== a ? quotient - 1n : quotient
}
