import type { Server } from 'node:http'
import { PortInUseError } from '../errors/PortInUseError.ts'

/** Ports tried after a taken one: enough for a few programs side by side, few enough to say so soon. */
const PORTS_TRIED_MAX = 20

/**
 * Listens on `port`, with `portFallback` on the next free one above it; port 0 lets the system choose. Returns the port
 * it took. Throws `PortInUseError` when none was free.
 */
export async function listen(parameters: {
  server: Server
  host: string
  port: number
  portFallback: boolean
}): Promise<number> {
  const { server, host, port, portFallback } = parameters
  const lastPort = portFallback ? Math.min(port + PORTS_TRIED_MAX, 65_535) : port
  for (let tried = port; ; tried += 1) {
    try {
      return await listenOn(server, host, tried)
    } catch (cause) {
      if (!isInUse(cause)) throw cause
      if (tried >= lastPort) throw new PortInUseError({ host, port, lastPort, cause })
    }
  }
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
