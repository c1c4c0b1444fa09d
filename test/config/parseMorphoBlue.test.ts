import { expect, test } from 'vitest'
import { morphoBlueMarketId } from '../../src/config/MorphoBluePool.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { ConfigError } from '../../src/errors/ConfigError.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { addressOf } from '../protocols/logs.ts'
import { exampleConfig, exampleWorld } from './exampleConfig.ts'

const { assets } = parseProject(exampleConfig(), exampleWorld)
const assetOf = (id: string) => {
  const asset = assets.find((each) => each.id === id)
  const token = asset?.tokens.get(31001) ?? addressOf(0)
  return { asset: id, token, decimals: asset?.decimals ?? 0 }
}
const lltv = 86n * 10n ** 16n
const [oracle, irm] = [addressOf(0x73), addressOf(0x74)]
const terms = { collateral: assetOf('share'), loan: assetOf('usd'), oracle, irm, lltv }
const market = {
  type: 'morphoBlue',
  chain: 'home',
  morpho: `0x${'ab'.repeat(20)}`,
  market: morphoBlueMarketId(terms),
  startBlock: 5,
  collateral: 'share',
  loan: 'usd',
  oracle,
  irm,
  lltv,
}

/** The example with markets as further venues; the changes are what a person without a compiler may write. */
function parse(...changes: readonly object[]) {
  const config = exampleConfig()
  const venues = changes.map((each, i) => ({ id: `morpho${i}`, lending: { ...market, ...each } }))
  return parseProject({ ...config, venues: [...config.venues, ...venues] }, exampleWorld)
}

test('default: the id is that of a market that is there', () => {
  // wstETH against WETH at 94.5 % on Ethereum mainnet, as Morpho's own interface lists it.
  const token = (address: `0x${string}`) => ({ asset: '', token: address, decimals: 18 })
  const id = morphoBlueMarketId({
    collateral: token('0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0'),
    loan: token('0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2'),
    oracle: '0x2a01eb9496094da03c4e364def50f5ad1280ad72',
    irm: '0x870ac11d48b15db9a138cf899d20f13f79ba00bc',
    lltv: 945n * 10n ** 15n,
  })
  expect(id).toBe('0xc54d7acf14de29e0e5527cabd7a576506870346a78a11a6762e2cca66322ec41')
})

test('default: a market is a venue of its own, with its tokens resolved', () => {
  expect(parse({}).venues[1]?.lending).toEqual({
    ...terms,
    type: 'morphoBlue',
    chainId: 31001,
    pool: market.morpho,
    marketId: market.market,
    startBlock: 5n,
    priceSources: [],
    heartbeatSeconds: 3_600n,
    deadAfterSeconds: 10_800n,
  })
})

test('behavior: markets of one contract stand beside each other, also many', () => {
  const many = Array.from({ length: 12 }, (_, i) => {
    const own = { lltv: lltv - BigInt(i) }
    return { ...own, market: morphoBlueMarketId({ ...terms, ...own }) }
  })
  const ids = createDecoders(parse(...many)).map(({ source }) => source.id)
  expect(ids.filter((id) => id.includes('/morphoBlue:'))).toHaveLength(12)
  expect(() => createDecoders(parse({}, {}))).toThrow(ConfigError)
})

test.each([
  ['another loan to value', { lltv: lltv + 1n }, 'venues[1].lending.market: is not the id of'],
  ['another oracle', { oracle: addressOf(0x75) }, 'is not the id of these parameters'],
  ['a short id', { market: '0x12' }, 'venues[1].lending.market'],
  ['no loan to value', { lltv: 0 }, 'venues[1].lending.lltv'],
  ['a loan to value of 1', { lltv: 10n ** 18n }, 'venues[1].lending.lltv'],
  ['an unknown loan', { loan: 'gold' }, 'venues[1].lending.loan'],
  ['an unknown collateral', { collateral: 'gold' }, 'venues[1].lending.collateral'],
  [
    'a loan that no feed prices',
    {
      ...{ loan: 'share', collateral: 'usd' },
      market: morphoBlueMarketId({ ...terms, loan: terms.collateral, collateral: terms.loan }),
    },
    "asset 'share' has no feed",
  ],
])('error: %s is refused', (_, changes, expected) => {
  expect(() => parse(changes)).toThrow(expected)
})
