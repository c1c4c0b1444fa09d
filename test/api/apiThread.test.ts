import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { PortInUseError } from '../../src/api/errors/PortInUseError.ts'
import { listenToApiThread } from '../../src/api/thread/listenToApiThread.ts'
import { startApiThread } from '../../src/api/thread/startApiThread.ts'
import { toServedProject } from '../../src/api/thread/toServedProject.ts'
import { type ChainReport, createViews } from '../../src/api/views/createViews.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { assert } from '../../src/errors/assert.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { cctpV2 } from '../../src/protocols/bridges/cctp/cctpV2.ts'
import { defineFeed } from '../../src/protocols/defineFeed.ts'
import { defineVault } from '../../src/protocols/defineVault.ts'
import type { OtherReaders } from '../../src/store/Readings.ts'
import { StoreClosedError } from '../../src/store/StoreClosedError.ts'
import { batch, block, chainA, coverage, vault } from '../store/support/rows.ts'
import { tempPath, tempStore } from '../store/support/tempStore.ts'
import { liveChain } from '../views/support/fakeSnapshot.ts'
import { chainStatus } from './support/fakeData.ts'
import { createTestLog, testEnv } from './support/testEnv.ts'

const secretUrl = 'https://rpc.example/v2/s3cretk3y'

const definition = defineVault({
  name: 'plain',
  version: 1,
  abi: [{ type: 'event', name: 'Deposit', inputs: [{ type: 'address', name: 'owner' }] }],
  events: { Deposit: () => [] },
})

/** Its function, too, stays in the thread that decodes. */
const feedDefinition = defineFeed({
  name: 'own',
  abi: [{ type: 'event', name: 'Set', inputs: [{ type: 'uint256', name: 'price' }] }],
  events: { Set: () => [] },
})

const projectOf = (database: string) =>
  parseProject(
    {
      database,
      chains: { alpha: { id: chainA, rpc: secretUrl } },
      bridges: {
        usdc: {
          type: 'protocol',
          protocol: cctpV2,
          assets: ['usd'],
          members: [
            {
              chain: 'alpha',
              domain: 0,
              contracts: { tokenMessenger: vault, messageTransmitter: vault, tokenMinter: vault },
              startBlock: 1,
            },
          ],
        },
      },
      feeds: {
        own: {
          type: 'custom',
          chain: 'alpha',
          address: vault,
          startBlock: 1,
          decimals: 8,
          heartbeatSeconds: 60,
          definition: feedDefinition,
        },
      },
      assets: { usd: { symbol: 'USD', decimals: 6, tokens: { alpha: `0x${'70'.repeat(20)}` } } },
      venues: [
        {
          id: 'main',
          vaults: [
            {
              type: 'custom',
              chain: 'alpha',
              address: vault,
              startBlock: 1,
              asset: 'usd',
              definition,
            },
          ],
          risk: { collateral: {} },
        },
      ],
    },
    { variables: {}, presets: {} },
  )

const reportAt = (parts: Partial<ChainReport>): ChainReport => ({
  ...liveChain(chainA, { name: 'alpha' }),
  status: chainStatus(),
  eventsPerSecond: 0,
  etaSeconds: undefined,
  ...parts,
})

/** A store and a thread that serves it; `tell` publishes what the process knows. */
async function serveStore({ port = 0 } = {}) {
  const path = tempPath()
  const store = await tempStore(path)
  const project = projectOf(path)
  let chains: readonly ChainReport[] = []
  let publish = () => {}
  const live = {
    report: () => chains,
    subscribe(listener: () => void) {
      publish = listener
      return () => {}
    },
  }
  const log = createTestLog()
  const topology = createTopology(project)
  const views = createViews({ project, topology, store, env: testEnv, ...live })
  const readers: OtherReaders[] = []
  const shared = {
    ...store,
    shareWith(other: OtherReaders) {
      readers.push(other)
      return store.shareWith(other)
    },
  }
  const served = { views, project, store: shared, ...live, env: testEnv, log, version: '1.2.3' }
  const server = await startApiThread().serve({ ...served, host: '127.0.0.1', port })
  let isClosed = false
  const close = async () => {
    if (!isClosed) await server.close()
    isClosed = true
  }
  onTestFinished(close)
  return {
    server,
    store,
    readers,
    close,
    tell(parts: Partial<ChainReport>) {
      chains = [reportAt(parts)]
      publish()
    },
    async ask(query: string) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      return response.text()
    },
  }
}

