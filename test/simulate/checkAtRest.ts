import type { Project } from '../../src/config/Project.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { readRecorded } from '../faults/support/readRecorded.ts'
import { checkFinality } from './checkFinality.ts'
import { checkBelowZero } from './checks/checkBelowZero.ts'
import { checkDamage } from './checks/checkDamage.ts'
import { checkSilence } from './checks/checkSilence.ts'
import { checkStored } from './checks/checkStored.ts'
import { limitRanges } from './checks/limitRanges.ts'
import { playLateLogs } from './checks/playLateLogs.ts'
import { InvariantBroken } from './Failure.ts'
import { findDifference } from './findDifference.ts'
import { mineNext } from './playAction.ts'
import type { Answer } from './readAnswer.ts'
import { checkAnswer, type Session } from './Session.ts'
import type { SimProgram } from './world/SimWorld.ts'
import { toConfig } from './world/toConfig.ts'

/** Virtual ms within which everything recovers once the faults have stopped. */
const recoveryMs = 600_000

/** Long enough for any backoff, flush or finality step that is still under way. */
const settleMs = 31_000

/**
 * Stops all faults, lets the program come to rest, and holds it against the oracle and against a fresh index of the final
 * chains. Stops the program. Throws `InvariantBroken`.
 */
export async function checkAtRest(session: Session): Promise<void> {
  const { world, trace } = session
  world.reseed(0)
  world.onWrite = undefined
  for (const { chain } of world.trees)
    for (const node of world.network.nodesOf('rpc', chain)) {
      node.faults = []
      node.backends = [{ lag: 0, tip: undefined }]
    }
  // Above every earlier head, so that finality, which never goes back, is again where the chain alone would have it.
  for (const sim of world.trees)
    do mineNext(session, sim)
    while (sim.tree.tip.number <= sim.highest - 1)
  trace.push(`${Math.round(world.clock.monotonic())} at rest`)
  await awaitTips(session, session.program)
  const { seed } = world.deployment
  const late = world.trees[seed % world.trees.length]
  if (late !== undefined && isTurn(seed, 'late')) {
    await playLateLogs(session, late)
    await awaitTips(session, session.program)
  }
  const answers = await checkAll(session, session.program)
  const project = toProject(session)
  if (isTurn(seed, 'silence')) await checkSilence(world, session.program, project)
  await session.program.stop()
  await checkStored(project, session.program.database)
  const recorded = await readRecorded(session.program.database, chainIdsOf(session))
  if (isTurn(seed, 'late')) limitRanges(world, 'fresh')
  const fresh = await world.start({ database: 'fresh.db', kind: 'fresh' })
  await awaitTips(session, fresh)
  const freshAnswers = await checkAll(session, fresh)
  await fresh.stop()
  const freshRecorded = await readRecorded(fresh.database, chainIdsOf(session))
  for (const list of ['facts', 'series', 'quarantined'] as const)
    expectSame(list, recorded[list], freshRecorded[list])
  // Below the head the rate of shares is that of the last read, and when it was read belongs to the way there.
  expectSame('the latest answer', answers[0]?.rest ?? [], freshAnswers[0]?.rest ?? [])
  const name = `world-${session.generation}.db`
  if (isTurn(seed, 'damage')) await checkDamage(world, name, session.program.database)
  if (late !== undefined && isTurn(seed, 'silence')) await checkBelowZero(session, late, name)
}

/** What costs time is done at the end of some seeds only. */
const turns = { late: 0, silence: 1, damage: 2 }

function isTurn(seed: number, name: keyof typeof turns): boolean {
  return seed % 3 === turns[name]
}

/** The config of the running program, as it was checked. */
function toProject({ world, program }: Session): Project {
  const { deployment, network } = world
  const config = toConfig(deployment, program.database, (chain) =>
    network.nodesOf('rpc', chain).map(({ url }) => url),
  )
  return parseProject(config, { variables: {}, presets: {} })
}

function chainIdsOf({ world }: Session): readonly number[] {
  return world.deployment.chains.map(({ id }) => id)
}

const requests = ['LATEST', 'SAFE', 'FINALIZED'] as const

async function checkAll(session: Session, program: SimProgram): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (const finality of requests) {
    const answer = await checkAnswer(session, { by: 'finality', finality }, program)
    if (answer === undefined)
      throw new InvariantBroken('progress', `nothing is answered at ${finality}`)
    checkFinality(session, answer)
    answers.push(answer)
  }
  return answers
}

/** Lets time pass until the program stands at every tip and has nothing left to write. */
async function awaitTips(session: Session, program: SimProgram): Promise<void> {
  const { world } = session
  const isThere = (): boolean =>
    program.views.status().every(({ name, phase, followed }) => {
      const tip = world.trees.find(({ chain }) => chain.name === name)?.tree.tip
      return phase === 'live' && followed === BigInt(tip?.number ?? -1)
    })
  const await_ = async (): Promise<void> => {
    try {
      await world.clock.until(isThere, recoveryMs)
    } catch {
      throw new InvariantBroken('progress', describeStall(session, program))
    }
  }
  await await_()
  await world.clock.run(settleMs)
  await await_()
}

function describeStall({ world }: Session, program: SimProgram): string {
  const chains = program.views.status().map((chain) => {
    const { name, phase, head, followed, problem, endpoints } = chain
    const states = endpoints.map(({ label, state, reason }) => `${label} ${state}: ${reason}`)
    return `${name} ${phase} ${followed}/${head} ${problem} [${states.join('; ')}]`
  })
  const tips = world.trees.map(({ chain, tree }) => `${chain.name} at ${tree.tip.number}`)
  return [`the tips ${tips.join(', ')}`, ...chains, ...world.said.slice(-5)].join('\n')
}

function expectSame(what: string, given: readonly string[], wanted: readonly string[]): void {
  const difference = findDifference(given, wanted)
  if (difference !== undefined) throw new InvariantBroken('convergence', `${what}\n${difference}`)
}
