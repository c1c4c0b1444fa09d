import { buildSchema, getIntrospectionQuery, getOperationAST, parse } from 'graphql'
import { expect, test } from 'vitest'
import { typeDefs } from '../../src/api/generated/typeDefs.ts'
import { defaultQuery } from '../../src/api/graphiql/defaultQuery.ts'
import { COST_MAX, RESPONSE_BYTES_MAX } from '../../src/api/limits/limits.ts'
import { measureOperation } from '../../src/api/limits/measureOperation.ts'
import { createTestServer } from './support/createTestServer.ts'
import { owner, transfer } from './support/fakeData.ts'

const schema = buildSchema(typeDefs)

function measure(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const document = parse(query)
  const operation = getOperationAST(document)
  if (operation == null) throw new Error('The query has no operation.')
  return measureOperation({ schema, document, operation, variables })
}

test('default: cost is rows times fields', () => {
  // transfers + 10 × (nodes + key) = 1 + 20
  expect(measure('{ transfers(first: 10) { nodes { key } } }')).toEqual({
    depth: 3,
    aliases: 0,
    cost: 21,
  })
})

test('behavior: first in a variable, a default, or nowhere counts as it will run', () => {
  const query = 'query ($n: Int) { transfers(first: $n) { nodes { key } } }'
  expect(measure(query, { n: 10 }).cost).toBe(21)
  expect(measure(query).cost).toBe(401)
  expect(measure('{ transfers { nodes { key } } }').cost).toBe(101)
})

test('behavior: fragments that spread each other twice are measured once each', () => {
  const fragments = Array.from(
    { length: 40 },
    (_, n) => `fragment F${n} on Transfer { key ...F${n + 1} ...F${n + 1} }`,
  )
  const query = `{ transfers(first: 1) { nodes { ...F0 } } } ${fragments.join(' ')} fragment F40 on Transfer { key }`
  expect(measure(query).cost).toBeGreaterThan(2 ** 40)
})

test('default: introspection and the welcome query of GraphiQL run', async () => {
  const { ask } = createTestServer()
  const introspection = await ask(
    getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true, oneOf: true }),
  )
  expect(introspection.errors).toEqual([])
  const welcome = await ask(defaultQuery)
  expect(welcome.errors).toEqual([])
})

test('default: a full page of accounts with a breakdown is allowed', async () => {
  const { ask } = createTestServer()
  const { errors } = await ask(`{ marginAccounts(venue: "lab", first: 200) { nodes {
    owner status equity { value } reasons { code } totals { symbol amount { value } }
    units { unit status contributions { kind subject value { value } } }
  } } }`)
  expect(errors).toEqual([])
})

const nested = '{ transfers { edges { node { legs { bindings { amount { value } } } } } } }'
test('args: the deepest sensible query is allowed', async () => {
  expect((await createTestServer().ask(nested)).errors).toEqual([])
})

const manyAliases = Array.from({ length: 16 }, (_, n) => `a${n}: prices { __typename }`).join(' ')
const manyRows = Array.from(
  { length: 10 },
  (_, n) => `a${n}: marginAccounts(venue: "lab", first: 200) { nodes { owner } }`,
).join(' ')

test.each([
  ['aliases', `{ ${manyAliases} }`],
  ['cost', `{ ${manyRows} }`],
  ['tokens', `{ prices { ${'__typename '.repeat(1_000)} } }`],
  [
    'aliases in introspection',
    `{ __schema { ${Array.from({ length: 16 }, (_, n) => `a${n}: types { name }`).join(' ')} } }`,
  ],
])('error: TOO_COMPLEX by %s, before anything runs', async (_what, query) => {
  const { ask, views } = createTestServer()
  const { codes, status } = await ask(query)
  expect(codes).toEqual(['TOO_COMPLEX'])
  expect([200, 400]).toContain(status)
  expect(views.opened).toEqual([])
})

test('behavior: depth counts fields, not the fragments around them', () => {
  const path = 'transfers edges node legs bindings amount'.split(' ')
  const plain = `{ ${path.join(' { ')} { raw } ${'} '.repeat(path.length)}`
  const wrapped = plain.replaceAll(/\{ (\w+)/g, '{ ... { $1').replaceAll('}', '} }')
  expect(measure(plain).depth).toBe(7)
  expect(wrapped).toContain('legs { ... { bindings')
  expect(measure(wrapped).depth).toBe(7)
})

test('error: a subscription is measured too', async () => {
  const { yoga } = createTestServer()
  const aliases = Array.from({ length: 16 }, (_, n) => `a${n}: owner`).join(' ')
  const response = await yoga.fetch('http://plimsoll/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({
      query: `subscription { marginAccountChanged(venue: "lab", owner: "${owner}") { ${aliases} } }`,
    }),
  })
  expect(await response.text()).toContain('TOO_COMPLEX')
})

test('error: RESPONSE_TOO_LARGE instead of more than the cap', async () => {
  const { ask, views } = createTestServer()
  const reason = 'x'.repeat(RESPONSE_BYTES_MAX / 100)
  views.state.transfers = Array.from({ length: 101 }, (_, n) => ({ ...transfer(n), reason }))
  const small = await ask('{ transfers(first: 50) { nodes { reason } } }')
  expect(small.errors).toEqual([])
  const large = await ask('{ transfers(first: 101) { nodes { reason } } }')
  expect(large.codes).toEqual(['RESPONSE_TOO_LARGE'])
  expect(large.data).toBeNull()
})

test('default: the limits fit each other', () => {
  // 40 bytes a field fill the response cap when the cost cap is used up.
  expect(COST_MAX * 40).toBe(RESPONSE_BYTES_MAX)
})
