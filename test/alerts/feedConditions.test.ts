import { expect, test } from 'vitest'
import { depegConditions } from '../../src/alerts/depegConditions.ts'
import { feedConditions } from '../../src/alerts/feedConditions.ts'
import { sequencerConditions } from '../../src/alerts/sequencerConditions.ts'
import { tokenConditions } from '../../src/alerts/tokenConditions.ts'
import type { FeedConfig } from '../../src/config/FeedConfig.ts'
import { divergencesOf } from '../../src/margin/divergencesOf.ts'
import type { Observation } from '../../src/margin/FeedReading.ts'
import { judgeFeed } from '../../src/margin/judgeFeed.ts'
import { choosePrice } from '../../src/margin/priceAt.ts'

const E18 = 10n ** 18n

const feed = (id: string, chainId: number): FeedConfig => ({
  id,
  chainId,
  address: '0x01',
  startBlock: 0n,
  decimals: 0,
  heartbeatSeconds: 100n,
  deadAfterSeconds: 1_000n,
})

const reading = (id: string, chainId: number, answer: bigint, more: Partial<Observation> = {}) =>
  judgeFeed(
    { feed: feed(id, chainId), observation: { answer, updatedAt: 50n, ...more } },
    { pegE18: E18, asOf: 60n },
  )

const said = (readings: readonly ReturnType<typeof reading>[], assetIds: readonly string[]) =>
  feedConditions(
    assetIds.map((assetId) => ({
      assetId,
      readings,
      divergences: divergencesOf(readings, choosePrice(readings)),
    })),
  ).map(({ code, severity, chains, subject, since }) => [code, severity, chains, subject, since])

test('default: feeds that contradict each other are said of each asset, with both chains', () => {
  const readings = [
    reading('a', 1, 100n),
    reading('b', 2, 110n, { updatedAt: 55n }),
    reading('c', 1, 101n),
  ]
  expect(said(readings, ['usd', 'eur'])).toEqual([
    ['FEED_DIVERGED', 'warning', [1, 2], 'usd', 55n],
    ['FEED_DIVERGED', 'warning', [1, 2], 'eur', 55n],
  ])
})

test('default: a refused answer and a proxy that moved on are said once, however many assets they price', () => {
  const readings = [
    reading('a', 1, 0n, { roundId: 7n, blockNumber: 12n }),
    reading('b', 2, 110n, { movedTo: 5n }),
    reading('c', 2, -1n, { movedTo: 9n }),
  ]
  expect(said(readings, ['usd', 'eur'])).toEqual([
    ['FEED_REJECTED', 'warning', [1], 'a', 50n],
    ['FEED_REJECTED', 'warning', [2], 'c', 50n],
    ['FEED_MOVED', 'warning', [2], 'b', 50n],
    ['FEED_MOVED', 'warning', [2], 'c', 50n],
  ])
})

test('default: a sequencer that is down, or back for a while, never one that runs', () => {
  const base = { chainId: 7, feed: '0x02', since: 5n, blockNumber: 9n } as const
  const conditions = sequencerConditions([
    { ...base, state: 'up', graceUntil: undefined },
    { ...base, state: 'down', graceUntil: undefined },
    { ...base, state: 'grace', graceUntil: 105n },
  ])
  expect(conditions.map(({ code, severity, evidence }) => [code, severity, evidence])).toEqual([
    ['SEQUENCER_DOWN', 'warning', ['7:9']],
    ['SEQUENCER_GRACE', 'info', ['7:9']],
  ])
  expect(conditions[1]?.text).toContain('until 105 (seconds)')
})

test('default: a depeg says which way, how far and by whose word', () => {
  const sources = [
    { source: 'own', updatedAt: 5n },
    { source: 'first', updatedAt: 7n },
  ]
  const [below, above] = depegConditions([
    { assetId: 'usd.e', originalId: 'usd', bps: -500n, sources },
    { assetId: 'usd.f', originalId: 'usd', bps: 300n, sources },
  ])
  expect(below).toMatchObject({ subject: 'usd.e', evidence: ['own@5', 'first@7'] })
  expect(below?.text).toBe(
    'The price of usd.e is 500 basis points below that of usd, for which it stands.',
  )
  expect(above?.text).toContain('300 basis points above')
})

test('default: a token that says other decimals is named with both numbers', () => {
  const [condition] = tokenConditions([
    { chainId: 1, token: '0x0a', assetId: 'usd', configured: 6, said: 255n, blockNumber: 4n },
  ])
  expect(condition).toMatchObject({ code: 'TOKEN_CHANGED', subject: '0x0a', evidence: ['1:4'] })
  expect(condition?.text).toContain('says that it has 255 decimals; usd is counted with 6')
})
