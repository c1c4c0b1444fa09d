import { setMaxListeners } from 'node:events'
import { createRpcPool } from '../../chain/rpc/createRpcPool.ts'
import { RpcAbortedError } from '../../chain/rpc/rpcErrors.ts'
import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Project } from '../../config/Project.ts'
import type { Env } from '../../env/Env.ts'
import { BaseError } from '../../errors/BaseError.ts'
import { checkContracts } from './checkContracts.ts'
import { checkEndpoints } from './checkEndpoints.ts'
import { listContracts } from './listContracts.ts'
import type { PreflightReport } from './PreflightReport.ts'
import type { AskMany } from './readCodes.ts'

/**
 * Asks the nodes whether the config can be true: chain ids, code at every address, start blocks. All chains at once;
 * problems come in the order of the config. Throws `RpcAbortedError` when `signal` aborts.
 */
export async function preflight(parameters: {
  project: Project
  env: Env
  signal: AbortSignal
}): Promise<PreflightReport> {
  const { project, signal } = parameters
  // Every request in flight listens to this signal; their number is bounded by the pools, not by Node's default of 10.
  setMaxListeners(0, signal)
  const contracts = listContracts(project)
  const results = await Promise.all(
    project.chains.map((chain) =>
      checkChain(chain, {
        ...parameters,
        contracts: contracts.filter(({ chainId }) => chainId === chain.id),
      }),
    ),
  )
  return {
    problems: results.flatMap((result) => result.problems),
    warnings: results.flatMap((result) => result.warnings),
  }
}

async function checkChain(
  chain: ChainConfig,
  parameters: { env: Env; signal: AbortSignal; contracts: ReturnType<typeof listContracts> },
): Promise<PreflightReport> {
  const { env, signal, contracts } = parameters
  const problems = await checkEndpoints(chain, { env, signal })
  // Without one good endpoint there is nobody to ask about contracts.
  if (problems.length >= chain.endpoints.length) return { problems, warnings: [] }
  const pool = createRpcPool(env, chain)
  try {
    const askMany: AskMany = (calls) => pool.batch(calls, { lane: 'read', signal })
    const found = await checkContracts(contracts, { chain, askMany })
    return { problems: [...problems, ...found.problems], warnings: found.warnings }
  } catch (error) {
    if (!(error instanceof BaseError) || error instanceof RpcAbortedError) throw error
    // The endpoint answered its chain id and then no more: an outage, not a mistake.
    const sentence = `chains.${chain.name}: the contracts were not checked, because ${error.shortMessage}`
    return { problems, warnings: [sentence] }
  } finally {
    pool.close()
  }
}
