import type { Project } from '../../../config/Project.ts'
import { ConfigError } from '../../../errors/ConfigError.ts'
import type { Verification } from '../../../start/verify.ts'
import type { Log } from '../../../utils/Log.ts'
import { openProject } from '../../config/openProject.ts'
import { createConsole } from '../../createConsole.ts'
import { exitCodes } from '../../exitCodes.ts'
import type { CliWorld } from '../../Program.ts'
import { toDigestFields } from './toDigestFields.ts'

/** Blocks per chain that a sample reads. */
const sampleBlocks = 4_096

export interface DbVerifyOptions {
  config: string
  database?: string | undefined
  sample: boolean
  json: boolean
}

const cure = 'restore a backup with plimsoll db restore, or index into a fresh database'

/**
 * `plimsoll db verify`: the file, the digests of all blocks, and every series recomputed from the facts; with `sample` some
 * blocks and accounts. Exit code 1 when anything differs.
 */
export async function dbVerifyCommand(world: CliWorld, options: DbVerifyOptions): Promise<number> {
  const { host, env } = world
  const { log } = createConsole(world, options.json)
  const project = await openProject(world, options)
  if (!host.exists(project.database)) {
    throw new ConfigError({
      field: options.database === undefined ? 'database' : '--database',
      problem: `there is no database ${project.database}`,
      cure: 'Write the path of the database that plimsoll start made.',
    })
  }
  // Opening the store may upgrade it, so that only then every block has a digest.
  const store = await env.openStore(project.database, (sentence) => log.info({}, sentence))
  try {
    const random = () => env.random()
    const sample = options.sample ? { blocks: sampleBlocks, random } : undefined
    const { damage, chains } = await world.program.db.check({ path: project.database, sample })
    for (const found of damage) log.error({}, `The file is damaged: ${found} To cure it, ${cure}.`)
    for (const check of chains) {
      const fields = toDigestFields(check, project)
      for (const found of check.damage) log.error(fields, `${found} To cure it, ${cure}.`)
      if (check.damage.length === 0) log.info(fields, 'Every block read is what was recorded.')
    }
    if (damage.length > 0 || chains.some((check) => check.damage.length > 0)) {
      return exitCodes.failure
    }
    const { verify, verifySample } = world.program
    const verification = options.sample
      ? await verifySample({ store, project, random })
      : await verify({ store, project })
    return report(log, verification, project)
  } finally {
    await store.close()
  }
}

function report(log: Log, { chains }: Verification, project: Project): number {
  let isRight = true
  for (const { chainId, rows, mismatches } of chains) {
    const chain = project.chains.find(({ id }) => id === chainId)?.name ?? `chain ${chainId}`
    const count = mismatches.length
    if (count > 0) isRight = false
    const fields = { chain, rows, mismatches: count }
    if (count === 0) log.info(fields, 'Every series row follows from the facts.')
    else log.error(fields, `Rows differ from the facts, first of ${mismatches[0]}: ${cure}.`)
  }
  return isRight ? exitCodes.ok : exitCodes.failure
}
