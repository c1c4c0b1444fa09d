import { expect, test } from 'vitest'
import { type AaveV3Pool, versionAt } from '../../src/config/AaveV3Pool.ts'
import type { Project } from '../../src/config/Project.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { ConfigError } from '../../src/errors/ConfigError.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { listSources } from '../../src/protocols/listSources.ts'
import { addressOf, exampleConfig, exampleWorld } from './exampleConfig.ts'

const pool = {
  type: 'aaveV3',
  chain: 'home',
  pool: `0x${'ab'.repeat(20)}`,
  configurator: addressOf(0x72),
  oracle: addressOf(0x73),
  startBlock: 5,
  version: '3.0',
  reserves: [{ asset: 'usd', aToken: addressOf(0x74), variableDebtToken: addressOf(0x75) }],
}

/** The example with a pool as its second venue; the changes are what a person without a compiler may write. */
function parse(changes: object = {}, beside: object = {}) {
  const config = exampleConfig()
  const venue = { id: 'aave', lending: { ...pool, ...changes }, ...beside }
  return parseProject({ ...config, venues: [...config.venues, venue] }, exampleWorld)
}

/** The pool of the second venue. */
function aaveOf({ venues }: Project): AaveV3Pool | undefined {
  const pool = venues[1]?.lending
  return pool?.type === 'aaveV3' ? pool : undefined
}

function messageOf(changes: object, beside: object = {}): string {
  try {
    parse(changes, beside)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'no error'
}

test('default: a pool is a venue of its own, with its tokens resolved', () => {
  const venue = parse().venues[1]
  expect(venue).toMatchObject({ id: 'aave', vaults: [], markets: [], landings: [], links: [] })
  expect(venue?.lending).toEqual({
    type: 'aaveV3',
    chainId: 31001,
    pool: `0x${'ab'.repeat(20)}`,
    configurator: addressOf(0x72),
    oracle: addressOf(0x73),
    startBlock: 5n,
    versions: [{ version: '3.0', fromBlock: 0n }],
    reserves: [
      {
        asset: 'usd',
        token: addressOf(0x11),
        decimals: 6,
        aToken: addressOf(0x74),
        variableDebtToken: addressOf(0x75),
        priceSources: [],
      },
    ],
    heartbeatSeconds: 3_600n,
    deadAfterSeconds: 10_800n,
  })
})

test('args: versions names each release with its first block', () => {
  const versions = [
    { version: '3.0', fromBlock: 0 },
    { version: '3.5', fromBlock: 90 },
  ]
  const lending = aaveOf(parse({ version: undefined, versions }))
  const at = (block: bigint) => lending && versionAt(lending, block)
  expect([at(0n), at(89n), at(90n), at(9_000n)]).toEqual(['3.0', '3.0', '3.5', '3.5'])
  // A height before the first named release is read by it: nothing of the pool is older.
  const late = aaveOf(parse({ version: undefined, versions: [{ version: '3.2', fromBlock: 50 }] }))
  expect(late && versionAt(late, 7n)).toBe('3.2')
})

test('behavior: a pool has a source set for its balances and one for its prices', () => {
  const project = parse()
  const own = listSources(project).filter(({ purpose }) => purpose.kind === 'lending')
  expect(own.map(({ source, decoder }) => [source.id, decoder])).toEqual([
    [`31001/aaveV3:0x${'ab'.repeat(20)}`, 'aaveV3@1'],
    [`31001/aaveV3Prices:0x${'ab'.repeat(20)}`, 'aaveV3Prices@1'],
  ])
  expect(own.every(({ source }) => source.startBlock === 5n)).toBe(true)
  const ids = createDecoders(project).map(({ source }) => source.id)
  expect(new Set(ids).size).toBe(ids.length)
})

test.each([
  [{ chain: 'mars' }, {}, 'venues[1].lending.chain'],
  [{ pool: '0x1' }, {}, 'venues[1].lending.pool'],
  [{ version: '2.0' }, {}, 'venues[1].lending.version'],
  [{ version: undefined }, {}, 'venues[1].lending.version: is missing'],
  [{ versions: [{ version: '3.2', fromBlock: 50 }] }, {}, 'stands beside versions'],
  [{ version: '2.0' }, {}, 'is not a value'],
  [
    {
      version: undefined,
      versions: [
        { version: '3.0', fromBlock: 9 },
        { version: '3.5', fromBlock: 9 },
      ],
    },
    {},
    'version 3.5 does not begin after version 3.0',
  ],
  [{ reserves: [{ ...pool.reserves[0], asset: 'gold' }] }, {}, 'lending.reserves[0].asset'],
  [
    { chain: 'away', reserves: [{ ...pool.reserves[0], asset: 'share' }] },
    {},
    'has no token on away',
  ],
  [{ reserves: [pool.reserves[0], pool.reserves[0]] }, {}, 'already part of the pool'],
  [{ reserves: [] }, {}, 'names no reserve'],
  [{ deadAfterSeconds: 10 }, {}, 'less than the heartbeat'],
  [{}, { landings: [{ chain: 'home', address: addressOf(0x51) }] }, 'venues[1].landings'],
  [{}, { risk: { collateral: {} } }, 'venues[1].risk'],
  [{}, { lending: undefined }, 'venues[1].vaults'],
  [
    { reserves: [{ ...pool.reserves[0], aToken: addressOf(0x21) }] },
    {},
    'venues[1].lending.reserves[0]',
  ],
])('error: %j beside %j is refused', (changes, beside, expected) => {
  expect(messageOf(changes, beside)).toContain(expected)
})

test('error: a venue that is no pool needs risk parameters', () => {
  const config = exampleConfig()
  const [venue] = config.venues
  const { risk: _, ...bare } = venue ?? { risk: {} }
  expect(() => parseProject({ ...config, venues: [bare] }, exampleWorld)).toThrow(
    /venues\[0\]\.risk/,
  )
})
