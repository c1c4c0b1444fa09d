import { CommanderError } from 'commander'
import { createCommands } from './createCommands.ts'
import { exitCodes } from './exitCodes.ts'
import type { CliWorld } from './Program.ts'
import { reportFailure } from './reportFailure.ts'

/** Runs one command line and returns its exit code. Whatever goes wrong comes out as one sentence. */
export async function runCli(world: CliWorld): Promise<number> {
  const { host, env } = world
  const wantsStack = host.argv.includes('--debug')
  const stopWatching = host.onFault((error) => {
    env.exit(reportFailure(error, { host, env, wantsStack }))
  })
  let exitCode: number = exitCodes.ok
  try {
    const commands = createCommands(world, (code) => {
      exitCode = code
    })
    await commands.parseAsync([...host.argv], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.mistake
    }
    return reportFailure(error, { host, env, wantsStack })
  } finally {
    stopWatching()
  }
}
