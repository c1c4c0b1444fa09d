import type { Action } from './Action.ts'

/** What a run holds the program to. */
export type Invariant =
  | 'oracle'
  | 'convergence'
  | 'finality'
  | 'progress'
  | 'determinism'
  | 'canary'
  | 'cut'
  | 'checkpoint'
  | 'halt'
  | 'crash'
  | 'condition'
  | 'price'
  | 'margin'
  | 'certainty'
  | 'stored'
  | 'staleness'
  | 'late'
  | 'snapshot'
  | 'api'
  | 'readers'
  | 'limits'
  | 'disk'
  | 'fence'

/** A broken invariant of one seed. */
export interface Failure {
  seed: number
  invariant: Invariant
  /** What was expected, and what was found. */
  text: string
  actions: readonly Action[]
  /** Everything that happened, a line each. */
  trace: readonly string[]
}

/** Thrown where a run finds an invariant broken. */
export class InvariantBroken extends Error {
  readonly invariant: Invariant
  constructor(invariant: Invariant, text: string) {
    super(text)
    this.name = 'InvariantBroken'
    this.invariant = invariant
  }
}
