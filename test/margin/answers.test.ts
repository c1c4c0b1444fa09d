import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AccountCase } from '../../src/margin/AccountCase.ts'
import type { UnitAnswers } from '../../src/margin/answers/AccountAnswers.ts'
import { applyChanges } from '../../src/margin/answers/applyChanges.ts'
import type { Change } from '../../src/margin/answers/Change.ts'
import { evaluateAnswers } from '../../src/margin/answers/evaluateAnswers.ts'
import { explainContribution } from '../../src/margin/answers/explainContribution.ts'
import { MarginInputError } from '../../src/margin/engine/MarginInputError.ts'
import { evaluateCrossChain } from '../../src/margin/evaluateCrossChain.ts'
import type { UnitBook } from '../../src/margin/MarginInput.ts'
import { type AccountChanges, account } from './accountCases.ts'
import { anyBook, anyPrices } from './marginArbitraries.ts'
import {
  banded,
  book,
  deadPrice,
  deduction,
  E6,
  E18,
  evaluate,
  holding,
  inFlight,
  liability,
  position,
  prices,
  risk,
  usd,
} from './marginCases.ts'

const of = (books: readonly UnitBook[], changes: AccountChanges = {}): AccountCase =>
  account({ bookAt: () => books, ...changes })

const answer = (item: AccountCase) => evaluateAnswers(item, evaluateCrossChain(item))

function only(item: AccountCase): UnitAnswers {
  const [unit] = answer(item).units
  if (unit === undefined) throw new Error('The account has no unit.')
  return unit
}

const whatIf = (item: AccountCase, ...changes: readonly Change[]) =>
  evaluateCrossChain(applyChanges(item, changes))

const cross = { unit: 'cross', chainId: 1 } as const

/** 1,000 USDC against a long of 2 ETH bought at 2,000: requires 400 and 200. */
const long = of([book([holding('usdc', 1_000n * E6)], [position(usd(2n), usd(4_000n))])])

describe('prices', () => {
  test('default: the liquidation price of a long, by hand', () => {
    // 1,000 + 2p − 4,000 − 0.05 × 2p < 0 ⇔ p < 3,000 / 1.9 = 1,578.947…
    const eth = only(long).assets.find(({ assetId }) => assetId === 'eth')
    expect(eth?.liquidationPriceE18).toBe((3_000n * E18 * 10n - 1n) / 19n)
    expect(eth?.fall).toEqual({
      equityE18: -usd(40n),
      slackInitialE18: -usd(36n),
      slackMaintenanceE18: -usd(38n),
    })
  })

  test('behavior: a short is liquidated by a rise, and what nothing liquidates has no price', () => {
    const short = of([book([holding('usdc', 1_000n * E6)], [position(-usd(2n), -usd(4_000n))])])
    const eth = only(short).assets.find(({ assetId }) => assetId === 'eth')
    expect(eth?.liquidationPriceE18 ?? 0n).toBeGreaterThan(usd(2_000n))
    const idle = only(of([book([holding('eth', usd(1n))])]))
    expect(idle.assets.map(({ liquidationPriceE18 }) => liquidationPriceE18)).toEqual([undefined])
    expect(idle.shockBufferPpm).toBeUndefined()
  })

  test('property: the price liquidates, and the one before it does not', () => {
    fc.assert(
      fc.property(anyBook, anyPrices, (unitBook, at) => {
        const item = of([{ ...unitBook, isLiquidating: false }], { prices: at })
        const [unit] = answer(item).units
        for (const asset of unit?.assets ?? []) {
          const { assetId, priceE18, liquidationPriceE18 } = asset
          if (liquidationPriceE18 === undefined) continue
          const isBadAt = (price: bigint) => {
            const moved = new Map(at.prices).set(assetId, banded(price, price, price))
            const { status } = evaluate(
              { ...unitBook, isLiquidating: false },
              { prices: { prices: moved } },
            )
            return status === 'LIQUIDATABLE' || status === 'INSOLVENT'
          }
          const towards = liquidationPriceE18 < priceE18 ? 1n : -1n
          expect(isBadAt(liquidationPriceE18)).toBe(true)
          expect(isBadAt(liquidationPriceE18 + towards)).toBe(false)
        }
      }),
      { seed: 71, numRuns: 150 },
    )
  })

  test('property: within the shock buffer no single price liquidates', () => {
    fc.assert(
      fc.property(anyBook, anyPrices, fc.bigInt({ min: 0n, max: 999n }), (unitBook, at, share) => {
        const plain = { ...unitBook, isLiquidating: false }
        // What deductions alone put below maintenance is not liquidated for it.
        if (plain.balances.some(({ kind }) => kind === 'lagOffset' || kind === 'unbacked')) return
        const { shockBufferPpm, assets } = only(of([plain], { prices: at }))
        if (shockBufferPpm === undefined || shockBufferPpm < 2n) return
        const move = ((shockBufferPpm - 1n) * share) / 1_000n
        for (const { assetId, priceE18 } of assets) {
          for (const sign of [-1n, 1n]) {
            const price = (priceE18 * (1_000_000n + sign * move)) / 1_000_000n
            if (price <= 0n) continue
            const moved = new Map(at.prices).set(assetId, banded(price, price, price))
            const { slackMaintenanceE18 } = evaluate(plain, { prices: { prices: moved } })
            // Each line rounds by less than three wei.
            expect(slackMaintenanceE18 >= -24n).toBe(true)
          }
        }
      }),
      { seed: 72, numRuns: 150 },
    )
  })

  test('default: the shock buffer of a book, by hand', () => {
    // Collateral and position fall together: 1,000 (1 − s) − 4,000 s − 200 (1 − s) < 0 ⇔ s > 800 / 4,800.
    expect(only(long).shockBufferPpm).toBe(166_667n)
  })
})

