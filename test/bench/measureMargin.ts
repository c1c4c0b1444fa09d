import { evaluateMargin } from '../../src/margin/engine/evaluateMargin.ts'
import type { MarginUnit, MarginView } from '../../src/margin/engine/MarginUnit.ts'
import { crossChain } from '../../src/margin/presets/crossChain.ts'
import { quantile } from './median.ts'

/**
 * How long one exact evaluation of a simple cross account takes, by the margin engine: two collaterals, one debt and one
 * position, 64 assets priced. Prints microseconds per account, the median alone in its last line; the budget is 4, the aim
 * 2.5. `npm run bench -- --rooms` runs it compiled.
 */
const ASSETS = 64
const ACCOUNTS = 20_000
const ROUNDS = 15
const E18 = 10n ** 18n

// The lines of a book carry the very strings of the config.
const ids = Array.from({ length: ASSETS }, (_, index) => `asset${index}`)
const marketIds = ids.map((id) => `${id}-usd`)
const assetOf = (index: number) => ids[index % ASSETS] ?? ''
const marketOf = (index: number) => marketIds[index % ASSETS] ?? ''

const system = crossChain({
  risk: {
    boundary: '<',
    warningBps: 12_000n,
    collateral: new Map(ids.map((id) => [id, { initialBps: 8_000n, maintenanceBps: 8_500n }])),
    markets: new Map(
      ids.map((id, index) => [
        marketOf(index),
        { asset: id, initialBps: 1_000n, maintenanceBps: 500n },
      ]),
    ),
  },
  decimals: new Map(ids.map((id) => [id, 18])),
})

const units = Array.from({ length: ACCOUNTS }, (_, index): MarginUnit => {
  const amount = BigInt(index + 1) * 1_234_567_890_123_456_789n
  return {
    id: `unit${index}`,
    mode: 'cross',
    balances: [
      { asset: assetOf(index), quantity: amount },
      { asset: assetOf(index + 7), quantity: amount / 3n },
      { asset: assetOf(index + 21), quantity: -amount / 2n },
    ],
    positions: [
      {
        market: marketOf(index + 40),
        size: index % 2 === 0 ? amount : -amount,
        entry: { type: 'value', value: index % 2 === 0 ? amount * 990n : -amount * 990n },
      },
    ],
  }
})

function viewAt(round: number): MarginView {
  const entries = ids.map((id, index) => {
    const mid = BigInt(900 + round + index) * E18 + 123_456_789n
    return [id, { mid }] as const
  })
  return {
    states: new Map([...entries, ...entries.map(([id, state]) => [`${id}-usd`, state] as const)]),
  }
}

/** Microseconds per account of each round; what was found is summed up so that nothing is left out. */
function measure(): { microseconds: number[]; liquidatable: number } {
  const microseconds: number[] = []
  let liquidatable = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const view = viewAt(round)
    const start = performance.now()
    for (const unit of units) {
      if (evaluateMargin(system, unit, view).isLiquidatable) liquidatable += 1
    }
    microseconds.push(((performance.now() - start) * 1_000) / ACCOUNTS)
  }
  return { microseconds, liquidatable }
}

const { microseconds, liquidatable } = measure()
const found = `median ${quantile(microseconds, 0.5).toFixed(2)} µs, best ${Math.min(...microseconds).toFixed(2)} µs`
process.stdout.write(
  `One cross account of 4 exposures, exact: ${found} (${ROUNDS} rounds of ${ACCOUNTS}, ${liquidatable} liquidatable).\n${quantile(microseconds, 0.5).toFixed(2)}\n`,
)
