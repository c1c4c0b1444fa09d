import { type Command, InvalidArgumentError } from 'commander'
import type { CliWorld } from '../../Program.ts'
import { dbBackupCommand } from './dbBackupCommand.ts'
import { dbPruneCommand } from './dbPruneCommand.ts'
import { dbRestoreCommand } from './dbRestoreCommand.ts'
import { dbVerifyCommand } from './dbVerifyCommand.ts'

/** Days after which the evidence of reorged blocks is of no use to anybody. */
const orphanDaysDefault = 30

/** Adds the commands of `plimsoll db`. `withStore` adds the options that say which database. */
export function addDb(
  command: Command,
  world: CliWorld,
  parameters: { onExit(exitCode: number): void; withStore(command: Command): Command },
): void {
  const { onExit, withStore } = parameters
  command.description('keep the database: backup, restore, verify, prune')
  withStore(command.command('backup'))
    .description('write a checked copy into one file, also while plimsoll start runs')
    .argument('<file>', 'file to write')
    .option('--force', 'replace a file that is there', false)
    .action(async (file, options) => onExit(await dbBackupCommand(world, file, options)))
  withStore(command.command('restore'))
    .description('put a backup in place of the database, which is kept beside it')
    .argument('<file>', 'backup to read')
    .action(async (file, options) => onExit(await dbRestoreCommand(world, file, options)))
  addVerify(withStore(command.command('verify')), world, onExit)
  withStore(command.command('prune'))
    .description('tell what nothing needs any more; with --apply, drop it')
    .option('--before <date>', 'also drop history before this day, such as 2026-01-31')
    .option(
      '--orphans-older-than <days>',
      'drop facts of reorged blocks',
      toDays,
      orphanDaysDefault,
    )
    .option('--raw-logs', 'also drop kept raw logs of final blocks', false)
    .option('--apply', 'drop it, and compact the file', false)
    .action(async (options) => onExit(await dbPruneCommand(world, options)))
}

/** The same under its older name, `plimsoll verify`. */
export function addVerify(
  command: Command,
  world: CliWorld,
  onExit: (exitCode: number) => void,
): void {
  command
    .description('check the file and every digest, and recompute every series from the facts')
    .option('--sample', 'look at some blocks and accounts only', false)
    .action(async (options) => onExit(await dbVerifyCommand(world, options)))
}

function toDays(text: string): number {
  const days = Number(text)
  if (/^\d+$/.test(text) && days <= 36_500) return days
  throw new InvalidArgumentError('write a number of days')
}
