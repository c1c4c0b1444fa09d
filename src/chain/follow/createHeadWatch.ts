import type { Env } from '../../env/Env.ts'
import type { Header } from '../blocks/Header.ts'
import { waitIsOver } from '../rpc/waitIsOver.ts'
import type { FollowState } from './FollowState.ts'

/** Announcements that wait for the follower; one that is busy for longer looks at the chain itself afterwards. */
const waitingMax = 64

/** Heads as sockets announce them, for one follower. An announcement is a hint: what it says is used only where it links. */
export interface HeadWatch {
  announce(header: Header): void
  /**
   * The announced child of the followed block, taken out; `look` where something else was announced, which only a look at
   * the chain can place; undefined where nothing new was.
   */
  next(state: Pick<FollowState, 'followed' | 'held'>): Header | 'look' | undefined
  /** Whether announcements keep up with `head`: then there is little to be found by looking. */
  keepsUp(head: bigint | undefined): boolean
  /** Sleeps until something is announced, at most `ms`. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** Creates a watch that has heard nothing yet. */
export function createHeadWatch(env: Pick<Env, 'sleep'>): HeadWatch {
  let waiting: Header[] = []
  let highest: bigint | undefined
  let wake: (() => void) | undefined

  return {
    announce(header) {
      if (highest === undefined || header.number > highest) highest = header.number
      waiting = [...waiting.slice(1 - waitingMax), header]
      wake?.()
    },
    next({ followed, held }) {
      const known = (header: Header) => held.at(header.number)?.hash === header.hash
      const unknown = waiting.filter((header) => header.hash !== followed?.hash && !known(header))
      const child = unknown.findIndex(({ parentHash }) => parentHash === followed?.hash)
      waiting = child === -1 ? [] : unknown.filter((_, i) => i !== child)
      return unknown[child] ?? (unknown.length > 0 ? 'look' : undefined)
    },
    keepsUp: (head) => highest !== undefined && (head === undefined || highest >= head),
    async wait(ms, signal) {
      if (waiting.length > 0 || signal.aborted) return
      const awake = new AbortController()
      const end = () => awake.abort(waitIsOver)
      wake = end
      signal.addEventListener('abort', end, { once: true })
      try {
        await env.sleep(ms, awake.signal)
      } finally {
        wake = undefined
        signal.removeEventListener('abort', end)
      }
    },
  }
}
