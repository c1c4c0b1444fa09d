import { planLogQueries } from '../../../chain/logs/planLogQueries.ts'
import type { Endpoint } from '../../../chain/rpc/createEndpoint.ts'
import type { RpcCall } from '../../../chain/rpc/RpcCall.ts'
import type { Env } from '../../../env/Env.ts'
import { openEndpoints } from '../../preflight/openEndpoints.ts'
import { countWitnesses } from '../../preflight/unconfirmedAlerts.ts'
import type { Asker } from '../Asker.ts'
import { judgeContract } from '../contract/judgeContract.ts'
import { metadataChecks } from '../contract/metadataChecks.ts'
import { readActivity } from '../contract/readActivity.ts'
import { readContracts } from '../contract/readContracts.ts'
import { readMetadata } from '../contract/readMetadata.ts'
import { createAsker } from '../createAsker.ts'
import type { DoctorLine } from '../DoctorLine.ts'
import type { ChainReport } from '../DoctorReport.ts'
import { type EndpointExamination, examineEndpoint } from '../endpoint/examineEndpoint.ts'
import { toLines } from '../Probe.ts'
import { judgePrice } from '../price/judgePrice.ts'
import { priceRequests } from '../price/priceRequests.ts'
import { listTimedReads } from '../price/timedReads.ts'
import type { ChainContext } from './ChainContext.ts'
import { compareHeads, judgeHeads } from './compareHeads.ts'
import { judgeBooks } from './judgeBooks.ts'
import { judgeWitnesses } from './judgeWitnesses.ts'

/** Time for everything that is asked on one chain; chains are asked side by side. */
const chainMsMax = 180_000

/** Two questions per contract, thirty steps of a bisection, and the looks at their events. */
const requestsMax = 400

/** An endpoint that can be used, and who asks it. */
type Usable = EndpointExamination & { head: bigint }

export interface ChainExamination {
  report: ChainReport
  lines: readonly DoctorLine[]
  requests: number
}

/** Examines the endpoints of a chain side by side, then its contracts through the one that refuses least. */
export async function examineChain(
  context: ChainContext,
  parameters: { env: Env; signal: AbortSignal },
): Promise<ChainExamination> {
  const { env, signal } = parameters
  const { chain } = context
  const deadlineMs = env.monotonic() + chainMsMax
  const endpoints = openEndpoints(env, chain)
  try {
    const examined = await examineEndpoints(context, { ...parameters, endpoints, deadlineMs })
    const usable = examined.filter((one): one is Usable => one.head !== undefined)
    const chief = leastLimited(usable)
    const report = toReport(context, chief)
    const lines = [
      ...examined.flatMap((one) => one.lines),
      ...(await judgeTogether(context, usable, report)),
    ]
    const requests = examined.reduce((sum, { asker }) => sum + asker.requests(), 0)
    const rpc = endpoints.find(({ label }) => label === chief?.label)
    if (chief === undefined || rpc === undefined) return { report, lines, requests }
    const send = (calls: readonly RpcCall[]) => rpc.send(calls, { lane: 'read', signal })
    const asker = createAsker({ env, send, signal, deadlineMs, requestsMax })
    lines.push(...(await examineContracts(context, { asker, chief })))
    return { report, lines, requests: requests + asker.requests() }
  } finally {
    for (const endpoint of endpoints) endpoint.close()
  }
}

async function examineEndpoints(
  { chain, decoders }: ChainContext,
  parameters: { env: Env; signal: AbortSignal; endpoints: readonly Endpoint[]; deadlineMs: number },
): Promise<readonly EndpointExamination[]> {
  const { endpoints, ...limits } = parameters
  const examined = endpoints.map((rpc, i) => {
    const endpoint = chain.endpoints[i]
    return endpoint === undefined
      ? []
      : examineEndpoint(rpc, { ...limits, chain, endpoint, decoders })
  })
  return (await Promise.all(examined)).flat()
}

/** What the endpoints say together, and what following the chain will cost. */
async function judgeTogether(
  context: ChainContext,
  usable: readonly Usable[],
  { price }: ChainReport,
): Promise<readonly DoctorLine[]> {
  const { chain } = context
  const place = { scope: 'chain', subject: chain.name } as const
  const books = judgeBooks(context)
  const agreement = await toLines({ ...place, check: 'agreement' }, async () =>
    judgeHeads(await compareHeads(chain, usable), chain),
  )
  return [
    { ...place, check: 'witnesses', ...judgeWitnesses(context) },
    ...agreement,
    ...(books === undefined ? [] : [{ ...place, check: 'audit', ...books }]),
    ...(price === undefined ? [] : [{ ...place, check: 'requests', ...judgePrice(price, chain) }]),
  ]
}

/** The one with the widest log range; among equals the first of the config. */
function leastLimited(usable: readonly Usable[]): Usable | undefined {
  return usable.toSorted((a, b) => Number((b.rangeBlocks ?? 0n) - (a.rangeBlocks ?? 0n)))[0]
}

async function examineContracts(
  context: ChainContext,
  parameters: { asker: Asker; chief: Usable },
): Promise<readonly DoctorLine[]> {
  const { chain, project, contracts, decoders } = context
  const { askMany } = parameters.asker
  const { head, rangeBlocks = 1n } = parameters.chief
  const looks: [check: string, look: () => Promise<readonly DoctorLine[]>][] = [
    [
      'code',
      async () => {
        const facts = await readContracts(askMany, contracts, head)
        return facts.flatMap((one) => judgeContract(one, chain.rangeBlocksMax))
      },
    ],
    ['metadata', () => readMetadata(askMany, metadataChecks(project, chain.id))],
    ['topics', () => readActivity({ askMany, decoders, contracts, head, rangeBlocks })],
  ]
  const lines: DoctorLine[] = []
  for (const [check, look] of looks) {
    const failures = await toLines({ scope: 'chain', subject: chain.name, check }, async () => {
      lines.push(...(await look()))
      return []
    })
    lines.push(...failures)
  }
  return lines
}

function toReport(
  { project, chain, decoders }: ChainContext,
  chief: Usable | undefined,
): ChainReport {
  const independentEndpoints = countWitnesses(chain)
  const sources = decoders.map(({ source }) => source)
  const report = {
    name: chain.name,
    id: chain.id,
    endpoints: chain.endpoints.length,
    independentEndpoints,
  }
  if (chief?.rangeBlocks === undefined) return { ...report, price: undefined }
  const { head, rangeBlocks } = chief
  const from = sources.reduce((low, { startBlock }) => (startBlock < low ? startBlock : low), head)
  const work = {
    blocks: Number(head - from + 1n),
    rangeBlocks: Number(rangeBlocks),
    queries: planLogQueries(sources, 'merged').length,
    busyShare: Math.min(chief.logsPerBlock ?? 0, 1),
    readSources: decoders.filter(({ standingRead }) => standingRead !== undefined).length,
    timedReads: listTimedReads(decoders, project.audit),
    // Not knowing is counted as not having.
    hasTimestamps: chief.hasTimestamps === true,
    witnesses: independentEndpoints,
  }
  return { ...report, price: priceRequests(chain, work) }
}
