import { onTestFinished } from 'vitest'
import { createHttpServer } from '../../../src/api/createHttpServer.ts'
import { readDrifts } from '../../../src/api/views/conditions/readDrifts.ts'
import { createViews } from '../../../src/api/views/createViews.ts'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import type { Fact } from '../../../src/facts/Fact.ts'
import { comparePositions, READ_TX_INDEX } from '../../../src/facts/FactPosition.ts'
import type { ChainId, Hex } from '../../../src/facts/primitives.ts'
import type { RawLog } from '../../../src/facts/RawLog.ts'
import { createTopology } from '../../../src/ledger/createTopology.ts'
import { createDecoders } from '../../../src/protocols/createDecoders.ts'
import { listSources } from '../../../src/protocols/listSources.ts'
import { createAudit } from '../../../src/start/createAudit.ts'
import { createDispatch, decodeBlocks } from '../../../src/start/decodeBlocks.ts'
import { auditRequests, judgeAudit, toAuditRound } from '../../../src/start/judgeAudit.ts'
import { bindFacts, foldBatch } from '../../../src/start/ledgerRows.ts'
import { verify } from '../../../src/start/verify.ts'
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore.ts'
import type { LogParts } from '../../protocols/logs.ts'
import { block, hashOf } from '../../store/support/rows.ts'
import { nowMs, tempPath } from '../../store/support/tempStore.ts'
import { liveChain } from '../../views/support/fakeSnapshot.ts'
import type { Answer } from './createTestServer.ts'
import { chainStatus } from './fakeData.ts'
import { createTestLog, testEnv } from './testEnv.ts'

const chainId: ChainId = 31_001

/** A block that is mined: its time, what contracts log in it, each list a transaction, and what they answer when asked at it. */
interface Mined {
  time: number
  transactions: readonly (readonly LogParts[])[]
  answer?: (call: { to: Hex; data: Hex }) => Hex | undefined
}

