import { expect, test } from 'vitest'
import { listContracts } from '../../src/cli/preflight/listContracts.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { ConfigError } from '../../src/errors/ConfigError.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { listSources } from '../../src/protocols/listSources.ts'
import { addressOf, exampleConfig, exampleWorld } from './exampleConfig.ts'

const common = { chain: 'home', startBlock: 5 }
const synthetix = {
  ...{ type: 'synthetixV3', ...common, proxy: addressOf(0x72), accountToken: addressOf(0x73) },
  ...{ spotMarket: addressOf(0x74), usd: 'dollars', collaterals: [{ id: 4, asset: 'synth' }] },
  ...{ markets: [100], keeperCosts: { flag: '1', liquidate: 2n } },
}
const gmx = {
  ...{ type: 'gmxV2', ...common, eventEmitter: addressOf(0x75), dataStore: addressOf(0x76) },
  markets: [{ market: addressOf(0x77), index: 'synth', long: 'synth', short: 'usd' }],
}

/** The example with two synths and an exchange as its second venue. */
function parse(perpetual: object, beside: object = {}) {
  const config = exampleConfig()
  const synth = (n: number, decimals = 18) => ({
    ...{ symbol: `S${n}`, decimals, tokens: { home: addressOf(n) } },
  })
  const assets = {
    ...config.assets,
    dollars: synth(0x81),
    synth: synth(0x82),
    wide: synth(0x83, 27),
  }
  const venues = [...config.venues, { id: 'perps', perpetual, ...beside }]
  return parseProject({ ...config, assets, venues }, exampleWorld)
}

function messageOf(perpetual: object, beside: object = {}): string {
  try {
    parse(perpetual, beside)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'no error'
}

test('default: an exchange is a venue of its own, with its tokens resolved and its sources listed', () => {
  const project = parse(synthetix)
  expect(project.venues[1]).toMatchObject({
    id: 'perps',
    vaults: [],
    markets: [],
    lending: undefined,
  })
  expect(project.venues[1]?.perpetual).toEqual({
    ...{ type: 'synthetixV3', chainId: 31001, pool: addressOf(0x72), startBlock: 5n },
    ...{ accountToken: addressOf(0x73), spotMarket: addressOf(0x74), markets: [100n] },
    usd: { id: 0n, asset: 'dollars', token: addressOf(0x81) },
    collaterals: [{ id: 4n, asset: 'synth', token: addressOf(0x82) }],
    keeperCosts: { flag: 1n, liquidate: 2n },
    ...{ heartbeatSeconds: 600n, deadAfterSeconds: 1_800n },
  })
  const ids = createDecoders(project).map(({ source }) => source.id)
  expect(ids).toContain(`31001/synthetixV3:${addressOf(0x72)}`)
  expect(ids).toContain(`31001/synthetixV3Prices:${addressOf(0x72)}`)
  const own = listSources(project).filter(({ purpose }) => purpose.kind === 'lending')
  expect(own).toHaveLength(2)
})

test('default: GMX names its markets by assets, of which an index need be no contract', () => {
  const project = parse(gmx)
  const { venues } = project
  expect(venues[1]?.perpetual).toMatchObject({
    ...{ type: 'gmxV2', pool: addressOf(0x75), dataStore: addressOf(0x76) },
    markets: [
      { market: addressOf(0x77), index: { asset: 'synth', decimals: 18 }, short: { decimals: 6 } },
    ],
  })
})

test('default: a start looks for the contracts of an exchange, and for no index that only has a price', () => {
  const fieldsOf = (exchange: object) => listContracts(parse(exchange)).map(({ field }) => field)
  expect(fieldsOf(gmx)).toContain('assets.synth.tokens.home')
  const priced = { ...gmx, markets: [{ ...gmx.markets[0], long: 'usd' }] }
  expect(fieldsOf(priced)).not.toContain('assets.synth.tokens.home')
  expect(fieldsOf(priced).filter((field) => field.includes('perpetual'))).toEqual([
    ...['venues[1].perpetual.eventEmitter', 'venues[1].perpetual.dataStore'],
  ])
  expect(fieldsOf(synthetix).filter((field) => field.includes('perpetual'))).toHaveLength(3)
})

test.each([
  [
    'another venue beside it',
    synthetix,
    { risk: { collateral: {} } },
    'stands beside an exchange of perpetuals',
  ],
  [
    'a dead limit below the heartbeat',
    { ...synthetix, deadAfterSeconds: 60 },
    {},
    'less than the heartbeat of 600',
  ],
  [
    'a collateral twice',
    { ...synthetix, collaterals: [{ id: 0, asset: 'synth' }] },
    {},
    'collateral 0',
  ],
  [
    'a collateral that is no synth',
    { ...synthetix, collaterals: [{ id: 4, asset: 'usd' }] },
    {},
    '6 decimals',
  ],
  [
    'a synth under two numbers',
    {
      ...synthetix,
      collaterals: Array.from({ length: 13 }, (_, id) => ({ id: id + 1, asset: 'synth' })),
    },
    {},
    'already part',
  ],
  ['a market twice', { ...gmx, markets: [...gmx.markets, ...gmx.markets] }, {}, 'twice'],
  [
    'a token of too many decimals',
    { ...gmx, markets: [{ ...gmx.markets[0], index: 'wide' }] },
    {},
    '27 decimals',
  ],
  ['no keeper costs', { ...synthetix, keeperCosts: undefined }, {}, 'keeperCosts'],
])('error: %s is refused with a sentence', (_, perpetual, beside, text) => {
  expect(messageOf(perpetual, beside)).toContain(text)
})
