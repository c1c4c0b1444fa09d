import type { CutRequest } from '../../../src/api/views/cut/Cut.ts'
import type { Action } from '../Action.ts'
import { noteAnswer } from '../checks/noteAnswer.ts'
import { readExtras, type ServedExtras } from '../checks/ServedExtras.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import { traderAt } from '../lookUp.ts'
import { type Answer, spellExtras } from '../readAnswer.ts'
import { holdAnswer, readOrRefuse, type Session } from '../Session.ts'
import { venueId } from '../world/Deployment.ts'
import { wholeDocument } from './documents.ts'
import { noteSettled } from './noteSettled.ts'
import { openReaders } from './openReaders.ts'
import { toCutReader } from './toCutReader.ts'
import type { CutData, WholeData } from './WholeData.ts'

/** Asks for everything at one moment in one document, and holds the answer against the oracle. Throws `InvariantBroken`. */
export async function askWhole(
  session: Session,
  { at, pick }: Pick<Extract<Action, { type: 'ask' }>, 'at' | 'pick'>,
): Promise<void> {
  const request = toRequest(session, at, pick)
  if (request !== undefined) await askAt(session, request, pick)
}

/** The same at a given moment; undefined where it is refused for a reason. */
export async function askAt(
  session: Session,
  request: CutRequest,
  pick: number,
): Promise<Answer | undefined> {
  const { world, readers: state } = session
  const readers = await openReaders(session)
  const owner = traderAt(world.deployment, pick)
  const opened = readers.counted.opened()
  const hasGates = world.deployment.gates !== undefined
  const variables = { at: toAt(request), venue: venueId, owner, hasGates }
  const data = await readOrRefuse(session, request, () =>
    readers.ask<WholeData>(wholeDocument, variables),
  )
  const count = readers.counted.opened() - opened
  if (count !== (data === undefined ? 0 : 1))
    throw new InvariantBroken('api', `a document with one moment opened ${count} readers`)
  if (readers.counted.held() !== 0)
    throw new InvariantBroken(
      'readers',
      `${readers.counted.held()} readers are held after an answer`,
    )
  if (data === undefined) return undefined
  assertOneCut(data)
  assertWhole(data)
  const reader = toCutReader(data)
  const extras = readExtras(reader, world.deployment)
  const answer = {
    cut: reader.cut,
    lines: spellExtras(extras, world.deployment),
    rest: [],
    extras,
  }
  holdAnswer(session, request, answer)
  noteAnswer(session, request, answer)
  const lines = [...answer.lines, ...spellFigures(extras)]
  assertSame(state.served, answer, lines)
  if (request.by === 'timestamp') noteSettled(session, request.timestamp, answer, lines)
  return answer
}

/** The moment of a query; `time` is anywhere from before the first block on, or one that was answered before. */
function toRequest(
  { world, checkpoints, readers }: Session,
  at: Extract<Action, { type: 'ask' }>['at'],
  pick: number,
): CutRequest | undefined {
  switch (at) {
    case 'latest':
    case 'safe':
    case 'finalized':
      return { by: 'finality', finality: at === 'latest' ? 'LATEST' : finalities[at] }
    case 'time': {
      const known = [...readers.settled.keys()]
      const again = known[pick % Math.max(known.length, 1)]
      if (again !== undefined && world.random() < 0.5) return { by: 'timestamp', timestamp: again }
      const starts = world.trees.map(({ tree }) => Number(tree.get(0).timestamp))
      const first = Math.min(...starts) - 3
      const now = Math.floor(world.clock.now() / 1_000)
      const timestamp = BigInt(first + Math.floor(world.random() * (now + 3 - first)))
      return { by: 'timestamp', timestamp }
    }
    case 'checkpoint': {
      const checkpoint = checkpoints[pick % Math.max(checkpoints.length, 1)]
      return checkpoint === undefined ? undefined : { by: 'checkpoint', checkpoint }
    }
  }
}

const finalities = { safe: 'SAFE', finalized: 'FINALIZED' } as const

function toAt(request: CutRequest): object {
  switch (request.by) {
    case 'finality':
      return { finality: request.finality }
    case 'timestamp':
      return { timestamp: String(request.timestamp) }
    case 'checkpoint':
      return { checkpoint: request.checkpoint }
  }
}

/** All of one answer is taken at one cut (I4). */
function assertOneCut(data: WholeData): void {
  const { meta, marginAccounts, marginAccount, collateral, transfers, prices, conditions } = data
  const wanted = JSON.stringify(meta.cut)
  const lists = { marginAccounts, marginAccount, collateral, transfers, prices, conditions }
  const others = data.routes === undefined ? lists : { ...lists, routes: data.routes }
  for (const [field, { cut }] of Object.entries<{ cut: CutData }>(others))
    if (JSON.stringify(cut) !== wanted)
      throw new InvariantBroken('cut', `${field} is at ${cut.checkpoint}, meta at ${wanted}`)
}

/** A world is small: nothing of it is on a further page, and no field says another thing than its sibling. */
function assertWhole({ marginAccounts, marginAccount, collateral, transfers }: WholeData): void {
  if (marginAccounts.pageInfo.hasNextPage || transfers.pageInfo.hasNextPage)
    throw new InvariantBroken('api', 'a list of a small world has more pages')
  if (collateral.lineCount !== collateral.lines.length)
    throw new InvariantBroken('api', `${collateral.lineCount} lines are ${collateral.lines.length}`)
  const listed = marginAccounts.nodes.find(({ owner }) => owner === marginAccount.owner)
  const { cut: _, ...alone } = marginAccount
  if (listed !== undefined && JSON.stringify(listed) !== JSON.stringify(alone))
    throw new InvariantBroken('api', `${marginAccount.owner} is another account in the list`)
}

/** Figures that follow from the cut alone; shares may be valued by a rate that was read later. */
function spellFigures(extras: ServedExtras): readonly string[] {
  const accounts = extras.accounts.flatMap((item) => {
    if (item.lines.some(({ shares }) => shares !== undefined)) return []
    const { equityE18, slackInitialE18, slackMaintenanceE18 } = item.margin.bounds.best
    return [`figures ${item.owner} ${equityE18} ${slackInitialE18} ${slackMaintenanceE18}`]
  })
  const prices = extras.prices.map(({ assetId, price }) => {
    const value = 'priceE18' in price ? price.priceE18 : undefined
    return `price ${assetId} ${price.state} ${value}`
  })
  return [...accounts, ...prices]
}

/** What one checkpoint was answered stays its answer, until late knowledge raises the revision. Throws `InvariantBroken`. */
function assertSame(
  served: Map<string, readonly string[]>,
  { cut }: Answer,
  lines: readonly string[],
): void {
  const id = `${cut.checkpoint} in revision ${cut.revision}`
  const before = served.get(id)
  served.set(id, lines)
  const difference = before && findDifference(lines, before)
  if (difference !== undefined) throw new InvariantBroken('checkpoint', `${id}\n${difference}`)
}
