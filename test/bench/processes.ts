import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Program {
  pid: number
  /** What it printed so far. */
  output(): string
  hasEnded(): boolean
  /** Sends SIGINT and waits for the end; returns the exit code. */
  stop(): Promise<number | null>
  end: Promise<number | null>
}

/** Starts a Node script as a process of its own; it is killed when this one ends. */
export function startProgram(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Program {
  const child = spawn(process.execPath, [...args], {
    cwd: options.cwd ?? process.cwd(),
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let output = ''
  const read = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const end = exitOf(child).finally(() => process.off('exit', kill))
  if (child.pid === undefined) throw new Error(`${args[0]} could not be started.`)
  return {
    pid: child.pid,
    output: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: () => {
      child.kill('SIGINT')
      return end
    },
    end,
  }
}

/** Runs a Node script to its end and returns what it printed; throws when it failed. */
export async function runProgram(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<string> {
  const program = startProgram(args, options)
  const code = await program.end
  if (code === 0) return program.output()
  throw new Error(`${args.join(' ')} ended with ${code}: ${program.output().slice(-2_000)}`)
}

/** Asks until the answer is true; throws when the program ended before. */
export async function waitUntil(
  program: Program,
  isTrue: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  const until = performance.now() + timeoutMs
  while (performance.now() < until) {
    if (program.hasEnded()) throw new Error(`It ended early: ${program.output().slice(-2_000)}`)
    if (await isTrue()) return
    await sleep(50)
  }
  throw new Error(`Nothing within ${timeoutMs} ms: ${program.output().slice(-2_000)}`)
}

/** A port that was free a moment ago. */
export async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}

/** CPU seconds of a running process and those it started, and the sum of their peaks of resident memory, from /proc. */
export function readUsage(pid: number): { cpuSeconds: number; peakRssMb: number } {
  const parts = [readProcess(pid), ...childrenOf(pid).map(readUsage)]
  return {
    cpuSeconds: parts.reduce((sum, part) => sum + part.cpuSeconds, 0),
    peakRssMb: parts.reduce((sum, part) => sum + part.peakRssMb, 0),
  }
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.split(' ').filter(Boolean).map(Number)
}

function readProcess(pid: number): { cpuSeconds: number; peakRssMb: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // Fields 14 and 15 of proc(5), in ticks of 10 ms.
  const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / 100
  const peakKb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return { cpuSeconds, peakRssMb: Number(peakKb) / 1024 }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  // CAST: 'exit' is emitted with the code, or null after a signal.
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}