/** One venue of one chain, `lab`, from its config to GraphQL over HTTP, on a real store. Blocks up to `finalized` are final. */
export async function serveVenue(parts: {
  assets: ConfigInput['assets']
  feeds?: ConfigInput['feeds']
  venue: ConfigInput['venues'][number]
  /** What stands beside it. */
  others?: ConfigInput['venues']
  finalized?: bigint
  /** Its multicall contract, where the chain has one. */
  multicall?: Hex
}) {
  const path = tempPath()
  const { multicall } = parts
  const chains = { lab: { id: chainId, rpc: 'https://rpc.example', multicall } }
  const { assets, feeds, venue, others = [], finalized = 1_000n } = parts
  const config = { database: path, chains, assets, feeds, venues: [venue, ...others] }
  const project = parseProject(config, { variables: {}, presets: {}, protocols: {} })
  const topology = createTopology(project)
  const decoders = createDecoders(project)
  const dispatch = createDispatch(decoders)
  const store = await openSqliteStore({ path, pid: process.pid, nowMs })
  onTestFinished(() => store.close())
  const chain = { id: chainId, multicall }
  const audit = createAudit(project.audit ?? { everySeconds: 1n, callsMax: 1 }, chain, decoders)
  let number = 1

  async function mine({ time, transactions, answer = () => undefined }: Mined) {
    number += 1
    const at = block(number, { timestamp: time })
    const logs = toLogs(at, transactions)
    const decoded = decodeBlocks({ chainId, blocks: [at], logs }, dispatch)
    const { number: blockNumber, hash: blockHash } = at
    const place = { chainId, blockNumber, blockHash }
    const timed = decoders.flatMap(({ source, timedReads }) =>
      (timedReads?.calls ?? []).map((call) => ({ ...place, ...call, sourceId: source.id })),
    )
    const answered = [...decoded.reads, ...timed].flatMap((request, i): Fact[] => {
      const decoder = decoders.find(({ source }) => source.id === request.sourceId)
      const body = decoder?.decodeRead?.({ request, data: answer(request) })
      return [body ?? []].flat().map((each, k) => ({
        at: { ...place, txIndex: READ_TX_INDEX, txHash: hashOf(`read ${i}`), logIndex: i, k },
        decoder: `${decoder?.name} ${request.sourceId}`,
        body: each,
        siblings: [],
      }))
    })
    const facts = [...decoded.facts, ...answered].sort((a, b) => comparePositions(a.at, b.at))
    const { legs, residuals } = bindFacts(facts, () => at.timestamp, topology)
    const final = blockNumber < finalized ? blockNumber : finalized
    await store.commit({
      ...{ chainId, facts, legs, quarantined: decoded.quarantined, publishedAtMs: 1 },
      blocks: number === 2 ? [block(1, { timestamp: 1 }), at] : [at],
      series: await foldBatch(facts, residuals, store),
      progress: { chainId, indexed: at, safe: final, finalized: final, phase: 'live' },
      coverage: listSources(project).map(({ source, decoder, filterDigest }) => ({
        ...{ chainId, sourceId: source.id, decoder, filterDigest, toBlock: blockNumber },
        ...{ fromBlock: 1n, fromTimestamp: 1n },
        spans: [{ toBlock: blockNumber, level: 'verified' as const }],
      })),
    })
    return decoded
  }

  /** A round of the audit at the newest final block, whose calls are answered by `answer`; hands on what was asked. */
  async function auditAt(answer: (call: { to: Hex; data: Hex }) => Hex | undefined) {
    const progress = await store.progress(chainId)
    const final = progress && (await store.blockBelow(chainId, progress.finalized + 1n))
    if (progress === undefined || final === undefined) throw new Error('a block is final')
    const snapshot = await store.snapshot()
    const drifts = readDrifts(snapshot, new Map([[chainId, final.number]]))
    const questions = audit.plan(snapshot, final, { drifts, isWhole: () => true })
    snapshot.release()
    const round = toAuditRound({ chain, block: final, questions, recorded: drifts.length })
    const requests = auditRequests(round)
    const answers = requests.map((request) => ({ request, data: answer(request) }))
    const facts = judgeAudit(round, answers)
    await store.commit({
      ...{ chainId, facts, progress, publishedAtMs: 1, coverage: await store.coverage(chainId) },
      ...{ blocks: [], legs: [], quarantined: [], series: await foldBatch(facts, [], store) },
    })
    return { requests, questions, facts }
  }

  async function ask(query: string): Promise<Answer> {
    const log = createTestLog()
    const views = createViews({
      ...{ project, topology, store, env: testEnv, subscribe: () => () => {} },
      report: () => [
        {
          ...liveChain(chainId, { name: 'lab' }),
          ...{ status: { ...chainStatus(), chainId }, eventsPerSecond: 0, etaSeconds: undefined },
        },
      ],
    })
    const place = { host: '127.0.0.1', port: 0, version: '1.2.3' }
    const server = await createHttpServer({ views, env: testEnv, log, ...place })
    try {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      // CAST: the shape that GraphQL over HTTP prescribes; each test checks what it reads.
      const body = (await response.json()) as { data?: unknown; errors?: Answer['errors'] }
      const errors = body.errors ?? []
      // What went wrong inside is only in the log.
      const failed = log.lines.find(({ level }) => level === 'error')
      if (failed !== undefined) throw new Error(`${failed.text} ${failed.fields.error}`)
      const codes = errors.map(({ extensions }) => extensions?.code)
      return { status: response.status, data: body.data, codes, errors }
    } finally {
      await server.close()
    }
  }

  return { mine, ask, audit: auditAt, verify: () => verify({ store, project }) }
}

function toLogs(
  { number: blockNumber, hash: blockHash }: ReturnType<typeof block>,
  transactions: readonly (readonly LogParts[])[],
): RawLog[] {
  let logIndex = 0
  return transactions.flatMap((logs, txIndex) =>
    logs.map((parts): RawLog => {
      const txHash = hashOf(`${blockHash} ${txIndex}`)
      return { ...parts, blockNumber, blockHash, txIndex, txHash, logIndex: logIndex++ }
    }),
  )
}
