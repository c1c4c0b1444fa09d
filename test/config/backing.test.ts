import { expect, test } from 'vitest'
import { backingCallCount } from '../../src/config/backingCallCount.ts'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import type { Project } from '../../src/config/Project.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { ConfigError } from '../../src/errors/ConfigError.ts'
import { protocols } from '../../src/protocols/bridges/protocols.ts'
import { addressOf, exampleConfig, exampleWorld } from './exampleConfig.ts'

const world = { ...exampleWorld, protocols }
const escrow = { chain: 'home', asset: 'usd', address: addressOf(0x42), startBlock: 7 }
const supply = { chain: 'away', startBlock: 8, opening: '5' }
const right = { bridges: ['route'], escrows: [escrow], supplies: [supply] }

type Group = NonNullable<ConfigInput['backing']>['groups'][string]

function parse(group: unknown, others: object = {}): Project {
  const config = { ...exampleConfig(), backing: { groups: { usd: group } }, ...others }
  return parseProject(config, world)
}

/** The message for a config with this group. */
function messageOf(group: unknown, others: object = {}): string {
  try {
    parse(group, others)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'no error'
}

test('default: names are resolved, reads are made every five minutes', () => {
  const { backing } = parse(right)
  const usd = { decimals: 6, chainId: 31_001, token: addressOf(0x11) }
  expect(backing).toEqual({
    readsEverySeconds: 300n,
    multicalls: new Map(),
    groups: [
      {
        ...{ group: 'usd', decimals: 6, bridges: ['route'], offsets: [], limits: [] },
        escrows: [{ ...usd, address: addressOf(0x42), startBlock: 7n, opening: 0n }],
        supplies: [
          { decimals: 6, chainId: 31_002, token: addressOf(0x12), startBlock: 8n, opening: 5n },
        ],
      },
    ],
  })
})

test('default: nothing is held against anything where the config names nothing', () => {
  expect(parseProject(exampleConfig(), exampleWorld).backing).toBe(undefined)
})

test('behavior: callsMax 0 goes by the logs alone', () => {
  const groups = { usd: right satisfies Group }
  const config = { ...exampleConfig(), backing: { reads: { callsMax: 0 }, groups } }
  expect(parseProject(config, world).backing?.readsEverySeconds).toBe(undefined)
})

test('behavior: a multicall carries 500 questions; without one each is a call', () => {
  const counts = { escrows: 1, supplies: 500, limits: 0 }
  expect(backingCallCount(counts, true)).toBe(2)
  expect(backingCallCount(counts, false)).toBe(501)
  expect(backingCallCount({ escrows: 0, supplies: 1, limits: 2 }, false)).toBe(9)
  expect(backingCallCount({ escrows: 0, supplies: 0, limits: 0 }, true)).toBe(0)
})

test('behavior: offsets are signed, in units of the token, and say why', () => {
  const offset = { chain: 'away', block: 9, amount: '-12', reason: 'Donated.' }
  expect(parse({ ...right, offsets: [offset] }).backing?.groups[0]?.offsets).toEqual([
    {
      ...{ decimals: 6, chainId: 31_002, token: addressOf(0x12) },
      ...{ block: 9n, amount: -12n, reason: 'Donated.' },
    },
  ])
})

test.each<[why: string, group: unknown, message: string]>([
  [
    'a bridge that is none',
    { ...right, bridges: ['rout'] },
    "backing.groups.usd.bridges[0]: 'rout' is not one of the bridges. Write one of: route, or add it under bridges.",
  ],
  [
    'no bridge',
    { ...right, bridges: [] },
    'backing.groups.usd.bridges: names no bridge, so that nothing would be known to be in flight. Write the bridges that lock, mint and burn for this group.',
  ],
  [
    'nothing to hold against',
    { bridges: ['route'] },
    'backing.groups.usd.escrows: and supplies name nothing that could be held against the other. Add the address that locks the tokens, and the tokens that are minted for them.',
  ],
  [
    'an escrow twice',
    { ...right, escrows: [escrow, escrow] },
    'backing.groups.usd.escrows[1]: is listed twice, so that it would count twice. Keep one of the two.',
  ],
  [
    'a supply twice',
    { ...right, supplies: [supply, supply] },
    'backing.groups.usd.supplies[1]: is listed twice, so that it would count twice. Keep one of the two.',
  ],
  [
    'a chain that is none',
    { ...right, escrows: [{ ...escrow, chain: 'hom' }] },
    "backing.groups.usd.escrows[0].chain: 'hom' is not one of the chains. Write one of: home, away, or add it under chains.",
  ],
  [
    'an asset of another group',
    { ...right, escrows: [{ ...escrow, asset: 'share' }] },
    "backing.groups.usd.escrows[0].asset: 'share' is no asset of the group 'usd' with a token on home. Write one of: usd.",
  ],
  [
    'an offset without a sentence',
    { ...right, offsets: [{ chain: 'home', block: 1, amount: 1 }] },
    'backing.groups.usd.offsets[0].reason: is missing. Write one sentence that says why the difference is right.',
  ],
  [
    'an offset without a block',
    { ...right, offsets: [{ chain: 'home', amount: 1, reason: 'Why not.' }] },
    'backing.groups.usd.offsets[0].block: is missing. Write the number of the block from which it counts.',
  ],
  [
    'an opening below 0',
    { ...right, supplies: [{ ...supply, opening: -1 }] },
    "backing.groups.usd.supplies[0].opening: is -1, less than 0. Write the amount before `startBlock` in the token's smallest unit.",
  ],
])('error: %s', (_, group, message) => {
  expect(messageOf(group)).toBe(message)
})

test('error: a group that no asset has', () => {
  const backing = { groups: { eur: right } }
  expect(messageOf(right, { backing })).toBe(
    'backing.groups.eur: is the group of no asset. Write one of: usd, share.',
  )
})

test('error: two assets of the group on one chain, and none is named', () => {
  const { assets } = exampleConfig()
  const other = {
    symbol: 'USDo',
    decimals: 6,
    pegE18: 10n ** 18n,
    tokens: { home: addressOf(0x13) },
  }
  const { asset: _, ...unnamed } = escrow
  const group = { ...right, escrows: [unnamed] }
  expect(messageOf(group, { assets: { ...assets, old: { ...other, group: 'usd' } } })).toBe(
    "backing.groups.usd.escrows[0].asset: is missing, and 2 assets of the group 'usd' have a token on home. Write one of: usd, old.",
  )
})

test('error: a token that takes a fee cannot be summed from its transfers', () => {
  const { assets } = exampleConfig()
  const elastic = { ...assets, usd: { ...assets.usd, amounts: 'elastic' } }
  expect(messageOf(right, { assets: elastic })).toBe(
    "backing.groups.usd.escrows[0].asset: 'usd' is elastic: its balances are not the sum of its transfers. Leave it out: its backing cannot be followed from logs.",
  )
})

test('error: money that moves without logs', () => {
  const { assets } = exampleConfig()
  const native = { home: `0x${'ee'.repeat(20)}`, away: addressOf(0x12) }
  const money = { ...assets, usd: { ...assets.usd, tokens: native } }
  expect(messageOf(right, { assets: money })).toBe(
    "backing.groups.usd.escrows[0].asset: 'usd' is the chain's own money, which moves without logs. Leave it out: its backing cannot be followed from logs.",
  )
})

test('error: what third parties pay backs nothing', () => {
  const across = {
    ...{ type: 'protocol', protocol: 'across-v3', assets: ['usd'] },
    members: [
      { chain: 'home', contracts: { spokePool: addressOf(0x91) }, startBlock: 1 },
      { chain: 'away', contracts: { spokePool: addressOf(0x92) }, startBlock: 1 },
    ],
  }
  const bridges = { ...exampleConfig().bridges, fills: across }
  expect(messageOf({ ...right, bridges: ['route', 'fills'] }, { bridges })).toBe(
    "backing.groups.usd.bridges[1]: third parties pay what arrives over 'fills', so that it backs nothing. Remove it: name only bridges that lock, mint and burn.",
  )
})

test('error: more calls a round than were asked for', () => {
  const escrows = [1, 2, 3].map((n) => ({ ...escrow, address: addressOf(0x42 + n) }))
  expect(messageOf({ ...right, escrows })).toBe(
    'backing.reads.callsMax: is 2, and chain home takes 3 calls a round. Write chains.home.multicall where the chain has one, or raise callsMax, or set it to 0 to go by the logs alone.',
  )
  const { chains } = exampleConfig()
  const known = { ...chains, home: { ...chains.home, multicall: addressOf(0x99) } }
  const backing = { reads: { callsMax: 1 }, groups: { usd: { ...right, escrows } } }
  expect(parse(right, { chains: known, backing }).backing?.multicalls).toEqual(
    new Map([[31_001, addressOf(0x99)]]),
  )
})
