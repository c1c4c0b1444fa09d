import type { CutRequest } from '../../../src/api/views/cut/Cut.ts'
import { CutError } from '../../../src/api/views/cut/CutError.ts'
import { pruneDatabase } from '../../../src/store/sqlite/pruneDatabase.ts'
import type { Retention } from '../../../src/store/Upkeep.ts'
import { awaitTips } from '../awaitTips.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import { mineNext } from '../mineNext.ts'
import type { Answer } from '../readAnswer.ts'
import { checkAnswer, type Session } from '../Session.ts'
import { toProject } from '../toProject.ts'
import type { SimProgram } from '../world/SimWorld.ts'
import { checkStored } from './checkStored.ts'

/** Blocks that every chain makes once its past is pruned, and what the disk has free then. */
const laterBlocks = 3
const freeBytes = 2 ** 30

/** Moments that are asked for before and after. */
const moments = 6

/**
 * Prunes the file of a program that has ended and starts it again: moments at or after the horizon are answered as before, and
 * as the oracle answers them; earlier ones are refused with BEFORE_RETENTION, never with zeros; and it goes on from there. The
 * program is one that nobody needs any more. Throws `InvariantBroken`.
 */
export async function checkPruned(session: Session, database: string): Promise<void> {
  const { world } = session
  const whole = await world.start({ database, kind: 'rpc' })
  await awaitTips(session, whole)
  const requests = toRequests(session)
  const before = new Map<CutRequest, Answer>()
  for (const request of requests) {
    const answer = await ask(session, whole, request)
    if (answer instanceof CutError) continue
    before.set(request, answer)
  }
  await whole.stop()
  const horizons = await prune(session, whole.database)
  const program = await world.start({ database, kind: 'rpc' })
  await awaitTips(session, program)
  for (const [request, answer] of before) {
    const now = await ask(session, program, request)
    assertKept(request, answer, now, horizons)
  }
  for (let i = 0; i < laterBlocks; i += 1) for (const sim of world.trees) mineNext(session, sim)
  await awaitTips(session, program)
  await checkAnswer(session, { by: 'finality', finality: 'LATEST' }, program)
  const project = toProject({ ...session, program })
  await program.stop()
  await checkStored(project, program.database)
}

function toRequests({ world }: Session): readonly CutRequest[] {
  const starts = world.trees.map(({ tree }) => Number(tree.get(0).timestamp))
  const [first, now] = [Math.min(...starts), Math.floor(world.clock.now() / 1_000)]
  return Array.from({ length: moments }, (): CutRequest => {
    const timestamp = BigInt(first + Math.floor(world.random() * (now - first)))
    return { by: 'timestamp', timestamp }
  })
}

/** An answer that the oracle agrees with, or the reason why there is none. */
async function ask(
  session: Session,
  program: SimProgram,
  request: CutRequest,
): Promise<Answer | CutError> {
  try {
    // A refusal comes when it is opened; what is answered is read once, below.
    const reader = await program.views.open(request)
    reader.release()
  } catch (error) {
    if (error instanceof CutError) return error
    throw error
  }
  const answer = await checkAnswer(session, request, program)
  if (answer === undefined) throw new InvariantBroken('cut', 'what was answered is refused')
  return answer
}

async function prune(session: Session, path: string): Promise<readonly Retention[]> {
  const { world } = session
  const tips = world.trees.map(({ tree }) => tree.tip.timestamp)
  const starts = world.trees.map(({ tree }) => tree.get(0).timestamp)
  const [first, last] = [Math.min(...starts.map(Number)), Math.max(...tips.map(Number))]
  const at = first + Math.floor(world.random() * (last - first))
  const { retention } = await pruneDatabase({
    ...{ path, pid: process.pid, nowMs: world.clock.now(), freeBytes },
    ...{ before: BigInt(at), orphansBefore: BigInt(at), withRawLogs: true, isApplied: true },
    strangersOf: [],
  })
  session.trace.push(`pruned before ${at}`)
  return retention
}

function assertKept(
  request: CutRequest,
  before: Answer,
  now: Answer | CutError,
  horizons: readonly Retention[],
): void {
  if (request.by !== 'timestamp') return
  const isGone = horizons.some(({ timestamp }) => request.timestamp < timestamp)
  if (now instanceof CutError) {
    if (isGone && now.code === 'BEFORE_RETENTION') return
    throw new InvariantBroken('cut', `${request.timestamp} was kept and is refused: ${now.code}`)
  }
  if (isGone)
    throw new InvariantBroken('cut', `${request.timestamp} is before the horizon and is answered`)
  const difference = findDifference(now.lines, before.lines)
  if (difference !== undefined)
    throw new InvariantBroken('cut', `pruning changed what ${request.timestamp} was\n${difference}`)
}
