import { expect, test } from 'vitest'
import type { FollowInput } from '../../src/config/input/FollowInput.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { ConfigError } from '../../src/errors/ConfigError.ts'
import { exampleConfig, exampleWorld } from './exampleConfig.ts'

const rule = {
  measure: { type: 'expectedShortfall', bars: 500, tailBps: 250 },
  ...{ floorBps: 500, stepUpBps: 300, stepDownBps: 100 },
} as const

const right: FollowInput = { since: 1_700_006_400, markets: { 'ETH-PERP': rule } }

/** The parsed rules of the example with this, or the sentence that refuses it. */
function follow(input: unknown) {
  const config = exampleConfig()
  const [venue] = config.venues
  const risk = { ...venue?.risk, follow: input }
  try {
    return parseProject({ ...config, venues: [{ ...venue, risk }] }, exampleWorld).venues[0]?.risk
      .follow
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

/** The rule of the only market with one change. */
const changed = (parts: object) =>
  follow({ ...right, markets: { 'ETH-PERP': { ...rule, ...parts } } })

test('default: bars of a day, a day of notice, a quarter of buffer, the primary feed of the asset', () => {
  expect(follow(right)).toEqual({
    ...{
      since: 1_700_006_400n,
      barSeconds: 86_400n,
      everySeconds: 86_400n,
      noticeSeconds: 86_400n,
    },
    markets: new Map([
      [
        'ETH-PERP',
        {
          feed: 'usd-feed',
          measure: { type: 'expectedShortfall', bars: 500, tailBps: 250n },
          ...{ horizonBars: 1n, floorBps: 500n, ceilingBps: 10_000n, bufferBps: 2_500n },
          ...{ stepUpBps: 300n, stepDownBps: 100n },
        },
      ],
    ]),
    collateral: new Map(),
  })
})

test('behavior: a share follows the feed of what it is a claim on', () => {
  const parsed = follow({ ...right, markets: {}, collateral: { share: rule } })
  expect(parsed).toMatchObject({ collateral: new Map([['share', { feed: 'usd-feed' }]]) })
})

test('behavior: nothing follows where nothing says so', () => {
  expect(parseProject(exampleConfig(), exampleWorld).venues[0]?.risk).not.toHaveProperty('follow')
})

const at = 'venues[0].risk.follow'
const market = `${at}.markets["ETH-PERP"]`

test.each([
  [
    follow({ ...right, since: 1_700_000_000 }),
    `${at}.since: is 1700000000, no whole number of bars of 86400 seconds.`,
    'Write 1700006400, or another multiple of barSeconds.',
  ],
  [
    follow({ ...right, everySeconds: 90_000 }),
    `${at}.everySeconds: is 90000, no whole number of bars of 86400 seconds.`,
    'Write 172800, or another multiple of barSeconds.',
  ],
  [
    follow({ ...right, barSeconds: 60 }),
    `${at}.barSeconds: is 60, less than 900.`,
    'Write the length of a bar in seconds, 900 or more, such as 86400.',
  ],
  [
    follow({ ...right, markets: { 'BTC-PERP': rule } }),
    `${at}.markets["BTC-PERP"]: 'BTC-PERP' is not one of the risk.markets.`,
    'Write one of: ETH-PERP, or add it under risk.markets.',
  ],
  [
    follow({ ...right, collateral: { eth: rule } }),
    `${at}.collateral.eth: 'eth' is not one of the risk.collateral.`,
    'Write one of: usd, share, or add it under risk.collateral.',
  ],
  [
    changed({ floorBps: 6_000, ceilingBps: 5_000 }),
    `${market}.floorBps: is 6000, more than ceilingBps 5000.`,
    'Write the smaller of the two as floorBps.',
  ],
  [
    changed({ floorBps: 0 }),
    `${market}.floorBps: is 0: in a calm market positions would be opened against nothing.`,
    'Write 1 or more.',
  ],
  [
    changed({ floorBps: 1_001 }),
    `${market}.floorBps: leaves out the configured initial requirement of 1000, from which the first version starts.`,
    'Change one of the two.',
  ],
  [
    changed({ ceilingBps: 999 }),
    `${market}.ceilingBps: leaves out the configured initial requirement of 1000, from which the first version starts.`,
    'Change one of the two.',
  ],
  [
    changed({ ceilingBps: 10_001 }),
    `${market}.ceilingBps: is 10001, more than 10000.`,
    'Write basis points, 0 to 10000.',
  ],
  [
    changed({ stepUpBps: 0 }),
    `${market}.stepUpBps: is 0, less than 1.`,
    'Write basis points, 1 to 10000: the most that one version may move it.',
  ],
  [
    changed({ measure: { ...rule.measure, bars: 5_001 } }),
    `${market}.measure.bars: is 5001, more than 5000.`,
    'Write how many bars are looked back at, at most 5000, such as 500.',
  ],
  [
    changed({ measure: { type: 'ewma', lambdaBps: 10_000, seedBps: 1, multipleBps: 20_000 } }),
    `${market}.measure.lambdaBps: is 10000, more than 9999.`,
    'Write what of the variance each bar keeps in basis points, such as 9400 of daily bars.',
  ],
])('error: %#', (message, sentence, cure) => {
  expect(message).toContain(sentence)
  expect(message).toContain(cure)
})

test('error: weights above one and maintenance above initial are refused before anything follows', () => {
  const refused = (risk: object) => {
    const config = exampleConfig()
    const [venue] = config.venues
    const changedVenue = { ...venue, risk: { ...venue?.risk, follow: right, ...risk } }
    expect(() => parseProject({ ...config, venues: [changedVenue] }, exampleWorld)).toThrow(
      ConfigError,
    )
  }
  refused({ collateral: { usd: { initialBps: 9_000, maintenanceBps: 10_001 } } })
  refused({ markets: { 'ETH-PERP': { asset: 'usd', initialBps: 500, maintenanceBps: 501 } } })
})

test('error: what follows needs a price', () => {
  const config = exampleConfig()
  const [venue] = config.venues
  const { usd, share } = config.assets
  const { feeds: _, ...unpriced } = usd
  const changedConfig = {
    ...config,
    assets: { usd: unpriced, share },
    venues: [{ ...venue, risk: { ...venue?.risk, follow: right } }],
  }
  expect(() => parseProject(changedConfig, exampleWorld)).toThrow(
    `${market}: follows the price of 'usd', and no feed gives one.`,
  )
})
