import type { CutReader } from '../views/Views.ts'

/** A question that is asked again after each publication. */
export interface Watch<value> {
  /** Equal for equal questions: subscribers of one key share one evaluation. */
  key: string
  /** The objects it is about at the reader's cut, by id. `known`: what the evaluation before found. */
  evaluate(
    reader: CutReader,
    known: ReadonlyMap<string, Watched<value>>,
  ): ReadonlyMap<string, Watched<value>>
  /** Whether the evaluation left work for another one at the same cut. */
  isUnfinished?(reader: CutReader): boolean
}

export interface Watched<value> {
  /** What decides whether it changed: everything but the cut, as one string. */
  content: string
  value: value
}
