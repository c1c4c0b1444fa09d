import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { createGraphqlServer } from '../../src/api/createGraphqlServer.ts'
import { createViews } from '../../src/api/views/createViews.ts'
import type { Project } from '../../src/config/Project.ts'
import type { SeriesKey, SeriesRow } from '../../src/facts/Series.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { listSources } from '../../src/protocols/listSources.ts'
import { address, alice, project, tokenOf, vaultOf } from '../ledger/support/world.ts'
import { blockOf, createFakeSnapshot, liveChain } from '../views/support/fakeSnapshot.ts'
import { createTestServer } from './support/createTestServer.ts'
import { chainStatus, owner } from './support/fakeData.ts'
import { createTestLog, testEnv } from './support/testEnv.ts'

const feed = address(0xfe)

/** Nothing is decoded here; a vault must have something that could be. */
const definition = {
  family: 'vault',
  name: 'test',
  version: 1,
  abi: parseAbi(['event Moved(uint256 amount)']),
  events: ['Moved'],
  toFacts: () => [],
} as const
const E18 = 10n ** 18n

/** USD at 2 dollars counts 80 and 90 %; a market that it marks requires 20 and 10 %. */
const world: Project = {
  ...project,
  chains: project.chains.filter(({ id }) => id < 3),
  feeds: [
    {
      id: 'usd',
      chainId: 1,
      address: feed,
      startBlock: 0n,
      decimals: 8,
      heartbeatSeconds: 9_999n,
      deadAfterSeconds: 99_999n,
    },
  ],
  assets: project.assets.map((asset) =>
    asset.id === 'usd' ? { ...asset, feeds: ['usd'] } : asset,
  ),
  bridges: project.bridges.filter(({ type }) => type === 'hyperlane'),
  venues: project.venues.map((venue) => ({
    ...venue,
    vaults: venue.vaults.flatMap((vault) =>
      vault.type === 'custom' ? [{ ...vault, definition }] : [],
    ),
    risk: {
      boundary: '<',
      warningBps: 10_000n,
      collateral: new Map([['usd', { initialBps: 8_000n, maintenanceBps: 9_000n }]]),
      markets: new Map([
        ['usd-perp', { asset: 'usd', initialBps: 2_000n, maintenanceBps: 1_000n }],
      ]),
    },
  })),
}

const rowOf = (key: Partial<SeriesKey>, values: readonly bigint[]): SeriesRow => ({
  key: {
    kind: 'holding',
    chainId: 1,
    contract: vaultOf(1),
    venue: 'lab',
    account: alice,
    unit: 'cross',
    subject: tokenOf(1),
    ...key,
  },
  blockNumber: 1n,
  values,
})

/** 60 dollars on chain 1 and 40 on chain 2, long 100 USD bought at 2 dollars. */
const book = [
  rowOf({}, [30_000_000n]),
  rowOf({ chainId: 2, contract: vaultOf(2), subject: tokenOf(2) }, [20_000_000n]),
  rowOf({ kind: 'position', subject: 'usd-perp' }, [100n * E18, 200n * E18, 0n]),
]

const price = rowOf({ kind: 'price', contract: feed, venue: '', subject: '' }, [
  2n * 10n ** 8n,
  1n,
  1_200n,
])

