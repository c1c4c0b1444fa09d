import { expect, test } from 'vitest'
import { parameterConditions } from '../../src/alerts/parameterConditions.ts'
import type { ParameterVersion } from '../../src/margin/requirements/ParameterVersion.ts'

const versionOf = (
  number: number,
  markets: Readonly<Record<string, bigint>>,
): ParameterVersion => ({
  id: `0badcafe.${number}`,
  number,
  measuredAt: 1_000n,
  effectiveAt: 2_000n,
  markets: new Map(
    Object.entries(markets).map(([id, initialBps]) => [
      id,
      { initialBps, maintenanceBps: initialBps / 2n },
    ]),
  ),
  collateral: new Map([['usd', { initialBps: 9_000n, maintenanceBps: 9_500n }]]),
})

const current = versionOf(1, { ETH: 1_000n, BTC: 800n })
const quiet = { venue: 'lab', current, announced: [], reasons: [] }

test('default: a venue whose parameters hold is no condition', () => {
  expect(parameterConditions([quiet])).toEqual([])
})

test('behavior: what is announced says what changes from the version before it, and when', () => {
  const announced = [
    versionOf(2, { ETH: 1_200n, BTC: 800n }),
    versionOf(3, { ETH: 1_200n, BTC: 900n }),
  ]
  expect(parameterConditions([{ ...quiet, announced }])).toMatchObject([
    {
      ...{ code: 'PARAMETERS_ANNOUNCED', severity: 'info', subject: 'lab', since: 1_000n },
      text: 'Parameters 0badcafe.2 hold from 2000 (seconds) on: market ETH from 1000 and 500 to 1200 and 600 bps.',
      evidence: ['0badcafe.2'],
    },
    { text: expect.stringContaining('market BTC from 800 and 400 to 900 and 450 bps.') },
  ])
})

test('behavior: many changes are counted', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const all = (bps: bigint) => Object.fromEntries(ids.map((id) => [id, bps]))
  const [condition] = parameterConditions([
    { ...quiet, current: versionOf(1, all(100n)), announced: [versionOf(2, all(200n))] },
  ])
  expect(condition?.text).toContain('market e from 100 and 50 to 200 and 100 bps; and 2 more.')
})

test('behavior: parameters that should hold and are not known are a warning; what was pruned is none', () => {
  const reasons = [
    { code: 'PARAMETERS_PENDING', text: 'They should hold.' },
    { code: 'PARAMETERS_PRUNED', text: 'They begin later.' },
  ] as const
  expect(parameterConditions([{ ...quiet, reasons }])).toMatchObject([
    { code: 'PARAMETERS_PENDING', severity: 'warning', text: 'They should hold.' },
  ])
})
