import { createHash } from 'node:crypto'
import type { Cut, CutRequest } from '../../src/api/views/cut/Cut.ts'
import { CutError } from '../../src/api/views/cut/CutError.ts'
import { checkAligned } from './checks/checkAligned.ts'
import { checkExtras } from './checks/checkExtras.ts'
import { checkRefusal } from './checks/checkRefusal.ts'
import { type DiskFigures, noDiskFigures } from './disk/DiskAction.ts'
import { InvariantBroken } from './Failure.ts'
import { findDifference } from './findDifference.ts'
import { foldRead, type ReadWorld, readWorld } from './oracle/foldWorld.ts'
import type { OracleState } from './oracle/Oracle.ts'
import { type Answer, readAnswer, spellOracle } from './readAnswer.ts'
import { createReaderState, type ReaderState } from './readers/ReaderState.ts'
import type { Deployment } from './world/Deployment.ts'
import type { SimTree } from './world/SimTree.ts'
import type { SimProgram, SimWorld } from './world/SimWorld.ts'
import { toOracleChain, toOracleDeployment } from './world/toOracle.ts'

/** What a run survived. */
export interface Figures extends DiskFigures {
  blocks: number
  reorgs: number
  crashes: number
  faults: number
  messages: number
  answers: number
  /** Events of subscriptions. */
  heard: number
  virtualMs: number
}

/** One run of a world: the program that lives in it now, and what is remembered of its earlier answers. */
export interface Session {
  world: SimWorld
  program: SimProgram
  trace: string[]
  figures: Figures
  /** Cuts that were answered, to be asked again. */
  checkpoints: string[]
  /** Hash of every block that an answer called final, by chain and number. */
  finals: Map<string, string>
  finalHeights: Map<number, bigint>
  /** Whether the program that runs now has answered. */
  hasAnswered: boolean
  /** Faults have stopped, and every answer is looked at more closely. */
  isAtRest: boolean
  /** Programs started so far: each works on a file of its own. */
  generation: number
  /** What the operator's config says of the world, at the next start. */
  configured: Deployment
  /** Programs that knew final blocks of a chain which are gone, and have nobody but the operator to confirm it. */
  owedHalts: Map<number, SimProgram>
  /** Those who read through GraphQL. */
  readers: ReaderState
  /** Chains by id of whose endpoints the client may remember what is over by now. */
  scarred: Set<number>
}

export async function createSession(world: SimWorld): Promise<Session> {
  const program = await world.start({ database: 'world-0.db', kind: 'rpc' })
  return {
    world,
    program,
    trace: [],
    figures: {
      blocks: 0,
      reorgs: 0,
      crashes: 0,
      faults: 0,
      messages: 0,
      answers: 0,
      heard: 0,
      virtualMs: 0,
      ...noDiskFigures,
    },
    checkpoints: [],
    finals: new Map(),
    finalHeights: new Map(),
    hasAnswered: false,
    isAtRest: false,
    generation: 0,
    configured: world.deployment,
    owedHalts: new Map(),
    readers: createReaderState(),
    scarred: new Set(),
  }
}

/** Asks the program at one moment and holds the answer against the oracle at the answer's own cut. */
export async function checkAnswer(
  session: Session,
  at: CutRequest,
  program: SimProgram = session.program,
): Promise<Answer | undefined> {
  const { deployment } = session.world
  const read = () => readAnswer(program.views, deployment, at)
  const answer = await readOrRefuse(session, at, read)
  return answer === undefined ? undefined : holdAnswer(session, at, answer)
}

/** Holds what anybody was answered against the oracle at the answer's own cut. Throws `InvariantBroken`. */
export function holdAnswer(session: Session, at: CutRequest, answer: Answer): Answer {
  const { world } = session
  const { cut } = answer
  session.hasAnswered = true
  session.figures.answers += 1
  if (at.by === 'timestamp') checkAligned(world.trees, answer, at.timestamp)
  world.said.push(...answer.rest)
  session.trace.push(`  answer ${cut.kind} ${describeCut(answer)} ${digest(answer.lines)}`)
  const read = readAt(world, cut)
  const state = foldRead(read)
  const difference = findDifference(answer.lines, spellOracle(state))
  if (difference !== undefined)
    throw new InvariantBroken('oracle', `at ${describeCut(answer)}\n${difference}`)
  checkExtras({
    ...{ world, at, answer, state, read },
    hasBounds: (index) => hasBounds(session, index),
  })
  return answer
}

/** Bounds of one account of each answer are held against the oracle, at rest those of all. */
function hasBounds({ isAtRest, figures, world }: Session, index: number): boolean {
  const { traders } = world.deployment
  return isAtRest || index === figures.answers % traders.length
}

/** What the oracle says at a cut. Throws `InvariantBroken` where the cut names a block that never was. */
export function oracleAt(world: SimWorld, cut: Pick<Cut, 'chains'>): OracleState {
  return foldRead(readAt(world, cut))
}

function readAt({ trees, deployment }: SimWorld, cut: Pick<Cut, 'chains'>): ReadWorld {
  const chains = cut.chains
    .filter(({ inclusion }) => inclusion === 'INCLUDED' || inclusion === 'BEHIND')
    .map(({ chainId, number, hash }) => {
      const { tree } = treeOf(trees, chainId)
      const block = tree.byHash(hash)
      if (block === undefined || BigInt(block.number) !== number)
        throw new InvariantBroken('cut', `chain ${chainId} never had a block ${number} ${hash}`)
      return toOracleChain(tree, block)
    })
  return readWorld(toOracleDeployment(deployment), chains)
}

/** What `read` brings; a refusal must name a reason that the moment really has, and is undefined. */
export async function readOrRefuse<Read>(
  session: Session,
  at: CutRequest,
  read: () => Promise<Read>,
): Promise<Read | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof CutError)) throw error
    session.trace.push(`  refused ${error.code}`)
    checkRefusal(session.world, at, error, session.hasAnswered)
    return undefined
  }
}

export function describeCut({ cut }: Answer): string {
  return cut.chains
    .map(
      ({ name, inclusion, number, hash }) => `${name} ${inclusion} ${number} ${hash.slice(0, 10)}`,
    )
    .join(', ')
}

export function treeOf(trees: readonly SimTree[], chainId: number): SimTree {
  const tree = trees.find(({ chain }) => chain.id === chainId)
  if (tree === undefined) throw new InvariantBroken('cut', `no chain has the id ${chainId}`)
  return tree
}

/** Notes what an operator reads of the chains now: it may quote an endpoint. */
export function noteSaid({ world, program }: Session): void {
  for (const { problem, endpoints } of program.views.status())
    world.said.push([problem, ...endpoints.map(({ reason }) => reason)].join(' '))
}

/** Short name of a text, for traces. */
export function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12)
}
