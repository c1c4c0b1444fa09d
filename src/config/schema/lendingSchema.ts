import { z } from 'zod'
import { aaveV3Versions } from '../AaveV3Pool.ts'
import { fields } from './leaf.ts'
import { address, integer, name, oneOf } from './values.ts'

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

/** A lending pool that is a venue by itself: its contracts, and the reserves whose balances are read. */
export const lendingSchema = fields({
  type: oneOf('aaveV3'),
  chain: name,
  pool: address,
  configurator: address,
  oracle: address,
  startBlock,
  version: version.optional(),
  versions: z.array(fields({ version, fromBlock })).default([]),
  reserves: z.array(
    fields({
      asset: name,
      aToken: address,
      variableDebtToken: address,
      priceSources: z.array(address).default([]),
    }),
  ),
  heartbeatSeconds: seconds.default(3_600n),
  deadAfterSeconds: seconds.optional(),
})
