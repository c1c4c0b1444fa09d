import { concatHex, keccak256, toHex, toRlp } from 'viem'
import { mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChainEvent } from '../../src/chain/ChainEvent.ts'
import { encodeReceipt } from '../../src/chain/coverage/encodeReceipt.ts'
import { hashHeader } from '../../src/chain/coverage/hashHeader.ts'
import { proveReceipts } from '../../src/chain/coverage/proveReceipts.ts'
import { toLogsBloom } from '../../src/chain/coverage/toLogsBloom.ts'
import { emptyTrieRoot, trieRoot } from '../../src/chain/coverage/trieRoot.ts'
import { createChainClients } from '../../src/chain/createChainClients.ts'
import { createFollower } from '../../src/chain/createFollower.ts'
import type { ChainConfig } from '../../src/config/ChainConfig.ts'
import type { Env, HttpAnswer } from '../../src/env/Env.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import type { Hex } from '../../src/facts/primitives.ts'
import { openLabCache } from '../lab/labCache.ts'
import { type Anvil, startAnvil } from '../lab/startAnvil.ts'
import { createRecord } from './support/createRecord.ts'

type Json = Record<string, unknown>

const chainId = 31_009
// Anvil's own accounts; their mnemonic is public.
const hd = mnemonicToAccount('test test test test test test test test test test test junk')
const account = privateKeyToAccount(toHex(hd.getHdKey().privateKey ?? new Uint8Array()))
/** Logs its call value as the topic: CALLVALUE, PUSH1 0, PUSH1 0, LOG1. */
const emitterCode: Hex = '0x3460006000a100'
const emitter: Hex = '0x00000000000000000000000000000000000e1717'
const silent: Hex = '0x0000000000000000000000000000000000005117'
const topic: Hex = `0x${'7'.padStart(64, '0')}`

let anvil: Anvil
let crowded: Hex

