import { createServer } from 'node:http'
import { HttpError } from '../../../src/env/HttpError.ts'
import { createFakeChain } from '../../chain/support/createFakeChain.ts'
import { createFakeNode } from '../../chain/support/createFakeNode.ts'

/** A node over HTTP with empty blocks and code everywhere, for tests of the whole process. */
export interface ServedNode {
  url: string
  close(): Promise<void>
}

/** Serves a fake chain of `blocks` blocks on a port that the system chooses. */
export async function serveNode(parameters: {
  chainId: number
  blocks: number
}): Promise<ServedNode> {
  const { chainId, blocks } = parameters
  const chain = createFakeChain()
  while (chain.blocks.length < blocks) chain.mine()
  const node = createFakeNode(chain, chainId)
  node.intercept = ({ method }) =>
    method === 'eth_blockNumber' ? { result: `0x${chain.head().number.toString(16)}` } : undefined
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
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
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
