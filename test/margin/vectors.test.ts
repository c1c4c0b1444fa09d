import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { evaluateUnit } from '../../src/margin/evaluateUnit.ts'
import type { BalanceLine, PositionLine, Price } from '../../src/margin/MarginInput.ts'
import type { UnitMargin } from '../../src/margin/MarginStatus.ts'
import type { BoundEnd } from '../../src/margin/UnitCase.ts'
import { mulDivCeil } from '../../src/utils/fixedPoint.ts'
import { banded, book, E18, freshPrice, holding, liability } from './marginCases.ts'

/**
 * Numbers of other protocols' own tests and documents, recomputed with our primitives: those cases that are weights,
 * fractions and boundaries. What needs a curve (open interest, skew, size) or a scenario scan is left out.
 */
const path = '/work/shared/reference/margin-vectors.json'
const isPresent = existsSync(path)
if (!isPresent) process.stderr.write(`\nMARGIN VECTORS NOT TESTED: ${path} is absent.\n\n`)

const collateral = z.array(z.record(z.string(), z.string()))
const vectorSchema = z.object({
  id: z.string(),
  calc: z.string(),
  topic: z.string(),
  input: z.looseObject({ collateral: collateral.optional().catch(undefined) }),
  output: z.record(z.string(), z.unknown()),
})
type Vector = z.infer<typeof vectorSchema>

const vectors = isPresent
  ? z.object({ vectors: z.array(vectorSchema) }).parse(JSON.parse(readFileSync(path, 'utf8')))
      .vectors
  : []

/** Cases of a primitive, by name; at least `count`, so that a renamed file section cannot pass as tested. */
function each(calc: string, count: number, check: (vector: Vector) => void, only?: RegExp) {
  const chosen = vectors.filter((item) => item.calc === calc && (only?.test(item.id) ?? true))
  describe.skipIf(!isPresent)(calc, () => {
    test(`args: has ${count} cases`, () => expect(chosen).toHaveLength(count))
    for (const vector of chosen) {
      test(`default: ${vector.id} ${vector.topic}`, () => check(vector))
    }
  })
}

/** A field as text; numbers of the file are strings where they must be exact. */
function text(fields: Record<string, unknown>, name: string): string {
  const value = fields[name]
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new Error(`The vector has no ${name}.`)
}

const integer = (fields: Record<string, unknown>, name: string) => BigInt(text(fields, name))

/** A decimal string as 1e18. */
function e18(fields: Record<string, unknown>, name: string): bigint {
  const [whole = '0', part = ''] = text(fields, name).split('.')
  return BigInt(whole) * E18 + BigInt(part.padEnd(18, '0'))
}

interface Case {
  balances: readonly BalanceLine[]
  positions?: readonly PositionLine[]
  prices: Record<string, Price>
  weights?: Record<string, bigint>
  initialBps?: bigint
  maintenanceBps?: bigint
  boundary?: '<' | '<='
  end?: BoundEnd
}

function evaluateCase(parameters: Case): UnitMargin {
  const { balances, positions = [], prices, weights = {}, boundary = '<' } = parameters
  const { initialBps = 0n, maintenanceBps = 0n, end = 'best' } = parameters
  return evaluateUnit({
    book: book(balances, positions),
    prices: { prices: new Map(Object.entries(prices)) },
    risk: {
      boundary,
      warningBps: 10_000n,
      collateral: new Map(
        Object.entries(weights).map(([id, bps]) => [id, { initialBps: bps, maintenanceBps: bps }]),
      ),
      markets: new Map([['eth-usd', { asset: 'index', initialBps, maintenanceBps }]]),
    },
    end,
  })
}

const canBeLiquidated = (margin: UnitMargin) =>
  margin.status === 'LIQUIDATABLE' || margin.status === 'INSOLVENT'

const open = (sizeE18: bigint, entryValueE18: bigint): PositionLine => ({
  chainId: 1,
  marketId: 'eth-usd',
  sizeE18,
  entryValueE18,
  fundingOwedE18: 0n,
})

// Requirement of a position: both fractions rounded up. Those whose fraction does not scale with open interest.
each(
  'dydx.req',
  6,
  ({ input, output }) => {
    const quantum = 10n ** 12n
    const scale = (exponent: bigint) => 10n ** (18n + exponent)
    const sizeE18 = integer(input, 'baseQuantums') * scale(integer(input, 'baseAtomicResolution'))
    const priceE18 = integer(input, 'price') * scale(integer(input, 'exponent'))
    const initialPpm = integer(input, 'initialMarginPpm')
    const maintenancePpm = (initialPpm * integer(input, 'maintenanceFractionPpm')) / 1_000_000n
    const margin = evaluateCase({
      balances: [],
      positions: [open(sizeE18, 0n)],
      prices: { index: freshPrice(priceE18) },
      initialBps: initialPpm / 100n,
      maintenanceBps: maintenancePpm / 100n,
    })
    const toQuantums = (valueE18: bigint) => mulDivCeil(valueE18, 1n, quantum)
    expect(toQuantums(margin.initialRequirementE18)).toBe(integer(output, 'imr'))
    expect(toQuantums(margin.maintenanceRequirementE18)).toBe(integer(output, 'mmr'))
  },
  /-0(17|19|20|22|23|25)$/,
)

