import { z } from 'zod'
import { fields } from './leaf.ts'
import { address, integer, name } from './values.ts'

const startBlock = integer({
  min: 0n,
  cure: 'Write the number of the block in which the exchange was deployed.',
})

const seconds = integer({ min: 1n, max: 31_536_000n, cure: 'Write a number of seconds.' })

const id = integer({ min: 0n, cure: "Write the exchange's own number of it." })

const usdE18 = integer({ min: 0n, cure: 'Write US dollars with 18 decimals, such as 10n ** 18n.' })

/** What every exchange has: where it is, since when, and how long a price that was read of it lives. */
const common = {
  chain: name,
  startBlock,
  heartbeatSeconds: seconds.default(600n),
  deadAfterSeconds: seconds.optional(),
}

const synthetixV3 = fields({
  type: z.literal('synthetixV3'),
  ...common,
  proxy: address,
  accountToken: address,
  spotMarket: address,
  usd: name,
  collaterals: z.array(fields({ id, asset: name })).default([]),
  markets: z.array(id),
  keeperCosts: fields({ flag: usdE18, liquidate: usdE18 }),
})

const gmxV2 = fields({
  type: z.literal('gmxV2'),
  ...common,
  eventEmitter: address,
  dataStore: address,
  markets: z.array(fields({ market: address, index: name, long: name, short: name })),
})

/** An exchange of perpetuals that is a venue by itself: its contracts, and what of it is read. */
export const perpetualSchema = z.discriminatedUnion('type', [synthetixV3, gmxV2])
