import { expect, test } from 'vitest'
import { auditConditions } from '../../src/alerts/auditConditions.ts'
import type { BookDrift } from '../../src/ledger/BookDrift.ts'
import { addressOf } from '../protocols/logs.ts'

const [vault, other] = [addressOf(0xbb), addressOf(0xcc)]

const driftOf = (n: number, contract = vault, chainId = 1): BookDrift => ({
  key: {
    ...{ kind: 'holding', chainId, contract, venue: 'main', account: addressOf(n) },
    ...{ unit: 'isolated:a', subject: contract },
  },
  ...{ blockNumber: 7n, read: 4n, booked: 5n },
})

test('default: one condition for each venue, chain and contract, with what was read and expected', () => {
  const drifts = [driftOf(1), driftOf(2), driftOf(3, other), driftOf(4, vault, 2)]
  const conditions = auditConditions(drifts, () => 9n)
  expect(
    conditions.map(({ chains, subject, severity, since }) => [...chains, subject, severity, since]),
  ).toEqual([
    [1, vault, 'warning', 9n],
    [1, other, 'warning', 9n],
    [2, vault, 'warning', 9n],
  ])
  expect(conditions[0]?.evidence).toEqual(
    [1, 2].map(
      (n) => `1:7 holding account=${addressOf(n)} unit=isolated:a asset=${vault} read=4 expected=5`,
    ),
  )
})

test('behavior: a whole book that differs names twenty and counts all', () => {
  const drifts = Array.from({ length: 60 }, (_, i) => driftOf(i + 1))
  const [condition] = auditConditions(drifts, () => undefined)
  expect(condition?.evidence).toHaveLength(20)
  expect(condition?.text).toContain('So it is with 59 more of its balances.')
})
