import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'

export type Relay = {
  url: string
  /** The endpoint dies: open connections break and new ones are refused. */
  drop(): Promise<void>
  /** It comes back, at the same address. */
  restore(): Promise<void>
  stop(): Promise<void>
}

/** Passes bytes on to a node's endpoint, on a port chosen by the system. The node lives on while the relay is down. */
export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port: targetPort } = new URL(target)
  const sockets = new Set<Socket>()
  const pass = (client: Socket) => {
    const node = connect(Number(targetPort), hostname)
    for (const socket of [client, node]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      // A broken connection is what this relay is for; either side then ends the other.
      socket.on('error', () => socket.destroy())
    }
    client.on('close', () => node.destroy())
    node.on('close', () => client.destroy())
    client.pipe(node).pipe(client)
  }
  const listen = async (port: number): Promise<Server> => {
    const server = createServer(pass)
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let server = await listen(0)
  // CAST: a server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo
  const drop = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: `http://127.0.0.1:${port}`,
    drop,
    restore: async () => {
      server = await listen(port)
    },
    stop: drop,
  }
}
