import type { BookQuestion } from '../facts/Decoder.ts'
import type { SeriesKey } from '../facts/Series.ts'

/** A question of a round, and what the ledger says to it. */
export interface AuditQuestion extends BookQuestion {
  key: SeriesKey
  booked: bigint
  /** Difference that is recorded of it; 0 where none is. */
  drift: bigint
  /** Whose fact an answer is, see `factDecoder`. */
  decoder: string
}

/** Questions of which so many calls may be made; one call may answer several. */
export class QuestionList {
  readonly questions: AuditQuestion[] = []
  readonly #asked = new Set<string>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get room(): number {
    return this.#most - this.#asked.size
  }

  add(question: AuditQuestion | undefined): void {
    if (question === undefined) return
    const call = question.to + question.data
    if (!this.#asked.has(call) && this.room <= 0) return
    this.#asked.add(call)
    this.questions.push(question)
  }
}
