import { copyFileSync, existsSync } from 'node:fs'
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Views } from '../../../src/api/views/Views.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import { start } from '../../../src/start/start.ts'
import type { Log, LogFields } from '../../../src/utils/Log.ts'
import { createRandom, type Random } from '../../faults/support/createRandom.ts'
import { createScriptedEnv } from '../../faults/support/createScriptedEnv.ts'
import { createVirtualClock, type VirtualClock } from '../../faults/support/createVirtualClock.ts'
import { createDeployment, type Deployment } from './Deployment.ts'
import { createSimNetwork, type SimNetwork } from './SimNetwork.ts'
import { createSimTree, type SimTree } from './SimTree.ts'
import { toConfig } from './toConfig.ts'

/** The real program over simulated chains. */
export interface SimProgram {
  views: Views
  database: string
  stop(): Promise<void>
}

/** A seed's world: chains, nodes, time, a disk, and what left the program so far. */
export interface SimWorld {
  deployment: Deployment
  clock: VirtualClock
  trees: readonly SimTree[]
  network: SimNetwork
  /** Everything that left the program: log lines, printed lines, answers. */
  said: string[]
  /** Draws of the current action follow from its own salt alone. */
  reseed(salt: number): void
  random: Random
  /** Called around every write of every store of this world. */
  onWrite: ((moment: 'before' | 'after', name: string) => Promise<void>) | undefined
  /** Starts the program on a file of the world's folder, over nodes of a kind. */
  start(options: { database: string; kind: string }): Promise<SimProgram>
  /** Copies the database as a crash at this moment would leave it. */
  takeImage(program: SimProgram, name: string): Promise<void>
  /** The same between two statements of a write. */
  takeImageNow(program: SimProgram, name: string): void
  end(): Promise<void>
}

/** Memory where the machine has such a folder: the disk's own speed is not what is tested. */
const memoryFolder = '/dev/shm'

/** How long, in virtual ms, a program may take to end. */
const stopLimitMs = 120_000

/** Creates the world of a seed, or that of a saved deployment, whatever seeds mean by now. */
export async function createSimWorld(
  seed: number,
  deployment: Deployment = createDeployment(seed),
): Promise<SimWorld> {
  let draw = createRandom(seed)
  const random = (): number => draw()
  const clock = createExactClock(random)
  const trees = deployment.chains.map((chain) => createSimTree(deployment, chain))
  const network = createSimNetwork({
    deployment,
    trees: trees.map(({ tree }) => tree),
    random,
    nowMs: clock.monotonic,
  })
  const said: string[] = []
  const env = createScriptedEnv({
    disk: { freeBytes: 100 * 2 ** 30, logBytesMax: 64 * 2 ** 20 },
    clock,
    random,
    nodes: network.byUrl,
    printed: said,
    onWrite: async (moment, name) => world.onWrite?.(moment, name),
  })
  const folder = await mkdtemp(join(await findFolder(), 'plimsoll-sim-'))
  const world: SimWorld = {
    deployment,
    clock,
    trees,
    network,
    said,
    random,
    reseed(salt) {
      draw = createRandom(seed ^ (salt * 2_654_435_761))
    },
    onWrite: undefined,
    async start({ database, kind }) {
      const stop = new AbortController()
      const path = join(folder, database)
      const config = toConfig(
        kind === 'fresh' ? withoutRanges(deployment) : deployment,
        path,
        (chain) => network.nodesOf(kind, chain).map(({ url }) => url),
      )
      const running = await start({
        project: parseProject(config, { variables: {}, presets: {} }),
        env,
        log: createLog(said),
        host: '127.0.0.1',
        port: 0,
        portFallback: false,
        signal: stop.signal,
      })
      // Whoever stops the program is told; until then nobody listens.
      running.done.catch(() => {})
      return {
        views: running.views,
        database: path,
        async stop() {
          stop.abort()
          await clock.finish(running.done, stopLimitMs)
        },
      }
    },
    takeImage: (program, name) => copyDatabase(program.database, join(folder, name)),
    takeImageNow: (program, name) => copyDatabaseNow(program.database, join(folder, name)),
    end: () => rm(folder, { recursive: true, force: true }),
  }
  return world
}

/** How a past is split into ranges must not matter: a fresh index takes it in as few as it can. */
function withoutRanges(deployment: Deployment): Deployment {
  const chains = deployment.chains.map(({ rangeBlocksMax: _, ...chain }) => chain)
  return { ...deployment, chains }
}

/** Parts of a millisecond in which virtual time counts: sums of them are exact, so that no rest is too short to pass. */
const tickParts = 1_024

function createExactClock(random: Random): VirtualClock {
  const clock = createVirtualClock(random)
  return {
    ...clock,
    sleep: (ms, signal) => clock.sleep(Math.ceil(ms * tickParts) / tickParts, signal),
  }
}

function createLog(said: string[]): Log {
  const write = (level: string) => (fields: LogFields, sentence: string) => {
    said.push(`${level} ${sentence} ${JSON.stringify(fields, spellBigint)}`)
  }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

function spellBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

async function findFolder(): Promise<string> {
  return (await isThere(memoryFolder)) ? memoryFolder : tmpdir()
}

async function copyDatabase(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  if (await isThere(`${from}-wal`)) await copyFile(`${from}-wal`, `${to}-wal`)
}

function copyDatabaseNow(from: string, to: string): void {
  copyFileSync(from, to)
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`)
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
