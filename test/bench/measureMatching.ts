import { assert } from '../../src/errors/assert.ts'
import type { Leg } from '../../src/facts/Leg.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import { joinLegs } from '../../src/ledger/joinLegs.ts'
import { transferAmounts } from '../../src/ledger/transferAmounts.ts'
import { cutAt, leg } from '../ledger/support/legs.ts'
import { word } from '../ledger/support/world.ts'
import { quantile } from './median.ts'

/**
 * What matching costs per leg in memory: legs of many transfers, credits first, are joined by key, judged at a cut, and what
 * each adds is derived. One transfer in ten is still on its way, one leg in twenty was read twice. Prints microseconds of CPU per leg, in its last
 * line alone; the budget is 5. `npm run bench -- --rooms` runs it compiled.
 */
const transfers = 50_000
const rounds = 11

/** A page of this many transfers is judged at a time, as the API does. */
const perPage = 500

const pages = Array.from({ length: transfers / perPage }, (_, i) => pageOf(i))
const legCount = pages.reduce((sum, page) => sum + page.length, 0)
const context = cutAt({ 1: 500n, 2: 500n })
const emptyBooks = { shown: () => 0n, lowestSince: () => 0n }

const costs = Array.from({ length: rounds }, () => {
  const start = process.cpuUsage()
  const judged = pages.reduce((sum, page) => sum + judge(page), 0)
  assert(judged === transfers, 'every transfer is judged')
  const { user, system } = process.cpuUsage(start)
  return (user + system) / legCount
})
const legUs = quantile(costs, 0.5).toFixed(2)
process.stdout.write(
  `${transfers} transfers of ${legCount} legs: ${legUs} µs per leg (median of ${rounds})\n${legUs}\n`,
)

/** Credits first, as from a chain that is ahead. */
function pageOf(page: number): readonly Leg[] {
  const own = Array.from({ length: perPage }, (_, i) => legsOf(page * perPage + i))
  return own.flat().sort((a, b) => (a.step < b.step ? -1 : 1))
}

function legsOf(i: number): readonly Leg[] {
  const key = word(1_000 + i)
  const sent = leg('sent', BigInt(10 + (i % 300)), { key, amount: BigInt(100 + i) })
  if (i % 10 === 0) return [sent]
  const credited = leg('credited', BigInt(20 + (i % 300)), { key, amount: BigInt(100 + i) })
  return i % 10 === 1 ? [credited, sent, credited] : [credited, sent]
}

function judge(page: readonly Leg[]): number {
  const views = joinLegs(page, context.cut).flatMap(([, { legs: own }]) => {
    const view = evaluateTransfer(own, context)
    return view === undefined ? [] : [{ view, legs: own }]
  })
  return transferAmounts(views, context, emptyBooks).length
}
