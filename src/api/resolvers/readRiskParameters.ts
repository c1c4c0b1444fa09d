import { assertVenue } from '../assertVenue.ts'
import type { GraphqlContext } from '../GraphqlContext.ts'
import type { QueryRiskParametersArgs } from '../generated/resolverTypes.ts'
import { PAGE_ROWS_MAX } from '../limits/limits.ts'
import { toFirst } from '../paging/toFirst.ts'
import { toCutRequest } from '../readers/toCutRequest.ts'

/** A venue's parameters at a cut, versions newest first. Throws `ApiError` UNKNOWN_VENUE and BAD_PAGE. */
export async function readRiskParameters(
  args: QueryRiskParametersArgs,
  { views, readers }: GraphqlContext,
) {
  const { venue, below, at } = args
  const first = toFirst(args.first)
  assertVenue(views, venue)
  const reader = await readers.open(toCutRequest(at))
  const parameters = reader.parameters(venue)
  const { current, announced, versions, reasons } = parameters
  const asked = versions.filter(({ number }) => below == null || number < below)
  return {
    venue,
    current,
    announced: announced.slice(0, PAGE_ROWS_MAX),
    // Folded only where it is asked for.
    get next() {
      return parameters.next
    },
    versions: asked.slice(-first).toReversed(),
    reasons,
    cut: reader.cut,
  }
}
