import { createGraphqlServer } from '../../../src/api/createGraphqlServer.ts'
import { createFakeViews } from './fakeViews.ts'
import { createTestLog, testEnv } from './testEnv.ts'

/** What a test reads of an answer. */
export interface Answer {
  status: number
  data: unknown
  /** `extensions.code` of every error. */
  codes: readonly unknown[]
  errors: readonly { message: string; path?: readonly unknown[]; extensions?: { code?: unknown } }[]
}

/** The GraphQL server over fake views, asked through `yoga.fetch`: no socket. */
export function createTestServer() {
  const views = createFakeViews()
  const log = createTestLog()
  const server = createGraphqlServer({ views, env: testEnv, log, version: '1.2.3' })

  async function ask(query: string, variables: object = {}): Promise<Answer> {
    const response = await server.yoga.fetch('http://plimsoll/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    // CAST: the shape that GraphQL over HTTP prescribes; each test checks what it reads.
    const body = (await response.json()) as { data?: unknown; errors?: Answer['errors'] }
    const errors = body.errors ?? []
    const codes = errors.map(({ extensions }) => extensions?.code)
    return { status: response.status, data: body.data, codes, errors }
  }

  return { ...server, views, log, ask }
}
