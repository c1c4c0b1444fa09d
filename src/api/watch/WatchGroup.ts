import type { CutReader } from '../views/Views.ts'
import type { Inbox } from './createInbox.ts'
import type { Watch, Watched } from './Watch.ts'

/** One watch with everybody who follows it. */
export interface WatchGroup {
  watch: Watch<unknown>
  inboxes: Set<Inbox<unknown>>
  /** Sequence of the newest evaluation, undefined before the first. */
  sequence: number | undefined
  /** What it found. */
  latest: ReadonlyMap<string, Watched<unknown>>
}

/** Tells everybody who follows the group what changed since its last evaluation. */
export function evaluateGroup(group: WatchGroup, reader: CutReader): void {
  const { sequence } = reader.cut
  // A reader that was opened earlier may come later: its state is history.
  if (group.sequence !== undefined && sequence < group.sequence) return
  const found = group.watch.evaluate(reader, group.latest)
  for (const [id, watched] of found) {
    const before = group.latest.get(id)?.content
    if (before === watched.content) continue
    for (const inbox of group.inboxes) inbox.put(id, watched, before)
  }
  group.sequence = sequence
  group.latest = found
}
