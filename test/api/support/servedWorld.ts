import { onTestFinished } from 'vitest'
import { createHttpServer } from '../../../src/api/createHttpServer.ts'
import { type ChainReport, createViews } from '../../../src/api/views/createViews.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import type { LegStep } from '../../../src/facts/BridgeFacts.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import type { Address, BlockRef, ChainId, Hex } from '../../../src/facts/primitives.ts'
import { createTopology } from '../../../src/ledger/createTopology.ts'
import { listSources } from '../../../src/protocols/listSources.ts'
import { alice, block, hashOf, position } from '../../store/support/rows.ts'
import { tempStore } from '../../store/support/tempStore.ts'
import { liveChain } from '../../views/support/fakeSnapshot.ts'
import type { Answer } from './createTestServer.ts'
import { chainStatus } from './fakeData.ts'
import { createTestLog, testEnv } from './testEnv.ts'

export const alpha = 1_001
export const beta = 1_002
export const gamma = 1_003

export const usdBridge = 'hyperlane:usd'
export const goldBridge = 'hyperlane:gold'

const address = (byte: string): Address => `0x${byte.repeat(20)}`

const usd = address('0d')
const gold = address('90')
const feed = address('fe')

/** Blocks are a second apart. */
const blockAt = (number: number): BlockRef => block(number, { timestamp: number })

const member = (chain: string) => ({
  chain,
  mailbox: address('3a'),
  router: address('40'),
  startBlock: 1,
})

const projectOf = (database: string, stuckAfterP99Multiple: number | undefined) => {
  const policy = { stuckAfterSeconds: 600, p99Seconds: 60, skewSeconds: 5, stuckAfterP99Multiple }
  const tokens = (token: Address) => ({ alpha: token, beta: token, gamma: token })
  return parseProject(
    {
      database,
      chains: Object.fromEntries(
        Object.entries({ alpha, beta, gamma }).map(([name, id]) => [
          name,
          { id, rpc: 'https://rpc.example' },
        ]),
      ),
      feeds: {
        usd: {
          chain: 'alpha',
          address: feed,
          startBlock: 1,
          decimals: 8,
          heartbeatSeconds: 50_000,
        },
      },
      assets: {
        usd: { symbol: 'USD', decimals: 6, tokens: tokens(usd), feeds: ['usd'] },
        gold: { symbol: 'GLD', decimals: 6, tokens: tokens(gold) },
      },
      bridges: {
        [usdBridge]: {
          type: 'hyperlane',
          asset: 'usd',
          members: ['alpha', 'beta', 'gamma'].map(member),
          policy,
        },
        [goldBridge]: {
          type: 'hyperlane',
          asset: 'gold',
          members: ['alpha', 'beta'].map((chain) => ({ ...member(chain), router: address('41') })),
          policy,
        },
      },
      venues: [],
    },
    { variables: {}, presets: {} },
  )
}

/** A leg at a block of its chain, whose number is its time. */
export function legOf(
  step: LegStep,
  at: number,
  parts: {
    key: string
    bridge?: string
    origin?: ChainId
    destination?: ChainId
    amount?: bigint
    log?: number
    asset?: Address
    txHash?: Hex
  },
): Leg {
  const { key, bridge = usdBridge, origin = alpha, destination = beta, log = 0 } = parts
  const chainId = step === 'credited' ? destination : origin
  const ref = blockAt(at)
  const place = position(chainId, ref, log)
  return {
    at: { ...place, txHash: parts.txHash ?? place.txHash },
    timestamp: ref.timestamp,
    canonical: true,
    via: 'bridge',
    step,
    bridge,
    key: hashOf(key),
    payloadHash: hashOf(key),
    asset: parts.asset ?? (bridge === usdBridge ? usd : gold),
    amount: parts.amount ?? 1_000_000n,
    sender: undefined,
    recipient: alice,
    origin,
    destination,
    bindings: [],
    unbound: step === 'credited' ? 'NOT_COLLATERAL' : undefined,
  }
}

/** A real store, views and HTTP server over legs, every chain read to `tip` and final to `finalized`. */
export async function serveWorld(
  legs: readonly Leg[],
  parameters: {
    tip?: number
    finalized?: number
    chains?: readonly ChainId[]
    stuckAfterP99Multiple?: number
  } = {},
) {
  const { tip = 10_000, finalized = tip, chains = [alpha, beta, gamma] } = parameters
  const store = await tempStore()
  const project = projectOf(':memory:', parameters.stuckAfterP99Multiple)
  const sources = listSources(project)
  for (const chainId of chains) {
    const own = legs.filter(({ at }) => at.chainId === chainId)
    const numbers = new Set([1, ...own.map(({ at }) => Number(at.blockNumber)), finalized, tip])
    await store.commit({
      chainId,
      blocks: [...numbers].sort((a, b) => a - b).map(blockAt),
      facts: [],
      legs: own,
      series:
        chainId === alpha
          ? [
              {
                key: {
                  kind: 'price',
                  chainId,
                  contract: feed,
                  venue: '',
                  account: undefined,
                  unit: undefined,
                  subject: '',
                },
                blockNumber: 1n,
                values: [2n * 10n ** 8n, 1n, 1n],
              },
            ]
          : [],
      quarantined: [],
      progress: {
        chainId,
        indexed: blockAt(tip),
        safe: BigInt(finalized),
        finalized: BigInt(finalized),
        phase: 'live',
      },
      coverage: sources
        .filter(({ source }) => source.chainId === chainId)
        .map(({ source, decoder, filterDigest }) => ({
          chainId,
          sourceId: source.id,
          filterDigest,
          fromBlock: 1n,
          fromTimestamp: 1n,
          toBlock: BigInt(tip),
          decoder,
          spans: [{ toBlock: BigInt(tip), level: 'verified' as const }],
        })),
      publishedAtMs: 1,
    })
  }
  const report = (): readonly ChainReport[] =>
    project.chains.map(({ id, name }) => ({
      ...liveChain(id, { name }),
      status: { ...chainStatus(), chainId: id },
      eventsPerSecond: 0,
      etaSeconds: undefined,
    }))
  const topology = createTopology(project)
  const env = testEnv
  const views = createViews({ project, topology, store, env, report, subscribe: () => () => {} })
  const log = createTestLog()
  const server = await createHttpServer({
    ...{ views, env, log, version: '1.2.3' },
    ...{ host: '127.0.0.1', port: 0 },
  })
  onTestFinished(() => server.close())
  return {
    store,
    views,
    log,
    async ask(query: string, variables: object = {}): Promise<Answer> {
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
    },
  }
}
