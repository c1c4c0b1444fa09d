import type { Condition } from '../../../src/alerts/Condition.ts'
import type { CutRequest } from '../../../src/api/views/cut/Cut.ts'
import { CutError } from '../../../src/api/views/cut/CutError.ts'
import type { RecordedCoverage } from '../../../src/store/Recorded.ts'
import { readRecorded } from '../../faults/support/readRecorded.ts'
import { readAnswer } from '../readAnswer.ts'
import type { Deployment } from '../world/Deployment.ts'
import type { Names } from './createNames.ts'
import type { Played } from './Director.ts'
import type { Stage, StagedBlock, StagedProgram } from './Stage.ts'

/** What is served at the newest, the safe and the final blocks. */
export async function readAll(
  { views }: StagedProgram,
  { deployment }: Stage,
  { rename }: Names,
  withProof: boolean,
): Promise<readonly string[]> {
  const lines: string[] = []
  for (const finality of ['LATEST', 'SAFE', 'FINALIZED'] as const) {
    const at: CutRequest = { by: 'finality', finality }
    try {
      const answer = await readAnswer(views, deployment, at)
      const chains = answer.cut.chains.map(({ number, hash }) => `${number} ${hash}`)
      const conditions = answer.extras.conditions.map(spell).sort()
      lines.push(`${finality} ${chains.join(', ')}`)
      const coverage = withProof ? answer.extras.coverage.map(spellProof) : []
      const all = [...answer.lines, ...answer.rest, ...conditions, ...coverage]
      lines.push(...all.map((line) => `  ${line}`))
    } catch (error) {
      if (!(error instanceof CutError)) throw error
      lines.push(`${finality} ${error.code}`)
    }
  }
  return lines.map(rename)
}

/** Where the first stretch ends is a matter of time; what it is, is not. */
function spellProof({ sourceId, spans }: RecordedCoverage): string {
  return `${sourceId} ${spans[0]?.level}`
}

/** The first line of what is served once the program has reached the tips. */
export function spellTips(
  { deployment }: Stage,
  tips: ReadonlyMap<number, StagedBlock>,
  { rename }: Names,
): string {
  const chains = deployment.chains.map(({ id }) => tips.get(id))
  return rename(`LATEST ${chains.map((tip) => `${tip?.number} ${tip?.hash}`).join(', ')}`)
}

/** What the closed database of a program holds. */
export async function readFacts(
  database: string,
  { chains }: Deployment,
  names: Names,
): Promise<Pick<Played, 'facts' | 'series' | 'quarantined'>> {
  const ids = chains.map(({ id }) => id)
  const recorded = await readRecorded(database, ids)
  return {
    facts: recorded.facts.map((line) => spellFact(line, names)).sort(),
    series: recorded.series.map(names.rename),
    quarantined: recorded.quarantined.map((line) => spellQuarantined(line, names)).sort(),
  }
}

/** The index of a log, and of its transaction, count logs and refusals that nobody follows. */
function spellFact(line: string, { rename, place }: Names): string {
  // CAST: readRecorded spelled it.
  const fact = JSON.parse(line) as Spelled
  const { txIndex: _, ...at } = fact.at
  const logIndex = place(at.blockHash, at.logIndex)
  const siblings = fact.siblings.map((sibling) => place(at.blockHash, sibling))
  return rename(JSON.stringify({ ...fact, at: { ...at, logIndex }, siblings }))
}

interface Spelled {
  at: { blockHash: string; logIndex: number; txIndex: number }
  siblings: readonly number[]
}

function spellQuarantined(line: string, { rename, place }: Names): string {
  const [blockHash = '', logIndex, ...reason] = line.split(' ')
  return rename(`${blockHash} ${place(blockHash, Number(logIndex))} ${reason.join(' ')}`)
}

function spell(value: Condition): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? inner.toString() : inner))
}