const heights = '{ meta { cut { chains { number } } chains { name isStale } } }'
const answerAt = (number: number, isStale = false) =>
  JSON.stringify({
    data: {
      meta: { cut: { chains: [{ number: `${number}` }] }, chains: [{ name: 'alpha', isStale }] },
    },
  })

test('default: answers from what is recorded and from what the process knows beside it', async () => {
  const { store, tell, ask } = await serveStore()
  const rows = { blocks: [block(5)], coverage: [coverage(chainA, 1, 5)] }
  await store.commit(batch(chainA, block(5), rows))
  tell({ recorded: block(5), head: block(7), pending: [block(7)] })
  expect(await ask(heights)).toBe(answerAt(7))
  tell({ recorded: block(5), head: block(8), pending: [block(7), block(8)], isStale: true })
  expect(await ask(heights)).toBe(answerAt(8, true))
  // What memory says of another branch does not extend the record.
  const other = block(8, { fork: 1 })
  tell({ recorded: block(5, { fork: 1 }), head: other, pending: [other] })
  expect(await ask(heights)).toBe(answerAt(5))
})

test('behavior: while the log is cut back the thread opens no snapshot, and goes on afterwards', async () => {
  const { server, store, tell, ask, readers } = await serveStore()
  await store.commit(batch(chainA, block(5), { blocks: [block(5)] }))
  tell({ recorded: block(5), head: block(5) })
  const [others] = readers
  assert(others !== undefined, 'the thread has made itself known to the store')
  const resume = await others.pause()
  let isAnswered = false
  const answer = ask(heights).finally(() => {
    isAnswered = true
  })
  // Asked later and answered: what was asked before had its turn.
  for (let i = 0; i < 3; i += 1) await (await fetch(`${server.url}/health`)).text()
  expect(isAnswered).toBe(false)
  resume()
  expect(await answer).toBe(answerAt(5))
})

test('error: a taken port is the error that it is in this thread', async () => {
  const { server } = await serveStore()
  const refused = serveStore({ port: server.port })
  await expect(refused).rejects.toBeInstanceOf(PortInUseError)
  await expect(refused).rejects.toMatchObject({ code: 'PORT_IN_USE' })
})

test('behavior: after the close nobody answers and the database is free', async () => {
  const { close, ask } = await serveStore()
  await close()
  await expect(ask(heights)).rejects.toThrow()
})

test('behavior: what crosses to the thread has no URL and no code', () => {
  const project = projectOf('/data/plimsoll.db')
  const served = structuredClone(toServedProject(project))
  const text = JSON.stringify(served, (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
  expect(text).not.toContain('s3cretk3y')
  expect(served.venues[0]?.vaults[0]?.address).toBe(vault)
})

test('error: a thread that breaks is told to whoever runs the server, and holds up no checkpoint', async () => {
  const worker = Object.assign(new EventEmitter(), { postMessage: () => {} })
  // CAST: of a worker, its messages are all that is used.
  const thread = listenToApiThread(worker as unknown as Worker, createTestLog())
  const paused = thread.pause()
  worker.emit('error', new Error('It broke.'))
  await expect(thread.failed).rejects.toThrow('It broke.')
  await expect(thread.listening).rejects.toThrow('It broke.')
  await expect(paused).rejects.toThrow(StoreClosedError)
  await thread.closed
})
