import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Results } from '../../bench/Results.ts'
import { readCommit } from '../../bench/readCommit.ts'
import { readMachine } from '../../bench/readMachine.ts'
import type { PlantedResult, SimulationResult } from '../../bench/SimulationResults.ts'
import { repository } from '../../bench/startCompiled.ts'

/** Writes figures into `results.json`, with the moment, the commit and the machine, and the README anew from it. */
export function recordFigures(figures: {
  simulation?: SimulationResult
  planted?: PlantedResult
}): void {
  const path = join(repository, 'test/bench/results.json')
  const measured = { date: new Date().toISOString(), ...readCommit(), machine: readMachine() }
  // CAST: bench.ts and this file write it.
  const results = JSON.parse(readFileSync(path, 'utf8')) as Results
  const { simulation, planted } = figures
  if (simulation !== undefined) results.simulation = { ...measured, ...simulation }
  if (planted !== undefined) results.planted = { ...measured, ...planted }
  writeFileSync(path, `${JSON.stringify(results, undefined, 2)}\n`)
  execFileSync('npx', ['biome', 'format', '--write', path], { cwd: repository })
  execFileSync('npm', ['run', '--silent', 'bench', '--', '--table'], { cwd: repository })
}
