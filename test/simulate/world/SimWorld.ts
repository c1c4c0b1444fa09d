import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttpServer } from '../../../src/api/createHttpServer.ts'
import type { Views } from '../../../src/api/views/Views.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import type { Env } from '../../../src/env/Env.ts'
import { start } from '../../../src/start/start.ts'
import type { Log, LogFields } from '../../../src/utils/Log.ts'
import { createRandom, type Random } from '../../faults/support/createRandom.ts'
import { createScriptedEnv } from '../../faults/support/createScriptedEnv.ts'
import { createVirtualClock, type VirtualClock } from '../../faults/support/createVirtualClock.ts'
import { createPause } from '../disk/createPause.ts'
import { createSimDisk, type SimDisk } from '../disk/SimDisk.ts'
import { createDeployment, type Deployment } from './Deployment.ts'
import { createSimNetwork, type SimNetwork } from './SimNetwork.ts'
import { createSimTree, type SimTree } from './SimTree.ts'
import { toConfig } from './toConfig.ts'

/** The real program over simulated chains. */
export interface SimProgram {
  views: Views
  /** What it was started with. */
  env: Env
  log: Log
  database: string
  stop(): Promise<void>
  /** Nothing that it waits for reaches it until the returned function is called. */
  pause(): () => void
}

/** A seed's world: chains, nodes, time, a disk, and what left the program so far. */
export interface SimWorld {
  deployment: Deployment
  clock: VirtualClock
  trees: readonly SimTree[]
  network: SimNetwork
  /** Everything that left the program: log lines, printed lines, answers. */
  said: string[]
  /** How many of them there were when the last program started. */
  saidAtStart(): number
  disk: SimDisk
  /** Draws of the current action follow from its own salt alone. */
  reseed(salt: number): void
  random: Random
  /** Called around every write of every store of this world. */
  onWrite: ((moment: 'before' | 'after', name: string) => Promise<void>) | undefined
  /** Starts the program on a file of the world's folder, over nodes of a kind. */
  start(options: {
    database: string
    kind: string
    /** What the config says of the world, where that is not all of it. */
    configured?: Deployment
  }): Promise<SimProgram>
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
  let saidAtStart = 0
  let stopping = 0
  const folder = await mkdtemp(join(await findFolder(), 'plimsoll-sim-'))
  const disk = createSimDisk({ seed: deployment.seed, folder, nowMs: clock.monotonic })
  const env = createScriptedEnv({
    disk,
    clock,
    random,
    nodes: network.byUrl,
    printed: said,
    onWrite: async (moment, name) => {
      // A process that ends writes what it has, whatever is left.
      if (moment === 'before' && stopping === 0) disk.noteWrite()
      await world.onWrite?.(moment, name)
    },
  })
  const world: SimWorld = {
    deployment,
    clock,
    trees,
    network,
    said,
    saidAtStart: () => saidAtStart,
    disk,
    random,
    reseed(salt) {
      draw = createRandom(seed ^ (salt * 2_654_435_761))
    },
    onWrite: undefined,
    async start({ database, kind, configured = deployment }) {
      saidAtStart = said.length
      const own = createPause(env)
      const log = createLog(said)
      const stop = new AbortController()
      const path = join(folder, database)
      const config = toConfig(
        kind === 'fresh' ? withoutRanges(configured) : configured,
        path,
        (chain) => network.nodesOf(kind, chain).map(({ url }) => url),
      )
      const running = await start({
        project: parseProject(config, { variables: {}, presets: {} }),
        env: own.env,
        log,
        host: '127.0.0.1',
        port: 0,
        portFallback: false,
        serve: createHttpServer,
        signal: stop.signal,
      })
      // Whoever stops the program is told; until then nobody listens.
      running.done.catch(() => {})
      return {
        ...{ views: running.views, env: own.env, log },
        database: path,
        async stop() {
          stop.abort()
          stopping += 1
          try {
            await clock.finish(running.done, stopLimitMs)
          } finally {
            stopping -= 1
          }
        },
        pause: own.pause,
      }
    },
    async end() {
      disk.end()
      await rm(folder, { recursive: true, force: true })
    },
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

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
