import fc from 'fast-check'
import type { Action } from './Action.ts'
import { actionArbitrary } from './actionArbitrary.ts'
import { checkAtRest } from './checkAtRest.ts'
import { noDiskFigures } from './disk/DiskAction.ts'
import { type Failure, InvariantBroken } from './Failure.ts'
import { playAction } from './playAction.ts'
import { closeReaders } from './readers/openReaders.ts'
import { createSession, digest, type Figures, type Session } from './Session.ts'
import { watchStall } from './watchStall.ts'
import type { Deployment } from './world/Deployment.ts'
import { canary, secretDomain } from './world/SimNetwork.ts'
import { createSimWorld, type SimWorld } from './world/SimWorld.ts'

export interface SeedReport {
  seed: number
  failure: Failure | undefined
  figures: Figures
  /** Over everything that happened: equal in every run of the same seed. */
  traceHash: string
  trace: readonly string[]
}

/**
 * Plays a seed, or given actions in the seed's world or a given one, on the real program. A broken invariant is in the
 * report.
 */
export async function runSeed(options: {
  seed: number
  actions?: readonly Action[] | undefined
  deployment?: Deployment | undefined
}): Promise<SeedReport> {
  const { seed, actions = sampleActions(seed) } = options
  const world = await createSimWorld(seed, options.deployment)
  let session: Session | undefined
  const trace: string[] = [describeWorld(world)]
  let failure: Failure | undefined
  try {
    await watchStall(world.clock, async () => {
      session = await createSession(world)
      session.trace = trace
      for (const [index, action] of actions.entries()) await playAction(session, action, index)
      await checkAtRest(session)
      checkSecrets(world)
    })
  } catch (error) {
    const isBroken = error instanceof InvariantBroken
    const text =
      error instanceof Error ? (isBroken ? error.message : String(error.stack)) : String(error)
    failure = { seed, invariant: isBroken ? error.invariant : 'crash', text, actions, trace }
    await endQuietly(world, session)
  } finally {
    await world.end()
  }
  const figures = { ...(session?.figures ?? noFigures), virtualMs: world.clock.monotonic() }
  return { seed, failure, figures, traceHash: digest(trace), trace }
}

/** A run that failed has said why: what then goes wrong on the way out is no news, and must not last for ever. */
async function endQuietly({ clock }: SimWorld, session: Session | undefined): Promise<void> {
  if (session === undefined) return
  const { program } = session
  // A subscription that nobody ends pings for ever, and with it the process would stay.
  await watchStall(clock, () => closeReaders(session, false)).catch(() => undefined)
  await watchStall(clock, () => program.stop()).catch(() => undefined)
}

const noFigures: Figures = {
  blocks: 0,
  reorgs: 0,
  crashes: 0,
  faults: 0,
  messages: 0,
  answers: 0,
  heard: 0,
  virtualMs: 0,
  ...noDiskFigures,
}

/** The action list of a seed. */
export function sampleActions(seed: number): readonly Action[] {
  const [actions] = fc.sample(actionArbitrary(seed), { seed, numRuns: 1 })
  return actions ?? []
}

function checkSecrets({ said }: SimWorld): void {
  for (const text of said)
    for (const secret of [canary, secretDomain])
      if (text.includes(secret))
        throw new InvariantBroken('canary', `a secret in: ${text.slice(0, 400)}`)
}

function describeWorld({ deployment }: SimWorld): string {
  const chains = deployment.chains.map((chain) => {
    const { name, blockSeconds, safeDepth, finalizedDepth, hasTags, endpoints, times, coverage } =
      chain
    return `${name}: ${blockSeconds} s, final ${safeDepth}/${finalizedDepth} by ${hasTags ? 'tag' : 'depth'}, ${endpoints} endpoints, ${times} times, ${coverage}`
  })
  const { hasFerry, hasYield, skewSeconds, stuckAfterSeconds } = deployment
  const extras = `ferry ${hasFerry}, yield ${hasYield}, skew ${skewSeconds}, stuck ${stuckAfterSeconds}`
  return `world of seed ${deployment.seed}: ${extras}\n${chains.join('\n')}`
}
