import { onTestFinished } from 'vitest'
import * as presets from '../../../chains/index.ts'
import { createHttpServer } from '../../../src/api/createHttpServer.ts'
import { createViews } from '../../../src/api/views/createViews.ts'
import type { ChainPreset } from '../../../src/config/ChainPreset.ts'
import type { BackingInput } from '../../../src/config/input/BackingInput.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import type { Observation } from '../../../src/facts/BackingFacts.ts'
import type { Fact } from '../../../src/facts/Fact.ts'
import { comparePositions, READ_TX_INDEX } from '../../../src/facts/FactPosition.ts'
import type { BlockRef, ChainId } from '../../../src/facts/primitives.ts'
import type { RawLog } from '../../../src/facts/RawLog.ts'
import { createTopology } from '../../../src/ledger/createTopology.ts'
import { protocols } from '../../../src/protocols/bridges/protocols.ts'
import { createDecoders } from '../../../src/protocols/createDecoders.ts'
import { listSources } from '../../../src/protocols/listSources.ts'
import {
  createDispatch,
  type DecodedBlocks,
  decodeBlocks,
} from '../../../src/start/decodeBlocks.ts'
import { bindFacts, foldBatch } from '../../../src/start/ledgerRows.ts'
import { verify } from '../../../src/start/verify.ts'
import type { Store } from '../../../src/store/Store.ts'
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore.ts'
import { pruneDatabase } from '../../../src/store/sqlite/pruneDatabase.ts'
import type { MemberParts } from '../../protocols/bridges/routes.ts'
import type { LogParts } from '../../protocols/logs.ts'
import { block, hashOf } from '../../store/support/rows.ts'
import { nowMs, tempPath } from '../../store/support/tempStore.ts'
import { liveChain } from '../../views/support/fakeSnapshot.ts'
import type { Answer } from './createTestServer.ts'
import { chainStatus } from './fakeData.ts'
import { createTestLog, testEnv } from './testEnv.ts'

/** Presets by chain id: a protocol's domains come from them. */
const presetOf = new Map<ChainId, ChainPreset>(
  Object.values(presets).map((preset) => [preset.id, preset]),
)

/** The bridge of every served world. */
export const bridge = 'bridge'

interface BridgeParts {
  protocol: string
  members: readonly MemberParts[]
  backing?: BackingInput
}

function projectOf(path: string, { protocol, members, backing }: BridgeParts) {
  const nameOf = ({ chainId }: MemberParts): string => `chain${chainId}`
  const chains = members.map((member) => {
    const preset = presetOf.get(member.chainId)
    if (preset === undefined) throw new Error(`no preset of chain ${member.chainId}`)
    return [nameOf(member), { rpc: 'https://rpc.example', preset }] as const
  })
  const tokens = members.map((member) => [nameOf(member), Object.keys(member.tokens)[0]] as const)
  return parseProject(
    {
      database: path,
      chains: Object.fromEntries(chains),
      assets: { usd: { symbol: 'USD', decimals: 6, tokens: Object.fromEntries(tokens) } },
      bridges: {
        [bridge]: {
          type: 'protocol',
          protocol,
          assets: ['usd'],
          members: members.map((member) => ({
            chain: nameOf(member),
            contracts: member.contracts,
            startBlock: 1,
          })),
        },
      },
      ...(backing === undefined ? {} : { backing }),
      venues: [],
    },
    { variables: {}, presets: {}, protocols },
  )
}

/** Blocks are a second apart; `fork` tells two of one height apart. */
const blockAt = (number: number, fork: number): BlockRef =>
  block(number, { fork, timestamp: number })

function toLogs(chainId: ChainId, at: BlockRef, transactions: readonly (readonly LogParts[])[]) {
  let logIndex = 0
  return transactions.flatMap((logs, txIndex) =>
    logs.map((parts): RawLog => {
      const txHash = hashOf(`${chainId} ${at.hash} ${txIndex}`)
      const place = { blockNumber: at.number, blockHash: at.hash, txIndex, txHash }
      return { ...parts, ...place, logIndex: logIndex++ }
    }),
  )
}

