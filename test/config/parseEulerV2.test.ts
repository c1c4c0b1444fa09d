import { expect, test } from 'vitest'
import { listContracts } from '../../src/cli/preflight/listContracts.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { ConfigError } from '../../src/errors/ConfigError.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { listSources } from '../../src/protocols/listSources.ts'
import { addressOf, exampleConfig, exampleWorld } from './exampleConfig.ts'

const [lender, dollars] = [addressOf(0x71), addressOf(0x11)]
const [evc, oracle, source] = [addressOf(0x72), addressOf(0x73), addressOf(0x74)]
const vault = {
  type: 'eulerV2',
  chain: 'home',
  startBlock: 5,
  evc,
  oracle,
  vault: { asset: 'lent' },
  collaterals: [{ asset: 'share', priceSources: [source] }],
}
const shares = (decimals: number, token: string, sharesOf: string | undefined = 'usd') => ({
  ...{ symbol: 'eUSD', decimals, tokens: { home: token } },
  ...(sharesOf === '' ? {} : { sharesOf }),
})
const assets = {
  lent: shares(6, lender),
  other: shares(6, addressOf(0x22)),
  bare: shares(6, addressOf(0x23), ''),
  fine: shares(8, addressOf(0x24)),
  gold: { symbol: 'GOLD', decimals: 6, tokens: { away: addressOf(0x26) } },
  golden: shares(6, addressOf(0x25), 'gold'),
}

/** The example with vaults that lend as further venues; the changes are what a person without a compiler may write. */
function parse(...changes: readonly object[]) {
  const config = exampleConfig()
  const venues = changes.map((each, i) => ({ id: `euler${i}`, lending: { ...vault, ...each } }))
  return parseProject(
    {
      ...config,
      assets: { ...config.assets, ...assets },
      venues: [...config.venues, ...venues],
    },
    exampleWorld,
  )
}

test('default: a vault that lends is a venue of its own, with its collateral and what each holds', () => {
  const usd = { asset: 'usd', token: dollars }
  expect(parse({}).venues[1]?.lending).toEqual({
    ...{ type: 'eulerV2', chainId: 31001, pool: lender, startBlock: 5n, evc, oracle },
    vault: { asset: 'lent', address: lender, decimals: 6, underlying: usd, priceSources: [] },
    collaterals: [
      {
        ...{ asset: 'share', address: addressOf(0x21), decimals: 6, underlying: usd },
        priceSources: [source],
      },
    ],
    unitOfAccount: { asset: undefined, token: addressOf(840), decimals: 18 },
    heartbeatSeconds: 3_600n,
    deadAfterSeconds: 10_800n,
  })
  const inDollars = parse({ unitOfAccount: 'usd' }).venues[1]?.lending
  expect(inDollars).toMatchObject({ unitOfAccount: { asset: 'usd', token: dollars, decimals: 6 } })
})

test('behavior: its vaults are looked for as books that are followed from their first block', () => {
  const own = listContracts(parse({})).filter(({ field }) => field.startsWith('venues[1]'))
  expect(
    own.map(({ address, role, field, start }) => [address, role, field, start?.block]),
  ).toEqual([
    [lender, 'book', 'venues[1].lending.vault', 5n],
    [addressOf(0x21), 'book', 'venues[1].lending.collaterals[0]', 5n],
    [evc, 'carrier', 'venues[1].lending.evc', undefined],
    [oracle, 'carrier', 'venues[1].lending.oracle', undefined],
  ])
})

test('behavior: it has a source set for its books and one for its prices', () => {
  const own = listSources(parse({})).filter(({ purpose }) => purpose.kind === 'lending')
  expect(own.map(({ source: { id }, decoder }) => [id, decoder])).toEqual([
    [`31001/eulerV2:${lender}`, 'eulerV2@1'],
    [`31001/eulerV2Prices:${lender}`, 'eulerV2Prices@1'],
  ])
})

test('behavior: one vault may be collateral of many, and lend itself, and each is followed once', () => {
  const other = {
    vault: { asset: 'other' },
    collaterals: [...vault.collaterals, { asset: 'lent' }],
  }
  const ids = createDecoders(parse({}, other)).map(({ source: { id } }) => id)
  expect(ids.filter((id) => id.includes('/eulerV2:'))).toHaveLength(2)
  expect(() => parse({}, {})).toThrow('already followed by')
})

test.each([
  ['an unknown vault', { vault: { asset: 'mars' } }, 'venues[1].lending.vault.asset'],
  ['no vault', { vault: undefined }, 'venues[1].lending.vault'],
  ['no connector', { evc: undefined }, 'venues[1].lending.evc'],
  ['no oracle', { oracle: '0x12' }, 'venues[1].lending.oracle'],
  [
    'what is held for the shares',
    { vault: { asset: 'usd' } },
    "'usd' does not say what its shares",
  ],
  ['shares of nothing', { collaterals: [{ asset: 'bare' }] }, 'Write assets.bare.sharesOf'],
  [
    'shares without what they claim',
    { collaterals: [{ asset: 'golden' }] },
    'assets.gold.tokens.home',
  ],
  [
    'shares that are counted otherwise',
    { collaterals: [{ asset: 'fine' }] },
    'assets.fine.decimals',
  ],
  ['itself as collateral', { collaterals: [{ asset: 'lent' }] }, 'already part of the venue'],
  [
    'a collateral twice',
    { collaterals: [...vault.collaterals, ...vault.collaterals] },
    'lending.collaterals[1].asset',
  ],
  ['another chain', { chain: 'away' }, 'has no token on away'],
  ['an unknown unit of account', { unitOfAccount: 'mars' }, 'lending.unitOfAccount'],
  ['a unit that no feed prices', { unitOfAccount: 'other' }, "asset 'other' has no feed"],
  ['a field of another protocol', { irm: oracle }, 'irm'],
])('error: %s is refused', (_, changes, expected) => {
  try {
    parse(changes)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    expect(error.message).toContain(expected)
    return
  }
  expect.unreachable('the config was taken')
})
