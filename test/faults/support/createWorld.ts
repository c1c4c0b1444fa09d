import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CustomDefinition } from '../../../src/config/CustomDefinition.ts'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import type { Env } from '../../../src/env/Env.ts'
import {
  type BlockPlan,
  type BlockTree,
  createBlockTree,
  type TreeBlock,
} from './createBlockTree.ts'
import { type Captured, createCaptured } from './createCaptured.ts'
import { createNetwork, type Nodes, type Transport } from './createNetwork.ts'
import { createRandom, type Random } from './createRandom.ts'
import { createScriptedEnv, type ScriptedDisk } from './createScriptedEnv.ts'
import type { ScriptedNode } from './createScriptedNode.ts'
import { createVirtualClock, type VirtualClock } from './createVirtualClock.ts'
import { book, chainIds, contracts } from './protocol.ts'
import { type Program, runProgram } from './runProgram.ts'
import { blockSeconds, type ChainName, historyBlocks, planBlock, worldGenesis } from './scenario.ts'
import { type ChainOverrides, type Oracles, worldConfig } from './worldConfig.ts'

export interface WorldParameters {
  /** Endpoints per chain, each on a host of its own; one over HTTP when left out. */
  endpoints?: Partial<Record<ChainName, readonly Transport[]>>
  chains?: Partial<Record<ChainName, ChainOverrides>>
  /** URLs of real servers that harbor's config names before its scripted endpoints. */
  realUrls?: readonly string[]
  /** Bridges of the config besides the route. */
  lanes?: ConfigInput['bridges']
  /** Feeds of the config besides the one, and what they price. */
  oracles?: Oracles
  /** What is held against what. */
  backing?: ConfigInput['backing']
  /** How vaults are asked about accounts. */
  audit?: ConfigInput['audit']
  /** Blocks that are mined while the program runs. */
  liveBlocks?: number
  seed?: number
}

/** Two scripted chains, their nodes, and the whole program over them. */
export interface World {
  clock: VirtualClock
  random: Random
  trees: Record<ChainName, BlockTree>
  /** Nodes by chain, in the order of the config. */
  nodes: Nodes
  /** First node of harbor, where most faults strike. */
  node: ScriptedNode
  captured: Captured
  folder: string
  parameters: WorldParameters
  env: Env
  /** Virtual ms after which the script does nothing more: what is compared is compared later. */
  endsAtMs: number
  /** Replaces what the next block of harbor or island is to hold. */
  plans: Map<string, BlockPlan>
  /** What programs that start from now on decode the custom vaults by. */
  book: CustomDefinition
  disk: ScriptedDisk
  /** Called around every write of every store of this world. */
  onWrite: ((moment: 'before' | 'after', name: string) => Promise<void>) | undefined
  /** Starts the program; `database` is a file name in the world's folder. */
  start(options?: { database?: string }): Promise<Program>
  /** Starts a second program over healthy nodes of the same chains. */
  startFresh(): Promise<Program>
}

/** Blocks mined while the program runs, when the test does not say: finality moves, and a reorg has room. */
const liveBlocksDefault = 30

/**
 * Creates a world at virtual time 0, when both chains have 240 blocks; each mines one every 2 s until its last. Everything
 * is stopped, held against the canary and removed when the test ends.
 */
export async function createWorld(parameters: WorldParameters = {}): Promise<World> {
  const { seed = 1, liveBlocks = liveBlocksDefault } = parameters
  const random = createRandom(seed)
  const clock = createVirtualClock(random)
  const captured = createCaptured()
  const trees = { harbor: createHistory('harbor'), island: createHistory('island') }
  const network = createNetwork({ trees, random, nowMs: clock.monotonic })
  const nodes = network.add('rpc', parameters.endpoints)
  const [node] = nodes.harbor
  if (node === undefined) throw new Error('harbor has an endpoint')
  const disk: ScriptedDisk = { freeBytes: 100 * 2 ** 30, logBytesMax: 64 * 2 ** 20 }
  const env = createScriptedEnv({
    disk,
    clock,
    random,
    nodes: network.byUrl,
    printed: captured.printed,
    onWrite: async (moment, name) => world.onWrite?.(moment, name),
  })
  const programs: Program[] = []
  const world: World = {
    clock,
    random,
    trees,
    nodes,
    node,
    captured,
    folder: await mkdtemp(join(tmpdir(), 'plimsoll-fault-')),
    parameters,
    env,
    endsAtMs: liveBlocks * blockSeconds * 1_000,
    plans: new Map(),
    book,
    disk,
    onWrite: undefined,
    start: ({ database = 'world.db' } = {}) =>
      run(world, { database, nodes, realUrls: parameters.realUrls, programs }),
    startFresh: () => {
      const fresh = network.add('fresh')
      for (const chain of ['harbor', 'island'] as const)
        for (const each of fresh[chain]) copyFinality(nodes[chain][0], each)
      return run(world, { database: 'fresh.db', nodes: fresh, programs })
    },
  }
  mineLive(world, liveBlocks)
  onTestFinished(() => end(world, programs))
  return world
}

async function run(
  world: World,
  options: {
    database: string
    nodes: Nodes
    realUrls?: readonly string[] | undefined
    programs: Program[]
  },
): Promise<Program> {
  const { env, captured, parameters } = world
  const { nodes, realUrls = [], programs } = options
  const database = join(world.folder, options.database)
  const rpc = {
    harbor: [...realUrls, ...nodes.harbor.map(({ url }) => url)],
    island: nodes.island.map(({ url }) => url),
  }
  const { chains, lanes, oracles, backing, audit } = parameters
  const book = world.book
  const config = worldConfig({ database, rpc, chains, book, lanes, oracles, backing, audit })
  const program = await runProgram({ config, database, env, captured })
  programs.push(program)
  return program
}

async function end(world: World, programs: readonly Program[]): Promise<void> {
  for (const program of programs) await program.stop()
  await rm(world.folder, { recursive: true, force: true })
  world.captured.expectNoSecret()
}

/** Finality is the chain's and not the node's. */
function copyFinality(from: ScriptedNode | undefined, to: ScriptedNode): void {
  if (from === undefined) return
  to.safeDepth = from.safeDepth
  to.finalizedDepth = from.finalizedDepth
}

/** The history is mined once per process: its blocks never change. */
const histories = new Map<ChainName, TreeBlock>()

/** A chain of its own with the blocks that exist when the virtual clock starts. */
export function createHistory(chain: ChainName): BlockTree {
  const parameters = {
    chainId: chainIds[chain],
    blockSeconds: BigInt(blockSeconds),
    genesisTimestamp: worldGenesis,
    rateContract: contracts.harbor.yieldVault,
  }
  const known = histories.get(chain)
  if (known !== undefined) return createBlockTree(parameters, known)
  const tree = createBlockTree(parameters)
  for (let number = 1; number <= historyBlocks; number += 1) tree.mine(planBlock(chain, number))
  histories.set(chain, tree.tip)
  return createBlockTree(parameters, tree.tip)
}

function mineLive(world: World, count: number): void {
  for (let i = 1; i <= count; i += 1)
    world.clock.at(i * blockSeconds * 1_000, () => {
      for (const chain of ['harbor', 'island'] as const) mineNext(world, chain)
    })
}

/** Mines the next block of `chain` as planned. */
export function mineNext(world: World, chain: ChainName): TreeBlock {
  const tree = world.trees[chain]
  const number = tree.tip.number + 1
  return tree.mine(world.plans.get(`${chain}:${number}`) ?? planBlock(chain, number))
}
