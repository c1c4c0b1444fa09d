import type { Views } from '../../../src/api/views/Views.ts'
import type { CliWorld, Program } from '../../../src/cli/Program.ts'
import type { Env, HttpPost } from '../../../src/env/Env.ts'
import type { Host, StopSignal } from '../../../src/env/Host.ts'
import { HttpError } from '../../../src/env/HttpError.ts'
import type { FolderFacts } from '../../../src/env/probeFolder.ts'

/** A node that a fake endpoint plays. `codeSince` says from which block on an address has code. */
export interface FakeNode {
  chainId: number
  head: bigint
  codeSince: ReadonlyMap<string, bigint>
  /** Oldest block whose state it still has. */
  oldestState?: bigint
  /** Answers a call itself; undefined leaves it to the node above. */
  answer?: ((method: string, params: readonly unknown[]) => FakeAnswer | undefined) | undefined
  /** Calls in a batch at most; a larger one is refused as a whole. */
  batchMax?: number
  /** HTTP requests so far. */
  requests?: number
}

/** What a node answers inside JSON-RPC. */
export type FakeAnswer = { result: unknown } | { error: { code: number; message: string } }

/** What `start` is called with. */
type StartParameters = Parameters<Program['start']>[0]

export interface FakeWorld extends CliWorld {
  /** Everything written to stdout and stderr, joined. */
  out(): string
  err(): string
  exits: number[]
  /** What `start` was called with. */
  started: StartParameters[]
  /** Sends a signal as a terminal would. */
  stop(signal: StopSignal): void
  /** Throws outside of any promise, as a bug in a callback would. */
  fault(error: unknown): void
}

export interface FakeWorldParameters {
  argv: readonly string[]
  files?: Readonly<Record<string, string>>
  /** Modules by absolute path, for configs in code. */
  modules?: Readonly<Record<string, () => unknown>>
  nodes?: Readonly<Record<string, FakeNode>>
  variables?: Readonly<Record<string, string>>
  program?: Partial<Program>
  isTty?: boolean
  /** What the folder of the database is measured to be, or why it cannot be; a healthy one when absent. */
  folder?: FolderFacts | Error
}

/** 100 GB free on ext4. */
const healthyFolder = { freeBytes: 1e11, fileSystemType: 0xef53, syncedWritesMs: [1, 2, 3] }

// CAST: the command line asks the views for the state of the followers only.
const views = { status: () => [] } as Partial<Views> as Views

/** A command line without a process: files, nodes, clock and signals are scripted, the exit code is returned. */
export function createFakeWorld(parameters: FakeWorldParameters): FakeWorld {
  const written: string[] = []
  const errors: string[] = []
  const exits: number[] = []
  const started: StartParameters[] = []
  const stopListeners = new Set<(signal: StopSignal) => void>()
  const faultListeners = new Set<(error: unknown) => void>()
  const program: Program = {
    start: async (start) => {
      started.push(start)
      const done = new Promise<void>((resolve) => {
        start.signal.addEventListener('abort', () => resolve(), { once: true })
      })
      return { url: `http://${start.host}:${start.port}/graphql`, port: start.port, views, done }
    },
    verify: async () => ({ chains: [] }),
    verifySample: async () => ({ chains: [] }),
    db: noDb,
    modules: async () => ({}),
    ...parameters.program,
  }
  return {
    program,
    env: createFakeEnv(parameters, exits),
    host: createFakeHost(parameters, { written, errors, stopListeners, faultListeners }),
    out: () => written.join(''),
    err: () => errors.join(''),
    exits,
    started,
    stop: (signal) => {
      for (const listener of stopListeners) listener(signal)
    },
    fault: (error) => {
      for (const listener of faultListeners) listener(error)
    },
  }
}

