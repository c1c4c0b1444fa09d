import fc from 'fast-check'
import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import * as presets from '../../chains/index.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { ConfigError } from '../../src/errors/ConfigError.ts'
import { defineFeed } from '../../src/protocols/defineFeed.ts'
import { addressOf, type ExampleConfig, exampleConfig, exampleWorld } from './exampleConfig.ts'

const parse = (config: unknown) => parseProject(config, exampleWorld)

/** The message for a config after one change to the right one. */
function messageOf(change: (config: ExampleConfig) => void): string {
  const config = exampleConfig()
  change(config)
  try {
    parse(config)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'no error'
}

/** Sets a value of another type than the right one, as a person without a compiler may. */
function set(config: object, path: readonly (string | number)[], value: unknown): void {
  const parent = path.slice(0, -1).reduce<object>((at, key) => Reflect.get(at, key), config)
  Reflect.set(parent, path.at(-1) ?? '', value)
}

test('default: names are resolved, defaults filled in, addresses lower-cased', () => {
  const project = parse(exampleConfig())
  const urlsOf = project.chains.map(({ name, id, endpoints }) => ({
    name,
    id,
    urls: endpoints.map(({ url }) => url),
  }))
  expect(urlsOf).toEqual([
    { name: 'home', id: 31001, urls: ['http://127.0.0.1:1001', 'http://127.0.0.1:1002'] },
    { name: 'away', id: 31002, urls: ['http://127.0.0.1:1003/key-of-the-operator'] },
  ])
  expect(project.chains[0]?.finality).toEqual({
    policy: 'tag',
    safeDepth: 32n,
    finalizedDepth: 64n,
    onViolation: 'halt',
  })
  expect(project.assets[0]?.tokens).toEqual(
    new Map([
      [31001, addressOf(0x11)],
      [31002, addressOf(0x12)],
    ]),
  )
  expect(project.assets[0]).toMatchObject({ group: 'usd', pegE18: 10n ** 18n, sharesOf: undefined })
  expect(project.feeds[0]).toMatchObject({ heartbeatSeconds: 3_600n, deadAfterSeconds: 10_800n })
  expect(project.bridges[0]).toMatchObject({
    type: 'hyperlane',
    asset: 'usd',
    members: [
      { chainId: 31001, domain: 31001, token: addressOf(0x11), startBlock: 7n },
      { chainId: 31002, domain: 31002, token: addressOf(0x12), startBlock: 8n },
    ],
    policy: { stuckAfterSeconds: 1_800n, p99Seconds: 600n, skewSeconds: 60n, haircutBps: 0n },
    foreignDomains: new Map([[1, 1]]),
  })
  expect(project.venues[0]?.vaults[0]).toEqual({
    type: 'erc4626',
    chainId: 31001,
    address: addressOf(0x21),
    startBlock: 9n,
    asset: 'share',
    underlying: addressOf(0x11),
    shareDecimals: 6,
  })
  expect(project.venues[0]?.risk).toMatchObject({ boundary: '<', warningBps: 11_000n })
})

test('behavior: a config from JSON parses to the same project', () => {
  expect(parse(JSON.parse(JSON.stringify(exampleConfig())))).toEqual(parse(exampleConfig()))
})

test('behavior: block numbers may be numbers, bigints or digits', () => {
  const blocks = [9, 9n, '9'].map((startBlock) => {
    const config = exampleConfig()
    set(config, ['venues', 0, 'vaults', 0, 'startBlock'], startBlock)
    return parse(config).venues[0]?.vaults[0]?.startBlock
  })
  expect(blocks).toEqual([9n, 9n, 9n])
})

test('behavior: a preset brings id, finality and Hyperlane domain, by value and by name', () => {
  for (const preset of [presets.base, 'base']) {
    const config = { ...exampleConfig(), chains: { home: { rpc: 'http://a.test', preset } } }
    const plain = {
      ...config,
      assets: { usd: { symbol: 'USD', decimals: 6, tokens: { home: addressOf(1) } } },
      feeds: {},
      bridges: {},
      venues: [],
    }
    const [chain] = parseProject(plain, { variables: {}, presets }).chains
    expect(chain).toMatchObject({
      id: 8453,
      blockTimeMs: 2_000,
      staleAfterSeconds: 14,
      finality: { policy: 'tag', safeDepth: 450n, finalizedDepth: 900n },
    })
  }
})

test('behavior: endpoints may be objects and WebSockets; a host is one witness unless it is named', () => {
  const config = exampleConfig()
  set(
    config,
    ['chains', 'home', 'rpc'],
    [
      'https://one.test/key',
      { url: 'wss://one.test/socket', requestsPerSecond: 12.5 },
      { url: 'https://eu.one.test', witness: 'one.test' },
      'ws://two.test',
    ],
  )
  expect(parse(config).chains[0]?.endpoints).toEqual([
    { url: 'https://one.test/key', witness: 'one.test', requestsPerSecond: undefined },
    { url: 'wss://one.test/socket', witness: 'one.test', requestsPerSecond: 12.5 },
    { url: 'https://eu.one.test', witness: 'one.test', requestsPerSecond: undefined },
    { url: 'ws://two.test', witness: 'two.test', requestsPerSecond: undefined },
  ])
})

test('behavior: mixed case needs the right checksum, lower case none', () => {
  const right = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
  const config = exampleConfig()
  set(config, ['venues', 0, 'landings', 0, 'address'], right)
  expect(parse(config).venues[0]?.landings[0]?.address).toBe(right.toLowerCase())
  const wrong = right.replace('5aAeb', '5aaeb')
  expect(messageOf((other) => set(other, ['venues', 0, 'landings', 0, 'address'], wrong))).toBe(
    'venues[0].landings[0].address: has a wrong checksum, so a letter or digit may be mistyped. Copy the address again from its source, or write it in lower case if you are sure.',
  )
})

test('behavior: what markets trade needs a feed and no token', () => {
  const config = exampleConfig()
  const eth = { symbol: 'ETH', decimals: 18, tokens: {}, feeds: ['usd-feed'] }
  const [asset] = parse({ ...config, assets: { eth, ...config.assets } }).assets
  expect(asset).toMatchObject({ id: 'eth', tokens: new Map(), feeds: ['usd-feed'] })
})

const feedWith = (fields: Record<string, unknown>) => {
  const config = exampleConfig()
  const { chain, address, startBlock, decimals, heartbeatSeconds } = config.feeds['usd-feed']
  const plain = { chain, address, startBlock, decimals, heartbeatSeconds }
  set(config, ['feeds', 'usd-feed'], { ...plain, ...fields })
  return parse(config).feeds[0]
}

const priceId = `0x${'AB'.repeat(32)}`

test('default: a feed is an aggregator, a proxy with its aggregators, a price of Pyth, or one of your own', () => {
  const definition = defineFeed({
    name: 'mine',
    abi: parseAbi(['event Set(uint256 price)']),
    events: { Set: ({ price }, feed) => feed.price({ answer: price }) },
  })
  expect(feedWith({})).not.toHaveProperty('source')
  expect(feedWith({ aggregators: { 4: addressOf(0x44) } })).toMatchObject({
    source: { type: 'proxy', aggregators: new Map([[4n, addressOf(0x44)]]) },
  })
  expect(feedWith({ type: 'pyth', priceId })).toMatchObject({
    source: { type: 'pyth', priceId: priceId.toLowerCase() },
  })
  expect(feedWith({ type: 'custom', definition })).toMatchObject({
    source: { type: 'custom', definition },
  })
  expect(feedWith({ answerMin: 5, answerMax: '6' })).toMatchObject({
    answerMin: 5n,
    answerMax: 6n,
  })
})

test('default: a chain may name the feed of its sequencer, with an hour of grace', () => {
  const config = exampleConfig()
  expect(parse(config).sequencers).toBeUndefined()
  set(config, ['chains', 'away', 'sequencer'], { feed: addressOf(0x5e), startBlock: 3 })
  expect(parse(config).sequencers).toEqual([
    { chainId: 31002, address: addressOf(0x5e), startBlock: 3n, graceSeconds: 3_600n },
  ])
})

test('behavior: several prices of one Pyth contract, and several feeds of your own contract, are several feeds', () => {
  const config = exampleConfig()
  const { chain, address, startBlock, decimals, heartbeatSeconds } = config.feeds['usd-feed']
  const plain = { chain, address, startBlock, decimals, heartbeatSeconds, type: 'pyth' }
  const other = `0x${'cd'.repeat(32)}`
  set(config, ['feeds', 'one'], { ...plain, address: addressOf(0x9e), priceId })
  set(config, ['feeds', 'two'], { ...plain, address: addressOf(0x9e), priceId: other })
  expect(parse(config).feeds.map(({ id }) => id)).toEqual(['usd-feed', 'one', 'two'])
  expect(
    messageOf((wrong) => {
      set(wrong, ['feeds', 'one'], { ...plain, address: addressOf(0x9e), priceId })
      set(wrong, ['feeds', 'two'], { ...plain, address: addressOf(0x9e), priceId })
    }),
  ).toMatch(/^feeds\.two\.address: is also the address of feed 'one'/)
})

test('error: who shares a feed with another asset of its group says what it is worth of it', () => {
  const bridged = { symbol: 'USD', decimals: 6, group: 'usd', tokens: {}, feeds: ['usd-feed'] }
  expect(messageOf((config) => set(config, ['assets', 'usd.e'], bridged))).toMatch(
    /^assets\["usd\.e"\]\.pegE18: is missing, and 'usd' of the same group is priced by the same feed/,
  )
  const config = exampleConfig()
  set(config, ['assets', 'usd.e'], { ...bridged, pegE18: '990000000000000000' })
  expect(parse(config).assets.at(-1)).toMatchObject({ pegE18: 99n * 10n ** 16n })
})

// One row per mistake: what was written, and the start of the sentence a person sees.
const mistakes: [path: (string | number)[], value: unknown, field: string, problem: string][] = [
  [['chains'], undefined, 'chains', 'is missing or not an object'],
  [['chains'], {}, 'chains', 'names no chain'],
  [['chains', 'home', 'id'], '31001', 'chains.home.id', 'is not a value of the right kind'],
  [['chains', 'home', 'id'], 0, 'chains.home.id', 'is 0, less than 1'],
  [['chains', 'home', 'id'], 1.5, 'chains.home.id', 'is 1.5'],
  [['chains', 'home', 'id'], undefined, 'chains.home.id', 'is missing'],
  [['chains', 'home', 'id'], 31002, 'chains.away.id', "31002 is also the id of chain 'home'"],
  [['chains', 'home', 'rpc'], [], 'chains.home.rpc', 'is a list'],
  [['chains', 'home', 'rpc'], undefined, 'chains.home.rpc', 'is missing'],
  [['chains', 'home', 'rpc'], 'ftp://a.test', 'chains.home.rpc', 'is not an http(s) or ws(s) URL'],
  [['chains', 'home', 'rpc'], 'ws://a.test/#b', 'chains.home.rpc', 'has a part after #'],
  [['chains', 'home', 'rpc', 1], 'nonsense', 'chains.home.rpc[1]', 'is not an http(s) or ws(s)'],
  [['chains', 'home', 'rpc'], { url: 7 }, 'chains.home.rpc', 'is not a value of the right kind'],
  [['chains', 'home', 'rpc'], { url: 'http://a.test', witness: ' ' }, 'chains.home.rpc', 'is not'],
  [['chains', 'home', 'rpc'], { url: 'http://a.test', weight: 1 }, 'chains.home.rpc', 'is not'],
  [
    ['chains', 'home', 'rpc'],
    { url: 'http://a.test', requestsPerSecond: 0 },
    'chains.home.rpc',
    'is not a value of the right kind',
  ],
  [['chains', 'home', 'rpc', 1], 'http://127.0.0.1:1001', 'chains.home.rpc[1]', 'is listed twice'],
  [
    ['chains', 'away', 'rpc'],
    'env:NOT_SET',
    'chains.away.rpc',
    'the environment variable NOT_SET is not set',
  ],
  [['chains', 'away', 'rpc'], 'env:', 'chains.away.rpc', 'does not name an environment variable'],
  [['chains', 'home', 'preset'], 'mars', 'chains.home.preset', "'mars' is not a known preset"],
  [['chains', 'home', 'rcp'], 1, 'chains.home.rcp', 'is not a known field'],
  [
    ['chains', 'home', 'finality'],
    { safeDepth: 90, finalizedDepth: 80 },
    'chains.home.finality.safeDepth',
    'is 90, deeper than finalizedDepth 80',
  ],
  [['chains', 'a b'], { id: 1, rpc: 'http://a.test' }, 'chains["a b"]', 'has a name'],
  [
    ['assets', 'usd', 'tokens', 'mars'],
    addressOf(9),
    'assets.usd.tokens.mars',
    "'mars' is not one",
  ],
  [['assets', 'share', 'tokens'], {}, 'assets.share.tokens', 'names no token'],
  [['assets', 'usd', 'decimals'], 37, 'assets.usd.decimals', 'is 37, more than 36'],
  [['assets', 'usd', 'feeds', 0], 'none', 'assets.usd.feeds[0]', "'none' is not one of the feeds"],
  [
    ['assets', 'share', 'tokens', 'home'],
    addressOf(0x11),
    'assets.share.tokens',
    "already belongs to asset 'usd'",
  ],
  [
    ['assets', 'share', 'sharesOf'],
    'gold',
    'assets.share.sharesOf',
    "'gold' is not one of the assets",
  ],
  [['assets', 'share', 'sharesOf'], 'share', 'assets.share.sharesOf', 'is itself a share'],
  [['assets', 'share', 'feeds'], ['usd-feed'], 'assets.share.feeds', 'is priced through'],
  [
    ['feeds', 'usd-feed', 'chain'],
    'mars',
    'feeds["usd-feed"].chain',
    "'mars' is not one of the chains",
  ],
  [
    ['feeds', 'usd-feed', 'deadAfterSeconds'],
    60,
    'feeds["usd-feed"].deadAfterSeconds',
    'less than the heartbeat',
  ],
  [['feeds', 'usd-feed', 'type'], 'tarot', 'feeds["usd-feed"].type', 'is not a value'],
  [['feeds', 'usd-feed', 'type'], 'pyth', 'feeds["usd-feed"].priceId', 'is missing'],
  [['feeds', 'usd-feed', 'type'], 'custom', 'feeds["usd-feed"].definition', 'is missing'],
  [
    ['feeds', 'usd-feed', 'priceId'],
    priceId,
    'feeds["usd-feed"].priceId',
    "belongs to a feed of type 'pyth', not 'chainlink'",
  ],
  [
    ['feeds', 'usd-feed', 'aggregators'],
    {},
    'feeds["usd-feed"].aggregators',
    'names no aggregator',
  ],
  [['feeds', 'usd-feed', 'answerMin'], -1, 'feeds["usd-feed"].answerMin', 'is -1, less than 1'],
  [['assets', 'usd', 'depegBps'], 10_001, 'assets.usd.depegBps', 'is 10001, more than 10000'],
  [
    ['chains', 'home', 'sequencer'],
    { feed: '0x1', startBlock: 0 },
    'chains.home.sequencer.feed',
    'is not an address',
  ],
  [['bridges', 'route', 'asset'], 'gold', 'bridges.route.asset', "'gold' is not one of the assets"],
  [['bridges', 'route', 'type'], 'pigeon', 'bridges.route.type', 'is missing or unknown'],
  [['bridges', 'route', 'members'], [], 'bridges.route.members', 'names no contract'],
  [
    ['bridges', 'route', 'members', 1, 'chain'],
    'home',
    'bridges.route.members[1]',
    'is already a member',
  ],
  [
    ['bridges', 'route', 'members', 0, 'token'],
    addressOf(0x99),
    'bridges.route.members[0].token',
    'is the token of no asset',
  ],
  [
    ['bridges', 'route', 'foreignDomains'],
    { '31002': 5 },
    'bridges.route.foreignDomains["31002"]',
    'is the domain of a member',
  ],
  [
    ['bridges', 'route', 'policy'],
    { p99Seconds: 2_000 },
    'bridges.route.policy.p99Seconds',
    'more than stuckAfterSeconds',
  ],
  [['venues'], {}, 'venues', 'is missing or not a list'],
  [
    ['venues', 0, 'vaults', 0, 'asset'],
    'gold',
    'venues[0].vaults[0].asset',
    "'gold' is not one of",
  ],
  [
    ['venues', 0, 'vaults', 0, 'chain'],
    'away',
    'venues[0].vaults[0].asset',
    'has no token on away',
  ],
  [
    ['venues', 0, 'vaults', 0, 'address'],
    '0x12',
    'venues[0].vaults[0].address',
    'is not an address',
  ],
  [
    ['venues', 0, 'vaults', 0, 'address'],
    addressOf(0),
    'venues[0].vaults[0].address',
    'is the zero address',
  ],
  [
    ['venues', 0, 'vaults', 0, 'startBlock'],
    -1,
    'venues[0].vaults[0].startBlock',
    'is -1, less than 0',
  ],
  [
    ['venues', 0, 'vaults', 0, 'startBlock'],
    undefined,
    'venues[0].vaults[0].startBlock',
    'is missing',
  ],
  [['venues', 0, 'vaults', 0, 'asset'], 'usd', 'venues[0].vaults[0].asset', 'not the vault'],
  [['venues', 0, 'vaults'], [], 'venues[0].vaults', 'and markets name no contract'],
  [
    ['venues', 0, 'risk', 'collateral', 'gold'],
    { initialBps: 1, maintenanceBps: 1 },
    'venues[0].risk.collateral.gold',
    "'gold' is not one of the assets",
  ],
  [
    ['venues', 0, 'risk', 'collateral', 'usd', 'initialBps'],
    9_600,
    'venues[0].risk.collateral.usd.initialBps',
    'more than maintenanceBps',
  ],
  [
    ['venues', 0, 'risk', 'collateral', 'usd', 'maintenanceBps'],
    10_001,
    'venues[0].risk.collateral.usd.maintenanceBps',
    'is 10001, more than 10000',
  ],
  [
    ['venues', 0, 'risk', 'markets', 'ETH-PERP', 'initialBps'],
    1,
    'venues[0].risk.markets["ETH-PERP"].initialBps',
    'less than maintenanceBps',
  ],
  [['venues', 0, 'risk', 'boundary'], '>', 'venues[0].risk.boundary', 'is not a value'],
]

test.each(mistakes)('error: %j = %j', (path, value, field, problem) => {
  const message = messageOf((config) => set(config, path, value))
  expect(message.startsWith(`${field}: `)).toBe(true)
  expect(message).toContain(problem)
  // The cure: a second clause that tells what to write, on the same line.
  expect(message).toMatch(/\. [A-Z].+[.)]$/)
  expect(message).not.toContain('\n')
})

