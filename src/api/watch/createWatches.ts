import type { Env } from '../../env/Env.ts'
import type { Log } from '../../utils/Log.ts'
import { ApiError } from '../errors/ApiError.ts'
import { toErrorText } from '../errors/toErrorText.ts'
import type { CutRequest } from '../views/cut/Cut.ts'
import type { CutReader, Views } from '../views/Views.ts'
import { createAdmission } from './createAdmission.ts'
import { createInbox, type Inbox } from './createInbox.ts'
import type { Watch } from './Watch.ts'
import { evaluateGroup, type WatchGroup } from './WatchGroup.ts'

/** All open subscriptions of a server. */
export interface Watches {
  /**
   * Subscribes `client` to a watch: first what there is now, then what changed. Throws `ApiError`
   * TOO_MANY_SUBSCRIPTIONS or CLOSING, and what opening the latest cut throws.
   */
  subscribe<value>(watch: Watch<value>, client: string): Promise<AsyncIterableIterator<value>>
  /** Open subscriptions. */
  count(): number
  /** Ends all of them and lets go of the views. */
  close(): Promise<void>
}

/** Watches evaluated before other work gets a turn: each is a few reads of one snapshot. */
const EVALUATIONS_PER_TURN = 32

/** Between evaluations that follow each other without a publication: others get as much of the thread. */
const UNFINISHED_PAUSE_MS = 25

const latest: CutRequest = { by: 'finality', finality: 'LATEST' }

/**
 * Evaluates every watch once per publication, however many follow it, all from one reader. Publications that arrive
 * while it evaluates are joined into one more round.
 */
export function createWatches(parameters: { views: Views; env: Env; log: Log }): Watches {
  const { views, env, log } = parameters
  const groups = new Map<string, WatchGroup>()
  const admission = createAdmission()
  let isClosed = false
  let isDirty = false
  let round: Promise<void> | undefined

  const unsubscribe = views.onPublished(() => {
    // Without work a round would end before it is noted here, and the note of it would hold up every later one.
    if (isClosed || groups.size === 0) return
    isDirty = true
    round ??= evaluateWhileDirty()
  })

  async function evaluateWhileDirty(): Promise<void> {
    while (isDirty && !isClosed && groups.size > 0) {
      isDirty = false
      try {
        await withReader(evaluateAll)
      } catch (error) {
        fail([...groups.values()], error)
      }
    }
    round = undefined
  }

  async function evaluateAll(reader: CutReader): Promise<void> {
    let evaluated = 0
    let isUnfinished = false
    for (const group of [...groups.values()]) {
      try {
        evaluateGroup(group, reader)
        isUnfinished ||= group.watch.isUnfinished?.(reader) === true
      } catch (error) {
        fail([group], error)
      }
      evaluated += 1
      if (evaluated % EVALUATIONS_PER_TURN === 0) await env.sleep(0)
    }
    if (!isUnfinished) return
    isDirty = true
    await env.sleep(UNFINISHED_PAUSE_MS)
  }

  /** Its followers get the error and may subscribe again. */
  function fail(failed: readonly WatchGroup[], error: unknown): void {
    const watches = failed.map(({ watch }) => watch.key).join(', ')
    log.warn({ error: toErrorText(error), watches }, 'Subscriptions ended with an error.')
    for (const group of failed) endAll(group, error)
  }

  async function withReader(use: (reader: CutReader) => Promise<void> | void): Promise<void> {
    const reader = await views.open(latest)
    try {
      await use(reader)
    } finally {
      reader.release()
    }
  }

  async function subscribe<value>(
    watch: Watch<value>,
    client: string,
  ): Promise<AsyncIterableIterator<value>> {
    if (isClosed) throw closing()
    admission.enter(client)
    const group = groups.get(watch.key) ?? createGroup(watch)
    groups.set(watch.key, group)
    const inbox: Inbox<value> = createInbox(() => {
      admission.leave(client)
      group.inboxes.delete(inbox)
      if (group.inboxes.size === 0 && groups.get(watch.key) === group) groups.delete(watch.key)
    })
    group.inboxes.add(inbox)
    try {
      // A group that was evaluated holds the state of the last publication already.
      if (group.sequence === undefined) await withReader((reader) => evaluateGroup(group, reader))
      else putLatest(group, inbox)
    } catch (error) {
      inbox.end()
      throw error
    }
    return inbox
  }

  async function close(): Promise<void> {
    isClosed = true
    unsubscribe()
    for (const group of [...groups.values()]) endAll(group)
    await round
  }

  return { subscribe, count: admission.count, close }
}

function createGroup<value>(watch: Watch<value>): WatchGroup {
  return { watch, inboxes: new Set(), sequence: undefined, latest: new Map() }
}

function putLatest(group: WatchGroup, inbox: Inbox<unknown>): void {
  for (const [id, watched] of group.latest) inbox.put(id, watched, undefined)
}

function endAll(group: WatchGroup, error?: unknown): void {
  for (const inbox of [...group.inboxes]) inbox.end(error)
}

function closing(): ApiError {
  return new ApiError({ code: 'CLOSING', text: 'This server is stopping. Subscribe again soon.' })
}
