import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { recordFigures } from '../figures/recordFigures.ts'
import { toPlantedFigures } from '../figures/toPlantedFigures.ts'
import { createScratch, type Scratch } from './createScratch.ts'
import { createWorkspace, repository, type Workspace } from './createWorkspace.ts'
import { isDecided, type Outcome } from './Outcome.ts'
import type { PlantedBug } from './PlantedBug.ts'
import { plantedBugs } from './plantedBugs.ts'
import { type PlayedSeeds, playSeeds, shrinkSeed } from './playSeeds.ts'

/** Every planted bug must be found within so many seeds (issue 4, part 9). */
const seedsMax = 200

/** Seeds of one process: what is lost where a run is stopped, against the start that every process pays. */
const pieceSeeds = 25

/** A run may take so long: five times what a seed takes on a machine that nine people share. */
const startMs = 60_000
const seedMs = 5_000

/** Stands for the code as it is among the outcomes. */
const shipped: PlantedBug = {
  id: 'nothing',
  breaks: 'I1',
  room: 'utils',
  harm: 'None: the shipped code passes.',
  edit: { file: 'package.json', search: '', replace: '' },
}

/**
 * Plants each bug in a copy of the shipped code and lets the simulator look for it, seed 1 first; the copy as it is must
 * pass the same seeds. Outcomes are kept in a file of the system's temporary folder, and a run goes on where the last one
 * was stopped; `--fresh` begins again. `--minutes M` starts nothing after so long, `--only a,b` picks bugs, `--from` and
 * `--count` the seeds, `--head` takes the committed code where the working tree is being edited, `--nocontrol` leaves out the
 * unedited run, `--shrink` looks for the smallest case of every bug found, `--out FILE` writes the outcomes as JSON,
 * `--record` writes the figures where the README has them from. Ends with code 1 when a bug was not found, or the shipped
 * code failed.
 */
async function runPlanted(words: readonly string[]): Promise<void> {
  const from = Number(optionOf(words, 'from') ?? 1)
  const plan: Plan = {
    from,
    count: Number(optionOf(words, 'count') ?? seedsMax),
    endMs: performance.now() + Number(optionOf(words, 'minutes') ?? Number.POSITIVE_INFINITY) * 6e4,
    scratch: createScratch({ from, isFresh: words.includes('--fresh') }),
    commit: execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], {
      cwd: repository,
      encoding: 'utf8',
    }).trim(),
  }
  const only = optionOf(words, 'only')?.split(',')
  const bugs = plantedBugs.filter(({ id }) => only === undefined || only.includes(id))
  const workspace = createWorkspace({ isCommitted: words.includes('--head') })
  try {
    for (const bug of words.includes('--nocontrol') ? bugs : [shipped, ...bugs])
      await playBug(workspace, bug, plan)
    if (words.includes('--shrink')) for (const bug of bugs) await shrinkBug(workspace, bug, plan)
  } finally {
    workspace.remove()
  }
  report(bugs, plan, words)
}

interface Plan {
  from: number
  count: number
  endMs: number
  scratch: Scratch
  commit: string
}

/** Plays a bug's seeds piece by piece, from where they were left, until it is decided or the time is over. */
async function playBug(workspace: Workspace, bug: PlantedBug, plan: Plan): Promise<void> {
  const { folder, plant, restore } = workspace
  const { id, breaks, room, edit } = bug
  const { scratch, commit } = plan
  let outcome = scratch.get(id, edit) ?? {
    ...{ id, breaks, room, edit, commit, played: 0, seconds: 0, broken: 0 },
    ...{ caughtBy: undefined, text: undefined, smallest: undefined },
  }
  if (isDecided(outcome, plan) || performance.now() > plan.endMs) return
  try {
    if (bug !== shipped) plant(edit)
  } catch (error) {
    // The code has moved on: that is said once, and asked again by the next run.
    return say(`${id}: ${String(error)}`)
  }
  while (!isDecided(outcome, plan) && performance.now() <= plan.endMs) {
    const from = plan.from + outcome.played
    const count = Math.min(pieceSeeds, plan.count - outcome.played)
    const timeoutMs = startMs + count * seedMs
    const played = await playSeeds({ folder, from, count, timeoutMs })
    const { failure, problem } = bug === shipped ? played : await doubt(workspace, edit, played)
    outcome = {
      ...outcome,
      commit,
      played:
        outcome.played +
        (failure !== undefined || problem === undefined ? lastOf(played, from, count) : 0),
      seconds: outcome.seconds + played.seconds,
      caughtBy: failure?.invariant,
      text: failure?.text ?? problem,
      broken: outcome.broken + (problem === undefined ? 0 : 1),
    }
    scratch.put(outcome)
  }
  if (bug !== shipped) restore(edit)
  say(spell(outcome, plan))
}

