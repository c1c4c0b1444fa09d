import { join } from 'node:path'
import { findPort, type Program, runProgram, startProgram, waitUntil } from './processes.ts'

/** The repository, whose compiled command line is what is measured. */
export const repository = join(import.meta.dirname, '..', '..')

const cli = join(repository, 'dist', 'bin', 'plimsoll.js')

/** A running `plimsoll start`. */
export interface Compiled {
  program: Program
  url: string
  /** Wall clock of its spawn, ms. */
  startedAtMs: number
  /** Waits until every chain stands at its head with nothing left to index. */
  caughtUp(): Promise<void>
  query<data>(text: string, variables?: Record<string, unknown>): Promise<data>
}

const backfillTimeoutMs = 300_000

/** Starts the compiled command line with its default settings on a config file. */
export async function startCompiled(config: string): Promise<Compiled> {
  const port = await findPort()
  const startedAtMs = Date.now()
  const program = startProgram([cli, 'start', '--config', config, '--port', `${port}`, '--json'])
  const url = `http://127.0.0.1:${port}`
  return {
    program,
    url,
    startedAtMs,
    caughtUp: () => waitUntil(program, () => isCaughtUp(url), backfillTimeoutMs),
    query: (text, variables = {}) => query(url, text, variables),
  }
}

/** Runs `plimsoll verify`; throws when a row does not follow from the facts. */
export async function verifyCompiled(config: string): Promise<void> {
  await runProgram([cli, 'verify', '--config', config, '--json'])
}

/** `/ready` turns green at the heads; its lag counts what is recorded, not what is fetched. */
async function isCaughtUp(url: string): Promise<boolean> {
  const response = await fetch(`${url}/ready`).catch(() => undefined)
  if (response?.status !== 200) return false
  // CAST: the shape of /ready.
  const { chains } = (await response.json()) as { chains: { lagBlocks?: string }[] }
  return chains.every(({ lagBlocks }) => lagBlocks === '0')
}

async function query<data>(
  url: string,
  text: string,
  variables: Record<string, unknown>,
): Promise<data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: text, variables }),
  })
  // CAST: the caller names the shape that its query asks for.
  const answer = (await response.json()) as { data: data; errors?: unknown }
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors))
  return answer.data
}
