import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { createFolder, type Plimsoll, startPlimsoll } from '../e2e/support/startPlimsoll.ts'

/** Programs that follow the same contracts, each with a database of its own. */
export interface Programs {
  start(name: string): Promise<Plimsoll>
  stop(): Promise<void>
}

/** Prepares a folder for databases; `configOf` says what is followed into one of them. */
export async function createPrograms(
  configOf: (database: string) => ConfigInput,
): Promise<Programs> {
  const folder = await createFolder()
  const running: Plimsoll[] = []
  return {
    async start(name) {
      const program = await startPlimsoll(configOf(`${folder.path}/${name}.db`))
      running.push(program)
      return program
    },
    async stop() {
      await Promise.all(running.map((program) => program.stop()))
      await folder.remove()
    },
  }
}
