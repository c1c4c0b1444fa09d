import { ApiError } from '../errors/ApiError.ts'
import type { At } from '../generated/resolverTypes.ts'
import type { CutRequest } from '../views/cut/Cut.ts'

/** Longest checkpoint that is looked at: hundreds of chains; longer ones are nobody's. */
const CHECKPOINT_LENGTH_MAX = 16_384

/** The moment that an `at` argument asks for, `LATEST` without one. Throws `ApiError` BAD_AT unless it names exactly one. */
export function toCutRequest(at: At | null | undefined): CutRequest {
  if (at === undefined || at === null) return { by: 'finality', finality: 'LATEST' }
  const { finality, timestamp, checkpoint } = at
  const given = [finality, timestamp, checkpoint].filter((field) => field != null)
  if (given.length !== 1) {
    throw badAt(`\`at\` takes exactly one of finality, timestamp, checkpoint, not ${given.length}.`)
  }
  if (finality != null) return { by: 'finality', finality }
  if (timestamp != null) return { by: 'timestamp', timestamp }
  if (checkpoint == null || checkpoint === '' || checkpoint.length > CHECKPOINT_LENGTH_MAX) {
    throw badAt('`at.checkpoint` is not a checkpoint: pass the `cut.checkpoint` of an answer.')
  }
  return { by: 'checkpoint', checkpoint }
}

function badAt(text: string): ApiError {
  return new ApiError({ code: 'BAD_AT', text })
}
