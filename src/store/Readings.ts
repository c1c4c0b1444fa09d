import type { Snapshot } from './Snapshot.ts'
import type { StoreSize } from './Upkeep.ts'

/** What whoever only reads needs of a store. */
export interface Readings {
  /** Fixes the newest recorded state. Throws `StoreBusyError`, `StoreClosedError`. */
  snapshot(): Promise<Snapshot>
  size(): Promise<StoreSize>
}

/** Readers of a store's database outside the store itself, such as those of a thread that serves. */
export interface OtherReaders {
  /** Resolves once no snapshot of theirs is out; new ones wait until the returned function is called. */
  pause(): Promise<() => void>
}
