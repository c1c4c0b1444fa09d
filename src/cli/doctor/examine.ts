import { setMaxListeners } from 'node:events'
import type { Project } from '../../config/Project.ts'
import { createDecoders } from '../../protocols/createDecoders.ts'
import { toIsoTime } from '../../utils/calendar.ts'
import type { CliWorld } from '../Program.ts'
import { listContracts } from '../preflight/listContracts.ts'
import { examineChain } from './chain/examineChain.ts'
import type { DoctorReport } from './DoctorReport.ts'
import { judgeHost } from './host/judgeHost.ts'
import { readHost } from './host/readHost.ts'

/**
 * Examines the host, and all chains side by side: endpoints, contracts, price. It opens no store, so that it can look
 * while a Plimsoll runs on the same database. Throws `RpcAbortedError` when `signal` aborts.
 */
export async function examine(
  world: CliWorld,
  parameters: { project: Project; signal: AbortSignal },
): Promise<DoctorReport> {
  const { host, env } = world
  const { project, signal } = parameters
  // Every request in flight listens to this signal; their number is bounded by the endpoints.
  setMaxListeners(0, signal)
  const decoders = createDecoders(project)
  const contracts = listContracts(project)
  const hostLines = judgeHost(await readHost(host, project.database), project.reserveBytes)
  const chains = await Promise.all(
    project.chains.map((chain) =>
      examineChain(
        {
          project,
          chain,
          decoders: decoders.filter(({ source }) => source.chainId === chain.id),
          contracts: contracts.filter(({ chainId }) => chainId === chain.id),
        },
        { env, signal },
      ),
    ),
  )
  const lines = [
    ...hostLines,
    ...chains.flatMap((one) => one.lines.map((line) => ({ ...line, chain: one.report.name }))),
  ]
  const count = (status: string) => lines.filter((line) => line.status === status).length
  return {
    isWell: count('fail') === 0,
    at: toIsoTime(env.now()),
    pass: count('pass'),
    warn: count('warn'),
    fail: count('fail'),
    requests: chains.reduce((sum, { requests }) => sum + requests, 0),
    chains: chains.map(({ report }) => report),
    lines,
  }
}
