/** A chain of very fast blocks is not asked more often than this. */
const pollMsMin = 100
const pollMsMax = 2_000

/** While announcements come, looks only find what a socket lost, and finality. */
const announcedPollMsMin = 1_000
const announcedPollMsMax = 5_000

/**
 * Time between two looks at the head, ms. Four times per block: a new block is seen at most a quarter of a block time after
 * it appears, on average an eighth. Where sockets announce heads, once per two blocks: within 5 s a silent one is noticed.
 */
export function toPollMs(blockTimeMs: number, isAnnounced: boolean): number {
  return isAnnounced
    ? Math.min(Math.max(blockTimeMs * 2, announcedPollMsMin), announcedPollMsMax)
    : Math.min(Math.max(blockTimeMs / 4, pollMsMin), pollMsMax)
}

/** Looks that announcements ask for are at least this far apart, whatever a socket pours out. */
export const lookMsMin = pollMsMin
