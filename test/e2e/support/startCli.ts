import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Client, createClient } from './createClient.ts'

type CliEnd = { exitCode: number | null; signal: string | null; out: string; err: string }

/** A command of the compiled program, in a process of its own. */
export type CliProcess = {
  pid: number
  kill(signal: NodeJS.Signals): void
  ended: Promise<CliEnd>
}

export type CliPlimsoll = CliProcess & Client

/** As `npm test` has built it. */
const entry = fileURLToPath(new URL('../../../dist/bin/plimsoll.js', import.meta.url))

/** Runs `plimsoll` with these arguments. */
export function runCli(...args: string[]): CliProcess {
  return spawnCli(args).process
}

/** Runs `plimsoll start` and waits until it serves. */
export async function startCli(config: string): Promise<CliPlimsoll> {
  const { process, stdout } = spawnCli(['start', '--config', config, '--port', '0', '--json'])
  let out = ''
  const serving = new Promise<string>((resolve) => {
    stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const url = /Serving (http:\/\/[^;\s"]+\/graphql)/.exec(out)?.[1]
      if (url !== undefined) resolve(url)
    })
  })
  const failed = process.ended.then(({ exitCode, err }) => {
    throw new Error(`plimsoll start ended with ${exitCode} before it served: ${out}${err}`)
  })
  // The process ends in any case, and mostly after it has served.
  failed.catch(() => undefined)
  return { ...process, ...createClient(await Promise.race([serving, failed])) }
}

function spawnCli(args: readonly string[]) {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const ended = once(child, 'close').then(([exitCode, signal]): CliEnd => {
    return { exitCode, signal, out, err }
  })
  const { pid } = child
  if (pid === undefined) throw new Error('node cannot be started')
  return {
    stdout: child.stdout,
    process: { pid, ended, kill: (signal: NodeJS.Signals) => void child.kill(signal) },
  }
}
