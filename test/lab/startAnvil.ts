import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type AnvilOptions = {
  binary: string
  chainId: number
  accountCount: number
  slotsInAnEpoch: number
  /** How many blocks back the state can be read; each costs memory. */
  historyBlocks: number
  /** Without it, blocks are mined only when asked for, until automine is switched on. */
  blockTimeSeconds?: number | undefined
  /** Time of the first block in seconds; the present unless said. */
  genesis?: bigint | undefined
}

export type Anvil = { pid: number; rpcUrl: string; stop(): Promise<void> }

const startTimeoutMs = 20_000

/** Starts one anvil on a port chosen by the operating system; it cannot outlive this process. */
export async function startAnvil(options: AnvilOptions): Promise<Anvil> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-anvil-'))
  const node = spawn(options.binary, anvilArguments(options), {
    // Anvil writes old states below its home folder.
    env: { ...process.env, HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  startWatchdog(node, folder)
  const exited = node.pid === undefined ? undefined : once(node, 'exit')
  const stop = async () => {
    node.kill('SIGKILL')
    await exited
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const rpcUrl = await readRpcUrl(node)
    // CAST: a node that has printed its address has a process id.
    return { pid: node.pid as number, rpcUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function anvilArguments(options: AnvilOptions): string[] {
  const { chainId, accountCount, slotsInAnEpoch, historyBlocks, blockTimeSeconds, genesis } =
    options
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--chain-id', `${chainId}`],
    ...['--accounts', `${accountCount}`, '--balance', '1000000'],
    ...['--slots-in-an-epoch', `${slotsInAnEpoch}`, '--prune-history', `${historyBlocks}`],
    ...['--gas-limit', '300000000'],
    ...(genesis === undefined ? [] : ['--timestamp', `${genesis}`]),
    ...(blockTimeSeconds === undefined ? ['--no-mining'] : ['--block-time', `${blockTimeSeconds}`]),
  ]
}

/**
 * Waits for the end of the pipe that this process holds open, then kills the node. The operating
 * system closes the pipe however this process dies, also under `kill -9`.
 */
function startWatchdog(node: ChildProcess, folder: string): void {
  if (node.pid === undefined) return
  const script = 'read -r _; kill -9 "$0" 2>/dev/null; rm -rf "$1"'
  const watchdog = spawn('sh', ['-c', script, `${node.pid}`, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A Ctrl-C in the terminal is for the node's owner, not for its watchdog.
    detached: true,
  })
  // Its process id may belong to another process once the node has ended.
  node.once('exit', () => watchdog.kill('SIGKILL'))
}

async function readRpcUrl(node: ChildProcess): Promise<string> {
  let output = ''
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new Error(`anvil ${reason} before it listened. Its last words: ${output.slice(-500)}`))
    const timer = setTimeout(() => fail(`took over ${startTimeoutMs} ms`), startTimeoutMs)
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const address = /Listening on (127\.0\.0\.1:\d+)/.exec(output)?.[1]
      if (address === undefined) return
      clearTimeout(timer)
      // The pipes stay flowing, because a full pipe would stop the node.
      node.stdout?.off('data', read).resume()
      node.stderr?.off('data', read).resume()
      resolve(`http://${address}`)
    }
    node.stdout?.on('data', read)
    node.stderr?.on('data', read)
    node.once('error', (error) => fail(`failed (${error.message})`))
    node.once('exit', (code) => fail(`ended with code ${code}`))
  })
}
