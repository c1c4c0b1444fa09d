import { expect, test } from 'vitest'
import { createTestServer } from './support/createTestServer.ts'
import { hash, transfer } from './support/fakeData.ts'

const pageQuery = `query ($after: String, $at: At, $direction: OrderDirection = ASC) {
  transfers(first: 2, after: $after, at: $at, orderDirection: $direction) {
    nodes { key } edges { cursor node { key } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } cut { sequence checkpoint }
  }
}`

/** What the tests read of a page. */
interface PageAnswer {
  transfers: {
    nodes: { key: string }[]
    edges: { cursor: string }[]
    pageInfo: { hasNextPage: boolean; startCursor: string; endCursor: string }
    cut: { sequence: string; checkpoint: string }
  }
}

async function readPage(
  { ask }: ReturnType<typeof createTestServer>,
  variables: object = {},
): Promise<PageAnswer['transfers']> {
  const { data, errors } = await ask(pageQuery, variables)
  expect(errors).toEqual([])
  // CAST: the shape of the query above.
  return (data as PageAnswer).transfers
}

test('default: two pages make the list', async () => {
  const server = createTestServer()
  const first = await readPage(server)
  expect(first.nodes.map(({ key }) => key)).toEqual([hash(1), hash(2)])
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
  expect(first.pageInfo.startCursor).toBe(first.edges[0]?.cursor)
  const second = await readPage(server, { after: first.pageInfo.endCursor })
  expect(second.nodes.map(({ key }) => key)).toEqual([hash(3)])
  expect(second.pageInfo.hasNextPage).toBe(false)
})

test('behavior: paging goes on at the cut of the first page although the chains moved', async () => {
  const server = createTestServer()
  const first = await readPage(server)
  server.views.publish()
  const second = await readPage(server, { after: first.pageInfo.endCursor })
  expect(second.cut).toEqual(first.cut)
  expect(server.views.opened.at(-1)).toEqual({ by: 'checkpoint', checkpoint: 'checkpoint-5' })
})

test('behavior: at beside after may name the same cut', async () => {
  const server = createTestServer()
  const first = await readPage(server)
  const at = { checkpoint: first.cut.checkpoint }
  const second = await readPage(server, { after: first.pageInfo.endCursor, at })
  expect(second.nodes).toHaveLength(1)
})

test('error: CURSOR_STALE when at names another cut than the cursor', async () => {
  const server = createTestServer()
  const first = await readPage(server)
  server.views.publish()
  const variables = { after: first.pageInfo.endCursor, at: { finality: 'LATEST' } }
  expect((await server.ask(pageQuery, variables)).codes).toEqual(['CURSOR_STALE'])
})

test('error: BAD_PAGE for a cursor of another order or list', async () => {
  const server = createTestServer()
  const after = (await readPage(server)).pageInfo.endCursor
  const other = await server.ask(pageQuery, { after, direction: 'DESC' })
  expect(other.codes).toEqual(['BAD_PAGE'])
  const accounts = `{ marginAccounts(venue: "lab", after: "${after}") { nodes { owner } } }`
  expect((await server.ask(accounts)).codes).toEqual(['BAD_PAGE'])
})

test('error: CHECKPOINT_UNKNOWN for a cursor whose cut is not known here', async () => {
  const server = createTestServer()
  const after = Buffer.from('transfers asc\nrow\nelsewhere').toString('base64url')
  expect((await server.ask(pageQuery, { after })).codes).toEqual(['CHECKPOINT_UNKNOWN'])
})

test('behavior: an empty page has no cursors', async () => {
  const server = createTestServer()
  server.views.state.transfers = []
  const { nodes, pageInfo } = await readPage(server)
  expect(nodes).toEqual([])
  expect(pageInfo).toMatchObject({ hasNextPage: false, startCursor: null, endCursor: null })
})

test('args: where is handed to the views', async () => {
  const server = createTestServer()
  server.views.state.transfers = [transfer(1), { ...transfer(2), state: 'DELIVERED' }]
  const { data } = await server.ask(
    '{ transfers(where: { states: [DELIVERED], venue: "lab" }) { nodes { key } } }',
  )
  expect(data).toEqual({ transfers: { nodes: [{ key: hash(2) }] } })
})
