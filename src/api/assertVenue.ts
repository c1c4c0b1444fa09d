import { ApiError } from './errors/ApiError.ts'
import type { Views } from './views/Views.ts'

/** Throws `ApiError` UNKNOWN_VENUE unless the config has this venue; the sentence names those it has. */
export function assertVenue(views: Views, venue: string): void {
  const venues = views.venues()
  if (venues.includes(venue)) return
  throw new ApiError({
    code: 'UNKNOWN_VENUE',
    text: `No venue is called "${venue.slice(0, 80)}" here. There are: ${venues.join(', ')}.`,
  })
}
