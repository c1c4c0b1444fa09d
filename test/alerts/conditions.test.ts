import { describe, expect, test } from 'vitest'
import {
  type ChainSight,
  chainConditions,
  incidentConditions,
} from '../../src/alerts/chainConditions.ts'
import { quarantineConditions, residualConditions } from '../../src/alerts/dataConditions.ts'
import { priceConditions } from '../../src/alerts/priceConditions.ts'
import {
  haltConditions,
  type PauseSight,
  pauseConditions,
} from '../../src/alerts/routeConditions.ts'
import { transferConditions } from '../../src/alerts/transferConditions.ts'
import { factId } from '../../src/facts/FactPosition.ts'
import { unknownChain } from '../../src/facts/primitives.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import type { TransferState, TransferView } from '../../src/ledger/TransferView.ts'
import type { Price } from '../../src/margin/MarginInput.ts'
import { cutAt, leg } from '../ledger/support/legs.ts'
import { tokenOf, vaultOf, word } from '../ledger/support/world.ts'

const sent = leg('sent', 10n)
const credit = leg('credited', 20n)
const delivered = evaluateTransfer([sent, credit], cutAt({ 1: 50n, 2: 50n }))

function view(state: TransferState, parts: Partial<TransferView> = {}): TransferView {
  if (delivered === undefined) throw new Error('the transfer is inside the cut')
  return { ...delivered, state, ...parts }
}

describe('transfers', () => {
  const expected: Record<TransferState, readonly [code: string, severity: string] | undefined> = {
    DUPLICATE_CREDIT: ['TRANSFER_DUPLICATE_CREDIT', 'critical'],
    CONFLICT: ['TRANSFER_CONFLICT', 'critical'],
    PAYLOAD_CONFLICT: ['TRANSFER_CONFLICT', 'critical'],
    AMOUNT_MISMATCH: ['TRANSFER_CONFLICT', 'critical'],
    DELIVERED: undefined,
    NOT_COVERED: ['ROUTE_NOT_COVERED', 'info'],
    AWAITING_SOURCE: undefined,
    UNBACKED: ['TRANSFER_UNBACKED', 'critical'],
    REFUNDED: undefined,
    CANCELLED: undefined,
    FAILED_RETRYABLE: undefined,
    EXPIRED: ['TRANSFER_EXPIRED', 'warning'],
    STUCK: ['TRANSFER_STUCK', 'warning'],
    IN_FLIGHT: undefined,
    VERIFIED_WITHOUT_SOURCE: undefined,
    UNKNOWN: undefined,
  }
  // CAST: the record is complete, its keys are the states.
  const states = Object.keys(expected) as TransferState[]

  test.each(states)('default: %s', (state) => {
    const conditions = transferConditions([view(state)], () => true)
    const [code, severity] = expected[state] ?? []
    expect(conditions.map((item) => [item.code, item.severity])).toEqual(
      code === undefined ? [] : [[code, severity]],
    )
  })

  test.each(states)(
    'behavior: %s without confirmation fires one step lower, never not at all',
    (state) => {
      const [, severity] = expected[state] ?? []
      const conditions = transferConditions([view(state)], () => false)
      const lower = severity === 'critical' ? 'warning' : severity
      expect(conditions.map((item) => item.severity)).toEqual(lower === undefined ? [] : [lower])
      for (const { isConfirmed, text } of conditions) {
        expect(isConfirmed).toBe(false)
        expect(text).toMatch(/unconfirmed/)
      }
      for (const { isConfirmed, text } of transferConditions([view(state)], () => true)) {
        expect(isConfirmed).toBe(true)
        expect(text).not.toMatch(/unconfirmed/)
      }
    },
  )

  test('default: a condition names the transfer, its chains, its time and its evidence', () => {
    const orphan = leg('sent', 9n, { canonical: false })
    expect(
      transferConditions([view('UNBACKED', { evidence: [orphan] })], () => true)[0],
    ).toMatchObject({
      subject: sent.key,
      chains: [1, 2],
      since: 20n,
      evidence: [sent, credit, orphan].map(({ at }) => factId(at)),
    })
    expect(
      transferConditions([view('STUCK', { creditedAt: undefined })], () => true)[0]?.since,
    ).toBe(10n)
  })

  test('behavior: a credit without a source that a filler paid is a third party’s deposit', () => {
    expect(
      transferConditions([view('UNBACKED', { isThirdParty: true })], () => true),
    ).toMatchObject([
      { code: 'TRANSFER_UNBACKED', severity: 'info', text: expect.stringMatching(/third party/) },
    ])
  })

  test('behavior: a chain that nobody named is not among the chains', () => {
    expect(
      transferConditions([view('NOT_COVERED', { origin: unknownChain })], () => true)[0]?.chains,
    ).toEqual([2])
  })

  test('behavior: a source that was reorganised away is said, the reason too', () => {
    const [unbacked] = transferConditions(
      [view('UNBACKED', { cause: 'SOURCE_REORGED' })],
      () => true,
    )
    expect(unbacked?.text).toMatch(/reorganised away/)
    expect(transferConditions([view('UNBACKED')], () => true)[0]?.text).not.toMatch(/reorganised/)
    expect(
      transferConditions([view('STUCK', { reason: 'It landed.' })], () => true)[0]?.text,
    ).toMatch(/It landed\.$/)
  })
})