/** Real views and the GraphQL server over one account's rows. */
function serve() {
  const snapshot = createFakeSnapshot(
    {
      1: { blocks: [blockOf(1, 100n)], finalized: 100n },
      2: { blocks: [blockOf(2, 100n)], finalized: 100n },
    },
    {
      coverage: listSources(world).map(({ source, decoder, filterDigest }) => ({
        chainId: source.chainId,
        sourceId: source.id,
        filterDigest,
        fromBlock: 0n,
        fromTimestamp: 0n,
        toBlock: 100n,
        decoder,
        spans: [{ toBlock: 100n, level: 'verified' }],
      })),
      series: (selector) =>
        selector.of === 'accounts' ? book : selector.of === 'contracts' ? [price] : [],
    },
  )
  const views = createViews({
    project: world,
    topology: createTopology(world),
    store: { snapshot: async () => snapshot, size: () => Promise.reject(new Error('not asked')) },
    env: testEnv,
    report: () =>
      [1, 2].map((chainId) => ({
        ...liveChain(chainId, { finalized: 100n, safe: 100n }),
        status: { ...chainStatus(), chainId },
        eventsPerSecond: 0,
        etaSeconds: undefined,
      })),
    subscribe: () => () => {},
  })
  const { yoga } = createGraphqlServer({ views, env: testEnv, log: createTestLog(), version: '1' })
  return async (query: string) => {
    const response = await yoga.fetch('http://plimsoll/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query }),
    })
    // CAST: the shape that GraphQL over HTTP prescribes; each test checks what it reads.
    return (await response.json()) as { data?: unknown; errors?: readonly { message: string }[] }
  }
}

// Initial: 100 × 0.8 − 200 × 0.2 = 40. Maintenance: 100 × 0.9 − 200 × 0.1 = 70. Equity 100.
test('default: answers from the rows of a store to GraphQL', async () => {
  const { data, errors } = await serve()(`{ marginAnswers(venue: "lab", owner: "${alice}") {
    units { unit status health { value } leverage { value } shockBufferPpm
      assets { assetId price { value } liquidationPrice { value }
        rise { equity { value } slackInitial { value } slackMaintenance { value } } }
      withdrawable { chainId amount { value } }
      topUp { value { value } }
      correlated { assetId marketId isWrongWay }
      hangsOn { transferKey } }
    concentration { value { value } byChain { chainId shareBps } byBridge { bridge } } } }`)
  expect(errors).toBeUndefined()
  // Liquidation: 50p × 0.9 + 100p − 200 − 100p × 0.1 < 0 ⇔ p < 200 / 135.
  const liquidation = (200n * E18 - 1n) / 135n
  expect(data).toEqual({
    marginAnswers: {
      units: [
        {
          unit: 'cross',
          status: 'HEALTHY',
          health: { value: '4.5' },
          leverage: { value: '2' },
          shockBufferPpm: '259260',
          assets: [
            {
              assetId: 'usd',
              price: { value: '2' },
              liquidationPrice: {
                value: `1.${liquidation.toString().slice(1)}`.replace(/0+$/, ''),
              },
              rise: {
                equity: { value: '3' },
                slackInitial: { value: '2.4' },
                slackMaintenance: { value: '2.7' },
              },
            },
          ],
          // 40 dollars of room at 80 % of 2 dollars a piece: 25.
          withdrawable: [
            { chainId: 1, amount: { value: '25' } },
            { chainId: 2, amount: { value: '20' } },
          ],
          topUp: { value: { value: '0' } },
          correlated: [{ assetId: 'usd', marketId: 'usd-perp', isWrongWay: true }],
          hangsOn: [],
        },
      ],
      concentration: {
        value: { value: '100' },
        byChain: [
          { chainId: 1, shareBps: '6000' },
          { chainId: 2, shareBps: '4000' },
        ],
        byBridge: [],
      },
    },
  })
})

