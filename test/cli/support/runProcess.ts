import { spawn } from 'node:child_process'

/** A command that runs; `ended` resolves when it exited. */
export interface RunningProcess {
  kill(signal: NodeJS.Signals): void
  /** Resolves with the first match in stdout, rejects when the process ends without one. */
  untilOutput(pattern: RegExp): Promise<RegExpExecArray>
  ended: Promise<{ exitCode: number | null; out: string; err: string }>
}

/** Runs one command without a shell. */
export function runProcess(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: Readonly<Record<string, string>> },
): RunningProcess {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  const listeners = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
    for (const listener of listeners) listener()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const ended = new Promise<{ exitCode: number | null; out: string; err: string }>(
    (resolve, reject) => {
      child.on('error', reject)
      child.on('close', (exitCode) => resolve({ exitCode, out, err }))
    },
  )
  return {
    kill: (signal) => child.kill(signal),
    ended,
    untilOutput: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(out)
          if (match !== null) resolve(match)
        }
        listeners.add(look)
        look()
        ended.then(
          (end) => reject(new Error(`it ended with ${end.exitCode} before: ${end.out}${end.err}`)),
          reject,
        )
      }),
  }
}