describe('chains', () => {
  const sight: ChainSight = {
    chainId: 1,
    name: 'home',
    timestamp: 5n,
    isStale: false,
    isBackfilling: false,
    halted: undefined,
  }
  const codes = (parts: Partial<ChainSight>) =>
    chainConditions([{ ...sight, ...parts }]).map(({ code, severity }) => [code, severity])
  const halted = { code: 'WRONG_CHAIN', text: 'It is another chain.' }

  test('default: one condition per chain, the worst', () => {
    expect(codes({})).toEqual([])
    expect(codes({ isBackfilling: true })).toEqual([['CHAIN_BACKFILLING', 'info']])
    expect(codes({ isStale: true, isBackfilling: true })).toEqual([['CHAIN_STALE', 'warning']])
    expect(codes({ halted, isStale: true })).toEqual([['CHAIN_HALTED', 'critical']])
  })

  test('default: it names the chain and since when', () => {
    expect(chainConditions([{ ...sight, halted }])[0]).toMatchObject({
      chains: [1],
      subject: 'home',
      since: 5n,
      text: halted.text,
    })
  })

  test('default: an incident is critical for ever', () => {
    const incident = {
      code: 'FINALITY_VIOLATED',
      chainId: 3,
      atMs: 12_999,
      text: 'It went back.',
      evidence: { ancestor: word(1), orphaned: word(2) },
    }
    expect(incidentConditions([incident])).toEqual([
      {
        code: 'FINALITY_VIOLATED',
        isConfirmed: true,
        severity: 'critical',
        chains: [3],
        subject: word(1),
        since: 12n,
        text: 'It went back.',
        evidence: [word(1), word(2)],
      },
    ])
    expect(incidentConditions([{ ...incident, evidence: {} }])[0]?.subject).toBe('3')
    expect(incidentConditions([])).toEqual([])
  })
})

describe('data', () => {
  const residual = (amount: bigint) => ({
    key: {
      kind: 'residual' as const,
      chainId: 2,
      contract: vaultOf(2),
      venue: '',
      account: undefined,
      unit: undefined,
      subject: tokenOf(2),
    },
    blockNumber: 9n,
    values: [amount],
  })

  test('default: tokens that nothing owns, either way, and none when they came back', () => {
    const conditions = residualConditions([residual(5n), residual(0n), residual(-7n)])
    expect(conditions.map(({ code, severity, subject }) => [code, severity, subject])).toEqual([
      ['RESIDUAL', 'warning', vaultOf(2)],
      ['RESIDUAL', 'warning', vaultOf(2)],
    ])
    expect(conditions[0]?.text).toMatch(/more than its book says by 5 /)
    expect(conditions[1]?.text).toMatch(/less than its book says by 7 /)
  })

  test('default: a quarantined log, with its evidence', () => {
    const log = {
      address: vaultOf(1),
      topics: [word(1)],
      data: '0x' as const,
      blockNumber: 8n,
      blockHash: word(2),
      txIndex: 0,
      txHash: word(3),
      logIndex: 4,
    }
    const [condition] = quarantineConditions([
      { chainId: 1, log, sourceId: 's', reason: 'It is short.' },
    ])
    expect(condition).toMatchObject({
      code: 'LOG_QUARANTINED',
      severity: 'warning',
      chains: [1],
      subject: vaultOf(1),
      evidence: [word(3), `${word(3)}:4`],
    })
    expect(condition?.text).toMatch(/in block 8 is quarantined: It is short\./)
  })
})

