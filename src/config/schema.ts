import { z } from 'zod'
import { requestSides } from './Erc7540Vault.ts'
import { auditSchema } from './schema/auditSchema.ts'
import { backingSchema } from './schema/backingSchema.ts'
import { chainId, chainSchema } from './schema/chainSchema.ts'
import { followSchema } from './schema/followSchema.ts'
import { fields } from './schema/leaf.ts'
import { lendingSchema } from './schema/lendingSchema.ts'
import { perpetualSchema } from './schema/perpetualSchema.ts'
import {
  address,
  addresses,
  bridgeDomain,
  bridgeProtocol,
  bytes32,
  definition,
  integer,
  isName,
  name,
  oneOf,
  text,
  wholeNumber,
} from './schema/values.ts'

/** A record by name; the cure is the same for every bad name. */
function named<value extends z.ZodType>(value: value) {
  return z.record(z.string().refine(isName), value)
}

const startBlock = integer({
  min: 0n,
  cure: 'Write the number of the block in which the contract was deployed.',
})
const seconds = integer({ min: 0n, max: 31_536_000n, cure: 'Write a number of seconds.' })
const share = integer({ min: 0n, max: 10_000n, cure: 'Write basis points, 0 to 10000.' })
const requirement = integer({ min: 1n, max: 10_000n, cure: 'Write basis points, 1 to 10000.' })
// 10 ** 36 is the precision up to which a price times an amount stays below 2^256 in every term.
const decimals = wholeNumber({
  min: 0,
  max: 36,
  cure: 'Write the number of decimals that the contract answers, such as 18.',
})

const place = { chain: name, address }
const source = { ...place, startBlock }

const asset = fields({
  symbol: text("Write the asset's symbol, such as 'USDC'."),
  decimals,
  group: name.optional(),
  tokens: named(address.optional()),
  sharesOf: name.optional(),
  feeds: z.array(name).default([]),
  pegE18: integer({
    min: 1n,
    cure: 'Write the factor times 1e18: 1000000000000000000 is par.',
  }).optional(),
  divergenceBps: share.optional(),
  depegBps: share.optional(),
  amounts: oneOf('exact', 'elastic').optional(),
  wraps: oneOf('weth9').optional(),
})

const answerBound = integer({ min: 1n, cure: "Write an answer in the feed's own decimals." })

/** Which fields belong to which type is judged by `parseFeeds`. */
const feed = fields({
  ...source,
  type: oneOf('chainlink', 'pyth', 'custom').default('chainlink'),
  aggregators: z.record(z.string().regex(/^[1-9]\d{0,4}$/), address).optional(),
  priceId: bytes32.optional(),
  definition: definition('feed').optional(),
  answerMin: answerBound.optional(),
  answerMax: answerBound.optional(),
  decimals,
  heartbeatSeconds: integer({
    min: 1n,
    max: 31_536_000n,
    cure: "Write the feed's heartbeat in seconds, such as 3600.",
  }),
  deadAfterSeconds: seconds.optional(),
})

const p99Multiple = integer({
  min: 1n,
  max: 1_000n,
  cure: 'Write how many times the learned p99 a delivery may take, such as 3.',
})

const policy = fields({
  stuckAfterSeconds: seconds.default(1_800n),
  stuckAfterP99Multiple: p99Multiple.optional(),
  p99Seconds: seconds.default(600n),
  skewSeconds: seconds.default(60n),
  haircutBps: share.default(0n),
})

// Hyperlane domains are uint32.
const domain = wholeNumber({
  min: 0,
  max: 4_294_967_295,
  cure: "Write the chain's Hyperlane domain.",
})

