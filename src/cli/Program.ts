import type { DbTools } from '../env/DbTools.ts'
import type { Env } from '../env/Env.ts'
import type { Host } from '../env/Host.ts'
import type { start } from '../start/start.ts'
import type { verify } from '../start/verify.ts'
import type { verifySample } from '../start/verifySample.ts'

/** What the commands run; composed by `main`, replaced in tests. */
export interface Program {
  start: (parameters: Omit<Parameters<typeof start>[0], 'serve'>) => ReturnType<typeof start>
  verify: typeof verify
  verifySample: typeof verifySample
  db: DbTools
  /** Packages that a config may import, by name: this very Plimsoll. */
  modules(): Promise<Readonly<Record<string, unknown>>>
}

/** The world of one command line. */
export interface CliWorld {
  host: Host
  env: Env
  program: Program
}
