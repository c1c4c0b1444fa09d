import type { Results } from './Results.ts'
import { replaceTable } from './readmeTable.ts'
import { replaceSimulation } from './simulationTable.ts'

/** Writes every part of the README that is made from `results.json`; undefined when markers are missing. */
export function replaceFigures(readme: string, results: Results): string | undefined {
  const measured = replaceTable(readme, results)
  return measured === undefined ? undefined : replaceSimulation(measured, results)
}