describe('routes', () => {
  const pause: PauseSight = {
    bridge: 'usd',
    chainId: 1,
    contract: vaultOf(1),
    way: 'out',
    lane: undefined,
    since: 30n,
    evidence: 'a log',
  }
  const halt = {
    ...{ bridge: 'usd', origin: 1, destination: 2, reason: '3 are stuck.', since: 9n },
    ...{ isConfirmed: false, evidence: [word(7)] },
  }

  test('default: one condition per contract and bridge, since the first of what it stops', () => {
    const conditions = pauseConditions([
      pause,
      { ...pause, way: 'in', lane: 2, since: 20n, evidence: 'another' },
      { ...pause, bridge: 'gold', since: undefined },
      { ...pause, chainId: 3, way: 'both' },
    ])
    const nothing = (what: string) => expect.stringContaining(`: ${what}.`)
    expect(conditions.map(({ code, severity }) => `${code} ${severity}`)).toEqual(
      Array(3).fill('ROUTE_PAUSED warning'),
    )
    expect(conditions).toMatchObject([
      {
        subject: `usd:1:${vaultOf(1)}`,
        chains: [1, 2],
        since: 20n,
        text: nothing('nothing leaves, nothing arrives to or from chain 2'),
        evidence: ['a log', 'another'],
      },
      { subject: `gold:1:${vaultOf(1)}`, chains: [1], since: undefined },
      { subject: `usd:3:${vaultOf(1)}`, chains: [3], text: nothing('nothing leaves or arrives') },
    ])
  })

  test('default: a route that has halted, with the stuck as its evidence', () => {
    expect(haltConditions([halt])).toEqual([
      {
        ...{ code: 'ROUTE_HALTED', severity: 'warning', isConfirmed: false, since: 9n },
        ...{ subject: 'usd:1:2', chains: [1, 2], evidence: [word(7)] },
        text: 'Bridge usd from chain 1 to 2 has halted. 3 are stuck.',
      },
    ])
  })

  test('behavior: of a halted route no late transfer fires by itself, and what was lost still does', () => {
    const states: readonly TransferState[] = ['STUCK', 'EXPIRED', 'UNBACKED', 'NOT_COVERED']
    const severities = (isHalted: boolean) =>
      transferConditions(
        states.map((state) => view(state)),
        () => true,
        () => ({ isHalted, pauses: [pause] }),
      ).map(({ severity }) => severity)
    expect(severities(false)).toEqual(['warning', 'warning', 'critical', 'info'])
    expect(severities(true)).toEqual(['info', 'info', 'critical', 'info'])
  })

  test('behavior: only what is late is explained by a pause', () => {
    const told = (state: TransferState) =>
      transferConditions(
        [view(state)],
        () => true,
        () => ({ isHalted: false, pauses: [pause] }),
      )[0]
    expect(told('STUCK')?.evidence).toContain('a log')
    expect(told('STUCK')?.text).toContain(`The bridge is paused by ${vaultOf(1)} on chain 1.`)
    expect(told('UNBACKED')?.evidence).not.toContain('a log')
    expect(told('UNBACKED')?.text).not.toContain('paused')
  })
})

test('default: late and dead prices, never fresh or missing ones', () => {
  const E18 = 10n ** 18n
  const band = { lowE18: E18, highE18: E18, bandBps: 0n }
  const live = { source: 'feed', priceE18: E18, updatedAt: 3n, ageSeconds: 70n, ...band }
  const prices = new Map<string, Price>([
    ['fresh', { state: 'fresh', ...live }],
    ['late', { state: 'late', ...live }],
    ['dead', { state: 'dead', source: 'feed', lastPriceE18: E18, updatedAt: 3n }],
    [
      'missing',
      { state: 'missing', source: undefined, lastPriceE18: undefined, updatedAt: undefined },
    ],
  ])
  const conditions = priceConditions(prices)
  expect(
    conditions.map(({ code, severity, subject, since }) => [code, severity, subject, since]),
  ).toEqual([
    ['PRICE_LATE', 'info', 'late', 3n],
    ['PRICE_DEAD', 'warning', 'dead', 3n],
  ])
  expect(conditions[0]?.text).toMatch(/70 s old/)
})