/** A seed that fails without the bug too is no evidence: it counts as passed. */
async function doubt(
  { folder, plant, restore }: Workspace,
  edit: PlantedBug['edit'],
  played: PlayedSeeds,
): Promise<PlayedSeeds> {
  const { failure } = played
  if (failure === undefined) return played
  restore(edit)
  const seeds = { from: failure.seed, count: 1, timeoutMs: startMs + seedMs }
  const control = await playSeeds({ folder, ...seeds })
  plant(edit)
  if (control.problem !== undefined)
    return { ...played, failure: undefined, problem: control.problem }
  if (control.failure === undefined) return played
  // Nothing is learnt from a copy that somebody was editing when it was made.
  if (control.failure.invariant === 'crash')
    throw new Error(`The code as it is does not run: ${control.failure.text}`)
  say(`Seed ${failure.seed} fails without the bug too: ${control.failure.text}`)
  return { ...played, failure: undefined }
}

/** Seeds of a piece that were played. */
function lastOf({ failure }: PlayedSeeds, from: number, count: number): number {
  return failure === undefined ? count : failure.seed - from + 1
}

/** Lets fast-check make the failing case of a bug that was found as small as it can. */
async function shrinkBug(
  { folder, plant, restore }: Workspace,
  { id, edit }: PlantedBug,
  { from, scratch, endMs }: Plan,
): Promise<void> {
  const outcome = scratch.get(id, edit)
  if (outcome?.caughtBy === undefined || outcome.smallest !== undefined) return
  if (performance.now() > endMs) return
  plant(edit)
  const seed = from + outcome.played - 1
  const smallest = await shrinkSeed({ folder, seed, timeoutMs: startMs + 150 * seedMs })
  restore(edit)
  scratch.put({ ...outcome, smallest })
  say(`${id}: ${smallest ?? 'no'} actions`)
}

function report(bugs: readonly PlantedBug[], plan: Plan, words: readonly string[]): void {
  const { scratch } = plan
  const control = scratch.get(shipped.id, shipped.edit)
  const outcomes = bugs.flatMap(({ id, edit }) => scratch.get(id, edit) ?? [])
  const decided = outcomes.filter((outcome) => isDecided(outcome, plan))
  const found = decided.filter(({ caughtBy }) => caughtBy !== undefined)
  for (const outcome of decided)
    if (outcome.caughtBy === undefined) say(`NOT FOUND ${spell(outcome, plan)}`)
  const left = bugs.length - decided.length
  say(
    `${found.length} of ${bugs.length} planted bugs found, ${left} not decided yet; ${scratch.path} has them.`,
  )
  if (control?.caughtBy !== undefined) say(`THE SHIPPED CODE FAILS: ${control.text}`)
  if (found.length < bugs.length || control?.caughtBy !== undefined) process.exitCode = 1
  const out = optionOf(words, 'out')
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(outcomes, undefined, 2)}\n`)
  if (words.includes('--record')) recordFigures({ planted: toPlantedFigures(bugs.length, found) })
}

function spell(outcome: Outcome, plan: Plan): string {
  const { id, breaks, room, caughtBy, played, seconds, text, broken } = outcome
  const verdict =
    caughtBy !== undefined
      ? `${caughtBy}, seed ${played}`
      : broken > 0
        ? `no verdict: ${text}`
        : `passes ${played} of ${plan.count} seeds`
  const cells = [id.padEnd(36), room.padEnd(10), breaks.padEnd(12), verdict]
  return `${cells.join(' ')} (${seconds.toFixed(1)} s)`
}

function optionOf(words: readonly string[], name: string): string | undefined {
  const place = words.indexOf(`--${name}`)
  return place === -1 ? undefined : words[place + 1]
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

await runPlanted(process.argv.slice(2))
