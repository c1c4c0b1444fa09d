import type { AccountView } from '../../../src/api/views/Views.ts'
import type { AccountMargin, Slacks } from '../../../src/margin/MarginStatus.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import { type AccountFigures, foldMargin, type MarginCase } from '../oracle/foldMargin.ts'
import type { Figures } from '../oracle/weighUnit.ts'

/** A cut's margin case without what differs from account to account. */
export type CutCase = Omit<MarginCase, 'account' | 'rate' | 'isUnknown' | 'hasBounds'>

/**
 * Holds an account's margin against the oracle's: status and figures of each unit, and with `hasBounds` how far they may move
 * while not everything is final. `rates` are those that the share vault had at some block of the cut, undefined where a
 * missing one is allowed; one of them must explain all figures. Throws `InvariantBroken`.
 */
export function checkMargin(
  account: AccountView,
  cut: CutCase,
  checked: { rates: readonly (bigint | undefined)[]; isUnknown: boolean; hasBounds: boolean },
): void {
  const { owner, margin } = account
  checkOrder(owner, margin)
  let difference: string | undefined
  for (const rate of ratesOf(account, checked.rates)) {
    // A rate that was not read leaves no status to state.
    const isUnknown = checked.isUnknown || rate === undefined
    const { hasBounds } = checked
    const figures = foldMargin({ ...cut, account: owner, rate, isUnknown, hasBounds })
    const isExact = hasBounds && figures.prefixes !== undefined
    difference = findDifference(spellServed(margin, isExact), spellOracle(figures, isExact))
    if (difference === undefined) return
  }
  throw new InvariantBroken(
    'margin',
    `${owner}\n${difference ?? 'no rate of the vault explains it'}`,
  )
}

/** Rates by which the served lines may be valued; 0 where the account has no shares. */
function ratesOf(
  { lines, margin }: AccountView,
  rates: readonly (bigint | undefined)[],
): readonly (bigint | undefined)[] {
  if (margin.reasons.some(({ code }) => code === 'RATE_MISSING'))
    return rates.filter((rate) => rate === undefined)
  // Where the vault's chain is not in the cut nobody has shares.
  if (rates.every((rate) => rate === undefined)) return [0n]
  const shares = lines.filter((line) => line.shares !== undefined)
  return rates.filter(
    (rate) =>
      rate !== undefined &&
      shares.every((line) => ((line.shares ?? 0n) * rate) / shareUnit === line.amount),
  )
}

/** Shares of one whole unit, by which the vault states its rate. */
const shareUnit = 10n ** 6n

const figureNames = ['equityE18', 'slackInitialE18', 'slackMaintenanceE18'] as const

function checkOrder(owner: string, { units, bounds }: AccountMargin): void {
  for (const { low, best, high } of [bounds, ...units.map((unit) => unit.bounds)])
    for (const name of figureNames)
      if (low[name] > best[name] || best[name] > high[name])
        throw new InvariantBroken('margin', `${owner}: ${name} is outside its bounds`)
}

function spellServed({ status, units, bounds }: AccountMargin, isExact: boolean): string[] {
  const spell = ({ equityE18, slackInitialE18, slackMaintenanceE18 }: Slacks): string =>
    `${equityE18} ${slackInitialE18} ${slackMaintenanceE18}`
  return [
    `account ${status} best ${spell(bounds.best)}`,
    ...(isExact ? [`account low ${spell(bounds.low)}`, `account high ${spell(bounds.high)}`] : []),
    ...units.flatMap((unit) => [
      `${unit.unit} ${unit.status} best ${spell(unit)} = ${spell(unit.bounds.best)}`,
      `${unit.unit} requires ${unit.initialRequirementE18} ${unit.maintenanceRequirementE18}`,
      ...(isExact
        ? [
            `${unit.unit} low ${spell(unit.bounds.low)}`,
            `${unit.unit} high ${spell(unit.bounds.high)}`,
          ]
        : []),
    ]),
  ].filter((line) => isExact || !isEmpty(line))
}

function spellOracle({ status, units }: AccountFigures, isExact: boolean): string[] {
  const spell = ({ equity, initial, maintenance }: Figures): string =>
    `${equity} ${initial} ${maintenance}`
  const sum = (end: 'low' | 'best' | 'high'): Figures =>
    units.reduce(
      (total, unit) => ({
        equity: total.equity + unit[end].equity,
        initial: total.initial + unit[end].initial,
        maintenance: total.maintenance + unit[end].maintenance,
      }),
      { equity: 0n, initial: 0n, maintenance: 0n },
    )
  return [
    `account ${status} best ${spell(sum('best'))}`,
    ...(isExact ? [`account low ${spell(sum('low'))}`, `account high ${spell(sum('high'))}`] : []),
    ...units.flatMap((unit) => [
      `${unit.unit} ${unit.status} best ${spell(unit.best)} = ${spell(unit.best)}`,
      `${unit.unit} requires ${unit.initialRequirement} ${unit.maintenanceRequirement}`,
      ...(isExact
        ? [`${unit.unit} low ${spell(unit.low)}`, `${unit.unit} high ${spell(unit.high)}`]
        : []),
    ]),
  ].filter((line) => isExact || !isEmpty(line))
}

/** Without bounds the oracle does not look for units that only what is not final has. */
function isEmpty(line: string): boolean {
  return /^(isolated:\S+|unassigned) (requires 0 0|(NO_RISK|UNKNOWN) best 0 0 0 = 0 0 0)$/.test(
    line,
  )
}
