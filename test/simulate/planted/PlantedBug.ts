/** A promise of `src/README.md` by its number, or one of reliability.md section 4 that has no number there. */
export type BrokenPromise =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'I11'
  | 'I12'
  /** What was called final stays so. */
  | 'finality'
  /** Old figures, chains and prices say that they are old. */
  | 'staleness'
  /** What has to be said is said. */
  | 'missedAlert'
  /** With one honest endpoint a chain gets on. */
  | 'liveness'
  /** What somebody was told is what there is, and who leaves leaves nothing behind. */
  | 'readers'
  /** What is too much is refused before it costs anything. */
  | 'limits'
  /** Bounds and certainty hold whatever is not final yet. */
  | 'bounds'

/** Rooms of `src/` that the simulated program runs through. `env/` is the simulator's own there, and `cli/` is not started. */
export type PlantedRoom =
  | 'errors'
  | 'utils'
  | 'facts'
  | 'config'
  | 'store'
  | 'chain'
  | 'protocols'
  | 'ledger'
  | 'margin'
  | 'alerts'
  | 'api'
  | 'start'

/** Replaces the one place of a file where `search` stands. The path is relative to the repository. */
export interface Edit {
  file: string
  search: string
  replace: string
}

/** A mistake that somebody could make in the shipped code, as an edit of a copy of it. */
export interface PlantedBug {
  id: string
  breaks: BrokenPromise
  room: PlantedRoom
  /** One sentence: what a user would see. */
  harm: string
  edit: Edit
}
