import type { Address } from '../../../facts/primitives.ts'
import { applyChanges } from '../../../margin/answers/applyChanges.ts'
import { evaluateAnswers } from '../../../margin/answers/evaluateAnswers.ts'
import { MarginInputError } from '../../../margin/engine/MarginInputError.ts'
import { evaluateCrossChain } from '../../../margin/evaluateCrossChain.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { AnswersView, SimulationView } from '../Views.ts'
import type { ChangeRequest } from './ChangeRequest.ts'
import { openAccount } from './readAccount.ts'
import { toChange } from './toChange.ts'

/** What people ask of an account beside its status. Throws `CutError` UNKNOWN_VENUE. */
export function readAnswers(context: ReadContext, venueId: string, owner: Address): AnswersView {
  const { account } = openAccount(context, venueId, owner)
  const answers = evaluateAnswers(account, evaluateCrossChain(account))
  return { venue: venueId, owner, answers }
}

/** An account as it is and as it would be. Throws `CutError` UNKNOWN_VENUE, `MarginInputError` for what could not happen. */
export function readSimulation(
  context: ReadContext,
  venueId: string,
  owner: Address,
  requests: readonly ChangeRequest[],
): SimulationView {
  const { account } = openAccount(context, venueId, owner)
  if (context.lending.has(venueId)) assertPossible(requests)
  const { risk } = account.system
  const changed = applyChanges(
    account,
    requests.map((request) => toChange(request, risk, context)),
  )
  const after = evaluateCrossChain(changed)
  return {
    venue: venueId,
    owner,
    before: evaluateCrossChain(account),
    after,
    answers: evaluateAnswers(changed, after),
  }
}

/** A pool's parameters are its own, and it has no part in bridges: what it does not hold is not there. */
function assertPossible(requests: readonly ChangeRequest[]): void {
  const foreign = requests.find(({ type }) => type === 'parameters' || type === 'bridge')
  if (foreign === undefined) return
  throw new MarginInputError(
    foreign.type === 'bridge'
      ? 'A lending pool or an exchange has no value in flight: withdraw what leaves it.'
      : 'The parameters of a lending pool or an exchange are those of its contract.',
  )
}
