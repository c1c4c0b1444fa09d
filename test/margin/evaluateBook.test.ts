import { expect, test } from 'vitest'
import {
  banded,
  book,
  deadPrice,
  deduction,
  E6,
  evaluate,
  holding,
  inFlight,
  liability,
  position,
  prices,
  risk,
  usd,
} from './marginCases.ts'

const codes = (margin: { reasons: readonly { code: string }[] }) =>
  margin.reasons.map((reason) => reason.code)

test('default: holdings, a position and funding give two slacks and their parts', () => {
  // 1,000 USDC, long 2 ETH bought at 1,900, 10 dollars of funding owed.
  const margin = evaluate(
    book([holding('usdc', 1_000n * E6)], [position(usd(2n), usd(3_800n), usd(10n))]),
  )
  expect(margin).toMatchObject({
    status: 'HEALTHY',
    reasons: [],
    equityE18: usd(1_190n),
    slackInitialE18: usd(790n),
    slackMaintenanceE18: usd(990n),
    initialRequirementE18: usd(400n),
    maintenanceRequirementE18: usd(200n),
  })
  expect(margin.contributions).toEqual([
    {
      kind: 'holding',
      subject: 'usdc',
      chainId: 1,
      amount: 1_000n * E6,
      valueE18: usd(1_000n),
      initialBps: 10_000n,
      maintenanceBps: 10_000n,
      initialE18: usd(1_000n),
      maintenanceE18: usd(1_000n),
    },
    {
      kind: 'position',
      subject: 'eth-usd',
      chainId: 1,
      amount: usd(2n),
      valueE18: usd(190n),
      initialBps: 1_000n,
      maintenanceBps: 500n,
      initialE18: -usd(210n),
      maintenanceE18: -usd(10n),
      requirementInitialE18: usd(400n),
      requirementMaintenanceE18: usd(200n),
    },
  ])
})

test('default: collateral is weighted, liabilities count whole', () => {
  const margin = evaluate(book([holding('eth', usd(1n)), liability('usdc', 1_500n * E6)]))
  expect(margin).toMatchObject({
    status: 'HEALTHY',
    equityE18: usd(500n),
    slackInitialE18: usd(100n),
    slackMaintenanceE18: usd(300n),
  })
})

test('behavior: a short gains when the mark falls and needs margin all the same', () => {
  const margin = evaluate(book([holding('usdc', 500n * E6)], [position(-usd(1n), -usd(2_100n))]))
  expect(margin).toMatchObject({ equityE18: usd(600n), slackInitialE18: usd(400n) })
})

test('behavior: an asset without weight stays in equity and is named', () => {
  const margin = evaluate(book([holding('dai', usd(5n))]))
  expect(margin).toMatchObject({ equityE18: usd(5n), slackInitialE18: 0n, slackMaintenanceE18: 0n })
  expect(codes(margin)).toEqual(['NO_WEIGHT'])
})

test('behavior: what no unit was named for weighs nothing', () => {
  const unassigned = { unit: 'unassigned' } as const
  const lines = [holding('usdc', 7n * E6), deduction('unbacked', 'usdc', 2n * E6)]
  const margin = evaluate(book(lines, [], unassigned))
  expect(margin).toMatchObject({ equityE18: usd(5n), slackInitialE18: 0n, slackMaintenanceE18: 0n })
  expect(codes(margin)).toEqual(['UNBACKED_CREDIT', 'UNASSIGNED'])
})

test('behavior: rounding is against the account, each line on its own', () => {
  const odd = { usdc: banded(3n, 3n, 3n) }
  const floor = evaluate(book([holding('usdc', 500_000n)]), { prices: prices(odd) })
  const ceil = evaluate(book([liability('usdc', 500_000n)]), { prices: prices(odd) })
  expect(floor.equityE18).toBe(1n)
  expect(ceil.equityE18).toBe(-2n)
})

test('behavior: notional and requirement are both rounded up', () => {
  const market = { asset: 'eth', initialBps: 10_000n, maintenanceBps: 3_333n }
  const strict = { ...risk, markets: new Map([['eth-usd', market]]) }
  const half = prices({ eth: banded(usd(1n) / 2n, usd(1n) / 2n, usd(1n) / 2n) })
  const margin = evaluate(book([], [position(3n, 0n)]), { prices: half, risk: strict })
  expect(margin).toMatchObject({
    equityE18: 1n,
    initialRequirementE18: 2n,
    maintenanceRequirementE18: 1n,
    slackInitialE18: -1n,
  })
})