/** A real store, served over HTTP, that is told what contracts of a bridge log, block by block. */
export async function serveBridge(parts: BridgeParts) {
  const path = tempPath()
  const project = projectOf(path, parts)
  const sources = listSources(project)
  const topology = createTopology(project)
  const decoders = createDecoders(project)
  const dispatches = new Map(
    project.chains.map(({ id }) => [
      id,
      createDispatch(decoders.filter(({ source }) => source.chainId === id)),
    ]),
  )
  const open = () => openSqliteStore({ path, pid: process.pid, nowMs })
  let store: Store = await open()
  onTestFinished(() => store.close())

  let finalized = 1n
  const finality = ({ number }: BlockRef) => {
    const height = number < finalized ? number : finalized
    return { safe: height, finalized: height }
  }
  /** Chains of which the bridge is recorded as it was configured before. */
  const joining = new Set<ChainId>()

  /** One block with its transactions; what stands between it and the one before is empty. */
  async function mine(
    chainId: ChainId,
    number: number,
    transactions: readonly (readonly LogParts[])[] = [],
    fork = 0,
  ) {
    const at = blockAt(number, fork)
    const dispatch = dispatches.get(chainId)
    if (dispatch === undefined) throw new Error(`chain ${chainId} is not followed`)
    const decoded = decodeBlocks({ chainId, logs: toLogs(chainId, at, transactions) }, dispatch)
    await record(chainId, at, decoded)
    return decoded
  }

  async function record(
    chainId: ChainId,
    at: BlockRef,
    decoded: Pick<DecodedBlocks, 'facts' | 'quarantined'>,
  ) {
    const facts = [...decoded.facts].sort((a, b) => comparePositions(a.at, b.at))
    const { legs, residuals } = bindFacts(facts, () => at.timestamp, topology)
    const toBlock = at.number
    await store.commit({
      chainId,
      blocks: at.number === 1n ? [at] : [blockAt(1, 0), at],
      facts,
      legs,
      series: await foldBatch(facts, residuals, store),
      quarantined: decoded.quarantined,
      progress: { chainId, indexed: at, ...finality(at), phase: 'live' },
      coverage: sources
        .filter(({ source }) => source.chainId === chainId)
        .map(({ source, decoder, filterDigest }) => ({
          ...{ chainId, sourceId: source.id, decoder, toBlock },
          filterDigest: joining.has(chainId) ? 'what was asked before' : filterDigest,
          ...{ fromBlock: 1n, fromTimestamp: 1n },
          spans: [{ toBlock, level: 'verified' as const }],
        })),
      publishedAtMs: 1,
    })
  }

  async function createReader() {
    const env = testEnv
    const log = createTestLog()
    const report = () =>
      project.chains.map(({ id, name }) => ({
        ...liveChain(id, { name }),
        status: { ...chainStatus(), chainId: id },
        eventsPerSecond: 0,
        etaSeconds: undefined,
      }))
    const subscribe = () => () => {}
    const views = createViews({ project, topology, store, env, report, subscribe })
    const place = { host: '127.0.0.1', port: 0 }
    return createHttpServer({ views, env, log, version: '1.2.3', ...place })
  }

  return {
    mine,
    /** From its next block on the bridge is recorded there by another config: its past has to be read again. */
    startJoining: (chainId: ChainId) => joining.add(chainId),
    /** One block at which tokens were asked. */
    async observe(chainId: ChainId, number: number, observations: readonly Observation[]) {
      const { number: blockNumber, hash: blockHash, timestamp } = blockAt(number, 0)
      const place = { chainId, blockNumber, blockHash, txIndex: READ_TX_INDEX, logIndex: 1, k: 0 }
      const fact: Fact = {
        at: { ...place, txHash: hashOf('a question') },
        decoder: 'test@1',
        body: { kind: 'observed', observations },
        siblings: [],
      }
      const at = { number: blockNumber, hash: blockHash, timestamp }
      await record(chainId, at, { facts: [fact], quarantined: [] })
    },
    /** Blocks above `ancestor` leave the chain. */
    reorg: (chainId: ChainId, ancestor: number) =>
      store.retract({ chainId, ancestor: blockAt(ancestor, 0), publishedAtMs: 1 }),
    /** Blocks up to this one are final once the next is recorded. */
    finalize(number: number) {
      finalized = BigInt(number)
    },
    /** Forgets what was before a time, seconds. */
    async prune(before: number) {
      await store.close()
      const { rows } = await pruneDatabase({
        ...{ path, pid: process.pid, nowMs, before: BigInt(before), isApplied: true },
        ...{ orphansBefore: 0n, withRawLogs: false, freeBytes: Number.MAX_SAFE_INTEGER },
        strangersOf: [bridge],
      })
      store = await open()
      return rows
    },
    /** Closes the database and opens it again. */
    async restart() {
      await store.close()
      store = await open()
    },
    verify: () => verify({ store, project }),
    async ask(query: string, variables: object = {}): Promise<Answer> {
      const server = await createReader()
      try {
        const response = await fetch(`${server.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        })
        // CAST: the shape that GraphQL over HTTP prescribes; each test checks what it reads.
        const body = (await response.json()) as { data?: unknown; errors?: Answer['errors'] }
        const errors = body.errors ?? []
        const codes = errors.map(({ extensions }) => extensions?.code)
        return { status: response.status, data: body.data, codes, errors }
      } finally {
        await server.close()
      }
    },
  }
}
