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
  /** Lets a slow one take what waits, or stops it from doing so. */
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
  const response = await open()
  if (response.body === null) throw new Error('an event stream has a body')
  const stream = response.body.getReader()
  const decoder = new TextDecoder()
  let gate = createGate(plan.isSlow)
  let buffer = ''
  const subscriber: Subscriber = {
    plan,
    messages: [],
    checked: 0,
    ended: undefined,
    setSlow(isSlow) {
      if (isSlow) gate = createGate(true)
      else gate.open()
    },
    async leave(way) {
      subscriber.ended ??= way
      if (way === 'return') await stream.cancel()
    },
    async cut() {
      subscriber.ended ??= 'return'
      await stream.cancel()
      gate.open()
    },
  }
  const take = (block: string): void => {
    if (block.startsWith('event: complete')) subscriber.ended ??= 'complete'
    const line = block.split('\n').find((text) => text.startsWith('data: {'))
    // CAST: the shape that GraphQL over server-sent events prescribes.
    if (line !== undefined)
      subscriber.messages.push({
        data: null,
        errors: [],
        ...(JSON.parse(line.slice('data: '.length)) as Partial<Reply<{ change: Change }>>),
      })
  }
  const pump = async (): Promise<void> => {
    for (;;) {
      await gate.passed
      if (subscriber.ended !== undefined) return
      const { done, value } = await stream.read()
      if (done) return
      buffer += decoder.decode(value, { stream: true })
      for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
        take(buffer.slice(0, end))
        buffer = buffer.slice(end + 2)
      }
    }
  }
  pump().then(
    () => {
      subscriber.ended ??= 'complete'
    },
    () => {
      // A connection that breaks before anybody left it is told apart where it matters.
      subscriber.ended ??= 'broken'
    },
  )
  return subscriber
}

/** Closed until it is opened. */
function createGate(isClosed: boolean): { passed: Promise<void>; open(): void } {
  let open = (): void => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  if (!isClosed) open()
  return { passed, open }
}
