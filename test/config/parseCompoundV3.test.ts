import { expect, test } from 'vitest'
import { parseProject } from '../../src/config/parseProject.ts'
import { ConfigError } from '../../src/errors/ConfigError.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { listSources } from '../../src/protocols/listSources.ts'
import { addressOf, exampleConfig, exampleWorld } from './exampleConfig.ts'

const comet = {
  type: 'compoundV3',
  chain: 'home',
  comet: `0x${'ab'.repeat(20)}`,
  startBlock: 5,
  base: { asset: 'usd', priceFeed: addressOf(0x72) },
  collaterals: [{ asset: 'share', priceFeed: addressOf(0x73), priceSources: [addressOf(0x74)] }],
}

/** The example with a Comet as its second venue; the changes are what a person without a compiler may write. */
function parse(changes: object = {}, beside: object = {}) {
  const config = exampleConfig()
  const venue = { id: 'comet', lending: { ...comet, ...changes }, ...beside }
  return parseProject({ ...config, venues: [...config.venues, venue] }, exampleWorld)
}

test('default: a Comet is a venue of its own, with its tokens resolved', () => {
  const { venues, assets } = parse()
  const [usd, share] = ['usd', 'share'].map((id) => assets.find((asset) => asset.id === id))
  expect(venues[1]).toMatchObject({ id: 'comet', vaults: [], markets: [], landings: [] })
  expect(venues[1]?.lending).toEqual({
    type: 'compoundV3',
    chainId: 31001,
    pool: comet.comet,
    startBlock: 5n,
    base: {
      asset: 'usd',
      token: usd?.tokens.get(31001),
      decimals: usd?.decimals,
      priceFeed: addressOf(0x72),
      priceSources: [],
    },
    collaterals: [
      {
        asset: 'share',
        token: share?.tokens.get(31001),
        decimals: share?.decimals,
        priceFeed: addressOf(0x73),
        priceSources: [addressOf(0x74)],
      },
    ],
    heartbeatSeconds: 3_600n,
    deadAfterSeconds: 10_800n,
  })
})

test('behavior: a Comet has a source set for its balances and one for its prices', () => {
  const project = parse()
  const own = listSources(project).filter(({ purpose }) => purpose.kind === 'lending')
  expect(own.map(({ source, decoder }) => [source.id, decoder])).toEqual([
    [`31001/compoundV3:${comet.comet}`, 'compoundV3@1'],
    [`31001/compoundV3Prices:${comet.comet}`, 'compoundV3Prices@1'],
  ])
  const ids = createDecoders(project).map(({ source }) => source.id)
  expect(new Set(ids).size).toBe(ids.length)
})

test.each([
  [{ type: 'compoundV2' }, {}, 'venues[1].lending.type'],
  [{ chain: 'mars' }, {}, 'venues[1].lending.chain'],
  [{ comet: undefined }, {}, 'venues[1].lending.comet'],
  [{ oracle: addressOf(0x75) }, {}, 'oracle'],
  [{ base: { asset: 'gold', priceFeed: addressOf(0x72) } }, {}, 'lending.base.asset'],
  [{ base: { asset: 'usd' } }, {}, 'lending.base.priceFeed'],
  [
    { chain: 'away', collaterals: [{ asset: 'share', priceFeed: addressOf(0x73) }] },
    {},
    'has no token on away',
  ],
  [{ collaterals: [comet.base] }, {}, 'already part of the Comet'],
  [{ collaterals: [...comet.collaterals, ...comet.collaterals] }, {}, 'lending.collaterals[1]'],
  [{ deadAfterSeconds: 10 }, {}, 'less than the heartbeat'],
  [{ comet: addressOf(0x21) }, {}, 'venues[1].lending.comet'],
  [{}, { risk: { collateral: {} } }, 'venues[1].risk'],
])('error: %j beside %j is refused', (changes, beside, expected) => {
  try {
    parse(changes, beside)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    expect(error.message).toContain(expected)
    return
  }
  expect.unreachable('the config was taken')
})
