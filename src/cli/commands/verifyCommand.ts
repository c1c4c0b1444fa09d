import { ConfigError } from '../../errors/ConfigError.ts'
import { openProject } from '../config/openProject.ts'
import { createConsole } from '../createConsole.ts'
import { exitCodes } from '../exitCodes.ts'
import type { CliWorld } from '../Program.ts'

export interface VerifyOptions {
  config: string
  database?: string | undefined
  json: boolean
}

/** `plimsoll verify`: recomputes every series from the recorded facts; exit code 1 when one differs. */
export async function verifyCommand(world: CliWorld, options: VerifyOptions): Promise<number> {
  const { log } = createConsole(world, options.json)
  const project = await openProject(world, options)
  if (!world.host.exists(project.database)) {
    throw new ConfigError({
      field: options.database === undefined ? 'database' : '--database',
      problem: `there is no database ${project.database}`,
      cure: 'Write the path of the database that plimsoll start made.',
    })
  }
  const store = await world.env.openStore(project.database)
  try {
    const { chains } = await world.program.verify({ store, project })
    let isRight = true
    for (const { chainId, rows, mismatches } of chains) {
      const chain = project.chains.find(({ id }) => id === chainId)?.name ?? `chain ${chainId}`
      const count = mismatches.length
      if (count > 0) isRight = false
      const fields = { chain, rows, mismatches: count }
      if (count === 0) log.info(fields, 'Every series row follows from the facts.')
      else
        log.error(
          fields,
          `Rows differ from the facts, first of ${mismatches[0]}: index into a fresh database.`,
        )
    }
    return isRight ? exitCodes.ok : exitCodes.failure
  } finally {
    await store.close()
  }
}
