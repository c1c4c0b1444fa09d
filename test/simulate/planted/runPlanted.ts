import { writeFileSync } from 'node:fs'
import { createWorkspace, type Workspace } from './createWorkspace.ts'
import type { PlantedBug } from './PlantedBug.ts'
import { plantedBugs } from './plantedBugs.ts'
import { type PlayedSeeds, playSeeds } from './playSeeds.ts'

/** Every planted bug must be found within so many seeds (issue 4, part 9). */
const seedsMax = 200

/** A run may take so long: five times what a seed takes on a machine that nine people share. */
const startMs = 60_000
const seedMs = 5_000

/**
 * Plants each bug in a copy of the shipped code and lets the simulator look for it, seed 1 first; before that, the copy as
 * it is must pass the same seeds. `--only a,b` picks bugs, `--from` and `--count` the seeds, `--nocontrol` leaves out the
 * unedited run, `--out FILE` writes the outcome as JSON. Ends with code 1 when a bug was not found, or the shipped code failed.
 */
async function runPlanted(words: readonly string[]): Promise<void> {
  const from = Number(optionOf(words, 'from') ?? 1)
  const count = Number(optionOf(words, 'count') ?? seedsMax)
  const only = optionOf(words, 'only')?.split(',')
  const bugs = plantedBugs.filter(({ id }) => only === undefined || only.includes(id))
  const seeds = { from, count, timeoutMs: startMs + count * seedMs }
  const workspace = createWorkspace()
  const outcomes: Outcome[] = []
  try {
    if (!words.includes('--nocontrol')) await playControl(workspace, seeds)
    for (const bug of bugs) {
      const outcome = await playBug(workspace, bug, seeds)
      outcomes.push(outcome)
      say(spell(outcome))
    }
  } finally {
    workspace.remove()
  }
  const found = outcomes.filter(({ seeds: needed }) => needed !== undefined)
  say(`${found.length} of ${outcomes.length} planted bugs found.`)
  if (found.length < outcomes.length) process.exitCode = 1
  const out = optionOf(words, 'out')
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(outcomes, undefined, 2)}\n`)
}

/** One line of the table. */
interface Outcome extends Pick<PlantedBug, 'id' | 'breaks' | 'room'> {
  /** The simulator's word for what was broken; undefined where nothing was noticed. */
  caughtBy: string | undefined
  /** Seeds played until then. */
  seeds: number | undefined
  /** Of a process of its own, its start included. */
  seconds: number
  text: string | undefined
}

interface Seeds {
  from: number
  count: number
  timeoutMs: number
}

async function playControl({ folder }: Workspace, seeds: Seeds): Promise<void> {
  const { failure, problem, seconds } = await playSeeds({ folder, ...seeds })
  if (failure === undefined && problem === undefined)
    return say(`The shipped code passes ${seeds.count} seeds in ${seconds.toFixed(0)} s.`)
  process.exitCode = 1
  say(`THE SHIPPED CODE FAILS: ${describe({ failure, problem, seconds })}`)
}

async function playBug(
  { folder, plant, restore }: Workspace,
  { id, breaks, room, edit }: PlantedBug,
  seeds: Seeds,
): Promise<Outcome> {
  plant(edit)
  const played = await playSeeds({ folder, ...seeds })
  restore(edit)
  const { failure, problem, seconds } = played
  const needed = failure === undefined ? undefined : failure.seed - seeds.from + 1
  const text = failure?.text ?? problem
  return { id, breaks, room, caughtBy: failure?.invariant, seeds: needed, seconds, text }
}

function spell({ id, breaks, room, caughtBy, seeds, seconds, text }: Outcome): string {
  const verdict = seeds === undefined ? `NOT FOUND ${text ?? ''}` : `${caughtBy}, seed ${seeds}`
  const cells = [id.padEnd(36), room.padEnd(10), breaks.padEnd(12), verdict]
  return `${cells.join(' ')} (${seconds.toFixed(1)} s)`
}

function describe({ failure, problem }: PlayedSeeds): string {
  return failure === undefined
    ? (problem ?? '')
    : `seed ${failure.seed} broke ${failure.invariant}: ${failure.text}`
}

function optionOf(words: readonly string[], name: string): string | undefined {
  const place = words.indexOf(`--${name}`)
  return place === -1 ? undefined : words[place + 1]
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

await runPlanted(process.argv.slice(2))