async function ask<Result>(method: string, params: unknown[]): Promise<Result> {
  const response = await fetch(anvil.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const answer = await response.json()
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`)
  return answer.result
}

const send = (fields: Json) =>
  ask<Hex>('eth_sendTransaction', [
    { from: account.address, to: emitter, gas: '0x30000', value: '0x7', ...fields },
  ])

/** One block with the transactions that `fill` sends; returns its number. */
async function mine(fill?: () => Promise<unknown>): Promise<Hex> {
  await fill?.()
  await ask('evm_mine', [])
  return ask<Hex>('eth_blockNumber', [])
}

beforeAll(async () => {
  const { anvilBinary } = await openLabCache(() => {})
  anvil = await startAnvil({
    ...{ binary: anvilBinary, chainId, accountCount: 2, slotsInAnEpoch: 1, historyBlocks: 256 },
  })
  await ask('anvil_setCode', [emitter, emitterCode])
  await mine(() => send({ gasPrice: '0x77359400' }))
  await mine(async () => {
    await send({ type: '0x1', gasPrice: '0x77359400', accessList: [] })
    await send({ type: '0x2', maxFeePerGas: '0x77359400', maxPriorityFeePerGas: '0x1' })
    await send({ to: silent, value: '0x0' })
  })
  await mine(sendDelegation)
  await mine()
  // More than 127 receipts: their keys then have two bytes.
  crowded = await mine(async () => {
    for (let i = 0; i < 150; i += 1) await send({ value: i % 3 === 0 ? '0x7' : '0x8' })
  })
  for (let i = 0; i < 5; i += 1) await mine()
}, 120_000)

afterAll(() => anvil?.stop())

/** EIP-7702, signed here: the node's own accounts sign no authorizations. */
async function sendDelegation(): Promise<void> {
  const nonce = Number(await ask<Hex>('eth_getTransactionCount', [account.address, 'latest']))
  const authorization = await account.signAuthorization({
    contractAddress: silent,
    chainId,
    nonce: nonce + 1,
  })
  const signed = await account.signTransaction({
    type: 'eip7702',
    chainId,
    nonce,
    to: emitter,
    value: 7n,
    gas: 200_000n,
    maxFeePerGas: 2_000_000_000n,
    maxPriorityFeePerGas: 1n,
    authorizationList: [authorization],
  })
  await ask('eth_sendRawTransaction', [signed])
}

const blockOf = (number: Hex) => ask<Json>('eth_getBlockByNumber', [number, false])
const receiptsOf = (number: Hex) => ask<Json[]>('eth_getBlockReceipts', [number])

test('default: real blocks are proven, header and receipts', async () => {
  const head = Number(await ask<Hex>('eth_blockNumber', []))
  const types = new Set<unknown>()
  for (let number = 0; number <= head; number += 1) {
    const block = await blockOf(`0x${number.toString(16)}`)
    const receipts = await receiptsOf(`0x${number.toString(16)}`)
    expect(hashHeader(block)).toBe(block.hash)
    expect(proveReceipts(receipts, block.receiptsRoot as Hex)).toBe('proven')
    expect(receipts.length === 0).toBe(block.receiptsRoot === emptyTrieRoot)
    for (const { type } of receipts) types.add(type)
  }
  expect([...types].sort()).toEqual(['0x0', '0x1', '0x2', '0x4'])
  expect(await receiptsOf(crowded)).toHaveLength(150)
})

test('behavior: a receipt, a log, a topic or a byte that is missing or changed refutes', async () => {
  const root = (await blockOf(crowded)).receiptsRoot as Hex
  const receipts = await receiptsOf(crowded)
  const changed: Json[][] = [
    receipts.slice(0, -2),
    receipts.slice(1),
    [...receipts].reverse(),
    receipts.map((receipt, i) => (i === 140 ? { ...receipt, logs: [] } : receipt)),
    receipts.map((receipt, i) => (i === 3 ? { ...receipt, status: '0x0' } : receipt)),
    receipts.map((receipt, i) => (i === 3 ? { ...receipt, cumulativeGasUsed: '0x1' } : receipt)),
    receipts.map((receipt, i) => (i === 3 ? { ...receipt, type: '0x0' } : receipt)),
  ]
  for (const each of changed) expect(proveReceipts(each, root)).toBe('refuted')
  const strange = receipts.map((receipt, i) => (i === 3 ? { ...receipt, type: '0x55' } : receipt))
  expect(proveReceipts(strange, root)).toBe('unknown')
})

// Polygon appends a receipt that its root leaves out (rpc-faults F053).
test('behavior: a receipt behind those of the root proves nothing', async () => {
  const root = (await blockOf(crowded)).receiptsRoot as Hex
  const receipts = await receiptsOf(crowded)
  expect(proveReceipts([...receipts, receipts[0]], root)).toBe('unknown')
})

test('behavior: a header with any field changed has another hash', async () => {
  const block = await blockOf(crowded)
  for (const [name, value] of Object.entries(block)) {
    if (typeof value !== 'string' || ['hash', 'size', 'totalDifficulty'].includes(name)) continue
    const other =
      value === '0x0' ? '0x1' : `${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}`
    expect(hashHeader({ ...block, [name]: other }), name).not.toBe(block.hash)
  }
  expect(hashHeader({ ...block, stateRoot: undefined })).toBeUndefined()
})

// Yellow paper, appendix D: an empty trie is the hash of the empty string's RLP; one short value is a leaf under 0x80.
test('default: roots of small lists', () => {
  expect(trieRoot([])).toBe(keccak256('0x80'))
  const leaf = toRlp(['0x2080', '0x2a'])
  expect(trieRoot(['0x2a'])).toBe(keccak256(leaf))
  // Positions 0 (key 80) and 1 (key 01) part at the first nibble; nodes this short stand in the branch itself.
  const none = Array.from({ length: 17 }, (): Hex => '0x')
  const branch: (Hex | Hex[])[] = [...none]
  branch[8] = ['0x30', '0x2a']
  branch[0] = ['0x31', '0x2b']
  expect(trieRoot(['0x2a', '0x2b'])).toBe(keccak256(toRlp(branch)))
})

const deposit = {
  type: '0x7e',
  status: '0x1',
  cumulativeGasUsed: '0xb729',
  logs: [{ address: emitter, topics: [topic], data: '0x' }],
}
const depositFields = (more: Hex[]) =>
  concatHex([
    '0x7e',
    toRlp([
      '0x01',
      '0xb729',
      toLogsBloom([{ address: emitter, topics: [topic] }]),
      [[emitter, [topic], '0x']],
      ...more,
    ]),
  ])

// OP stack specification, "Deposited transaction receipt": the nonce is hashed only together with a version (Canyon).
test('default: deposits of the OP stack, before and after Canyon', () => {
  expect(encodeReceipt({ ...deposit, depositNonce: '0x10' })).toBe(depositFields([]))
  const canyon = { ...deposit, depositNonce: '0x10', depositReceiptVersion: '0x1' }
  expect(encodeReceipt(canyon)).toBe(depositFields(['0x10', '0x01']))
})

test('default: receipts before Byzantium carry the root of the state', () => {
  const root = `0x${'ab'.repeat(32)}` as const
  expect(encodeReceipt({ root, cumulativeGasUsed: '0x5208', logs: [] })).toBe(
    toRlp([root, '0x5208', toLogsBloom([]), []]),
  )
})

test('error: what is malformed is not encoded', () => {
  for (const broken of [
    null,
    'text',
    { ...deposit, logs: undefined },
    { ...deposit, logs: [{ address: '0x1', topics: [], data: '0x' }] },
    { ...deposit, logs: [{ address: emitter, topics: ['0x1'], data: '0x' }] },
    { ...deposit, cumulativeGasUsed: 'much' },
    { ...deposit, status: undefined },
  ])
    expect(encodeReceipt(broken)).toBeUndefined()
})

const config = (parts: Partial<ChainConfig> = {}): ChainConfig => ({
  name: 'harbor',
  id: chainId,
  endpoints: [{ url: anvil.rpcUrl, witness: 'here', requestsPerSecond: undefined }],
  coverage: 'proven',
  bloom: 'trusted',
  blockTimeMs: 200,
  finality: { policy: 'depth', safeDepth: 1n, finalizedDepth: 2n, onViolation: 'halt' },
  staleAfterSeconds: 60,
  concurrency: 4,
  rangeBlocksMax: 4n,
  timeoutMs: 5_000,
  ...parts,
})

/** Follows the node until everything final was handed on. */
async function followFinal(env: Env, parts?: Partial<ChainConfig>) {
  const final = BigInt(Number(await ask<Hex>('eth_blockNumber', [])) - 2)
  const chain = config(parts)
  const client = createChainClients(env, [chain]).get(chainId)
  if (client === undefined) throw new Error('the chain has a client')
  const abort = new AbortController()
  const follower = createFollower(env, chain, client, {
    chainId,
    sources: [
      {
        id: 'emitter',
        chainId,
        startBlock: 0n,
        filters: [{ addresses: [emitter], topics: [[topic]] }],
      },
    ],
    startBlock: 0n,
    recorded: createRecord(),
    signal: abort.signal,
  })
  const events: ChainEvent[] = []
  for await (const event of follower.events()) {
    events.push(event)
    if (event.type === 'blocks' && event.toBlock.number >= final) abort.abort()
  }
  const blocks = events.flatMap((event) => (event.type === 'blocks' ? [event] : []))
  const backfilled = blocks.filter(({ phase }) => phase === 'backfill')
  return { backfilled, logs: backfilled.flatMap(({ logs }) => logs), status: follower.status() }
}

test('default: a backfill of a real node is proven to its last log', async () => {
  const { backfilled, logs, status } = await followFinal(nodeEnv())
  expect(new Set(backfilled.map(({ coverage }) => coverage))).toEqual(new Set(['proven']))
  expect(logs).toHaveLength(1 + 2 + 1 + 50)
  expect(status.coverageProblem).toBeUndefined()
})

test('behavior: what the node leaves out of a range is proven to be there', async () => {
  const env = nodeEnv()
  const { backfilled, logs, status } = await followFinal({
    ...env,
    post: async (request) => dropLogs(await env.post(request), request.body),
  })
  expect(new Set(backfilled.map(({ coverage }) => coverage))).toEqual(new Set(['proven']))
  expect(logs).toHaveLength(1 + 2 + 1 + 50)
  expect(status.endpoints[0]?.state).toBe('truncating')
})

test('behavior: without receipts nothing is proven, and it is said why', async () => {
  const env = nodeEnv()
  const { backfilled, logs, status } = await followFinal({
    ...env,
    post: async (request) =>
      env.post({
        ...request,
        body: request.body.replaceAll('eth_getBlockReceipts', 'eth_getNothing'),
      }),
  })
  // Blocks without transactions are proven by their headers; no other is.
  for (const { logs: own, coverage } of backfilled)
    if (own.length > 0) expect(coverage).toBe('verified')
  expect(logs).toHaveLength(1 + 2 + 1 + 50)
  expect(status.coverageProblem).toMatch(/^harbor cannot be proven: harbor#1 refused/)
})

test('behavior: receipts that are not to be had for a moment are asked for again', async () => {
  const env = nodeEnv()
  const refusals = new Map<string, number>()
  const { backfilled, status } = await followFinal({
    ...env,
    sleep: () => Promise.resolve(),
    post: async (request) => {
      const { method, params } = JSON.parse(request.body)
      const count = refusals.get(String(params)) ?? 0
      if (method !== 'eth_getBlockReceipts' || count === 3) return env.post(request)
      refusals.set(String(params), count + 1)
      return { status: 503, headers: new Map(), body: '' }
    },
  })
  expect(refusals.size).toBeGreaterThan(0)
  expect(new Set(backfilled.map(({ coverage }) => coverage))).toEqual(new Set(['proven']))
  expect(status.coverageProblem).toBeUndefined()
})

/** The last log of every answer is missing. */
function dropLogs(answer: HttpAnswer, request: string): HttpAnswer {
  const parsed = JSON.parse(answer.body)
  if (!request.includes('fromBlock') || !Array.isArray(parsed.result)) return answer
  return { ...answer, body: JSON.stringify({ ...parsed, result: parsed.result.slice(0, -1) }) }
}
