import { evaluateMargin } from '../../src/margin/engine/evaluateMargin.ts'
import { GuardBuilder } from '../../src/margin/index/GuardBuilder.ts'
import { LinearRules } from '../../src/margin/index/LinearRules.ts'
import { TickIndex } from '../../src/margin/index/TickIndex.ts'
import { quantile } from './median.ts'
import type { TickResult } from './Results.ts'
import { createTickWorld, tickSystem, toMark, variableOf } from './tickWorld.ts'

/**
 * What a tick costs over a million accounts of four exposures and 64 assets, and whether the index finds exactly what a full
 * pass in bigint finds. Its last line is a `TickResult`. `npm run bench -- --rooms` runs it compiled;
 * `jiti test/bench/measureTicks.ts [accounts] [steps held against the full pass]` is a third slower.
 */
const accounts = Number(process.argv[2] ?? 1_000_000)
const steps = Number(process.argv[3] ?? 20)
const TICKS = 200
const JOINT_TICKS = 40

const world = createTickWorld(accounts, 20_261_123)
const rules = new LinearRules(tickSystem)
const pricing = { variableOf }
let view = world.viewAt(world.prices)

const index = new TickIndex((account) => {
  const unit = world.unitOf(account)
  const margin = evaluateMargin(tickSystem, unit, view)
  judged += 1
  const builder = new GuardBuilder()
  builder.add(unit, margin, { rules, pricing })
  return { status: margin.status, guard: builder.build(0, undefined) }
})
let judged = 0

/** Everything that moves, moves; then all of it is decided. Milliseconds of the index alone. */
function move(moved: readonly number[], factor: (index: number) => number): number {
  for (const asset of moved) {
    world.prices[asset] = Math.max(Math.round((world.prices[asset] ?? 1) * factor(asset)), 1)
  }
  view = world.viewAt(world.prices)
  const start = performance.now()
  for (const asset of moved) index.move(asset, toMark(world.prices[asset] ?? 1))
  changes = index.settle()
  return performance.now() - start
}
let changes: ReturnType<TickIndex['settle']> = []

const all = world.prices.map((_price, asset) => asset)
const say = (line: string) => process.stdout.write(`${line}\n`)
const toSpread = (times: number[]) => ({
  medianMs: Number(quantile(times, 0.5).toFixed(2)),
  worstMs: Number(Math.max(...times).toFixed(2)),
})

function fill(): void {
  move(all, () => 1)
  const start = performance.now()
  for (let account = 0; account < accounts; account += 1) index.dirty(account)
  index.settle()
  const each = ((performance.now() - start) * 1_000) / accounts
  const bytes = (index.bytes / accounts).toFixed(0)
  say(
    `${accounts} accounts filed, ${each.toFixed(2)} µs each with their books; ${bytes} bytes each.`,
  )
}

function measureTicks(): TickResult['oneAsset'] {
  const times = Array.from({ length: TICKS }, () =>
    move([world.draw.below(all.length)], () => 1 + (world.draw.fraction() - 0.5) / 50),
  )
  say(`A tick of one asset by up to 1 %: ${JSON.stringify(toSpread(times))} (${TICKS}).`)
  return toSpread(times)
}

function measureJoint(): TickResult['everyAsset'] {
  judged = 0
  let changed = 0
  const times = Array.from({ length: JOINT_TICKS }, () => {
    const time = move(all, () => (world.draw.oneIn(2) ? 1.01 : 1 / 1.01))
    changed += changes.length
    return time
  })
  say(
    `A tick that moves every asset by 1 %: ${JSON.stringify(toSpread(times))} (${JOINT_TICKS}; ${(changed / JOINT_TICKS).toFixed(0)} changes and ${(judged / JOINT_TICKS).toFixed(0)} exact evaluations each).`,
  )
  return toSpread(times)
}

/** Steps after each of which every account is evaluated in bigint and held against the index. */
function holdAgainstPass(): number {
  let differences = 0
  let changed = 0
  for (let step = 0; step < steps; step += 1) {
    const moved = step % 2 === 0 ? all : [world.draw.below(all.length)]
    move(moved, () => 1 + (world.draw.fraction() - 0.5) / 10)
    const told = new Set(changes.map(({ account }) => account))
    for (let account = 0; account < accounts; account += 1) {
      const exact = evaluateMargin(tickSystem, world.unitOf(account), view).status
      const was = before[account]
      if (index.statusOf(account) !== exact || told.has(account) !== (was !== exact))
        differences += 1
      before[account] = exact
    }
    changed += told.size
  }
  say(`${steps} random steps: ${differences} differences to the full pass; ${changed} changes.`)
  if (differences > 0) process.exitCode = 1
  return differences
}

fill()
const bytesPerAccount = Math.round(index.bytes / accounts)
const [oneAsset, everyAsset] = [measureTicks(), measureJoint()]
const before = Array.from({ length: accounts }, (_, account) => index.statusOf(account))
const differences = holdAgainstPass()
const result: TickResult = { accounts, bytesPerAccount, oneAsset, everyAsset, steps, differences }
say(JSON.stringify(result))
