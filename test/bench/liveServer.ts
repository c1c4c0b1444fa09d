import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { encodeAbiParameters, type Hex, numberToHex, toEventSelector } from 'viem'
import { type WebSocket, WebSocketServer } from 'ws'

/**
 * Many live chains in one process, for the benches: each mines a block every BLOCK_MS, every LOG_EVERY-th with one price in
 * it, and serves JSON-RPC over HTTP and WebSocket at /chain/<n>. `GET /heads` names each head and when it was mined;
 * `POST /reorg/<n>/<depth>` replaces the newest blocks of a chain by as many and one.
 */
const chains = Number(process.env.CHAINS ?? 50)
const blockMs = Number(process.env.BLOCK_MS ?? 1_000)
const history = Number(process.env.HISTORY ?? 64)
const logEvery = Number(process.env.LOG_EVERY ?? 5)

interface Block {
  hash: Hex
  parentHash: Hex
  timestamp: number
  /** Tells the orphans of a height apart. */
  branch: number
}

interface Chain {
  id: number
  blocks: Block[]
  numbers: Map<string, number>
  branch: number
  minedAtMs: number
  sockets: Map<WebSocket, string>
}

interface Call {
  id: unknown
  method: string
  params: readonly unknown[]
}

const firstChainId = 70_001
const answerUpdated = toEventSelector('AnswerUpdated(int256,uint256,uint256)')
const emptyBloom: Hex = `0x${'00'.repeat(256)}`
const feedOf = (chain: Chain): Hex => `0x${(chain.id * 16).toString(16).padStart(40, '0')}`
const sha = (text: string): Hex => `0x${createHash('sha256').update(text).digest('hex')}`

const world = Array.from({ length: chains }, (_, i): Chain => {
  const chain: Chain = {
    ...{ id: firstChainId + i, blocks: [], numbers: new Map(), branch: 0, minedAtMs: 0 },
    sockets: new Map(),
  }
  const startedAt = Math.floor(Date.now() / 1_000) - Math.ceil((history * blockMs) / 1_000)
  for (let n = 0; n < history; n += 1) append(chain, startedAt + Math.floor((n * blockMs) / 1_000))
  return chain
})

function append(chain: Chain, timestamp: number): void {
  const number = chain.blocks.length
  const parentHash = chain.blocks.at(-1)?.hash ?? sha(`root ${chain.id}`)
  const hash = sha(`${chain.id} ${number} ${chain.branch} ${parentHash}`)
  chain.blocks.push({ hash, parentHash, timestamp, branch: chain.branch })
  chain.numbers.set(hash, number)
  chain.minedAtMs = Date.now()
}

function mine(chain: Chain): void {
  append(chain, Math.floor(Date.now() / 1_000))
  const result = toHeader(chain, chain.blocks.length - 1)
  for (const [socket, subscription] of chain.sockets)
    socket.send(
      JSON.stringify({
        jsonrpc: '2.0',
        method: 'eth_subscription',
        params: { subscription, result },
      }),
    )
}

function reorg(chain: Chain, depth: number): void {
  const removed = chain.blocks.splice(-depth)
  for (const { hash } of removed) chain.numbers.delete(hash)
  chain.branch += 1
  for (const { timestamp } of removed) append(chain, timestamp)
  mine(chain)
}

function toHeader(chain: Chain, number: number) {
  const block = chain.blocks[number]
  if (block === undefined) return null
  const { hash, parentHash, timestamp } = block
  return {
    ...{ number: numberToHex(number), hash, parentHash, logsBloom: emptyBloom },
    timestamp: numberToHex(timestamp),
    transactions: [],
  }
}

