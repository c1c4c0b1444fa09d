import { expect } from 'vitest'
import type { World } from './createWorld.ts'
import { type Recorded, readRecorded } from './readRecorded.ts'
import { readServed, type Served } from './readServed.ts'
import type { Program } from './runProgram.ts'
import type { ChainName } from './scenario.ts'

const names = ['harbor', 'island'] as const satisfies readonly ChainName[]

/** Long enough for any backoff, flush or finality step that is still under way. */
const settleMs = 31_000

/** Lets time pass until the program stands at the tip of both chains, and has nothing left to write. */
export async function awaitTips(world: World, program: Program, limitMs = 600_000): Promise<void> {
  await world.clock.run(Math.max(world.endsAtMs - world.clock.monotonic(), 0))
  const isThere = () =>
    program.views.status().every((chain) => {
      const name = names.find((each) => each === chain.name)
      const tip = name === undefined ? undefined : world.trees[name].tip
      return chain.phase === 'live' && chain.followed === BigInt(tip?.number ?? -1)
    })
  await world.clock.until(isThere, limitMs, () => describe(world, program))
  await world.clock.run(settleMs)
  await world.clock.until(isThere, limitMs, () => describe(world, program))
}

/** What a person needs who looks for the reason of a stall. */
function describe(world: World, program: Program): string {
  const chains = program.views
    .status()
    .map(({ name, phase, head, followed, problem, endpoints }) => {
      const states = endpoints.map(({ label, state, reason }) => `${label} ${state}: ${reason}`)
      return `${name} ${phase} ${followed}/${head} ${problem} [${states.join('; ')}]`
    })
  const tips = names.map((name) => `${name} at ${world.trees[name].tip.number}`)
  return [`the tips ${tips.join(', ')}`, ...chains, ...world.captured.lines.slice(-8)].join('\n')
}

interface State {
  served: Served
  recorded: Recorded
}

/** States of chains that were indexed afresh, by tips and config: most tests of a file end in the same one. */
const freshStates = new Map<string, State>()

/** What two indexes of the same chains may differ in. */
interface Comparison {
  limitMs?: number
  /** Codes of conditions that belong to the way there, such as an incident that stays for ever. */
  ignoredConditions?: readonly string[]
  /** Balances, prices and margin alone: the fault changes how a node names transactions or positions. */
  isVenueOnly?: boolean
}

/**
 * Expects that the program, once it stands at both tips, serves and has recorded exactly what an index of the same chains
 * from healthy nodes has. Stops it. Returns the common state.
 */
export async function expectLikeFresh(
  world: World,
  program: Program,
  comparison: Comparison = {},
): Promise<State> {
  const { limitMs, ignoredConditions = [], isVenueOnly = false } = comparison
  await awaitTips(world, program, limitMs)
  const served = await readServed(program)
  await program.stop()
  const recorded = await readRecorded(program.database)
  const fresh = await readFresh(world)
  if (isVenueOnly) {
    expect(recorded.facts.length).toBe(fresh.recorded.facts.length)
    expect(served.venue).toEqual(fresh.served.venue)
    return fresh
  }
  for (const list of ['facts', 'series', 'quarantined'] as const)
    expectSameLines(list, recorded[list], fresh.recorded[list])
  const conditions = served.conditions.filter(({ code }) => !ignoredConditions.includes(code))
  expect({ ...served, conditions }).toEqual(fresh.served)
  return fresh
}

/** A difference of thousands of lines is shown by its first few. */
function expectSameLines(what: string, given: readonly string[], wanted: readonly string[]): void {
  const [has, wants] = [new Set(given), new Set(wanted)]
  const missing = wanted.filter((line) => !has.has(line)).slice(0, 3)
  const foreign = given.filter((line) => !wants.has(line)).slice(0, 3)
  expect({ missing, foreign, count: given.length }, what).toEqual({
    missing: [],
    foreign: [],
    count: wanted.length,
  })
}

async function readFresh(world: World): Promise<State> {
  const { safeDepth, finalizedDepth } = world.node
  const tips = names.map((name) => world.trees[name].tip.hash)
  const key = JSON.stringify(
    [
      tips,
      safeDepth,
      finalizedDepth,
      world.parameters.chains,
      world.parameters.lanes,
      world.parameters.oracles,
      world.parameters.backing,
      world.book.version,
    ],
    (_, value) => (typeof value === 'bigint' ? String(value) : value),
  )
  const known = freshStates.get(key)
  if (known !== undefined) return known
  const program = await world.startFresh()
  await awaitTips(world, program)
  const served = await readServed(program)
  await program.stop()
  const state = { served, recorded: await readRecorded(program.database) }
  freshStates.set(key, state)
  return state
}
