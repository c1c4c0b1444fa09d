import { createHash } from 'node:crypto'
import type { CutRequest } from '../../src/api/views/Cut.ts'
import { CutError } from '../../src/api/views/CutError.ts'
import { checkAligned } from './checks/checkAligned.ts'
import { checkExtras } from './checks/checkExtras.ts'
import { checkRefusal } from './checks/checkRefusal.ts'
import { InvariantBroken } from './Failure.ts'
import { findDifference } from './findDifference.ts'
import { foldWorld } from './oracle/foldWorld.ts'
import { type Answer, readAnswer, spellOracle } from './readAnswer.ts'
import type { SimTree } from './world/SimTree.ts'
import type { SimProgram, SimWorld } from './world/SimWorld.ts'
import { toOracleChain, toOracleDeployment } from './world/toOracle.ts'

/** What a run survived. */
export interface Figures {
  blocks: number
  reorgs: number
  crashes: number
  faults: number
  messages: number
  answers: number
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
  /** Programs started so far: each works on a file of its own. */
  generation: number
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
      virtualMs: 0,
    },
    checkpoints: [],
    finals: new Map(),
    finalHeights: new Map(),
    hasAnswered: false,
    generation: 0,
  }
}

/** Asks the program at one moment and holds the answer against the oracle at the answer's own cut. */
export async function checkAnswer(
  session: Session,
  at: CutRequest,
  program: SimProgram = session.program,
): Promise<Answer | undefined> {
  const { world } = session
  const answer = await readOrRefuse(session, at, program)
  if (answer === undefined) return undefined
  session.hasAnswered = true
  session.figures.answers += 1
  if (at.by === 'timestamp') checkAligned(world.trees, answer, at.timestamp)
  world.said.push(...answer.rest)
  const { cut } = answer
  session.trace.push(`  answer ${cut.kind} ${describeCut(answer)} ${digest(answer.lines)}`)
  const chains = cut.chains
    .filter(({ inclusion }) => inclusion === 'INCLUDED' || inclusion === 'BEHIND')
    .map(({ chainId, number, hash }) => {
      const { tree } = treeOf(world.trees, chainId)
      const block = tree.byHash(hash)
      if (block === undefined || BigInt(block.number) !== number)
        throw new InvariantBroken('cut', `chain ${chainId} never had a block ${number} ${hash}`)
      return toOracleChain(tree, block)
    })
  const state = foldWorld(toOracleDeployment(world.deployment), chains)
  const difference = findDifference(answer.lines, spellOracle(state))
  if (difference !== undefined)
    throw new InvariantBroken('oracle', `at ${describeCut(answer)}\n${difference}`)
  checkExtras({ world, answer, state })
  return answer
}

/** A refusal must name a reason that the moment really has. */
async function readOrRefuse(
  session: Session,
  at: CutRequest,
  program: SimProgram,
): Promise<Answer | undefined> {
  try {
    return await readAnswer(program.views, session.world.deployment, at)
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

/** Short name of a text, for traces. */
export function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12)
}
