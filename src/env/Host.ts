import type { FolderFacts } from './probeFolder.ts'

/** A signal that asks the process to end. */
export type StopSignal = 'SIGINT' | 'SIGTERM'

/** What only the command line touches: arguments, variables, files, the terminal, signals. */
export interface Host {
  /** Arguments after the program's name. */
  argv: readonly string[]
  variables: Readonly<Record<string, string | undefined>>
  cwd: string
  /** Whether lines on the terminal can be redrawn, and how wide it is now. */
  isTty: boolean
  columns(): number
  /** Writes to stdout as it is. */
  write(text: string): void
  /** Writes to stderr as it is. */
  writeError(text: string): void
  /** Resolves when everything written so far has left the process. */
  flush(): Promise<void>
  exists(path: string): boolean
  /** Version of the running Node, such as `20.19.0`. */
  nodeVersion: string
  /** Measures a folder by writing a small file into it; rejects as the file system does. */
  probeFolder(folder: string): Promise<FolderFacts>
  readText(path: string): Promise<string>
  /** Loads a TypeScript or JavaScript module by absolute path; `modules` stand in for packages it imports. */
  importModule(path: string, modules: Readonly<Record<string, unknown>>): Promise<unknown>
  /** Calls back at each SIGINT and SIGTERM; returns the unsubscribe function. */
  onStop(listener: (signal: StopSignal) => void): () => void
  /** Calls back at an exception that nobody caught; returns the unsubscribe function. */
  onFault(listener: (error: unknown) => void): () => void
}
