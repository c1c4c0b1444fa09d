import { z } from 'zod'
import { aaveV3Versions } from '../AaveV3Pool.ts'
import { fields } from './leaf.ts'
import { address, bytes32, integer, name, oneOf } from './values.ts'

const startBlock = integer({
  min: 0n,
  cure: 'Write the number of the block in which the pool was deployed.',
})

const fromBlock = integer({
  min: 0n,
  cure: 'Write the number of the block from which the pool ran this version.',
})

const seconds = integer({ min: 1n, max: 31_536_000n, cure: 'Write a number of seconds.' })

const version = oneOf(...aaveV3Versions)

/** What every pool has: where it is, since when, and how long a price that was read of it lives. */
const common = {
  chain: name,
  startBlock,
  heartbeatSeconds: seconds.default(3_600n),
  deadAfterSeconds: seconds.optional(),
}

const priceSources = z.array(address).default([])

const aaveV3 = fields({
  type: z.literal('aaveV3'),
  ...common,
  pool: address,
  configurator: address,
  oracle: address,
  version: version.optional(),
  versions: z.array(fields({ version, fromBlock })).default([]),
  reserves: z.array(
    fields({ asset: name, aToken: address, variableDebtToken: address, priceSources }),
  ),
})

const compoundV3Asset = fields({ asset: name, priceFeed: address, priceSources })

const compoundV3 = fields({
  type: z.literal('compoundV3'),
  ...common,
  comet: address,
  base: compoundV3Asset,
  collaterals: z.array(compoundV3Asset),
})

const morphoBlue = fields({
  type: z.literal('morphoBlue'),
  ...common,
  morpho: address,
  market: bytes32,
  collateral: name,
  loan: name,
  oracle: address,
  irm: address,
  lltv: integer({
    min: 1n,
    max: 10n ** 18n - 1n,
    cure: 'Write the loan to value in 1e18, such as 860000000000000000 for 86 %.',
  }),
  priceSources,
})

const eulerV2Vault = fields({ asset: name, priceSources })

const eulerV2 = fields({
  type: z.literal('eulerV2'),
  ...common,
  evc: address,
  oracle: address,
  unitOfAccount: name.optional(),
  vault: eulerV2Vault,
  collaterals: z.array(eulerV2Vault),
})

const synthetixV3Core = fields({
  type: z.literal('synthetixV3Core'),
  ...common,
  // What was read of a debt ages as fast as markets move.
  heartbeatSeconds: seconds.default(600n),
  proxy: address,
  accountToken: address,
  usd: name,
  collaterals: z.array(fields({ asset: name })),
  pools: z.array(integer({ min: 0n, cure: "Write core's own number of the pool." })),
})

/** A lending pool that is a venue by itself: its contracts, and what of it is read. */
export const lendingSchema = z.discriminatedUnion('type', [
  aaveV3,
  compoundV3,
  eulerV2,
  morphoBlue,
  synthetixV3Core,
])
