import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { HttpError } from '../../../src/env/HttpError.ts'
import { createFakeChain, type FakeLog } from '../../chain/support/createFakeChain.ts'
import { createFakeNode } from '../../chain/support/createFakeNode.ts'

/** A node over HTTP with code everywhere, for tests of the whole process. */
export interface ServedNode {
  url: string
  /** Answers with logs from `holdFrom` on are given from now on. */
  release(): void
  close(): Promise<void>
}

/** Serves a fake chain of `blocks` blocks, empty unless said, on a port that the system chooses. */
export async function serveNode(parameters: {
  chainId: number
  blocks: number
  logsOf?: (number: number) => readonly FakeLog[]
  /** Every answer with logs takes this long. */
  logsDelayMs?: number
  /** Answers with logs of later blocks wait for `release`. */
  holdFrom?: number
}): Promise<ServedNode> {
  const { chainId, blocks, logsOf = () => [], logsDelayMs = 0 } = parameters
  const { holdFrom = blocks } = parameters
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const chain = createFakeChain()
  while (chain.blocks.length < blocks) chain.mine(logsOf(chain.blocks.length))
  const node = createFakeNode(chain, chainId)
  node.intercept = ({ method }) =>
    method === 'eth_blockNumber' ? { result: `0x${chain.head().number.toString(16)}` } : undefined
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    if (body.includes('eth_getLogs')) {
      await sleep(logsDelayMs)
      if (lastBlockOf(body) >= holdFrom) await released
    }
    try {
      const post = { url: '', body, headers: {}, timeoutMs: 1_000, bodyBytesMax: 1_000_000 }
      response.end((await node.server(post)).body)
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      response.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`,
    release: () => release(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Highest block of any range that a request asks for. */
function lastBlockOf(body: string): number {
  const ends = [...body.matchAll(/"toBlock":"(0x[0-9a-f]+)"/g)].map(([, end]) => Number(end))
  return Math.max(-1, ...ends)
}