test('behavior: in-flight value counts in equity, decays in maintenance, never in initial', () => {
  const at = (ageSeconds: bigint) => evaluate(book([inFlight('usdc', 1_000n * E6, { ageSeconds })]))
  expect(at(0n)).toMatchObject({
    equityE18: usd(1_000n),
    slackInitialE18: 0n,
    slackMaintenanceE18: usd(990n),
    reasons: [{ code: 'IN_FLIGHT' }],
  })
  expect(at(200n).slackMaintenanceE18).toBe(usd(495n))
  expect(at(300n)).toMatchObject({ equityE18: usd(1_000n), slackMaintenanceE18: 0n })
})

test('behavior: low takes in-flight value at its haircut in equity too, high as delivered', () => {
  const unit = book([inFlight('eth', usd(1n), { ageSeconds: 200n })])
  expect(evaluate(unit, { end: 'low' })).toMatchObject({
    equityE18: usd(990n),
    slackInitialE18: 0n,
    slackMaintenanceE18: usd(891n),
  })
  expect(evaluate(unit, { end: 'high' })).toMatchObject({
    equityE18: usd(2_000n),
    slackInitialE18: usd(1_600n),
    slackMaintenanceE18: usd(1_800n),
  })
})

test('behavior: deductions count at the larger weight in both slacks, whole in equity', () => {
  const margin = evaluate(book([holding('eth', usd(2n)), deduction('lagOffset', 'eth', usd(1n))]))
  expect(margin).toMatchObject({
    equityE18: usd(2_000n),
    slackInitialE18: usd(3_200n) - usd(1_800n),
    slackMaintenanceE18: usd(3_600n) - usd(1_800n),
  })
})

test('behavior: deductions alone never make a unit LIQUIDATABLE or INSOLVENT', () => {
  const healthy = [holding('usdc', 1_000n * E6), liability('usdc', 500n * E6)]
  for (const [kind, code] of [
    ['lagOffset', 'LAG_OFFSET'],
    ['unbacked', 'UNBACKED_CREDIT'],
  ] as const) {
    const margin = evaluate(book([...healthy, deduction(kind, 'usdc', 900n * E6)]))
    expect(margin.status).toBe('REDUCE_ONLY')
    expect(margin.slackMaintenanceE18).toBe(-usd(400n))
    expect(codes(margin)).toEqual([code, code])
    expect(margin.reasons[1]?.text).toContain('not make it LIQUIDATABLE')
  }
})

test('behavior: with deductions a unit is as bad as it is without them', () => {
  const offset = deduction('lagOffset', 'usdc', 900n * E6)
  const lines = [holding('eth', usd(1n)), liability('usdc', 1_900n * E6)]
  expect(evaluate(book(lines)).status).toBe('LIQUIDATABLE')
  expect(evaluate(book([...lines, offset])).status).toBe('LIQUIDATABLE')
  const lost = [liability('usdc', 1n), offset]
  expect(evaluate(book(lost)).status).toBe('INSOLVENT')
})

test('behavior: an offset of unknown owner is in best and low, not in high', () => {
  const unit = book([
    holding('usdc', 1_000n * E6),
    deduction('lagOffset', 'usdc', 100n * E6, true),
    deduction('lagOffset', 'usdc', 10n * E6, false),
  ])
  expect(evaluate(unit).equityE18).toBe(usd(890n))
  expect(evaluate(unit, { end: 'low' }).equityE18).toBe(usd(890n))
  expect(evaluate(unit, { end: 'high' }).equityE18).toBe(usd(990n))
})

test('behavior: the worse end of a band is that of the net exposure, for each figure', () => {
  const wide = prices({ eth: banded(usd(1_900n), usd(2_000n), usd(2_100n)) })
  // A holding of 1 ETH against a short of 1.2 ETH: net short, so low is the dear end of the band.
  const unit = book([holding('eth', usd(1n))], [position((-usd(1n) * 12n) / 10n, -usd(2_400n))])
  const [low, best, high] = (['low', 'best', 'high'] as const).map((end) =>
    evaluate(unit, { prices: wide, end }),
  )
  expect(low?.equityE18).toBe(usd(1_980n))
  expect(best?.equityE18).toBe(usd(2_000n))
  expect(high?.equityE18).toBe(usd(2_020n))
})

