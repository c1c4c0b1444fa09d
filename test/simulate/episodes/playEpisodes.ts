import { createRandom } from '../../faults/support/createRandom.ts'
import { awaitTips } from '../awaitTips.ts'
import { hear } from '../readers/hear.ts'
import { dismissAll } from '../readers/readersAtRest.ts'
import type { Session } from '../Session.ts'
import { pick } from '../world/Deployment.ts'
import { calmFaults } from './calmFaults.ts'
import type { Episode } from './Episode.ts'
import { haltedRoute } from './haltedRoute.ts'
import { deepReorg, midLookReorg, toldReorg } from './reorgEpisodes.ts'

const episodes: readonly Episode[] = [
  ...calmFaults,
  ...[toldReorg, deepReorg, midLookReorg, haltedRoute],
]

/** Share of the seeds in which nobody listens any more by then. */
const dismissedShare = 0.4

/** Episodes of one seed: each costs a few blocks and answers. */
const episodesMax = 2

/**
 * While a run goes on a fault must meet the right block to matter. Here a few are played one by one, each on a chain that is
 * otherwise well, and every answer meanwhile is held against the oracle. They are drawn from a stream of the seed's own.
 * Throws `InvariantBroken`.
 */
export async function playEpisodes(session: Session): Promise<void> {
  const { world, trace } = session
  const random = createRandom(world.deployment.seed ^ 0xe915)
  const played = new Set<Episode>()
  // Whatever goes on then is told to nobody.
  if (random() < dismissedShare) await dismissAll(session)
  for (let i = 0; i < episodesMax; i += 1) {
    if (i > 0) await awaitTips(session, session.program)
    const sim = pick(random, world.trees)
    const fitting = episodes.filter((each) => !played.has(each) && each.isFitting(session, sim))
    if (fitting.length === 0) continue
    const episode = pick(random, fitting)
    played.add(episode)
    const at = Math.round(world.clock.monotonic())
    trace.push(`${at} episode ${episode.name} on ${sim.chain.name}`)
    await episode.play(session, sim, random)
    hear(session)
  }
}
