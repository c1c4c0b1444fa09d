import type { PlantedResult, Spread } from '../../bench/SimulationResults.ts'
import type { Outcome } from '../planted/Outcome.ts'

/** The row of the README: how many bugs were planted, and how soon those that were found were found. */
export function toPlantedFigures(planted: number, found: readonly Outcome[]): PlantedResult {
  const sizes = found.flatMap(({ smallest }) => smallest ?? [])
  return {
    planted,
    caught: found.length,
    seeds: toSpread(found.map(({ played }) => played)),
    seconds: toSpread(found.map(({ seconds }) => Math.round(seconds))),
    ...(sizes.length === 0 ? {} : { smallest: { bugs: sizes.length, ...toSpread(sizes) } }),
  }
}

/** Of an even number of values the upper of the two in the middle. */
function toSpread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (index: number): number => sorted[index] ?? 0
  return {
    min: at(0),
    median: at(Math.floor(sorted.length / 2)),
    max: at(sorted.length - 1),
  }
}
