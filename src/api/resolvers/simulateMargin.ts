import { assertVenue } from '../assertVenue.ts'
import { ApiError } from '../errors/ApiError.ts'
import type { GraphqlContext } from '../GraphqlContext.ts'
import type { QuerySimulateMarginArgs } from '../generated/resolverTypes.ts'
import { CHANGES_MAX } from '../limits/limits.ts'
import { toUnitAnswersModel } from '../models/toAnswersModel.ts'
import { toMarginFigures } from '../models/toMarginFigures.ts'
import { toCutRequest } from '../readers/toCutRequest.ts'
import { toChangeRequest } from './toChangeRequest.ts'

/**
 * An account as it is and as it would be. Throws `ApiError` UNKNOWN_VENUE and BAD_CHANGE, `MarginInputError` for what could
 * not happen.
 */
export async function simulateMargin(
  { venue, owner, changes, at }: QuerySimulateMarginArgs,
  { views, readers }: GraphqlContext,
) {
  assertVenue(views, venue)
  if (changes.length > CHANGES_MAX) {
    const text = `\`changes\` takes at most ${CHANGES_MAX} changes, not ${changes.length}.`
    throw new ApiError({ code: 'BAD_CHANGE', text })
  }
  const requests = changes.map(toChangeRequest)
  const reader = await readers.open(toCutRequest(at))
  const view = reader.simulateMargin(venue, owner, requests)
  return {
    venue,
    owner: view.owner,
    before: toMarginFigures(view.before),
    after: toMarginFigures(view.after),
    units: view.answers.units.map(toUnitAnswersModel),
    cut: reader.cut,
  }
}
