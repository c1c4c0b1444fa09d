import { numberToHex } from 'viem'
import { expect, test } from 'vitest'
import type { SeriesKey } from '../../src/facts/Series.ts'
import { auditRequests, judgeAudit, toAuditRound } from '../../src/start/judgeAudit.ts'
import type { AuditQuestion } from '../../src/start/QuestionList.ts'
import { QuestionList } from '../../src/start/QuestionList.ts'
import { driftedAccounts, nextAccounts } from '../../src/start/sampleAccounts.ts'
import { addressOf, blockHash, chainId } from '../protocols/logs.ts'

const block = { number: 7n, hash: blockHash, timestamp: 1_000n }
const contract = addressOf(0xbb)

const keyOf = (n: number): SeriesKey => ({
  ...{ kind: 'holding', chainId, contract, venue: 'main', account: addressOf(n), unit: 'cross' },
  subject: contract,
})
const questionOf = (n: number, drift = 0n): AuditQuestion => ({
  ...{ key: keyOf(n), booked: 5n, drift, decoder: 'erc4626@1 source' },
  ...{ to: contract, data: numberToHex(n), read: (data) => BigInt(data) },
})
const roundOf = (questions: readonly AuditQuestion[], recorded = 0) =>
  toAuditRound({ chain: { id: chainId }, block, questions, recorded })
const answer = (round: ReturnType<typeof roundOf>, amount: bigint) =>
  judgeAudit(
    round,
    auditRequests(round).map((request) => ({ request, data: numberToHex(amount) })),
  )

test('default: a difference is a fact at the audited block, filed under what it is about', () => {
  const [fact, ...others] = answer(roundOf([questionOf(1)]), 4n)
  expect(others).toEqual([])
  expect(fact).toMatchObject({
    at: { chainId, blockNumber: 7n, blockHash, k: 0 },
    decoder: 'erc4626@1 source',
    body: { kind: 'parameter', venue: '', values: [4n] },
  })
  // The same answer at the same block is the same fact, another account's is not.
  const again = answer(roundOf([questionOf(1), questionOf(2)]), 4n)
  expect(again[0]?.at).toEqual(fact?.at)
  expect(again[1]?.at.txHash).not.toBe(fact?.at.txHash)
})

test('behavior: no more than a hundred differences of a chain are recorded, and every end of one', () => {
  const fresh = Array.from({ length: 150 }, (_, i) => questionOf(i + 1))
  expect(answer(roundOf(fresh), 4n)).toHaveLength(100)
  expect(answer(roundOf(fresh, 90), 4n)).toHaveLength(10)
  expect(answer(roundOf(fresh, 130), 4n)).toEqual([])
  const known = Array.from({ length: 150 }, (_, i) => questionOf(i + 1, -1n))
  expect(answer(roundOf(known, 130), 4n)).toEqual([])
  expect(answer(roundOf(known, 130), 5n)).toHaveLength(150)
})

test('behavior: one call for what several balances ask, and no more calls than allowed', () => {
  const list = new QuestionList(2)
  for (const n of [1, 1, 2, 3, 2]) list.add(questionOf(n))
  expect(list.questions).toHaveLength(4)
  expect(list.room).toBe(0)
  expect(roundOf(list.questions).calls).toHaveLength(2)
})

test('behavior: accounts come round in the order of their addresses, whoever is the last', () => {
  const all = [1, 2, 3, 4, 5].map(addressOf)
  const snapshot = {
    accounts: ({ after, limit }: { after: string | undefined; limit: number }) =>
      all.filter((account) => after === undefined || account > after).slice(0, limit),
  }
  const next = (n: number, limit: number) =>
    nextAccounts(snapshot, { venue: 'main', after: addressOf(n), limit }).map(Number)
  expect(next(2, 2)).toEqual([3, 4])
  expect(next(4, 3)).toEqual([5, 1, 2])
  expect(next(4, 9)).toEqual([5, 1, 2, 3, 4])
})

test('behavior: those who differ take turns, and leave room for the others', () => {
  const drifts = [1, 2, 3].map((n) => ({ key: keyOf(n), blockNumber: 7n, read: 4n, booked: 5n }))
  const chosen = (room: number, turn: bigint) =>
    driftedAccounts(drifts, { venue: 'main', room, turn }).map(Number)
  expect([0n, 1n, 2n, 3n].map((turn) => chosen(1, turn))).toEqual([[], [2], [], [1]])
  expect(chosen(4, 0n)).toEqual([1, 2])
  expect(chosen(100, 1n)).toEqual([2, 3, 1])
  expect(driftedAccounts(drifts, { venue: 'other', room: 9, turn: 0n })).toEqual([])
})
