import { readRecorded } from '../faults/support/readRecorded.ts'
import { aheadSeconds } from './applyAction.ts'
import { awaitTips } from './awaitTips.ts'
import { checkFinality } from './checkFinality.ts'
import { checkBackwards } from './checks/checkBackwards.ts'
import { checkBelowZero } from './checks/checkBelowZero.ts'
import { checkDamage } from './checks/checkDamage.ts'
import { checkPruned } from './checks/checkPruned.ts'
import { checkSilence } from './checks/checkSilence.ts'
import { checkStored } from './checks/checkStored.ts'
import { checkVariation } from './checks/checkVariation.ts'
import { checkViolations } from './checks/checkViolations.ts'
import { limitRanges } from './checks/limitRanges.ts'
import { playLateLogs } from './checks/playLateLogs.ts'
import { watchPublished } from './checks/watchPublished.ts'
import { playEpisodes } from './episodes/playEpisodes.ts'
import { InvariantBroken } from './Failure.ts'
import { findDifference } from './findDifference.ts'
import { mineNext } from './mineNext.ts'
import type { Answer } from './readAnswer.ts'
import { hearNothingOf } from './readers/hear.ts'
import { checkReadersAtRest, endReaders } from './readers/readersAtRest.ts'
import { checkAnswer, type Session } from './Session.ts'
import { toProject } from './toProject.ts'
import { lastingFaults } from './world/injectFault.ts'
import type { SimProgram } from './world/SimWorld.ts'
import { isInStep } from './world/tagHead.ts'

/**
 * Stops all faults, lets the program come to rest, and holds it against the oracle and against a fresh index of the final
 * chains. Stops the program. Throws `InvariantBroken`.
 */
export async function checkAtRest(session: Session): Promise<void> {
  const { world, trace } = session
  world.reseed(0)
  session.isAtRest = true
  world.onWrite = undefined
  world.disk.free()
  world.disk.assertKept()
  for (const { chain } of world.trees)
    for (const node of world.network.nodesOf('rpc', chain)) {
      if (node.faults.some(({ name }) => lastingFaults.includes(name)))
        session.scarred.add(chain.id)
      node.faults = []
      node.backends = [{ lag: 0, tip: undefined }]
    }
  // What was mined ahead of the clock is in the past by now: a cut is never of a later time than its publication.
  if (world.trees.some(({ chain }) => chain.times === 'ahead'))
    await world.clock.run(aheadSeconds * 1_000)
  mineAbove(session)
  trace.push(`${Math.round(world.clock.monotonic())} at rest`)
  await checkViolations(session)
  await awaitTips(session, session.program)
  await playEpisodes(session)
  const { seed } = world.deployment
  if (isTurn(seed, 'silence')) await checkBackwards(session)
  mineAbove(session)
  await awaitTips(session, session.program)
  const late = world.trees[seed % world.trees.length]
  if (late !== undefined && isTurn(seed, 'late')) {
    await hearNothingOf(session, () => playLateLogs(session, late))
    await awaitTips(session, session.program)
  }
  const answers = await checkAll(session, session.program)
  const project = toProject(session)
  await checkReadersAtRest(session)
  if (isTurn(seed, 'silence')) await checkSilence(world, session.program, project)
  await endReaders(session)
  await session.program.stop()
  await checkStored(project, session.program.database)
  const recorded = await readRecorded(session.program.database, chainIdsOf(session))
  if (isTurn(seed, 'late')) limitRanges(world, 'fresh')
  session.hasAnswered = false
  const fresh = await world.start({ database: 'fresh.db', kind: 'fresh' })
  await (isTurn(seed, 'late') ? awaitRead(session, fresh) : awaitTips(session, fresh))
  // It never saw the longer branch, by whose depths more was final for a while.
  session.finalHeights.clear()
  const freshAnswers = await checkAll(session, fresh)
  await fresh.stop()
  const freshRecorded = await readRecorded(fresh.database, chainIdsOf(session))
  for (const list of ['facts', 'series', 'quarantined'] as const)
    expectSame(list, recorded[list], freshRecorded[list])
  // Below the head the rate of shares is that of the last read, and when it was read belongs to the way there.
  const rest = freshAnswers[0]?.rest ?? []
  expectSame('the latest answer', answers[0]?.rest ?? [], rest)
  if (isVaried(seed)) await checkVariation(session, { recorded: freshRecorded, rest })
  const name = `world-${session.generation}.db`
  if (seed % prunedEvery === 0) await checkPruned(session, name)
  if (isTurn(seed, 'damage')) await checkDamage(world, name, session.program.database)
  if (late !== undefined && isTurn(seed, 'silence')) await checkBelowZero(session, late, name)
}

/**
 * Above every earlier head, so that finality, which never goes back, is again where the chain alone would have it, and whoever
 * follows that height follows this branch.
 */
function mineAbove(session: Session): void {
  for (const sim of session.world.trees) {
    const { highest } = sim
    sim.isCalm = true
    do mineNext(session, sim)
    while (sim.tree.tip.number <= highest || !isInStep(sim.chain, sim.tree.tip.number))
  }
}

/** What costs time is done at the end of some seeds only. */
const turns = { late: 0, silence: 1, damage: 2 }

function isTurn(seed: number, name: keyof typeof turns): boolean {
  return seed % 3 === turns[name]
}

/** Of so many seeds one has its past pruned at the end, of each of the turns as often. */
const prunedEvery = 5

/** Every second seed goes another way to the same end, of each of the three turns as often. */
function isVaried(seed: number): boolean {
  return seed % 2 === 1
}

function chainIdsOf({ world }: Session): readonly number[] {
  return world.deployment.chains.map(({ id }) => id)
}

/** Waits for the tips while somebody reads what is there already, and asks for the same again at once. */
async function awaitRead(session: Session, program: SimProgram): Promise<void> {
  const watch = watchPublished(program, session.world.clock, async () => {
    const answer = await checkAnswer(session, { by: 'finality', finality: 'LATEST' }, program)
    if (answer === undefined) return undefined
    const { checkpoint } = answer.cut
    return checkAnswer(session, { by: 'checkpoint', checkpoint }, program)
  })
  try {
    await awaitTips(session, program)
  } finally {
    await watch.end()
  }
  watch.assertSound()
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

function expectSame(what: string, given: readonly string[], wanted: readonly string[]): void {
  const difference = findDifference(given, wanted)
  if (difference !== undefined) throw new InvariantBroken('convergence', `${what}\n${difference}`)
}