function toLogs(chain: Chain, number: number): readonly object[] {
  const block = chain.blocks[number]
  if (block === undefined || number % logEvery !== 0) return []
  const price = BigInt(100_000_000 + number + block.branch)
  return [
    {
      address: feedOf(chain),
      topics: [answerUpdated, numberToHex(price, { size: 32 }), numberToHex(number, { size: 32 })],
      data: encodeAbiParameters([{ type: 'uint256' }], [BigInt(block.timestamp)]),
      blockNumber: numberToHex(number),
      blockHash: block.hash,
      blockTimestamp: numberToHex(block.timestamp),
      transactionHash: sha(`tx ${block.hash}`),
      transactionIndex: '0x0',
      logIndex: '0x0',
      removed: false,
    },
  ]
}

function answer(chain: Chain, { method, params }: Call, socket?: WebSocket): unknown {
  const head = chain.blocks.length - 1
  switch (method) {
    case 'eth_chainId':
      return numberToHex(chain.id)
    case 'eth_syncing':
      return false
    case 'eth_blockNumber':
      return numberToHex(head)
    case 'eth_getCode':
      return '0x60'
    case 'eth_getBlockByNumber':
      return toHeader(chain, toNumber(String(params[0]), head))
    case 'eth_getLogs': {
      // CAST: only Plimsoll asks, by block hash or by range.
      const filter = params[0] as { blockHash?: string; fromBlock?: string; toBlock?: string }
      if (filter.blockHash !== undefined) {
        const number = chain.numbers.get(filter.blockHash)
        if (number === undefined) throw new Error('unknown block')
        return toLogs(chain, number)
      }
      const logs: object[] = []
      for (let n = Number(filter.fromBlock); n <= Number(filter.toBlock); n += 1)
        logs.push(...toLogs(chain, n))
      return logs
    }
    case 'eth_subscribe':
      if (socket === undefined) throw new Error('no subscriptions over HTTP')
      chain.sockets.set(socket, '0x1')
      return '0x1'
    default:
      throw new Error(`the method ${method} does not exist`)
  }
}

function toNumber(name: string, head: number): number {
  if (name === 'latest') return head
  if (name === 'safe') return Math.max(head - 32, 0)
  if (name === 'finalized') return Math.max(head - 64, 0)
  return Number(name)
}

function respond(chain: Chain, text: string, socket?: WebSocket): string {
  const parsed: Call | Call[] = JSON.parse(text)
  const one = (call: Call) => {
    try {
      return { jsonrpc: '2.0', id: call.id, result: answer(chain, call, socket) }
    } catch (error) {
      const message = error instanceof Error ? error.message : 'failed'
      return { jsonrpc: '2.0', id: call.id, error: { code: -32000, message } }
    }
  }
  return JSON.stringify(Array.isArray(parsed) ? parsed.map(one) : one(parsed))
}

const chainOf = (request: IncomingMessage): Chain | undefined =>
  world[Number(/^\/chain\/(\d+)/.exec(request.url ?? '')?.[1] ?? -1)]

const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const chain = chainOf(request)
  if (chain !== undefined) return response.end(respond(chain, body))
  const [, verb, index, depth] = (request.url ?? '').split('/')
  const asked = world[Number(index)]
  if (verb === 'reorg' && asked !== undefined) reorg(asked, Number(depth))
  const heads = world.map(({ id, blocks, minedAtMs }) => ({
    ...{ id, number: blocks.length - 1, hash: blocks.at(-1)?.hash, minedAtMs },
  }))
  return response.end(JSON.stringify(heads))
})

const sockets = new WebSocketServer({ server })
sockets.on('connection', (socket, request) => {
  const chain = chainOf(request)
  if (chain === undefined) return socket.close()
  socket.on('message', (data) => socket.send(respond(chain, String(data), socket)))
  socket.on('close', () => chain.sockets.delete(socket))
})

// Every chain at a phase of its own, as chains are.
for (const [i, chain] of world.entries())
  if (blockMs > 0) setTimeout(() => setInterval(() => mine(chain), blockMs), (i * blockMs) / chains)

server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('ready\n'))
