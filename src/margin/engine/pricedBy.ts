import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import type { Part } from './Margin.ts'
import type { MarginUnit } from './MarginUnit.ts'

/** Whose price values a part. Assets and markets file their states in one map, so one name is one price. */
export function pricedBy(
  system: DefinedMarginSystem,
  { kind, subject }: Pick<Part, 'kind' | 'subject'>,
): string {
  const risk = kind === 'position' ? system.markets.get(subject) : system.assets.get(subject)
  return risk?.pricedBy ?? subject
}

/** Every price that a unit's lines are valued by, each once, in the order of its lines. */
export function pricesOf(system: DefinedMarginSystem, unit: MarginUnit): readonly string[] {
  const held = unit.balances
    .filter(({ quantity }) => quantity !== 0n)
    .map(({ asset }) => pricedBy(system, { kind: 'collateral', subject: asset }))
  const marked = unit.positions
    .filter(({ size }) => size !== 0n)
    .map(({ market }) => pricedBy(system, { kind: 'position', subject: market }))
  return [...new Set([...held, ...marked])]
}
