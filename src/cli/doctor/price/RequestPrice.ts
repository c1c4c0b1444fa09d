/** Expected requests of one chain, HTTP requests or WebSocket messages. Estimates, from what was seen in a few blocks. */
export interface RequestPrice {
  /** Following the head, each day. */
  livePerDay: number
  /** Reading the history once, for each level of coverage; absent where the level is out of reach. */
  backfill: { unverified: number; verified?: number; proven: number }
}
