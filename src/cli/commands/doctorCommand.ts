import { openProject } from '../config/openProject.ts'
import { createConsole } from '../createConsole.ts'
import { examine } from '../doctor/examine.ts'
import { formatReport } from '../doctor/formatReport.ts'
import { exitCodes } from '../exitCodes.ts'
import type { CliWorld } from '../Program.ts'
import { stopOnSignal } from '../stopOnSignal.ts'

export interface DoctorOptions {
  config: string
  database?: string | undefined
  json: boolean
}

/** `plimsoll doctor`: every line pass, warn or fail with its cure; exit code 1 when one failed. */
export async function doctorCommand(world: CliWorld, options: DoctorOptions): Promise<number> {
  const { host } = world
  const { log, secrets } = createConsole(world, options.json)
  const project = await openProject(world, options)
  for (const { url } of project.chains.flatMap((chain) => chain.endpoints)) secrets.add(url)
  const stop = stopOnSignal(world, () => log.info({}, 'Stopping.'))
  try {
    const report = await examine(world, { project, signal: stop.signal })
    const text = options.json ? `${JSON.stringify(report)}\n` : formatReport(report)
    host.write(secrets.redact(text))
    return report.isWell ? exitCodes.ok : exitCodes.failure
  } finally {
    stop.release()
  }
}
