import { z } from 'zod'
import { fields } from './leaf.ts'
import { integer, wholeNumber } from './values.ts'

/** Ten years of daily bars and more; a window is held in memory for each rule. */
export const WINDOW_BARS_MAX = 5_000

const DAY_SECONDS = 86_400n

/** Bars shorter than a quarter of an hour say more of a feed's own rhythm than of the market. */
const BAR_SECONDS_MIN = 900n

const within = (min: bigint, max: bigint, cure: string) => integer({ min, max, cure })

const share = within(0n, 10_000n, 'Write basis points, 0 to 10000.')
const step = within(
  1n,
  10_000n,
  'Write basis points, 1 to 10000: the most that one version may move it.',
)
const lambdaBps = within(
  1n,
  9_999n,
  'Write what of the variance each bar keeps in basis points, such as 9400 of daily bars.',
)
const seedBps = within(
  1n,
  10_000n,
  'Write the volatility of one bar before the first in basis points, such as 300.',
)
const tailBps = within(
  1n,
  5_000n,
  'Write the worst share of all bars in basis points, such as 250.',
)
const bars = wholeNumber({
  min: 1,
  max: WINDOW_BARS_MAX,
  cure: `Write how many bars are looked back at, at most ${WINDOW_BARS_MAX}, such as 500.`,
})

const measure = z.discriminatedUnion('type', [
  fields({
    type: z.literal('ewma'),
    lambdaBps,
    seedBps,
    multipleBps: within(
      10_000n,
      1_000_000n,
      'Write how many deviations are required times 10000, such as 23300.',
    ),
  }),
  fields({ type: z.literal('expectedShortfall'), bars, tailBps }),
  fields({ type: z.literal('filteredHistorical'), bars, tailBps, lambdaBps, seedBps }),
])

const rule = fields({
  measure,
  horizonBars: within(1n, 1_000n, 'Write how many bars it takes to close out, such as 2.').default(
    1n,
  ),
  floorBps: share,
  ceilingBps: share.default(10_000n),
  // A quarter, as in Article 28 (1) (a) of Regulation (EU) 153/2013.
  bufferBps: share.default(2_500n),
  stepUpBps: step,
  stepDownBps: step,
})

const seconds = (min: bigint, cure: string) => integer({ min, max: 31_536_000n, cure })

/** What of a venue's risk parameters follows the market, and how. */
export const followSchema = fields({
  since: integer({
    min: 0n,
    max: 10n ** 11n,
    cure: 'Write the seconds since 1970 at which the first bar begins.',
  }),
  barSeconds: seconds(
    BAR_SECONDS_MIN,
    `Write the length of a bar in seconds, ${BAR_SECONDS_MIN} or more, such as ${DAY_SECONDS}.`,
  ).default(DAY_SECONDS),
  everySeconds: seconds(
    BAR_SECONDS_MIN,
    `Write how often parameters are measured in seconds, such as ${DAY_SECONDS}.`,
  ).default(DAY_SECONDS),
  noticeSeconds: seconds(
    0n,
    `Write how long before they hold new parameters are announced in seconds, such as ${DAY_SECONDS}.`,
  ).default(DAY_SECONDS),
  markets: z.record(z.string(), rule).default({}),
  collateral: z.record(z.string(), rule).default({}),
})
