import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { parseProject } from '../../src/config/parseProject.ts'
import { ConfigError } from '../../src/errors/ConfigError.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { defineVault } from '../../src/protocols/defineVault.ts'
import { listSources } from '../../src/protocols/listSources.ts'
import { addressOf, exampleConfig, exampleWorld } from './exampleConfig.ts'

const parse = (config: unknown) => parseProject(config, exampleWorld)

function messageOf(config: unknown): string {
  try {
    parse(config)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'no error'
}

const [vault, share, silo] = [addressOf(0x7540), addressOf(0x21), addressOf(0x5110)]

/** The example with its vault as one that takes requests, and what is said of it besides. */
function asking(parts: object = {}) {
  const config = exampleConfig()
  const entry = { type: 'erc7540', chain: 'home', address: share, startBlock: 9, asset: 'share' }
  const venues = config.venues.map((venue) => ({ ...venue, vaults: [{ ...entry, ...parts }] }))
  return { ...config, venues }
}

test('default: a vault that takes requests is its own share token and its own escrow', () => {
  const [venue] = parse(asking()).venues
  expect(venue?.vaults).toEqual([
    {
      ...{ type: 'erc7540', chainId: 31001, address: share, startBlock: 9n, asset: 'share', share },
      ...{ underlying: addressOf(0x11), shareDecimals: 6, requests: ['deposit', 'redeem'] },
      escrows: [share],
      redeeming: expect.stringMatching(/^0x[0-9a-f]{40}$/),
    },
  ])
})

test('default: a share token of its own, escrows and one way alone are said', () => {
  const said = { address: vault, share, requests: ['redeem'], escrows: [silo, silo] }
  const [venue] = parse(asking(said)).venues
  expect(venue?.vaults[0]).toMatchObject({
    ...{ address: vault, share, requests: ['redeem'], escrows: [vault, silo] },
  })
})

const refused: readonly [parts: object, said: string][] = [
  [{ address: vault }, `venues[0].vaults[0].share: is ${vault}, and the token of 'share'`],
  [{ requests: [] }, 'venues[0].vaults[0].requests: names no way that takes a request'],
  [{ requests: ['mint'] }, "Write 'deposit' or 'redeem'."],
  [{ address: addressOf(0x11), asset: 'usd' }, 'Write assets.usd.sharesOf.'],
]

for (const [parts, said] of refused)
  test(`error: ${said}`, () => {
    expect(messageOf(asking(parts))).toContain(said)
  })

test('error: two vaults of one share token would book its shares twice', () => {
  const config = asking({ address: vault, share })
  const [venue] = config.venues
  const twin = { ...venue?.vaults[0], address: addressOf(0x7541) }
  const venues = [{ ...venue, vaults: [venue?.vaults[0], twin] }]
  expect(messageOf({ ...config, venues })).toContain(`${share} is already followed by`)
})

const token = (n: number) => ({ home: addressOf(n) })

/** Assets that are each a claim on the next, and the example's dollar last. */
function tower(names: readonly string[]) {
  const config = exampleConfig()
  const levels = names.map((name, i) => [
    name,
    {
      ...{ symbol: name, decimals: 6, tokens: token(0x900 + i) },
      sharesOf: names[i + 1] ?? 'usd',
    },
  ])
  return { ...config, assets: { ...config.assets, ...Object.fromEntries(levels) } }
}

test('default: shares may be claims on shares, so many levels deep', () => {
  expect(messageOf(tower(['a', 'b']))).toBe('no error')
  expect(messageOf(tower(['a', 'b', 'c', 'd']))).toBe('no error')
  expect(messageOf(tower(['a', 'b', 'c', 'd', 'e']))).toContain(
    'assets.a.sharesOf: puts more than 4 shares in a row: a, b, c, d, e',
  )
})

test('error: claims that lead back to themselves are refused', () => {
  const { assets, ...config } = tower(['a', 'b'])
  const loop = { ...assets, b: { ...Reflect.get(assets, 'b'), sharesOf: 'a' } }
  expect(messageOf({ ...config, assets: loop })).toContain(
    "'b' is itself a share, and its claims lead back to 'a'",
  )
})

test('error: a level without a token on the chain has no rate there', () => {
  const { assets, ...config } = tower(['a', 'b'])
  const elsewhere = { ...Reflect.get(assets, 'b'), tokens: { away: addressOf(0x901) } }
  expect(messageOf({ ...config, assets: { ...assets, b: elsewhere } })).toContain(
    "'b' is itself a share, and has no token on home",
  )
})

const definition = defineVault({
  name: 'pledge',
  abi: parseAbi(['event Pledged(address indexed account, uint256 amount)']),
  events: { Pledged: (pledged, book) => book.credit(pledged) },
})

test('default: the rate of a pledged share is read at every level whose vault is not followed', () => {
  const config = tower(['a', 'b'])
  const pledge = {
    ...{ type: 'custom', chain: 'home', address: addressOf(0x77), startBlock: 30, asset: 'a' },
    definition,
  }
  const [venue] = config.venues
  const project = parse({ ...config, venues: [{ ...venue, vaults: [pledge] }] })
  expect(project.rates).toEqual([
    { chainId: 31001, token: addressOf(0x900), decimals: 6, startBlock: 30n },
    { chainId: 31001, token: addressOf(0x901), decimals: 6, startBlock: 30n },
  ])
  const ids = createDecoders(project).map(({ source }) => source.id)
  expect(ids.filter((id) => id.includes('/rate:'))).toHaveLength(2)
  expect(new Set(listSources(project).map(({ source }) => source.id))).toEqual(new Set(ids))
  const followed = {
    ...{ type: 'erc4626', chain: 'home', address: addressOf(0x901), startBlock: 9, asset: 'b' },
  }
  const both = parse({ ...config, venues: [{ ...venue, vaults: [pledge, followed] }] })
  expect(both.rates?.map(({ token }) => token)).toEqual([addressOf(0x900)])
})
