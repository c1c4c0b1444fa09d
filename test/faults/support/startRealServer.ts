import { createServer, type RequestListener } from 'node:http'
import { onTestFinished } from 'vitest'
import { canary } from './createCaptured.ts'

/** A server on this machine, on a port that the system chooses; it ends with the test. */
export async function startRealServer(
  listener: RequestListener,
): Promise<{ url: string; port: number }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return { url: `http://127.0.0.1:${address.port}/v2/${canary}`, port: address.port }
}