test('behavior: holding and debt of one asset at one band cancel', () => {
  const wide = prices({ eth: banded(usd(1n), usd(2_000n), usd(9_999n)) })
  const unit = book([holding('eth', usd(1n)), liability('eth', usd(1n))])
  expect(evaluate(unit, { prices: wide, end: 'low' }).equityE18).toBe(0n)
  expect(evaluate(unit, { prices: wide, end: 'high' }).equityE18).toBe(0n)
})

test('behavior: low stays below best where rounding makes the price worse than its band', () => {
  const unit = book([holding('eth', 1n), liability('eth', 1n)])
  const odd = prices({ eth: banded(usd(1n), (usd(1n) * 3n) / 2n, usd(2n)) })
  expect(evaluate(unit, { prices: odd }).equityE18).toBe(-1n)
  expect(evaluate(unit, { prices: odd, end: 'low' }).equityE18).toBe(-1n)
})

test('behavior: a debt of nothing is no risk', () => {
  expect(evaluate(book([holding('usdc', E6), liability('usdc', 0n)])).status).toBe('NO_RISK')
})

test('default: each status at its boundary', () => {
  const long = (dollars: bigint, extra = 0n) =>
    evaluate(book([holding('usdc', dollars * E6 + extra)], [position(usd(1n), usd(2_000n))]))
  expect(evaluate(book([holding('usdc', E6)])).status).toBe('NO_RISK')
  expect(long(240n).status).toBe('HEALTHY')
  expect(long(240n, -1n).status).toBe('WARNING')
  expect(long(200n).status).toBe('WARNING')
  expect(long(200n, -1n).status).toBe('REDUCE_ONLY')
  expect(long(100n).status).toBe('REDUCE_ONLY')
  expect(long(100n, -1n).status).toBe('LIQUIDATABLE')
  expect(long(0n).status).toBe('LIQUIDATABLE')
  expect(evaluate(book([liability('usdc', 1n)])).status).toBe('INSOLVENT')
})

test('args: a boundary of <= makes equality LIQUIDATABLE', () => {
  const unit = book([holding('usdc', 100n * E6)], [position(usd(1n), usd(2_000n))])
  expect(evaluate(unit, { risk: { ...risk, boundary: '<=' } }).status).toBe('LIQUIDATABLE')
})

test('behavior: a running liquidation is LIQUIDATING whatever the slack', () => {
  const running = { isLiquidating: true }
  expect(evaluate(book([liability('usdc', 1n)], [], running)).status).toBe('LIQUIDATING')
})

test('behavior: a dead or missing price of anything with an amount is UNKNOWN and named', () => {
  const dead = prices({ eth: deadPrice })
  const unit = book([holding('usdc', 9_000n * E6)], [position(usd(1n), usd(2_000n))])
  expect(evaluate(unit, { prices: dead })).toMatchObject({
    status: 'UNKNOWN',
    reasons: [{ code: 'PRICE_DEAD', text: 'The price of asset eth is dead.' }],
  })
  // Without positions and debts there is no risk, but what it is worth cannot be said.
  expect(evaluate(book([holding('eth', 1n)]), { prices: dead }).status).toBe('UNKNOWN')
  const missing = evaluate(book([holding('eth', 1n)]), { prices: { prices: new Map() } })
  expect(missing).toMatchObject({ status: 'UNKNOWN', reasons: [{ code: 'PRICE_MISSING' }] })
})

test('behavior: nothing of an asset needs no price of it', () => {
  const dead = prices({ eth: deadPrice })
  const margin = evaluate(
    book([holding('eth', 0n), holding('usdc', E6)], [position(0n, usd(3n))]),
    {
      prices: dead,
    },
  )
  expect(margin).toMatchObject({ status: 'INSOLVENT', equityE18: usd(1n) - usd(3n) })
})

test('behavior: a position of a market without risk parameters is UNKNOWN', () => {
  const stray = { ...position(usd(1n), 0n), marketId: 'doge-usd' }
  const margin = evaluate(book([holding('usdc', E6)], [stray]))
  expect(margin.status).toBe('UNKNOWN')
  expect(margin.reasons[0]?.text).toContain('doge-usd')
})
