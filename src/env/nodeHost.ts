import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createJiti } from 'jiti'
import type { Host, StopSignal } from './Host.ts'
import { probeFolder } from './probeFolder.ts'

/** Columns assumed where the terminal does not say. */
const columnsDefault = 120

/** The command line of this process. */
export function nodeHost(): Host {
  // A reader that left, as in `plimsoll … | head`, is no error of ours; there is nobody left to tell.
  process.stdout.on('error', endQuietly)
  return {
    argv: process.argv.slice(2),
    variables: process.env,
    cwd: process.cwd(),
    isTty: process.stdout.isTTY === true,
    columns: () => process.stdout.columns ?? columnsDefault,
    write: (text) => {
      process.stdout.write(text)
    },
    writeError: (text) => {
      process.stderr.write(text)
    },
    flush: async () => {
      await Promise.all([drain(process.stdout), drain(process.stderr)])
    },
    exists: (path) => existsSync(path),
    nodeVersion: process.versions.node,
    probeFolder,
    readText: (path) => readFile(path, 'utf8'),
    importModule,
    onStop,
    onFault,
  }
}

function drain(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve())
  })
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
}

/** No cache on disk: the folder of a config, and in a container the whole root, may be read-only. */
function importModule(path: string, modules: Readonly<Record<string, unknown>>): Promise<unknown> {
  const jiti = createJiti(path, {
    fsCache: false,
    interopDefault: false,
    virtualModules: modules,
  })
  return jiti.import(path)
}

function onStop(listener: (signal: StopSignal) => void): () => void {
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return () => {
    process.off('SIGINT', listener)
    process.off('SIGTERM', listener)
  }
}

function onFault(listener: (error: unknown) => void): () => void {
  process.on('uncaughtException', listener)
  process.on('unhandledRejection', listener)
  return () => {
    process.off('uncaughtException', listener)
    process.off('unhandledRejection', listener)
  }
}
