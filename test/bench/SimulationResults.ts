import type { Machine } from './Results.ts'

/** When, where and on what a figure was measured. */
export interface Measured {
  /** ISO 8601, UTC. */
  date: string
  commit: string
  /** Files of the program differed from the commit. */
  isDirty: boolean
  machine: Machine
}

/** Fresh seeds that `npm run simulate -- --record` played, all without a failure. */
export interface SimulationResult {
  /** The first seed; the others follow it. */
  from: number
  seeds: number
  /** Per minute of processor time, all threads together: other work on the machine does not count. */
  seedsPerMinutePerCore: number
  virtualYears: number
  blocks: number
  reorgs: number
  crashes: number
  faults: number
  /** Transactions that sent or credited a message. */
  messages: number
  /** Answers that were held against the oracle. */
  answers: number
}

/** What `npm run simulate:planted -- --record` found. */
export interface PlantedResult {
  planted: number
  caught: number
  /** Seeds played until a bug was caught, the failing one included. */
  seeds: Spread
  /** Until then, starts of processes included. */
  seconds: Spread
  /** Actions of the smallest case that fast-check found, of the bugs for which it looked. */
  smallest?: Spread & { bugs: number }
}

export interface Spread {
  min: number
  median: number
  max: number
}
