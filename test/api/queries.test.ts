import { expect, test } from 'vitest'
import { BaseError } from '../../src/errors/BaseError.ts'
import { createTestServer } from './support/createTestServer.ts'
import { address, owner, transfer } from './support/fakeData.ts'
import { cutError } from './support/fakeViews.ts'

const accountQuery = `query ($at: At, $owner: Address = "${owner}", $venue: String = "lab") {
  marginAccount(venue: $venue, owner: $owner, at: $at) {
    owner status equity { raw value } lines { amount { raw value decimals } } cut { checkpoint }
  }
}`

test('default: an account with exact amounts and its cut', async () => {
  const { ask } = createTestServer()
  const { data, status } = await ask(accountQuery)
  expect(status).toBe(200)
  expect(data).toEqual({
    marginAccount: {
      owner,
      status: 'HEALTHY',
      equity: { raw: '10000000000000000000', value: '10' },
      lines: [{ amount: { raw: '10000000', value: '10', decimals: 6 } }],
      cut: { checkpoint: 'checkpoint-5' },
    },
  })
})

test('behavior: an unknown account is empty, not an error', async () => {
  const { ask } = createTestServer()
  const { data, errors } = await ask(accountQuery, { owner: address(77) })
  expect(errors).toEqual([])
  expect(data).toMatchObject({
    marginAccount: { owner: address(77), status: 'NO_RISK', lines: [] },
  })
})

test('behavior: while the status is UNKNOWN there are no figures to misread', async () => {
  const { ask, views } = createTestServer()
  const view = views.state.accounts.get(owner)
  if (view === undefined) throw new Error('The fake has lost its account.')
  views.state.accounts.set(owner, { ...view, margin: { ...view.margin, status: 'UNKNOWN' } })
  const { data } = await ask(accountQuery)
  expect(data).toMatchObject({ marginAccount: { status: 'UNKNOWN', equity: null } })
})

