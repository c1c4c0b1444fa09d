import { Command, InvalidArgumentError } from 'commander'
import { version } from '../version.ts'
import { checkCommand } from './commands/checkCommand.ts'
import { addDb, addVerify } from './commands/db/addDb.ts'
import { demoCommand } from './commands/demoCommand.ts'
import { doctorCommand } from './commands/doctorCommand.ts'
import { startCommand } from './commands/startCommand.ts'
import type { CliWorld } from './Program.ts'

/** Port of the README's first query. */
const portDefault = 4000
const configDefault = 'plimsoll.config.ts'

const exitCodesHelp = `
Exit codes:
  0    done, or stopped by SIGINT or SIGTERM
  1    Plimsoll failed, verify found a difference or damage, or doctor a failure
  2    a mistake in the config, in the arguments, or a port or database in use
  130  stopped at once by a second SIGINT (143 by SIGTERM)
`

/** The commands and their options. `onExit` is told the exit code of the command that ran. */
export function createCommands(world: CliWorld, onExit: (exitCode: number) => void): Command {
  const root = newCommand(world, new Command('plimsoll'))
    .description('Collateral on several chains, counted once, and the margin status that follows.')
    .version(version, '--version', 'print the version')
    .addHelpText('after', exitCodesHelp)
  const add = (name: string) => newCommand(world, root.command(name))
  addStart(add('start'), world, onExit)
  addDemo(add('demo'), world, onExit)
  addCheck(add('check'), world, onExit)
  addDoctor(add('doctor'), world, onExit)
  addVerify(withStore(add('verify')), world, onExit)
  addDb(add('db'), world, { onExit, withStore })
  return root
}

function addStart(command: Command, world: CliWorld, onExit: (exitCode: number) => void): void {
  withConfig(command.description('follow the configured chains and serve GraphQL'))
    .option('--database <path>', "database file, instead of the config's")
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on, 0 for any', toPort, portDefault)
    .action(async (options) => onExit(await startCommand(world, options)))
}

function addDemo(command: Command, world: CliWorld, onExit: (exitCode: number) => void): void {
  withCommon(command.description('run the main job on three local chains (needs the repository)'))
    .option('--once', 'stop after the first answers were checked against the nodes', false)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to prefer, another if it is taken', toPort, portDefault)
    .action(async (options) => onExit(await demoCommand(world, options)))
}

function addCheck(command: Command, world: CliWorld, onExit: (exitCode: number) => void): void {
  withConfig(command.description('check the config, also against the nodes, and stop')).action(
    async (options) => onExit(await checkCommand(world, options)),
  )
}

function addDoctor(command: Command, world: CliWorld, onExit: (exitCode: number) => void): void {
  withStore(
    command.description('examine endpoints, contracts and this machine, with cures'),
  ).action(async (options) => onExit(await doctorCommand(world, options)))
}

function withStore(command: Command): Command {
  return withConfig(command).option('--database <path>', "database file, instead of the config's")
}

function withConfig(command: Command): Command {
  return withCommon(command).option('--config <file>', 'config, .ts, .mjs or .json', configDefault)
}

function withCommon(command: Command): Command {
  return command
    .option('--json', 'log one JSON object a line', false)
    .option('--debug', 'show the stack of a failure', false)
}

/** Errors are thrown instead of ending the process, and printed as one sentence. */
function newCommand(world: CliWorld, command: Command): Command {
  return command.exitOverride().configureOutput({
    writeOut: (text) => world.host.write(text),
    writeErr: (text) => world.host.writeError(text),
    getOutHelpWidth: () => world.host.columns(),
    getErrHelpWidth: () => world.host.columns(),
    outputError: (text, write) => write(toSentence(text)),
  })
}

function toSentence(text: string): string {
  const [problem = ''] = text
    .replace(/^error: /, '')
    .trim()
    .split('\n')
  return `The command line cannot be understood: ${problem.replace(/\.$/, '')}; plimsoll --help lists what can be written.\n`
}

function toPort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('write a number from 0 to 65535')
}