function createFakeHost(
  parameters: FakeWorldParameters,
  sinks: {
    written: string[]
    errors: string[]
    stopListeners: Set<(signal: StopSignal) => void>
    faultListeners: Set<(error: unknown) => void>
  },
): Host {
  const { files = {}, modules = {}, argv, variables = {}, isTty = false, folder } = parameters
  const all: Readonly<Record<string, string>> = { ...files, ...packageFiles }
  return {
    argv,
    variables,
    cwd: '/work-folder',
    isTty,
    columns: () => 100,
    write: (text) => sinks.written.push(text),
    writeError: (text) => sinks.errors.push(text),
    flush: () => Promise.resolve(),
    exists: (path) => path in all || path in modules,
    nodeVersion: '20.19.0',
    probeFolder: async () => {
      if (folder instanceof Error) throw folder
      return folder ?? healthyFolder
    },
    readText: async (path) => all[path] ?? '',
    importModule: async (path) => modules[path]?.(),
    onStop: (listener) => subscribe(sinks.stopListeners, listener),
    onFault: (listener) => subscribe(sinks.faultListeners, listener),
  }
}

const never = () => Promise.reject(new Error('no database in this test'))
const noDb: Program['db'] = { backup: never, restore: never, check: never, prune: never }

/** The folder that the command line's own files lie in; it looks for its package from there. */
const packageRoot = new URL('../../..', import.meta.url).pathname
const packageFiles = { [`${packageRoot}package.json`]: '{}' }

/** Where the lab's entry lies for a fake world. */
export const demoPath = `${packageRoot}test/lab/demo.ts`

function subscribe<listener>(listeners: Set<listener>, listener: listener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function createFakeEnv(parameters: FakeWorldParameters, exits: number[]): Env {
  const { nodes = {} } = parameters
  let nowMs = 1_700_000_000_000
  return {
    now: () => nowMs,
    monotonic: () => nowMs,
    // Virtual time; a turn of the event loop, so that signals and answers can arrive between two sleeps.
    sleep: async (ms) => {
      nowMs += ms
      await new Promise((resolve) => setImmediate(resolve))
    },
    random: () => 0.5,
    post: async (request) => ({
      status: 200,
      headers: new Map(),
      body: answer(request, nodes[request.url]),
    }),
    connect: () => Promise.reject(new Error('no WebSocket in this test')),
    openStore: () => Promise.reject(new Error('no store in this test')),
    freeBytes: () => Promise.resolve(undefined),
    print: () => {},
    exit: (code) => exits.push(code),
  }
}

function answer(request: HttpPost, node: FakeNode | undefined): string {
  if (node === undefined) throw new HttpError({ failure: 'unreachable', detail: 'refused' })
  node.requests = (node.requests ?? 0) + 1
  const body: unknown = JSON.parse(request.body)
  if (Array.isArray(body) && body.length > (node.batchMax ?? Number.POSITIVE_INFINITY)) {
    return JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32600, message: 'batch' } })
  }
  return JSON.stringify(
    Array.isArray(body) ? body.map((call) => answerOne(call, node)) : answerOne(body, node),
  )
}

function answerOne(call: unknown, node: FakeNode) {
  // CAST: the fake serves requests of our own transport, whose shape the transport's tests check.
  const { id, method, params } = call as { id: number; method: string; params: string[] }
  const reply = { jsonrpc: '2.0', id }
  const given = node.answer?.(method, params)
  if (given !== undefined) return { ...reply, ...given }
  if (method === 'eth_chainId') return { ...reply, result: `0x${node.chainId.toString(16)}` }
  if (method === 'eth_blockNumber') return { ...reply, result: `0x${node.head.toString(16)}` }
  if (method !== 'eth_getCode') return { ...reply, error: { code: -32601, message: 'unknown' } }
  const [address = '', at = ''] = params
  const block = at === 'latest' ? node.head : BigInt(at)
  if (block < (node.oldestState ?? 0n)) {
    return { ...reply, error: { code: -32000, message: 'missing trie node' } }
  }
  const since = node.codeSince.get(address)
  return { ...reply, result: since !== undefined && since <= block ? '0x6001' : '0x' }
}
