import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type RpcProxy = {
  url: string
  /** From now on requests wait; settles when what was under way has been answered, so that nothing newer leaks. */
  pause(): Promise<void>
  /** Passes on what waits, and everything after it. */
  resume(): void
  stop(): Promise<void>
}

/** A proxy in front of a node's endpoint, on a port chosen by the system. A test pauses it: its chain then lags. */
export async function startProxy(
  target: string,
  options: {
    /** Called with each request before it is passed on, which waits for it. */
    before?: (body: string) => Promise<void>
    /** What is answered in place of the node's answer to a request. */
    edit?: (request: string, answer: string) => string
  } = {},
): Promise<RpcProxy> {
  let gate: Promise<void> = Promise.resolve()
  let open: () => void = () => {}
  const underWay = new Set<Promise<string>>()
  const pass = async (body: string): Promise<string> => {
    await gate
    await options.before?.(body)
    const answer = forward(target, body)
    underWay.add(answer)
    try {
      return options.edit === undefined ? await answer : options.edit(body, await answer)
    } finally {
      underWay.delete(answer)
    }
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    try {
      const answer = await pass(Buffer.concat(chunks).toString())
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer)
    } catch (error) {
      // A node that is gone looks like one: the connection ends without an answer.
      response.destroy(error instanceof Error ? error : undefined)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // CAST: a server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async pause() {
      gate = new Promise((resolve) => {
        open = resolve
      })
      await Promise.allSettled(underWay)
    },
    resume: () => open(),
    async stop() {
      open()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function forward(target: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(target, { method: 'POST', headers, body })
  return response.text()
}
