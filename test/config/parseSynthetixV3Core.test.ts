import { expect, test } from 'vitest'
import { listContracts } from '../../src/cli/preflight/listContracts.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { listSources } from '../../src/protocols/listSources.ts'
import { addressOf, exampleConfig, exampleWorld } from './exampleConfig.ts'

const core = {
  ...{ type: 'synthetixV3Core', chain: 'home', startBlock: 5, proxy: addressOf(0x72) },
  ...{ accountToken: addressOf(0x73), usd: 'dollars', collaterals: [{ asset: 'usd' }] },
  pools: [1, '2', 1n],
}

/** The example with a synth, an asset of too many decimals, and cores as further venues. */
function parse(...changes: readonly object[]) {
  const config = exampleConfig()
  const synth = (n: number, decimals: number, feeds: readonly string[] = []) => ({
    ...{ symbol: `S${n}`, decimals, tokens: { home: addressOf(n) }, feeds },
  })
  const assets = {
    ...config.assets,
    dollars: synth(0x81, 18),
    wide: synth(0x82, 27, ['usd-feed']),
  }
  const venues = changes.map((each, i) => ({ id: `core${i}`, lending: { ...core, ...each } }))
  return parseProject({ ...config, assets, venues: [...config.venues, ...venues] }, exampleWorld)
}

test('default: core is a venue of its own, with its tokens resolved and its source listed', () => {
  const project = parse({})
  expect(project.venues[1]?.lending).toEqual({
    ...{ type: 'synthetixV3Core', chainId: 31001, pool: addressOf(0x72), startBlock: 5n },
    ...{ accountToken: addressOf(0x73), pools: [1n, 2n] },
    usd: { asset: 'dollars', token: addressOf(0x81), decimals: 18 },
    collaterals: [{ asset: 'usd', token: addressOf(0x11), decimals: 6 }],
    ...{ heartbeatSeconds: 600n, deadAfterSeconds: 1_800n },
  })
  const id = `31001/synthetixV3Core:${addressOf(0x72)}`
  expect(createDecoders(project).map(({ source }) => source.id)).toContain(id)
  const own = listSources(project).filter(({ purpose }) => purpose.kind === 'lending')
  expect(own.map(({ source }) => source.id)).toEqual([id])
})

test('default: its contracts are looked for where the config says, core from its first block on', () => {
  const own = listContracts(parse({})).filter(({ field }) => field.startsWith('venues[1]'))
  expect(own).toEqual([
    {
      ...{ chainId: 31001, address: addressOf(0x72), role: 'book' },
      field: 'venues[1].lending.proxy',
      start: { block: 5n, field: 'venues[1].lending.startBlock' },
    },
    {
      ...{ chainId: 31001, address: addressOf(0x73), role: 'carrier' },
      ...{ field: 'venues[1].lending.accountToken', start: undefined },
    },
  ])
})

test.each([
  ['an unknown dollar', { usd: 'gold' }, 'venues[1].lending.usd'],
  ['an unknown collateral', { collaterals: [{ asset: 'gold' }] }, 'collaterals[0].asset'],
  ['too many decimals', { collaterals: [{ asset: 'wide' }] }, "asset 'wide' has 27 decimals"],
  ['a collateral that no feed prices', { collaterals: [{ asset: 'share' }] }, 'has no feed'],
  [
    'a collateral twice',
    { collaterals: [{ asset: 'usd' }, { asset: 'usd' }] },
    "collaterals[1].asset: names 'usd'",
  ],
  ['dollars as collateral', { usd: 'usd' }, "names 'usd', which is already part of core"],
  ['a pool below 0', { pools: [-1] }, 'venues[1].lending.pools[0]'],
  ['a dead limit below the heartbeat', { deadAfterSeconds: 599 }, 'less than the heartbeat'],
])('error: %s is refused', (_, changes, expected) => {
  expect(() => parse(changes)).toThrow(expected)
})

test('error: two venues of one core are refused', () => {
  expect(() => parse({}, {})).toThrow('is already followed by')
})