const bridge = z.discriminatedUnion('type', [
  fields({
    type: z.literal('hyperlane'),
    asset: name,
    members: z.array(
      fields({
        chain: name,
        domain: domain.optional(),
        mailbox: address,
        router: address,
        token: address.optional(),
        pausableIsm: address.optional(),
        pausableHook: address.optional(),
        startBlock,
      }),
    ),
    policy: policy.prefault({}),
    foreignDomains: z.record(z.string().regex(/^\d{1,10}$/), chainId).default({}),
  }),
  fields({
    type: z.literal('protocol'),
    protocol: bridgeProtocol,
    assets: z.array(name),
    members: z.array(
      fields({
        chain: name,
        domain: bridgeDomain.optional(),
        contracts: named(addresses),
        startBlock,
      }),
    ),
    // What is left out is the protocol's choice.
    policy: fields({
      stuckAfterSeconds: seconds.optional(),
      stuckAfterP99Multiple: p99Multiple.optional(),
      p99Seconds: seconds.optional(),
      skewSeconds: seconds.optional(),
      haircutBps: share.optional(),
    }).default({}),
    foreignDomains: z.record(z.string(), chainId).default({}),
    environment: name.optional(),
  }),
  fields({
    type: z.literal('custom'),
    members: z.array(fields(source)),
    policy: policy.prefault({}),
    definition: definition('bridge'),
  }),
])

const vault = z.discriminatedUnion('type', [
  fields({
    type: z.literal('erc4626'),
    ...source,
    asset: name,
    underlying: address.optional(),
    shareDecimals: decimals.optional(),
  }),
  fields({
    type: z.literal('erc7540'),
    ...source,
    asset: name,
    share: address.optional(),
    requests: z.array(oneOf(...requestSides)).default([...requestSides]),
    escrows: z.array(address).default([]),
  }),
  fields({ type: z.literal('custom'), ...source, asset: name, definition: definition('vault') }),
])

const market = z.discriminatedUnion('type', [
  fields({
    type: z.literal('custom'),
    ...source,
    asset: name,
    definition: definition('market'),
  }),
  fields({
    type: z.literal('orderly'),
    ...source,
    tokens: z.array(fields({ asset: name, symbol: name.optional() })),
    symbols: z.array(name),
    house: z.array(bytes32).default([]),
  }),
])

const risk = fields({
  boundary: oneOf('<', '<=').default('<'),
  warningBps: integer({
    min: 10_000n,
    max: 1_000_000n,
    cure: 'Write basis points of the initial requirement, 10000 or more, such as 11000.',
  }).default(11_000n),
  collateral: named(fields({ initialBps: share, maintenanceBps: share }).optional()),
  markets: named(
    fields({ asset: name, initialBps: requirement, maintenanceBps: requirement }),
  ).default({}),
  follow: followSchema.optional(),
})

const venue = fields({
  id: name,
  vaults: z.array(vault).default([]),
  markets: z.array(market).default([]),
  landings: z.array(fields(place)).default([]),
  links: z.array(fields({ owner: address, accounts: z.array(address) })).default([]),
  lending: lendingSchema.optional(),
  perpetual: perpetualSchema.optional(),
  // A protocol that is a venue says its own; `parseVenues` asks for it of everybody else.
  risk: risk.optional(),
})

/**
 * The user-facing config, field by field. References between fields are resolved by `parseProject`. Every fault carries
 * its cure in `params.cure`, or in the message where zod finds it by itself.
 */
export const configSchema = fields({
  database: text("Write the path of the database file, such as './plimsoll.db'.").default(
    './plimsoll.db',
  ),
  rawLogs: oneOf('keep', 'none').default('keep'),
  reserveMb: wholeNumber({
    min: 0,
    max: 1_048_576,
    cure: 'Write the megabytes that must stay free on the disk of the database, such as 512.',
  }).default(512),
  chains: named(chainSchema),
  assets: named(asset),
  feeds: named(feed).default({}),
  bridges: named(bridge).default({}),
  venues: z.array(venue),
  backing: backingSchema.optional(),
  audit: auditSchema.prefault({}),
})

/** A config whose fields are right one by one: defaults filled in, addresses lower-cased, integers as bigint. */
export type ConfigValues = z.output<typeof configSchema>
