import type { Action } from './Action.ts'
import type { Deployment } from './world/Deployment.ts'

/** A case that failed once, with its world, so that it stays the same case for ever. */
export interface Fixture {
  seed: number
  /** What it broke. */
  invariant: string
  /** What was wrong, in a sentence. */
  text?: string
  deployment: Deployment
  actions: readonly Action[]
}
