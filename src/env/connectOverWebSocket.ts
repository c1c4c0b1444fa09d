import { type RawData, WebSocket } from 'ws'
import type { Socket, SocketConnect } from './Env.ts'
import { SocketError } from './SocketError.ts'
import { toNetworkFailure } from './toNetworkFailure.ts'

/**
 * Opens a WebSocket over the `ws` package: no redirects, no compression (a small message could grow without bound), a
 * deadline for the handshake and a cap on each message. It never keeps the process alive. Rejects with `SocketError`.
 */
export function connectOverWebSocket(request: SocketConnect): Promise<Socket> {
  if (request.signal?.aborted === true) return Promise.reject(aborted())
  const socket = new WebSocket(request.url, {
    followRedirects: false,
    handshakeTimeout: request.timeoutMs,
    maxPayload: request.messageBytesMax,
    perMessageDeflate: false,
  })
  // Whoever waits for an answer holds a deadline of its own; an idle connection must not hold the process.
  socket.on('upgrade', (response) => response.socket.unref())
  return new Promise((resolve, reject) => {
    const end = (error: SocketError) => {
      socket.removeAllListeners()
      // `ws` still reports the end of what is torn down here; there is nobody left to tell.
      socket.on('error', () => undefined)
      socket.terminate()
      request.signal?.removeEventListener('abort', onAbort)
      reject(error)
    }
    const onAbort = () => end(aborted())
    request.signal?.addEventListener('abort', onAbort, { once: true })
    socket.on('unexpected-response', (_, response) => end(refused(response.statusCode ?? 0)))
    socket.on('error', (error) => end(toHandshakeError(error, request.timeoutMs)))
    socket.on('open', () => {
      socket.removeAllListeners()
      request.signal?.removeEventListener('abort', onAbort)
      resolve(watch(socket, request))
    })
  })
}

/** From here on the end of the connection is reported once, by `onClose`. */
function watch(socket: WebSocket, request: SocketConnect): Socket {
  let failure: SocketError | undefined
  socket.on('message', (data, isBinary) => {
    if (!isBinary) return request.onMessage(toText(data))
    failure = new SocketError({ failure: 'malformed', detail: 'a message is no text' })
    socket.terminate()
  })
  socket.on('error', (error) => {
    failure ??= toMessageError(error, request.messageBytesMax)
  })
  socket.on('close', (code) => {
    const closed = new SocketError({ failure: 'closed', detail: `it was closed with code ${code}` })
    request.onClose(failure ?? closed)
  })
  return {
    // A failed write is followed by `close`, which is what tells the caller.
    send: (text) => socket.send(text, () => undefined),
    close() {
      socket.removeAllListeners()
      socket.on('error', () => undefined)
      socket.terminate()
    },
  }
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8')
}

function aborted(): SocketError {
  return new SocketError({ failure: 'aborted', detail: 'it was stopped' })
}

function refused(status: number): SocketError {
  return new SocketError({ failure: 'refused', detail: `HTTP status ${status}`, status })
}

/** The texts of `ws` are read, never quoted. */
function toHandshakeError(error: Error, timeoutMs: number): SocketError {
  if (/handshake has timed out/i.test(error.message))
    return new SocketError({ failure: 'timeout', detail: `no handshake within ${timeoutMs} ms` })
  return new SocketError(toNetworkFailure(error))
}

function toMessageError(error: Error, bytesMax: number): SocketError {
  const code = 'code' in error ? error.code : undefined
  switch (code) {
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
      return new SocketError({ failure: 'tooLarge', detail: `a message is over ${bytesMax} bytes` })
    case 'WS_ERR_INVALID_UTF8':
      return new SocketError({ failure: 'malformed', detail: 'a message is no UTF-8' })
    default:
      return new SocketError(toNetworkFailure(error))
  }
}