// Net collateral against the maintenance requirement, strictly below.
each('dydx.liq', 5, ({ input, output }) => {
  const net = integer(input, 'nc')
  const required = integer(input, 'mmr')
  const margin = evaluateCase({
    balances: [net < 0n ? liability('quote', -net) : holding('quote', net)],
    positions: required === 0n ? [] : [open(required, required)],
    prices: { quote: freshPrice(E18), index: freshPrice(E18) },
    weights: { quote: 10_000n },
    maintenanceBps: 10_000n,
  })
  expect(canBeLiquidated(margin)).toBe(output.liquidatable)
})

each(
  'dydx.im',
  5,
  ({ input, output }) => {
    const initial = mulDivCeil(
      integer(input, 'quoteQuantums'),
      integer(input, 'initialMarginPpm'),
      1_000_000n,
    )
    expect(initial).toBe(integer(output, 'initialMarginQuoteQuantums'))
  },
  /-00(1|2|4|5|8)$/,
)

each('aave.mulDivCeil', 2, ({ input, output }) => {
  const result = mulDivCeil(integer(input, 'a'), integer(input, 'b'), integer(input, 'c'))
  expect(result).toBe(integer(output, 'result'))
})

const COMET_PRICE = 10n ** 10n

function cometCase({ input }: Vector): UnitMargin {
  const principal = integer(input, 'principal')
  const base = { decimals: 6, chainId: 1, assetId: 'base' }
  const collaterals = input.collateral ?? []
  const assets = collaterals.map((item, index) => ({ item, id: `collateral${index}` }))
  return evaluateCase({
    balances: [
      principal < 0n
        ? { kind: 'liability', amount: -principal, ...base }
        : { kind: 'holding', amount: principal, ...base },
      ...assets.map(({ item, id }) => holding(id, integer(item, 'balance'))),
    ],
    prices: Object.fromEntries([
      ['base', freshPrice(integer(input, 'basePrice') * COMET_PRICE)],
      ...assets.map(({ item, id }) => [id, freshPrice(integer(item, 'price') * COMET_PRICE)]),
    ]),
    weights: Object.fromEntries(
      assets.map(({ item, id }) => [id, integer(item, 'factor') / 10n ** 14n]),
    ),
  })
}

each('comet.liq', 4, (vector) => {
  expect(canBeLiquidated(cometCase(vector))).toBe(vector.output.isLiquidatable)
})

each('comet.borrowOk', 3, (vector) => {
  const margin = cometCase(vector)
  expect(margin.slackInitialE18 >= 0n).toBe(vector.output.isBorrowCollateralized)
})

each('morpho.healthy', 1, ({ input, output }) => {
  const margin = evaluateCase({
    balances: [
      holding('collateral', e18(input, 'collateralValue')),
      liability('debt', e18(input, 'debt')),
    ],
    prices: { collateral: freshPrice(E18), debt: freshPrice(E18) },
    weights: { collateral: e18(input, 'lltv') / 10n ** 14n },
  })
  expect(!canBeLiquidated(margin)).toBe(output.healthy)
})

// Equality is liquidatable.
each('euler.liq', 2, ({ input, output }) => {
  const [item = {}] = input.collateral ?? []
  const margin = evaluateCase({
    balances: [holding('collateral', e18(item, 'balance')), liability('debt', e18(input, 'debt'))],
    prices: {
      collateral: freshPrice(e18(item, 'price')),
      debt: freshPrice(e18(input, 'debtPrice')),
    },
    weights: { collateral: e18(item, 'ltv') / 10n ** 14n },
    boundary: '<=',
  })
  const [weighted, owed] = margin.contributions
  expect(weighted?.maintenanceE18).toBe(e18(output, 'collateralValue'))
  expect(owed?.maintenanceE18).toBe(-e18(output, 'liabilityValue'))
  expect(!canBeLiquidated(margin)).toBe(output.healthy)
})

// Strict prices are a band of spot and average: assets at its lower end, liabilities at its upper.
each('drift.strict', 4, ({ input, output }) => {
  const isAsset = input.side === 'asset'
  const spot = e18(input, 'spot')
  const average = e18(input, 'twap5m')
  const [low, high] = spot < average ? [spot, average] : [average, spot]
  const line = isAsset ? holding : liability
  const margin = evaluateCase({
    balances: [{ ...line('usdc', integer(input, 'amount')), decimals: 6 }],
    prices: { usdc: banded(low, spot, high) },
    weights: { usdc: 10_000n },
    end: 'low',
  })
  const valueE18 = integer(output, 'value') * 10n ** 12n
  expect(margin.slackInitialE18).toBe(isAsset ? valueE18 : -valueE18)
})

each('hl.borrowable', 1, ({ input, output }) => {
  const margin = evaluateCase({
    balances: [holding('hype', e18(input, 'amount'))],
    prices: { hype: freshPrice(e18(input, 'price')) },
    weights: { hype: e18(input, 'ltv') / 10n ** 14n },
  })
  expect(margin.slackInitialE18).toBe(e18(output, 'borrowable'))
})