describe('room', () => {
  test('default: health and leverage', () => {
    expect(only(long)).toMatchObject({ healthE18: 5n * E18, leverageE18: 4n * E18 })
    expect(only(of([book([holding('usdc', E6)])]))).toMatchObject({
      healthE18: undefined,
      leverageE18: 0n,
    })
  })

  test('default: what may leave each chain, each on its own', () => {
    const item = of([
      book(
        [holding('usdc', 700n * E6, 1), holding('usdc', 300n * E6, 5), holding('dai', usd(9n), 5)],
        [position(usd(2n), usd(4_000n))],
      ),
    ])
    expect(only(item).withdrawable).toEqual([
      { assetId: 'usdc', chainId: 1, decimals: 6, amount: 600n * E6 },
      { assetId: 'usdc', chainId: 5, decimals: 6, amount: 300n * E6 },
      // What weighs nothing backs nothing.
      { assetId: 'dai', chainId: 5, decimals: 18, amount: usd(9n) },
    ])
  })

  test('behavior: what a reorg may take cannot leave, a liquidation holds everything', () => {
    const books = (size: bigint) => [
      book([holding('usdc', size)], [position(usd(2n), usd(4_000n))]),
    ]
    const item = of(books(1_000n * E6), {
      bookAt: (prefix) => books((prefix.get(1) ?? 1) === 0 ? 500n * E6 : 1_000n * E6),
      unfinalized: new Map([[1, 1]]),
    })
    expect(only(item).withdrawable.map(({ amount }) => amount)).toEqual([100n * E6])
    const seized = book([holding('usdc', E6)], [], { isLiquidating: true })
    expect(only(of([seized])).withdrawable.map(({ amount }) => amount)).toEqual([0n])
  })

  test('property: what may leave leaves the unit able to open, one more does not', () => {
    fc.assert(
      fc.property(anyBook, anyPrices, (unitBook, at) => {
        const plain = { ...unitBook, isLiquidating: false }
        const unit = only(of([plain], { prices: flat(at) }))
        const holdings = plain.balances.filter(
          ({ kind, amount }) => kind === 'holding' && amount > 0n,
        )
        for (const [index, line] of holdings.entries()) {
          const { amount } = unit.withdrawable[index] ?? { amount: 0n }
          const less = (by: bigint) =>
            evaluate(
              {
                ...plain,
                balances: plain.balances.map((each) =>
                  each === line ? { ...each, amount: each.amount - by } : each,
                ),
              },
              { prices: flat(at) },
            ).slackInitialE18
          if (amount > 0n) expect(less(amount) >= 0n).toBe(true)
          if (amount > 0n && amount < line.amount) expect(less(amount + 1n) < 0n).toBe(true)
        }
      }),
      { seed: 73, numRuns: 200 },
    )
  })

  test('default: the top-up is the least that meets the initial requirement', () => {
    const item = of([book([holding('usdc', 150n * E6)], [position(usd(1n), usd(2_000n))])])
    expect(only(item).topUp).toEqual({
      valueE18: usd(50n),
      assets: [
        { assetId: 'usdc', decimals: 6, amount: 50n * E6 },
        // 50 dollars at a weight of 80 % and 2,000 dollars each.
        { assetId: 'eth', decimals: 18, amount: (usd(1n) * 50n) / 1_600n },
      ],
    })
    expect(only(long).topUp.valueE18).toBe(0n)
    const [amount] = only(item).topUp.assets
    const deposit = { type: 'deposit', ...cross, assetId: 'usdc' } as const
    expect(whatIf(item, { ...deposit, amount: amount?.amount ?? 0n }).status).toBe('WARNING')
    expect(whatIf(item, { ...deposit, amount: (amount?.amount ?? 0n) - 1n }).status).toBe(
      'REDUCE_ONLY',
    )
  })

  test('behavior: of what cannot be judged nothing is answered', () => {
    const item = of([book([holding('eth', 1n)], [position(usd(1n), 0n)])], {
      prices: prices({ eth: deadPrice }),
    })
    expect(only(item)).toEqual({
      unit: 'cross',
      status: 'UNKNOWN',
      healthE18: undefined,
      leverageE18: undefined,
      shockBufferPpm: undefined,
      assets: [],
      withdrawable: [],
      topUp: { valueE18: 0n, assets: [] },
      correlated: [],
      hangsOn: [],
    })
  })
})

