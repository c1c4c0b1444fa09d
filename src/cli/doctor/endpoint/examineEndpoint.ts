import { readHeader } from '../../../chain/blocks/Header.ts'
import type { Endpoint } from '../../../chain/rpc/createEndpoint.ts'
import type { ChainConfig, EndpointConfig } from '../../../config/ChainConfig.ts'
import type { Env } from '../../../env/Env.ts'
import { BaseError } from '../../../errors/BaseError.ts'
import type { Decoder } from '../../../facts/Decoder.ts'
import { askChainId } from '../../preflight/askChainId.ts'
import type { Asker } from '../Asker.ts'
import { type AskerParameters, createAsker } from '../createAsker.ts'
import type { DoctorLine } from '../DoctorLine.ts'
import { type Probe, type Probed, runProbe } from '../Probe.ts'
import { batchProbe } from './batchProbe.ts'
import type { EndpointContext } from './EndpointContext.ts'
import { headProbe } from './headProbe.ts'
import { historyProbe } from './historyProbe.ts'
import { latencyProbe } from './latencyProbe.ts'
import { logRangeProbe } from './logRangeProbe.ts'
import { newHeadsProbe } from './newHeadsProbe.ts'
import { pinnedReadProbe } from './pinnedReadProbe.ts'
import { receiptsProbe } from './receiptsProbe.ts'
import { stateProbe } from './stateProbe.ts'
import { tagsProbe } from './tagsProbe.ts'
import { timestampProbe } from './timestampProbe.ts'

/** All probes together need about 120 where everything is refused at first; free plans allow some thousands a day. */
const requestsMax = 250

export interface EndpointParameters {
  env: Env
  chain: ChainConfig
  endpoint: EndpointConfig
  decoders: readonly Decoder[]
  signal: AbortSignal
  deadlineMs: number
}

/** What the other checks of a chain take from one endpoint. */
export interface EndpointExamination {
  label: string
  asker: Asker
  lines: readonly DoctorLine[]
  /** Undefined when the endpoint cannot be used. */
  head: bigint | undefined
  /** Blocks of one log range, as it takes them. */
  rangeBlocks: bigint | undefined
  logsPerBlock: number | undefined
  hasTimestamps: boolean | undefined
}

/** What nobody knows of an endpoint that cannot be used. */
const unknown = {
  head: undefined,
  rangeBlocks: undefined,
  logsPerBlock: undefined,
  hasTimestamps: undefined,
} as const

/** Asks one endpoint everything, one question after the other. Throws only `RpcAbortedError`. */
export async function examineEndpoint(
  rpc: Endpoint,
  parameters: EndpointParameters,
): Promise<EndpointExamination> {
  const { env, chain, signal, deadlineMs } = parameters
  const { label } = rpc
  const send: AskerParameters['send'] = (calls) => rpc.send(calls, { lane: 'read', signal })
  const asker = createAsker({ env, send, signal, deadlineMs, requestsMax })
  const base = { label, asker, ...unknown }
  const place = { scope: 'endpoint', subject: label, check: 'chainId' } as const
  const failure = await askChainId(rpc, { chain, env, signal })
  if (failure !== undefined) {
    const { problem, cure } = failure
    return { ...base, lines: [{ ...place, status: 'fail', text: `${problem}.`, cure }] }
  }
  const text = `Answers, and serves chain ${chain.id}.`
  const reached: DoctorLine = { ...place, status: 'pass', text }
  const context = await readContext(asker, parameters)
  if (context instanceof BaseError) {
    const { shortMessage } = context
    const cure = 'Take an endpoint that answers eth_getBlockByNumber.'
    const headless = { ...place, check: 'head', status: 'fail', text: shortMessage, cure } as const
    return { ...base, lines: [reached, headless] }
  }
  return { label, asker, ...(await runProbes({ asker, context, label, reached })) }
}

/** The failure where the endpoint names no head. */
async function readContext(
  asker: Asker,
  parameters: EndpointParameters,
): Promise<EndpointContext | BaseError> {
  const { env, chain, endpoint, decoders, signal } = parameters
  try {
    const { result, failure } = await asker.ask('eth_getBlockByNumber', ['latest', false])
    if (failure !== undefined) return failure
    const head = readHeader(result, { chain: chain.name })
    if (head === undefined) return new BaseError('The newest block is null.', { code: 'NO_HEAD' })
    const reads = decoders.flatMap(({ source, standingRead, decodeRead }) =>
      standingRead === undefined && decodeRead === undefined ? [] : [source.startBlock],
    )
    return {
      env,
      chain,
      endpoint,
      sources: decoders.map(({ source }) => source),
      readsFrom: reads.length === 0 ? undefined : reads.reduce((a, b) => (a < b ? a : b)),
      head,
      headAtMs: env.now(),
      signal,
    }
  } catch (error) {
    if (error instanceof BaseError && error.code !== 'RPC_ABORTED') return error
    throw error
  }
}

async function runProbes(parameters: {
  asker: Asker
  context: EndpointContext
  label: string
  reached: DoctorLine
}) {
  const { asker, context, label, reached } = parameters
  const lines: DoctorLine[] = [reached]
  const run = async <Facts>(probe: Probe<EndpointContext, Facts>): Promise<Facts | undefined> => {
    const place = { asker, context, scope: 'endpoint', subject: label } as const
    const probed: Probed<Facts> = await runProbe(probe, place)
    lines.push(...probed.lines)
    return probed.facts
  }
  await run(headProbe)
  await run(tagsProbe)
  await run(pinnedReadProbe)
  await run(receiptsProbe)
  await run(batchProbe)
  const range = await run(logRangeProbe)
  await run(historyProbe)
  await run(stateProbe)
  const times = await run(timestampProbe)
  await run(newHeadsProbe)
  await run(latencyProbe)
  const accepted = range?.accepted ?? 0n
  return {
    lines,
    head: context.head.number,
    rangeBlocks: accepted === 0n ? undefined : accepted,
    logsPerBlock: accepted === 0n ? undefined : (range?.logsMax ?? 0) / Number(accepted),
    hasTimestamps: times?.hasTimestamp,
  }
}
