import type { SimulationResult } from '../../bench/SimulationResults.ts'
import type { Figures } from '../Session.ts'

const yearMs = 365.25 * 86_400_000

/** Sums of the seeds that a run played; `cpuMs` is the processor time of all its threads. */
export function toSimulationFigures(run: {
  from: number
  sums: readonly Figures[]
  cpuMs: number
}): SimulationResult {
  const { from, sums, cpuMs } = run
  const sum = (name: keyof Figures): number => sums.reduce((total, each) => total + each[name], 0)
  return {
    from,
    seeds: sums.length,
    seedsPerMinutePerCore: Math.round((sums.length / cpuMs) * 60_000),
    virtualYears: Number((sum('virtualMs') / yearMs).toFixed(2)),
    blocks: sum('blocks'),
    reorgs: sum('reorgs'),
    crashes: sum('crashes'),
    faults: sum('faults'),
    messages: sum('messages'),
    answers: sum('answers'),
  }
}