describe('what it rests on', () => {
  test('default: an account whose health hangs on a transfer says so', () => {
    const lines = [inFlight('usdc', 300n * E6), liability('usdc', 250n * E6), holding('usdc', E6)]
    const item = of([book(lines)])
    expect(only(item).hangsOn).toEqual([{ transferKey: '0xaa', statusWithout: 'INSOLVENT' }])
    expect(evaluateCrossChain(item).reasons.map(({ code }) => code)).toContain('HANGS_ON_TRANSFER')
    const rich = of([book([...lines, holding('usdc', 900n * E6)])])
    expect(only(rich).hangsOn).toEqual([])
    expect(evaluateCrossChain(rich).reasons.map(({ code }) => code)).toEqual(['IN_FLIGHT'])
  })

  test('default: collateral in the asset of a position, and which of them is wrong-way', () => {
    const held = [holding('eth', usd(9n)), holding('usdc', E6)]
    const flags = (size: bigint) => only(of([book(held, [position(size, 0n)])])).correlated
    expect(flags(usd(1n))).toEqual([{ assetId: 'eth', marketId: 'eth-usd', isWrongWay: true }])
    expect(flags(-usd(1n))).toEqual([{ assetId: 'eth', marketId: 'eth-usd', isWrongWay: false }])
    expect(flags(0n)).toEqual([])
  })

  test('default: concentration per asset, chain and bridge, over all units', () => {
    const item = of([
      book([holding('usdc', 600n * E6, 1), inFlight('usdc', 100n * E6), liability('eth', usd(1n))]),
      book([holding('eth', usd(1n) / 20n, 7)], [], { unit: 'isolated:a' }),
      book([holding('unpriced', 5n)], [], { unit: 'isolated:b' }),
    ])
    expect(answer(item).concentration).toEqual({
      valueE18: usd(800n),
      byAsset: [
        { assetId: 'usdc', valueE18: usd(700n), shareBps: 8_750n },
        { assetId: 'eth', valueE18: usd(100n), shareBps: 1_250n },
      ],
      byChain: [
        { chainId: 1, valueE18: usd(700n), shareBps: 8_750n },
        { chainId: 7, valueE18: usd(100n), shareBps: 1_250n },
      ],
      byBridge: [{ bridge: 'hyperlane:usd', valueE18: usd(100n), shareBps: 1_250n }],
    })
  })

  test('default: each line of the breakdown has its haircut and its reason', () => {
    const { contributions } = evaluate(
      book([
        holding('eth', usd(1n)),
        holding('dai', usd(3n)),
        inFlight('usdc', 1_000n * E6, { ageSeconds: 200n }),
        deduction('unbacked', 'eth', usd(1n)),
      ]),
    )
    expect(contributions.map(explainContribution)).toEqual([
      {
        initialE18: usd(400n),
        maintenanceE18: usd(200n),
        reason: 'Of eth 80 % count for new risk, 90 % to keep it.',
      },
      { initialE18: usd(3n), maintenanceE18: usd(3n), reason: 'Nothing of dai counts here.' },
      {
        initialE18: usd(1_000n),
        maintenanceE18: usd(505n),
        reason:
          'Crossing a bridge: nothing counts for new risk, after the haircut of the route and its age 49.5 % to keep it.',
      },
      {
        initialE18: 0n,
        maintenanceE18: 0n,
        reason: 'Credited without a source: taken back at 90 %, the larger weight of eth.',
      },
    ])
  })

  test('property: value less haircut is what counts', () => {
    fc.assert(
      fc.property(anyBook, anyPrices, (unitBook, at) => {
        for (const line of evaluate(unitBook, { prices: at }).contributions) {
          if (line.valueE18 < 0n || line.kind === 'position') continue
          const haircut = explainContribution(line)
          expect(line.valueE18 - haircut.initialE18).toBe(line.initialE18)
          expect(line.valueE18 - haircut.maintenanceE18).toBe(line.maintenanceE18)
        }
      }),
      { seed: 74, numRuns: 200 },
    )
  })
})

