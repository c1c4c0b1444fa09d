import { CutError } from '../cut/CutError.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { VenueParameters } from './createParameters.ts'

/** What a venue requires and weighs at the context's cut. Throws `CutError` UNKNOWN_VENUE. */
export function readParameters(context: ReadContext, venueId: string): VenueParameters {
  const venue = context.project.venues.find(({ id }) => id === venueId)
  if (venue !== undefined) return context.parametersOf(venue)
  throw new CutError({ code: 'UNKNOWN_VENUE', text: `No venue ${venueId} is configured.` })
}
