import type { ReaderAction } from '../Action.ts'
import { InvariantBroken } from '../Failure.ts'
import { readOrRefuse, type Session } from '../Session.ts'
import { venueId } from '../world/Deployment.ts'
import { pageDocuments } from './documents.ts'
import { openReaders } from './openReaders.ts'
import type { Paging } from './ReaderState.ts'
import type { LineData } from './WholeData.ts'

interface RowData {
  key?: string
  state?: string
  owner?: string
  lines?: readonly Pick<LineData, 'kind' | 'chainId' | 'amount' | 'shares'>[]
}

interface PagesData {
  page: {
    edges: readonly { cursor: string; node: RowData }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
    cut: { checkpoint: string; isRevised: boolean }
  }
  all?: { nodes: readonly RowData[]; cut: { checkpoint: string } }
}

/**
 * Reads the next page of a list, or its first one with the whole list beside it. However the chains have moved between two
 * pages, together they are the list as it was at the first page's cut. Throws `InvariantBroken`.
 */
export async function turnPage(
  session: Session,
  action: Extract<ReaderAction, { type: 'page' }>,
): Promise<void> {
  const { list } = action
  const { paging } = session.readers
  const open = paging.get(list)
  const next = open === undefined ? await begin(session, action) : await goOn(session, open)
  if (next === undefined) paging.delete(list)
  else paging.set(list, next)
}

async function begin(
  session: Session,
  { list, pick }: Extract<ReaderAction, { type: 'page' }>,
): Promise<Paging | undefined> {
  const order = pick % 2 === 0 ? 'ASC' : 'DESC'
  const rowsPerPage = 1 + (pick % 3)
  const data = await ask(session, undefined, { list, order, rowsPerPage, after: undefined })
  if (data?.all === undefined) return undefined
  const { page, all } = data
  if (page.cut.checkpoint !== all.cut.checkpoint)
    throw new InvariantBroken(
      'cut',
      `one document answers at ${page.cut.checkpoint} and at another`,
    )
  const { checkpoint } = page.cut
  const wanted = all.nodes.map(spell)
  return take({ list, order, rowsPerPage, checkpoint, after: '', wanted, given: [] }, page)
}

async function goOn(session: Session, paging: Paging): Promise<Paging | undefined> {
  const data = await ask(session, paging.checkpoint, paging)
  if (data === undefined) return undefined
  const { cut } = data.page
  // Late knowledge may have changed what the first page said.
  if (cut.isRevised) return undefined
  if (cut.checkpoint !== paging.checkpoint)
    throw new InvariantBroken('cut', `a page of ${paging.checkpoint} is of ${cut.checkpoint}`)
  return take(paging, data.page)
}

async function ask(
  session: Session,
  checkpoint: string | undefined,
  {
    list,
    order,
    rowsPerPage,
    after,
  }: Pick<Paging, 'list' | 'order' | 'rowsPerPage'> & {
    after: string | undefined
  },
): Promise<PagesData | undefined> {
  const readers = await openReaders(session)
  const isFirst = after === undefined
  const variables = { venue: venueId, order, first: rowsPerPage, after, isFirst }
  const request =
    checkpoint === undefined
      ? ({ by: 'finality', finality: 'LATEST' } as const)
      : ({ by: 'checkpoint', checkpoint } as const)
  return readOrRefuse(session, request, () =>
    readers.ask<PagesData>(pageDocuments[list], variables),
  )
}

function take(paging: Paging, { edges, pageInfo }: PagesData['page']): Paging | undefined {
  const { wanted, given, rowsPerPage } = paging
  const end = given.length + rowsPerPage
  const rows = edges.map(({ node }) => spell(node))
  const expected = wanted.slice(given.length, end)
  if (rows.join('\n') !== expected.join('\n'))
    throw new InvariantBroken(
      'cut',
      `rows ${given.length} to ${end} at ${paging.checkpoint}\ngiven:  ${rows}\nwanted: ${expected}`,
    )
  if (pageInfo.hasNextPage !== wanted.length > end)
    throw new InvariantBroken('cut', `after row ${end} of ${wanted.length} more is said to follow`)
  if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return undefined
  return { ...paging, given: [...given, ...rows], after: pageInfo.endCursor }
}

function spell({ key, state, owner, lines = [] }: RowData): string {
  // What shares are worth may be known better by now.
  const parts = lines.map(
    ({ kind, chainId, amount, shares }) => `${kind} ${chainId} ${shares ?? amount.raw}`,
  )
  return [key ?? owner, state, ...parts].join(' ')
}
