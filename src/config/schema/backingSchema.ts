import { z } from 'zod'
import { fields } from './leaf.ts'
import { address, integer, isName, name, text, wholeNumber } from './values.ts'

/** A day: what is looked at more rarely is no watch. */
const everySecondsMax = 86_400n

/** Calls of one round and chain that can be asked for; more wants a multicall contract. */
const callsMaxMax = 1_000

const place = { chain: name, asset: name.optional() }
const startBlock = integer({
  min: 0n,
  cure: 'Write the number of the block from which its transfers are read.',
})
const opening = integer({
  min: 0n,
  cure: "Write the amount before `startBlock` in the token's smallest unit.",
}).default(0n)

const group = fields({
  bridges: z.array(name),
  escrows: z.array(fields({ ...place, address, startBlock, opening })).default([]),
  supplies: z.array(fields({ ...place, startBlock, opening })).default([]),
  offsets: z
    .array(
      fields({
        ...place,
        block: integer({ min: 0n, cure: 'Write the number of the block from which it counts.' }),
        amount: integer({
          min: -(2n ** 128n),
          cure: "Write the signed amount in the token's smallest unit.",
        }),
        reason: text('Write one sentence that says why the difference is right.'),
      }),
    )
    .default([]),
  limits: z.array(fields({ ...place, bridge: address })).default([]),
})

/** What is held against what, and how often the tokens are asked. */
export const backingSchema = fields({
  reads: fields({
    everySeconds: integer({
      min: 1n,
      max: everySecondsMax,
      cure: 'Write the seconds between two rounds of reads, 1 to 86400.',
    }).default(300n),
    callsMax: wholeNumber({
      min: 0,
      max: callsMaxMax,
      cure: 'Write the calls of one round on one chain at most, such as 2; 0 asks nothing.',
    }).default(2),
  }).prefault({}),
  groups: z.record(z.string().refine(isName), group),
})
