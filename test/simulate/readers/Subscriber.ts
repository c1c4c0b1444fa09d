import { once } from 'node:events'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Reply } from './Reply.ts'
import type { AccountData, CutData, TransferData } from './WholeData.ts'

/** What somebody subscribes to. */
export interface SubscriberPlan {
  to: 'account' | 'transfer' | 'transfers'
  document: string
  variables: Readonly<Record<string, string | undefined>>
  /** Whose connections are counted together. */
  client: string
  /** Takes nothing off the connection but when it is told to. */
  isSlow: boolean
}

/** One message: the state of what was subscribed to, and the cut that it was seen at. */
export type Change =
  | (AccountData & { cut: CutData })
  | { key: `0x${string}`; transfer: (TransferData & object) | null; cut: CutData }

/** One event stream, and what came over it. */
export interface Subscriber {
  plan: SubscriberPlan
  /** Messages that were taken off the connection. */
  messages: Reply<{ change: Change }>[]
  /** How many of them were looked at. */
  checked: number
  /** How it left, or that the stream came to its end. */
  ended: 'return' | 'abandon' | 'complete' | 'broken' | undefined
  /** Takes nothing more for now, or what waits and what comes. */
  setSlow(isSlow: boolean): void
  /** Closes the connection, or merely never looks at it again. */
  leave(way: 'return' | 'abandon'): Promise<void>
  /** Cuts the connection of whoever is still there. */
  cut(): Promise<void>
}

/** Opens an event stream and takes its messages as they come. */
export async function createSubscriber(
  plan: SubscriberPlan,
  open: () => Promise<Response>,
): Promise<Subscriber> {
  const stream = toReadable(await open())
  let buffer = ''
  const subscriber: Subscriber = {
    plan,
    messages: [],
    checked: 0,
    ended: undefined,
    setSlow(isSlow) {
      if (isSlow || subscriber.ended === 'abandon') stream.pause()
      else stream.resume()
    },
    async leave(way) {
      subscriber.ended ??= way
      if (way === 'abandon') stream.pause()
      else await subscriber.cut()
    },
    async cut() {
      subscriber.ended ??= 'return'
      if (stream.closed) return
      const closed = once(stream, 'close')
      stream.destroy()
      await closed
    },
  }
  const take = (block: string): void => {
    const line = block.split('\n').find((text) => text.startsWith('data: {'))
    if (line === undefined) return
    // CAST: the shape that GraphQL over server-sent events prescribes.
    const reply = JSON.parse(line.slice('data: '.length)) as Partial<Reply<{ change: Change }>>
    subscriber.messages.push({ data: null, errors: [], ...reply })
  }
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    buffer += text
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      take(buffer.slice(0, end))
      buffer = buffer.slice(end + 2)
    }
  })
  stream.on('end', () => {
    subscriber.ended ??= 'complete'
  })
  stream.on('error', () => {
    subscriber.ended ??= 'broken'
  })
  return subscriber
}

/** The stream that a server on Node pipes into the socket: where that closes, it is destroyed. */
function toReadable({ body }: Response): Readable {
  if (body === null) throw new Error('an event stream has a body')
  const own: unknown = Reflect.get(body, 'readable')
  // CAST: the same class under its name in Node's own types.
  return own instanceof Readable ? own : Readable.fromWeb(body as ReadableStream)
}