describe('what if', () => {
  const route = {
    bridge: 'hyperlane:usd',
    p99Seconds: 100n,
    stuckAfterSeconds: 300n,
    haircutBps: 100n,
  }
  const usdc = { ...cross, assetId: 'usdc' } as const

  test('default: deposits, withdrawals and prices', () => {
    expect(whatIf(long, { type: 'withdraw', ...usdc, amount: 601n * E6 }).status).toBe(
      'REDUCE_ONLY',
    )
    expect(whatIf(long, { type: 'priceShock', assetId: 'eth', bps: -2_501n }).status).toBe(
      'INSOLVENT',
    )
    const deposited = { type: 'deposit', ...usdc, amount: 600n * E6 } as const
    const shocked = { type: 'priceShock', assetId: 'eth', bps: -2_500n } as const
    expect(whatIf(long, deposited, shocked)).toMatchObject({
      status: 'HEALTHY',
      bounds: { best: { equityE18: usd(600n) } },
    })
    expect(
      whatIf(long, { type: 'priceShock', assetId: undefined, bps: 1_000n }).bounds.best.equityE18,
    ).toBe(usd(1_500n))
  })

  test('default: what is bridged backs no new risk until it is there', () => {
    const bridged = whatIf(long, { type: 'bridge', ...usdc, amount: 700n * E6, route })
    expect(bridged).toMatchObject({
      status: 'REDUCE_ONLY',
      bounds: { best: { equityE18: usd(1_000n), slackInitialE18: -usd(100n) } },
    })
  })

  test('default: a transfer that never arrives', () => {
    const item = of([book([inFlight('usdc', 300n * E6), liability('usdc', 250n * E6)])])
    const lost = whatIf(item, { type: 'neverArrives', transferKey: '0xaa' })
    expect(lost).toMatchObject({ status: 'INSOLVENT', bounds: { best: { equityE18: -usd(250n) } } })
  })

  test('default: another parameter set', () => {
    const strict = {
      ...risk,
      markets: new Map([['eth-usd', { asset: 'eth', initialBps: 5_000n, maintenanceBps: 3_000n }]]),
    }
    expect(whatIf(long, { type: 'parameters', risk: strict }).status).toBe('LIQUIDATABLE')
  })

  test('behavior: a withdrawal is taken from every prefix, as far as it is there', () => {
    const item = of([], {
      bookAt: (prefix) => [book([holding('usdc', prefix.get(1) === 0 ? 2n * E6 : 5n * E6)])],
      unfinalized: new Map([[1, 1]]),
    })
    const { bounds } = whatIf(item, { type: 'withdraw', ...usdc, amount: 4n * E6 })
    expect([bounds.low.equityE18, bounds.best.equityE18, bounds.high.equityE18]).toEqual([
      0n,
      usd(1n),
      usd(1n),
    ])
  })

  test('behavior: a deposit may open a unit', () => {
    const deposit = { type: 'deposit', ...usdc, unit: 'isolated:a', amount: E6 } as const
    expect(whatIf(long, deposit).units.map(({ unit }) => unit)).toEqual(['cross', 'isolated:a'])
  })

  test('property: a deposit that is withdrawn again, or a shock taken back, changes nothing', () => {
    fc.assert(
      fc.property(
        anyBook,
        anyPrices,
        fc.bigInt({ min: 1n, max: 10n ** 22n }),
        (unitBook, at, amount) => {
          const item = of([unitBook], { prices: at })
          const place = { unit: unitBook.unit, chainId: 99, assetId: 'eth', amount } as const
          const there = whatIf(item, { type: 'deposit', ...place }, { type: 'withdraw', ...place })
          expect(there.bounds).toEqual(evaluateCrossChain(item).bounds)
        },
      ),
      { seed: 75, numRuns: 100 },
    )
  })

  test('error: what could not happen is refused with a sentence', () => {
    const refused = (change: Change) => () => applyChanges(long, [change])
    const cases: readonly (readonly [Change, string])[] = [
      [{ type: 'withdraw', ...usdc, amount: 1_001n * E6 }, '1001000000 cannot leave it'],
      [{ type: 'withdraw', ...usdc, chainId: 2, amount: 1n }, 'holds 0 of usdc on chain 2'],
      [{ type: 'deposit', ...usdc, assetId: 'gold', amount: 1n }, 'No asset gold is configured.'],
      [{ type: 'deposit', ...usdc, amount: 0n }, 'An amount of 0 cannot move.'],
      [{ type: 'bridge', ...usdc, amount: -1n, route }, 'An amount of -1 cannot move.'],
      [{ type: 'withdraw', ...usdc, amount: 0n }, 'An amount of 0 cannot move.'],
      [{ type: 'priceShock', assetId: 'eth', bps: -10_000n }, 'cannot change by -10000'],
      [{ type: 'priceShock', assetId: 'gold', bps: 1n }, 'No asset gold has a price.'],
      [{ type: 'neverArrives', transferKey: '0xbb' }, 'No transfer 0xbb'],
      [
        {
          type: 'parameters',
          risk: {
            ...risk,
            collateral: new Map([['usdc', { initialBps: 1n, maintenanceBps: 10_001n }]]),
          },
        },
        'weight of usdc is not between 0 and 1',
      ],
    ]
    for (const [change, sentence] of cases) {
      expect(refused(change)).toThrow(MarginInputError)
      expect(refused(change)).toThrow(sentence)
    }
  })
})

/** The same prices without bands: then low is best, unless value is in flight. */
function flat({ prices: at }: ReturnType<typeof prices>) {
  return {
    prices: new Map(
      [...at].map(([id, price]) => {
        if (!('priceE18' in price)) return [id, price] as const
        return [id, banded(price.priceE18, price.priceE18, price.priceE18)] as const
      }),
    ),
  }
}