test('behavior: a checksummed address is accepted and answered in lower case', async () => {
  const { ask } = createTestServer()
  const { data } = await ask(accountQuery, { owner: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' })
  expect(data).toMatchObject({
    marginAccount: { owner: '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed' },
  })
})

test.each([
  [{ finality: 'FINALIZED' }, { by: 'finality', finality: 'FINALIZED' }],
  [{ timestamp: 1_790_000_000 }, { by: 'timestamp', timestamp: 1_790_000_000n }],
  [{ timestamp: '1790000000' }, { by: 'timestamp', timestamp: 1_790_000_000n }],
  [{ timestamp: '2026-09-21T14:13:20Z' }, { by: 'timestamp', timestamp: 1_790_000_000n }],
  [{ checkpoint: 'checkpoint-3' }, { by: 'checkpoint', checkpoint: 'checkpoint-3' }],
  [null, { by: 'finality', finality: 'LATEST' }],
])('args: at %j', async (at, request) => {
  const { ask, views } = createTestServer()
  const { errors } = await ask(accountQuery, { at })
  expect(errors).toEqual([])
  expect(views.opened).toEqual([request])
})

test('behavior: fields of one moment share one reader, and every reader is released', async () => {
  const { ask, views } = createTestServer()
  await ask(`{
    prices { cut { sequence } } conditions { totalCount } collateral(venue: "lab") { lineCount }
    past: prices(at: { checkpoint: "checkpoint-3" }) { cut { sequence } }
  }`)
  expect(views.opened).toEqual([
    { by: 'finality', finality: 'LATEST' },
    { by: 'checkpoint', checkpoint: 'checkpoint-3' },
  ])
  expect(views.released).toBe(2)
})

test('behavior: readers are released when a resolver fails', async () => {
  const { ask, views } = createTestServer()
  views.state.accountFailure = new Error('broken')
  const { codes } = await ask(accountQuery)
  expect(codes).toEqual(['INTERNAL'])
  expect(views.released).toBe(views.opened.length)
  expect(views.released).toBe(1)
})

test('behavior: meta answers before there is any data', async () => {
  const { ask, views } = createTestServer()
  views.state.failure = cutError('NO_DATA_YET')
  const live = await ask('{ meta { version chains { name status head lagSeconds } } }')
  expect(live.errors).toEqual([])
  expect(live.data).toEqual({
    meta: {
      version: '1.2.3',
      chains: [{ name: 'alpha', status: 'LIVE', head: '100', lagSeconds: '2' }],
    },
  })
  const withCut = await ask('{ meta { version cut { sequence } } }')
  expect(withCut.codes).toEqual(['NO_DATA_YET'])
  expect(withCut.data).toEqual({ meta: { version: '1.2.3', cut: null } })
})

test('behavior: an error of one field leaves the others their data', async () => {
  const { ask } = createTestServer()
  const { data, codes } = await ask(`{
    marginAccount(venue: "nowhere", owner: "${owner}") { status }
    prices { nodes { assetId } }
  }`)
  expect(codes).toEqual(['UNKNOWN_VENUE'])
  expect(data).toEqual({
    marginAccount: null,
    prices: { nodes: [{ assetId: 'usd' }, { assetId: 'eth' }] },
  })
})

test('behavior: conditions come worst first, filtered and counted', async () => {
  const { ask } = createTestServer()
  const all = await ask('{ conditions(first: 1) { totalCount nodes { severity code } } }')
  expect(all.data).toEqual({
    conditions: { totalCount: 2, nodes: [{ severity: 'CRITICAL', code: 'TRANSFER_UNBACKED' }] },
  })
  const warnings = await ask('{ conditions(severity: WARNING) { totalCount } }')
  expect(warnings.data).toEqual({ conditions: { totalCount: 1 } })
})

test('behavior: a feed that claims an absurd time does not break the answer', async () => {
  const { ask } = createTestServer()
  const { data } = await ask('{ prices { nodes { state updatedAt price { value } } } }')
  expect(data).toEqual({
    prices: {
      nodes: [
        { state: 'FRESH', updatedAt: Number.MAX_SAFE_INTEGER, price: { value: '1' } },
        { state: 'DEAD', updatedAt: 1, price: null },
      ],
    },
  })
})

test('behavior: a token that the config does not know keeps its raw amount only', async () => {
  const { ask, views } = createTestServer()
  views.state.transfers = [{ ...transfer(1), sentAsset: address(5) }]
  const { data } = await ask('{ transfers { nodes { sent { raw decimals value symbol } } } }')
  expect(data).toEqual({
    transfers: { nodes: [{ sent: { raw: '5000000', decimals: null, value: null, symbol: null } }] },
  })
})

test('default: node finds what the ids of other answers name', async () => {
  const { ask } = createTestServer()
  const query = `{
    marginAccount(venue: "lab", owner: "${owner}") { id transfers { id } }
    meta { chains { id } }
  }`
  // CAST: the shape of the query above.
  const found = (await ask(query)).data as {
    marginAccount: { id: string; transfers: { id: string }[] }
    meta: { chains: { id: string }[] }
  }
  const ids = [
    found.marginAccount.id,
    found.marginAccount.transfers[0]?.id,
    found.meta.chains[0]?.id,
  ]
  for (const [index, id] of ids.entries()) {
    const { data, errors } = await ask('query ($id: ID!) { node(id: $id) { __typename id } }', {
      id,
    })
    expect(errors).toEqual([])
    const __typename = ['MarginAccount', 'Transfer', 'Chain'][index]
    expect(data).toEqual({ node: { __typename, id } })
  }
})

test('behavior: node of something that is gone is null', async () => {
  const { ask, views } = createTestServer()
  const id = Buffer.from(`Transfer:${transfer(1).key}`).toString('base64url')
  views.state.transfers = []
  const { data, errors } = await ask(`{ node(id: "${id}") { id } }`)
  expect(errors).toEqual([])
  expect(data).toEqual({ node: null })
})

const venues = '{ marginAccounts(venue: "lab"'
test.each([
  ['BAD_ADDRESS', '{ marginAccount(venue: "lab", owner: "0x12") { status } }'],
  ['BAD_ADDRESS', `{ marginAccount(venue: "lab", owner: 12) { status } }`],
  // One letter of the checksum is wrong.
  [
    'BAD_ADDRESS',
    '{ marginAccount(venue: "lab", owner: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed") { status } }',
  ],
  ['UNKNOWN_VENUE', `{ marginAccount(venue: "x", owner: "${owner}") { status } }`],
  ['UNKNOWN_VENUE', '{ marginAccounts(venue: "x") { nodes { owner } } }'],
  ['UNKNOWN_VENUE', '{ collateral(venue: "x") { lineCount } }'],
  ['UNKNOWN_VENUE', '{ transfers(where: { venue: "x" }) { nodes { key } } }'],
  ['BAD_PAGE', `${venues}, first: -1) { nodes { owner } } }`],
  ['BAD_PAGE', `${venues}, first: 0) { nodes { owner } } }`],
  ['BAD_PAGE', `${venues}, first: 201) { nodes { owner } } }`],
  ['BAD_PAGE', '{ transfers(first: 201) { nodes { key } } }'],
  ['BAD_PAGE', '{ transfers(after: "nonsense") { nodes { key } } }'],
  ['BAD_PAGE', '{ conditions(first: -1) { totalCount } }'],
  ['BAD_WHERE', `{ transfers(where: { account: "${owner}" }) { nodes { key } } }`],
  ['BAD_WHERE', '{ transfers(where: { origin: -1 }) { nodes { key } } }'],
  ['BAD_HEX', '{ transfers(where: { key: "0x1" }) { nodes { key } } }'],
  ['BAD_ID', '{ node(id: "nonsense") { id } }'],
  ['BAD_AT', '{ prices(at: {}) { nodes { assetId } } }'],
  ['BAD_AT', '{ prices(at: { finality: SAFE, timestamp: 1 }) { nodes { assetId } } }'],
  ['BAD_AT', '{ prices(at: { checkpoint: "" }) { nodes { assetId } } }'],
  ['BAD_AT', '{ prices(at: { timestamp: -5 }) { nodes { assetId } } }'],
  ['BAD_AT', '{ prices(at: { timestamp: "yesterday" }) { nodes { assetId } } }'],
  ['BEFORE_COVERAGE', '{ prices(at: { timestamp: 5 }) { nodes { assetId } } }'],
  ['CHECKPOINT_UNKNOWN', '{ prices(at: { checkpoint: "?" }) { nodes { assetId } } }'],
  ['CUT_REORGED', '{ prices(at: { checkpoint: "reorged" }) { nodes { assetId } } }'],
  ['GRAPHQL_PARSE_FAILED', '{ prices '],
  ['GRAPHQL_VALIDATION_FAILED', '{ prices { nodes { colour } } }'],
])('error: %s from %s', async (code, query) => {
  const { ask, log, views } = createTestServer()
  const { codes, errors } = await ask(query)
  expect(codes).toEqual([code])
  expect(errors[0]?.message).toMatch(/[a-z]/)
  expect(log.lines).toEqual([])
  expect(views.released).toBe(views.opened.length)
})

test('error: a bad address in a variable has the same code as in the text', async () => {
  const { ask } = createTestServer()
  expect((await ask(accountQuery, { owner: '0x12' })).codes).toEqual(['BAD_ADDRESS'])
})

test('error: NO_DATA_YET before the first publication', async () => {
  const { ask, views } = createTestServer()
  views.state.failure = cutError('NO_DATA_YET')
  const { codes, errors } = await ask(accountQuery)
  expect(codes).toEqual(['NO_DATA_YET'])
  expect(errors[0]?.path).toEqual(['marginAccount'])
})

test('error: any BaseError keeps its code and short sentence, and no more', async () => {
  const { ask, views, log } = createTestServer()
  const cause = new Error('https://rpc.example/key')
  views.state.failure = new BaseError('The store is busy.', {
    code: 'STORE_BUSY',
    metaMessages: ['secret detail'],
    cause,
  })
  const { errors } = await ask(accountQuery)
  expect(JSON.stringify(errors)).not.toMatch(/secret|rpc\.example/)
  expect(errors).toMatchObject([
    { message: 'The store is busy.', extensions: { code: 'STORE_BUSY', retryable: false } },
  ])
  expect(log.lines).toEqual([])
})

test('error: a bug of ours is masked, and logged once with its trace id', async () => {
  const { ask, views, log } = createTestServer()
  const bug = new TypeError('https://rpc.example/key is undefined')
  views.state.accountFailure = bug
  const { errors } = await ask(accountQuery)
  expect(JSON.stringify(errors)).not.toContain('rpc.example')
  expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL', traceId: '888888888888' } }])
  expect(log.lines).toMatchObject([
    { level: 'error', fields: { traceId: '888888888888', error: bug.stack } },
  ])
})
