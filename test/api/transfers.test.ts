import { describe, expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import { hashOf } from '../store/support/rows.ts'
import {
  alpha,
  beta,
  gamma,
  goldBridge,
  legOf,
  serveWorld,
  usdBridge,
} from './support/servedWorld.ts'

// CAST: the shapes of the queries below.
const nodesOf = (data: unknown) =>
  (data as { transfers: { nodes: Record<string, unknown>[] } }).transfers.nodes
const transferOf = (data: unknown) =>
  (data as { transfer: Record<string, unknown> | null }).transfer

const sent = legOf('sent', 9_000, { key: 'one', amount: 3_000_000n })
const credited = legOf('credited', 9_010, { key: 'one', amount: 3_000_000n })

describe('one transfer', () => {
  test('default: by id, by either transaction and by message id', async () => {
    const { ask } = await serveWorld([sent, credited])
    const key = hashOf('one')
    const found = await ask('query ($key: Hex) { transfer(messageId: $key) { id key } }', { key })
    expect(transferOf(found.data)).toMatchObject({ key })
    const { id } = transferOf(found.data) ?? {}
    for (const txHash of [sent.at.txHash, credited.at.txHash])
      expect((await ask(`{ transfer(txHash: "${txHash}") { id key } }`)).data).toEqual(found.data)
    expect((await ask(`{ transfer(id: "${id}") { id key } }`)).data).toEqual(found.data)
  })

  test('default: both ends with their evidence, and its value at the prices of the cut', async () => {
    const { ask } = await serveWorld([sent, credited])
    const { data, errors } = await ask(`{ transfer(messageId: "${hashOf('one')}") {
      state stuckReason countedAs value { value } valueUnknown
      departure { chainId blockNumber blockHash transactionHash logIndex }
      arrival { chainId blockNumber transactionHash logIndex } } }`)
    expect(errors).toEqual([])
    expect(transferOf(data)).toEqual({
      state: 'DELIVERED',
      stuckReason: null,
      // It arrived in a wallet: no book has it.
      countedAs: null,
      value: { value: '6' },
      valueUnknown: null,
      departure: {
        chainId: alpha,
        blockNumber: '9000',
        blockHash: sent.at.blockHash,
        transactionHash: sent.at.txHash,
        logIndex: 0,
      },
      arrival: {
        chainId: beta,
        blockNumber: '9010',
        transactionHash: credited.at.txHash,
        logIndex: 0,
      },
    })
  })

  test('behavior: at a past cut only what was there then', async () => {
    const { ask } = await serveWorld([sent, credited])
    const query = `query ($at: At) { transfer(txHash: "${sent.at.txHash}", at: $at) {
      state arrival { chainId } } }`
    const stateAt = async (timestamp: number) =>
      transferOf((await ask(query, { at: { timestamp } })).data)
    expect(await stateAt(9_010)).toEqual({ state: 'DELIVERED', arrival: { chainId: beta } })
    expect(await stateAt(9_009)).toEqual({ state: 'IN_FLIGHT', arrival: null })
    expect(await stateAt(8_999)).toBeNull()
    const arrival = `query ($at: At) { transfer(txHash: "${credited.at.txHash}", at: $at) { state } }`
    expect(transferOf((await ask(arrival, { at: { timestamp: 9_009 } })).data)).toBeNull()
  })

  test('behavior: what nobody has seen is null without an error', async () => {
    const { ask } = await serveWorld([])
    const { data, errors } = await ask(`{ transfer(txHash: "${hashOf('nothing')}") { state } }`)
    expect([data, errors]).toEqual([{ transfer: null }, []])
  })

  test('error: a transaction of several transfers names none of them', async () => {
    const txHash = hashOf('multicall')
    const legs = ['a', 'b', 'c'].map((key, log) => legOf('sent', 9_000, { key, log, txHash }))
    const { ask } = await serveWorld(legs.map((leg) => ({ ...leg, at: { ...leg.at, txIndex: 0 } })))
    const { codes, errors } = await ask(`{ transfer(txHash: "${txHash}") { state } }`)
    expect(codes).toEqual(['SEVERAL_TRANSFERS'])
    expect(errors[0]?.message).toContain('transfers(where: { transactionHash })')
    const all = await ask(
      `{ transfers(where: { transactionHash: "${txHash}" }) { nodes { key } } }`,
    )
    const keys = nodesOf(all.data).map(({ key }) => key)
    expect(keys.toSorted()).toEqual(['a', 'b', 'c'].map(hashOf).toSorted())
  })

  const chainId = Buffer.from(`Chain:${alpha}`).toString('base64url')
  test.each([
    ['BAD_WHERE', '{ transfer { state } }'],
    ['BAD_WHERE', `{ transfer(messageId: "0x12", txHash: "${hashOf('x')}") { state } }`],
    ['BAD_ID', '{ transfer(id: "nonsense") { state } }'],
    ['BAD_ID', `{ transfer(id: "${chainId}") { state } }`],
    ['BAD_HEX', '{ transfer(txHash: "0x12") { state } }'],
    ['BAD_WHERE', '{ transfers(orderBy: SENT) { nodes { state } } }'],
    [
      'BAD_WHERE',
      `{ transfers(orderBy: SENT, where: { bridge: "b", origin: 1, destination: 2, key: "0x12" }) { nodes { state } } }`,
    ],
    ['BAD_PAGE', '{ routes(first: 0) { nodes { health } } }'],
    ['BAD_PAGE', '{ routes(after: "nonsense") { nodes { health } } }'],
    ['BAD_WHERE', '{ routes(where: { origin: -1 }) { nodes { health } } }'],
  ])('error: %s from %s', async (code, query) => {
    const { ask, log } = await serveWorld([])
    expect((await ask(query)).codes).toEqual([code])
    expect(log.lines).toEqual([])
  })
})

describe('what a transfer is worth and waits for', () => {
  const headOf = async (legs: readonly Leg[], parts = {}) => {
    const { ask } = await serveWorld(legs, parts)
    const { data } = await ask(`{ transfer(messageId: "${hashOf('x')}") {
      state stuckReason value { value } valueUnknown } }`)
    return transferOf(data)
  }
  const late = legOf('sent', 9_000, { key: 'x' })
  const step = (name: Leg['step'], chain: number): Leg => ({
    ...late,
    step: name,
    at: { ...late.at, chainId: chain, logIndex: 5 },
  })

  test.each<[string, string, readonly Leg[], object]>([
    ['NOT_DELIVERED', 'STUCK', [late], {}],
    ['AWAITING_FINALITY', 'STUCK', [late], { finalized: 8_999 }],
    ['NOT_EXECUTED', 'STUCK', [late, step('committed', beta)], {}],
    ['HELD_AT_ORIGIN', 'STUCK', [{ ...late, step: 'queued' }], {}],
    ['EXECUTION_FAILED', 'FAILED_RETRYABLE', [late, step('failed', beta)], {}],
    ['AWAITING_REFUND', 'EXPIRED', [{ ...late, deadline: 9_100n }], {}],
    ['DESTINATION_NOT_INDEXED', 'UNKNOWN', [{ ...late, destination: 77 }], {}],
  ])('behavior: %s while it is %s', async (stuckReason, state, legs, parts) => {
    expect(await headOf(legs, parts)).toMatchObject({ state, stuckReason })
  })

  test('behavior: while it is simply on its way it waits for nothing', async () => {
    expect(await headOf([legOf('sent', 9_990, { key: 'x' })])).toEqual({
      state: 'IN_FLIGHT',
      stuckReason: null,
      value: { value: '2' },
      valueUnknown: null,
    })
  })

  test('behavior: no value without a price, or for a token that nobody configured', async () => {
    const unpriced = legOf('sent', 9_990, { key: 'x', bridge: goldBridge })
    expect(await headOf([unpriced])).toMatchObject({ value: null, valueUnknown: 'PRICE_MISSING' })
    const unknown = legOf('sent', 9_990, { key: 'x', asset: `0x${'99'.repeat(20)}` })
    expect(await headOf([unknown])).toMatchObject({
      value: null,
      valueUnknown: 'ASSET_NOT_CONFIGURED',
    })
  })

  test('behavior: a price that is too old values nothing', async () => {
    // Dead after three heartbeats of 50,000 s.
    const late = legOf('sent', 199_990, { key: 'x' })
    expect(await headOf([late], { tip: 200_000 })).toMatchObject({
      value: null,
      valueUnknown: 'PRICE_DEAD',
    })
  })
})

describe('what is on its way over a route', () => {
  const open = [9_050, 9_300, 9_990].map((at) => legOf('sent', at, { key: `open ${at}` }))
  const legs = [
    ...open.toReversed(),
    sent,
    credited,
    legOf('sent', 8_000, { key: 'other', destination: gamma }),
    legOf('credited', 8_500, { key: 'forged' }),
  ]
  const where = `bridge: "${usdBridge}", origin: ${alpha}, destination: ${beta}`
  const query = (rest: string, states = '') =>
    `query ($after: String) { transfers(orderBy: SENT, where: { ${where} ${states} }, after: $after ${rest}) {
      nodes { key state } pageInfo { hasNextPage endCursor } } }`

  test('default: oldest first, in pages, whatever was seen first', async () => {
    const { ask } = await serveWorld(legs)
    const keys: unknown[] = []
    let after: string | null = null
    do {
      const { data, errors } = await ask(query(', first: 1, orderDirection: ASC'), { after })
      expect(errors).toEqual([])
      keys.push(...nodesOf(data).map(({ key }) => key))
      // CAST: the shape of the query above.
      const { pageInfo } = (
        data as { transfers: { pageInfo: { hasNextPage: boolean; endCursor: string } } }
      ).transfers
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after !== null)
    expect(keys).toEqual(open.map(({ key }) => key))
    const newest = await ask(query(''))
    expect(nodesOf(newest.data).map(({ key }) => key)).toEqual(keys.toReversed())
  })

  test('behavior: of some states alone', async () => {
    const { ask } = await serveWorld(legs)
    const { data } = await ask(query(', orderDirection: ASC', ', states: [IN_FLIGHT]'))
    expect(nodesOf(data)).toEqual([{ key: hashOf('open 9990'), state: 'IN_FLIGHT' }])
  })

  test('error: a cursor of another order is refused', async () => {
    const { ask } = await serveWorld(legs)
    const { data } = await ask(query(', first: 1, orderDirection: ASC'))
    // CAST: the shape of the query above.
    const { endCursor } = (data as { transfers: { pageInfo: { endCursor: string } } }).transfers
      .pageInfo
    expect((await ask(query(''), { after: endCursor })).codes).toEqual(['BAD_PAGE'])
    const [, , checkpoint] = Buffer.from(endCursor, 'base64url').toString().split('\n')
    const forged = Buffer.from(`sent asc\nnonsense\n${checkpoint}`).toString('base64url')
    const answer = await ask(query(', orderDirection: ASC'), { after: forged })
    expect(answer.codes).toEqual(['BAD_PAGE'])
  })

  test('behavior: a page that ends early for want of matches says where it goes on', async () => {
    // Between the two that match lie more rows than one page looks at.
    const stuck = Array.from({ length: 2_100 }, (_, i) =>
      legOf('sent', 2_000 + i, { key: `stuck ${i}`, origin: beta, destination: alpha }),
    )
    const { ask } = await serveWorld([legOf('sent', 9_999, { key: 'last' }), ...stuck])
    const listed: unknown[] = []
    let after: string | null = null
    let pages = 0
    do {
      const { data, errors } = await ask(
        `query ($after: String) { transfers(where: { states: [IN_FLIGHT] }, orderDirection: DESC, first: 200, after: $after) {
          nodes { key } pageInfo { hasNextPage endCursor } } }`,
        { after },
      )
      expect(errors).toEqual([])
      listed.push(...nodesOf(data).map(({ key }) => key))
      // CAST: the shape of the query above.
      const { pageInfo } = (
        data as { transfers: { pageInfo: { hasNextPage: boolean; endCursor: string | null } } }
      ).transfers
      expect(pageInfo.hasNextPage && pageInfo.endCursor === null).toBe(false)
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
      pages += 1
    } while (after !== null)
    expect(listed).toEqual([hashOf('last')])
    expect(pages).toBeGreaterThan(1)
  })
})