test('default: what-if, one change upon the other, with the names of the config', async () => {
  const simulate = async (changes: string) => {
    const { data, errors } = await serve()(`{ simulateMargin(venue: "lab", owner: "${alice}",
      changes: [${changes}]) {
        before { status equity { value } }
        after { status equity { value } slackInitial { value } slackMaintenance { value }
          units { contributions { kind haircutMaintenance { value } reason } } }
        units { hangsOn { transferKey statusWithout } } } }`)
    // CAST: the shape of the query.
    const { simulateMargin } = (data ?? {}) as { simulateMargin: { after: object } | null }
    return { simulateMargin, messages: errors?.map(({ message }) => message) }
  }
  const withdrawn = await simulate(
    '{ withdraw: { assetId: "usd", chainId: 1, amount: "26000000" } }',
  )
  expect(withdrawn.simulateMargin).toMatchObject({
    before: { status: 'HEALTHY', equity: { value: '100' } },
    after: { status: 'REDUCE_ONLY', equity: { value: '48' }, slackInitial: { value: '-1.6' } },
  })
  const bridged = await simulate(
    '{ bridge: { bridge: "hyperlane:usd", assetId: "usd", chainId: 1, amount: "30000000" } }',
  )
  // 1 % haircut: 40 × 0.9 + 60 × 0.9 × 0.99 − 20.
  expect(bridged.simulateMargin).toMatchObject({
    after: {
      status: 'REDUCE_ONLY',
      equity: { value: '100' },
      slackInitial: { value: '-8' },
      slackMaintenance: { value: '69.46' },
    },
    units: [{ hangsOn: [] }],
  })
  const fallen = await simulate(
    '{ priceShock: { bps: "-1000" } }, { parameters: { markets: [{ marketId: "usd-perp", initialBps: "5000", maintenanceBps: "4000" }] } }',
  )
  // 1.80 dollars: 90 × 0.9 − 20 − 180 × 0.4.
  expect(fallen.simulateMargin).toMatchObject({
    after: { status: 'LIQUIDATABLE', slackMaintenance: { value: '-11' } },
  })
  expect(
    (await simulate('{ withdraw: { assetId: "usd", chainId: 3, amount: "1" } }')).messages,
  ).toEqual(['Unit cross holds 0 of usd on chain 3: 1 cannot leave it.'])
  for (const [change, message] of [
    [
      '{ bridge: { bridge: "b", assetId: "usd", chainId: 1, amount: "1" } }',
      'No bridge b is configured.',
    ],
    [
      '{ parameters: { collateral: [{ assetId: "g", initialBps: "1", maintenanceBps: "1" }] } }',
      'No asset g is configured.',
    ],
    [
      '{ parameters: { markets: [{ marketId: "m", initialBps: "1", maintenanceBps: "1" }] } }',
      'The venue has no market m.',
    ],
    [
      '{ parameters: { collateral: [{ assetId: "usd", initialBps: "1", maintenanceBps: "10001" }] } }',
      'The collateral weight of usd is not between 0 and 1.',
    ],
  ]) {
    expect((await simulate(change ?? '')).messages).toEqual([message])
  }
})

test('error: a change that is none or two, a strange unit, or too many', async () => {
  const { ask, views } = createTestServer()
  const simulate = (changes: string) =>
    ask(`{ simulateMargin(venue: "lab", owner: "${owner}", changes: [${changes}]) { owner } }`)
  const move = 'assetId: "usd", chainId: 1, amount: "1"'
  expect((await simulate('{}')).codes).toEqual(['BAD_CHANGE'])
  const two = `{ deposit: { ${move} }, withdraw: { ${move} } }`
  expect((await simulate(two)).errors[0]?.message).toBe('A change is exactly one field, not 2.')
  expect((await simulate(`{ deposit: { unit: "mine", ${move} } }`)).errors[0]?.message).toBe(
    '`unit` is cross, unassigned or isolated:<market>, not mine.',
  )
  const spelled = await simulate('{ deposit: { assetId: "usd", chainId: 1, amount: "1.5" } }')
  expect(spelled.errors[0]?.message).toContain('a whole number as a decimal string')
  expect((await simulate('{ priceShock: { bps: "1" } },'.repeat(21))).codes).toEqual(['BAD_CHANGE'])
  expect(views.simulated).toEqual([])
  expect((await simulate(`{ deposit: { unit: "isolated:a:b", ${move} } }`)).errors).toEqual([])
  expect(views.simulated).toEqual([
    { type: 'deposit', unit: 'isolated:a:b', assetId: 'usd', chainId: 1, amount: 1n },
  ])
})
