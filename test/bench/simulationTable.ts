import type { Results } from './Results.ts'
import { count, toTable } from './readmeTable.ts'
import type { Measured, PlantedResult, SimulationResult, Spread } from './SimulationResults.ts'

const start = '<!-- simulation:start -->'
const end = '<!-- simulation:end -->'

/** Replaces what stands between the markers of the simulation; undefined when the text lacks them. */
export function replaceSimulation(readme: string, results: Results): string | undefined {
  const from = readme.indexOf(start)
  const to = readme.indexOf(end)
  if (from < 0 || to < from) return undefined
  return readme.slice(0, from) + simulationTable(results) + readme.slice(to + end.length)
}

/** The section between its two markers, markers included. */
export function simulationTable({ simulation, planted }: Results): string {
  const rows = [
    ...(simulation === undefined ? [] : toSimulationRows(simulation)),
    ...(planted === undefined ? [] : toPlantedRows(planted)),
  ]
  const notes = [
    ...(simulation === undefined
      ? []
      : [`The ${count(simulation.seeds)} seeds from ${simulation.from} on ${spell(simulation)}`]),
    ...(planted === undefined ? [] : [`The planted bugs ${spell(planted)}`]),
  ]
  const table = rows.length === 0 ? [] : ['', ...toTable([['What', 'Measured'], ...rows])]
  return [start, commands, ...table, ...notes.flatMap((note) => ['', note]), end].join('\n')
}

const commands = `The shipped code runs in simulated worlds: 2–6 chains, bridges, bad endpoints, reorgs, crashes in the middle of a write, forgers, under
a virtual clock. Every answer is held against an oracle that shares no code with \`src/\`, and what is at rest against a fresh index.

\`\`\`
npm run simulate                      # 50 fresh seeds; -- --minutes M, -- --from A --count N
npm run simulate -- --seed N          # one of them again, with its trace
npm run simulate:planted              # plants each bug of the list in a copy of src/ and looks for it
\`\`\`

\`npm test\` plays a fixed list of seeds, every case that ever failed, some of the planted bugs, and scripted scenarios on real
nodes and simulated ones, which must give the same facts. \`npm run test:protocols\` plays the own contracts of LayerZero, Stargate, CCIP,
Across and Aave on real nodes, and fetches them from npm on first use.`

function toSimulationRows(result: SimulationResult): [string, string][] {
  const { seeds, seedsPerMinutePerCore, virtualYears, blocks, reorgs } = result
  const { crashes, faults, messages, answers } = result
  return [
    ['Fresh seeds played, none with a failure', count(seeds)],
    ['… per minute on one core', count(seedsPerMinutePerCore)],
    ['… virtual years', `${virtualYears}`],
    ['… blocks, reorgs', `${count(blocks)}, ${count(reorgs)}`],
    ['… crashes, faults of endpoints', `${count(crashes)}, ${count(faults)}`],
    ['… transactions with messages', count(messages)],
    ['… answers held against the oracle', count(answers)],
  ]
}

function toPlantedRows(result: PlantedResult): [string, string][] {
  const { planted, caught, seeds, seconds, smallest } = result
  return [
    ['Planted bugs caught within 200 seeds', `${caught} of ${planted}`],
    ['… seeds until then, median (most)', spread(seeds)],
    ['… seconds until then, median (most)', spread(seconds)],
    ...(smallest === undefined
      ? []
      : [
          [
            `… actions of the smallest case, median (least to most), of ${smallest.bugs} bugs`,
            `${smallest.median} (${smallest.min} to ${smallest.max})`,
          ] as [string, string],
        ]),
  ]
}

function spread({ median, max }: Spread): string {
  return `${count(median)} (${count(max)})`
}

function spell({ date, commit, isDirty, machine }: Measured): string {
  const { cores, cpu, memoryGb, node } = machine
  const changes = isDirty ? ' with local changes' : ''
  return `were played on ${date.slice(0, 10)} at commit ${commit.slice(0, 10)}${changes}: ${cores} cores (${cpu}), ${memoryGb} GB, Node ${node}.`
}