test('error: a duplicate venue names both places', () => {
  const message = messageOf((config) => {
    const [venue] = config.venues
    if (venue !== undefined) config.venues.push(structuredClone(venue))
  })
  expect(message).toBe(
    "venues[1].id: the venue 'lab' is already defined by venues[0]. Give it another id, or move its vaults and markets into the first.",
  )
})

test('error: a contract in two venues is refused', () => {
  const message = messageOf((config) => {
    const [venue] = config.venues
    if (venue !== undefined) config.venues.push({ ...structuredClone(venue), id: 'other' })
  })
  expect(message).toContain('venues[1].vaults[0].address: ')
  expect(message).toContain('is already followed by venues[0].vaults[0]')
})

test('error: no sentence quotes an endpoint', () => {
  const secret = 'ftp://user:password@node.test/abcdefgh12345678'
  const message = messageOf((config) => set(config, ['chains', 'home', 'rpc', 0], secret))
  expect(message).toContain('chains.home.rpc[0]')
  expect(message).not.toMatch(/password|node\.test|abcdefgh/)
})

// Whatever a person writes, the answer is a project or one sentence, never a bug of ours.
test('property: any value in any field gives a project or a ConfigError', () => {
  const paths = pathsOf(exampleConfig())
  const value = fc.oneof(
    fc.anything({ withBigInt: true, maxDepth: 2 }),
    fc.constantFrom('home', 'usd', 'share', 'env:AWAY_RPC', addressOf(0x11), -1n, 2n ** 130n, '7'),
  )
  fc.assert(
    fc.property(fc.constantFrom(...paths), value, (path, wrong) => {
      const config = exampleConfig()
      set(config, path, wrong)
      try {
        parse(config)
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError)
      }
    }),
    { seed: 20, numRuns: 2_000 },
  )
})

function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  const below = keys.flatMap((key) => pathsOf(Reflect.get(value, key), [...path, key]))
  return path.length === 0 ? below : [path, ...below]
}
