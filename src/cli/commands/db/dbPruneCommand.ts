import type { Project } from '../../../config/Project.ts'
import { ConfigError } from '../../../errors/ConfigError.ts'
import { parseTime, toIsoTime } from '../../../utils/calendar.ts'
import { openProject } from '../../config/openProject.ts'
import { createConsole } from '../../createConsole.ts'
import { exitCodes } from '../../exitCodes.ts'
import type { CliWorld } from '../../Program.ts'

export interface DbPruneOptions {
  config: string
  database?: string | undefined
  before?: string | undefined
  orphansOlderThan: number
  rawLogs: boolean
  apply: boolean
  json: boolean
}

const secondsPerDay = 86_400n

/** `plimsoll db prune`: tells what nothing needs any more, and with `--apply` drops it and compacts the file. */
export async function dbPruneCommand(world: CliWorld, options: DbPruneOptions): Promise<number> {
  const { log } = createConsole(world, options.json)
  const project = await openProject(world, options)
  const { env } = world
  const nowMs = env.now()
  const nowSeconds = BigInt(Math.floor(nowMs / 1000))
  const before = toSeconds(options.before, nowSeconds)
  if (before !== undefined) assertFollowed(project, before)
  const pruned = await world.program.db.prune({
    path: project.database,
    nowMs,
    before,
    strangersOf: project.bridges
      .filter((bridge) => bridge.type === 'protocol' && bridge.protocol.hasStrangers === true)
      .map(({ id }) => id),
    orphansBefore: nowSeconds - BigInt(options.orphansOlderThan) * secondsPerDay,
    withRawLogs: options.rawLogs,
    isApplied: options.apply,
    freeBytes: (await env.freeBytes(project.database)) ?? Number.MAX_SAFE_INTEGER,
  })
  const { rows, rawLogBytes, retention, freedBytes, databaseBytes, compacted } = pruned
  for (const { chainId, number } of retention) {
    const chain = project.chains.find(({ id }) => id === chainId)?.name ?? `${chainId}`
    const sentence = options.apply
      ? 'History begins here now; older moments are answered with BEFORE_RETENTION.'
      : 'History would begin here; older moments would be answered with BEFORE_RETENTION.'
    log.info({ chain, block: number }, sentence)
  }
  const fields = { ...rows, rawLogBytes, freedBytes, databaseBytes }
  if (!options.apply) {
    log.info(fields, 'Nothing was changed: this would go. Write --apply to drop it.')
    return exitCodes.ok
  }
  log.info(fields, 'Dropped.')
  if (compacted === 'short') {
    log.warn({}, 'The disk has not the room to compact the file: what was freed is used again.')
  }
  return exitCodes.ok
}

/** Parameters that follow the market are derived from every price since they do: without the first ones they would be others. */
function assertFollowed({ venues }: Project, before: bigint): void {
  for (const { id, risk } of venues) {
    const since = risk.follow?.since
    if (since === undefined || before < since) continue
    throw new ConfigError({
      field: '--before',
      problem: `it takes prices that the parameters of venue '${id}' are made of since ${toIsoTime(Number(since) * 1000)}`,
      cure: 'Write an earlier day, or a later risk.follow.since, from which versions are counted anew.',
    })
  }
}

function toSeconds(text: string | undefined, nowSeconds: bigint): bigint | undefined {
  if (text === undefined) return undefined
  const timeMs = parseTime(text)
  const seconds = Number.isNaN(timeMs) ? undefined : BigInt(Math.floor(timeMs / 1000))
  if (seconds !== undefined && seconds < nowSeconds) return seconds
  throw new ConfigError({
    field: '--before',
    problem: seconds === undefined ? 'it is no date' : 'it is not in the past',
    cure: 'Write a past day such as 2026-01-31.',
  })
}
