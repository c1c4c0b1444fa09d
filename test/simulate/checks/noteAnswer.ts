import type { CutRequest } from '../../../src/api/views/cut/Cut.ts'
import { checkFinality } from '../checkFinality.ts'
import { InvariantBroken } from '../Failure.ts'
import type { Answer } from '../readAnswer.ts'
import type { Session } from '../Session.ts'

/** Holds an answer against what was answered before, and remembers its cut to be asked again. Throws `InvariantBroken`. */
export function noteAnswer(session: Session, request: CutRequest, answer: Answer): void {
  checkFinality(session, answer)
  const { checkpoint } = answer.cut
  if (request.by === 'checkpoint') assertNamed(answer, request.checkpoint)
  session.checkpoints.push(checkpoint)
}

/** What a checkpoint names is what is answered, no chain more or less: another block of the same height is another cut. */
function assertNamed({ cut }: Answer, asked: string): void {
  if (cut.checkpoint !== asked)
    throw new InvariantBroken('checkpoint', `${asked} was answered as ${cut.checkpoint}`)
  const [, , ...places] = asked.split('.')
  const given = cut.chains
    .filter(({ inclusion }) => inclusion === 'INCLUDED' || inclusion === 'BEHIND')
    .map(({ chainId, number, hash }) => `${chainId}-${number}-${hash.slice(2, 18)}`)
  const isSame =
    places.length === given.length &&
    places.every((place) => given.includes(place.replace(/(?<=-.{16})b$/, '')))
  if (!isSame)
    throw new InvariantBroken('checkpoint', `${asked} was answered from ${given.join(', ')}`)
}
