import { expect, test } from 'vitest'
import { backingConditions } from '../../src/alerts/backingConditions.ts'
import type { Condition } from '../../src/alerts/Condition.ts'
import type { BackingGroup } from '../../src/config/BackingConfig.ts'
import type { BackingReading } from '../../src/ledger/backing/BackingReading.ts'
import { backingAccounts } from '../../src/ledger/backing/backingAccounts.ts'
import type { BackingFigures } from '../../src/ledger/backing/sumBacking.ts'
import { toGroupUnits } from '../../src/ledger/groupUnits.ts'
import { routerOf, tokenOf, word } from '../ledger/support/world.ts'

const decimals = 6
const group: BackingGroup = {
  ...{ group: 'usd', decimals, bridges: ['route'], offsets: [], limits: [] },
  escrows: [
    { chainId: 1, token: tokenOf(1), decimals, address: routerOf(1), startBlock: 0n, opening: 0n },
  ],
  supplies: [{ chainId: 2, token: tokenOf(2), decimals, startBlock: 0n, opening: 0n }],
}

const figures = (difference: bigint): BackingFigures => ({
  ...{ escrowed: 0n, supply: 0n, inFlight: 0n, offset: 0n },
  difference: toGroupUnits(difference, decimals),
})

const blocks = [1, 2].map((chainId) => ({
  ...{ chainId, number: 9n, hash: word(9), timestamp: 900n },
}))

const reads = (difference: bigint, asOf = 900n) => ({
  ...{ figures: figures(difference), logged: figures(0n), blocks, asOf },
})

const sound: BackingReading = {
  group,
  figures: figures(0n),
  unknown: undefined,
  asOf: 1_000n,
  accounts: backingAccounts(group).map((account) => ({
    ...{ account, logged: 0n, observed: undefined },
  })),
  offsets: [],
  reads: reads(0n),
  readsUnknown: undefined,
  flows: [],
  limits: [],
}

const judge = (
  parts: Partial<BackingReading>,
  { areReadsOff = false } = {},
): readonly Condition[] =>
  backingConditions([{ ...sound, ...parts }], {
    ...{ asOf: 1_000n, readsEverySeconds: areReadsOff ? undefined : 300n },
  })

const brief = (conditions: readonly Condition[]) =>
  conditions.map(({ code, severity, isConfirmed, chains, subject }) => [
    ...[code, severity, isConfirmed, chains, subject],
  ])

test('default: what adds up is no condition, nor is a surplus', () => {
  expect(judge({})).toEqual([])
  expect(judge({ figures: figures(5n), reads: reads(5n) })).toEqual([])
})

test('behavior: a shortfall pages where both methods say it', () => {
  const conditions = judge({ figures: figures(-2_500_000n), reads: reads(-2_000_000n) })
  expect(brief(conditions)).toEqual([['BACKING_SHORTFALL', 'critical', true, [1, 2], 'usd']])
  expect(conditions[0]).toMatchObject({
    text: 'The supply of usd exceeds what backs it by 2.5; the tokens themselves say 2.',
    evidence: ['1:9', '2:9'],
  })
})

test.each<[why: string, parts: Partial<BackingReading>, text: string]>([
  [
    'the logs alone',
    { figures: figures(-1n) },
    'Only the logs say so: the last reads of the tokens do not show it yet.',
  ],
  [
    'the logs alone, without reads',
    { figures: figures(-1n), reads: undefined, readsUnknown: 'READS_OFF' },
    'Only the logs say so: the tokens themselves were not read.',
  ],
  ['the reads alone', { reads: reads(-1n) }, 'The tokens themselves say so, the logs do not.'],
])('behavior: a shortfall by %s fires one step lower', (_, parts, text) => {
  const conditions = judge(parts, { areReadsOff: true })
  expect(brief(conditions)).toEqual([['BACKING_SHORTFALL', 'warning', false, [1, 2], 'usd']])
  expect(conditions[0]?.text).toBe(`The supply of usd exceeds what backs it by 0.000001. ${text}`)
})

test('behavior: an account that answers otherwise than its logs is named with both', () => {
  const observed = (drift: bigint | undefined) => ({ amount: 7n, blockNumber: 9n, drift })
  const accounts = sound.accounts.map((account, i) => ({
    ...{ ...account, observed: observed([-1_000_000n, 1n][i]) },
  }))
  const conditions = judge({ accounts })
  expect(brief(conditions)).toEqual([
    ['BACKING_DRIFT', 'warning', true, [1], routerOf(1)],
    ['BACKING_DRIFT', 'warning', true, [2], tokenOf(2)],
  ])
  expect(conditions.map(({ text }) => text)).toEqual([
    `What ${routerOf(1)} holds of ${tokenOf(1)} is 1 less at block 9 of chain 1 than its logs add up to.`,
    `The supply of ${tokenOf(2)} is 0.000001 more at block 9 of chain 2 than its logs add up to.`,
  ])
  for (const drift of [0n, undefined])
    expect(
      judge({ accounts: accounts.map((account) => ({ ...account, observed: observed(drift) })) }),
    ).toEqual([])
})

test('behavior: a negative flow is critical where nothing can be missing, else a warning', () => {
  const flow = { chainId: 2, token: tokenOf(2), decimals, amount: -3n }
  expect(judge({ flows: [{ ...flow, amount: 0n, isConfirmed: true }] })).toEqual([])
  for (const isConfirmed of [true, false]) {
    const conditions = judge({ flows: [{ ...flow, isConfirmed }] })
    const severity = isConfirmed ? 'critical' : 'warning'
    expect(brief(conditions)).toEqual([
      ['NET_FLOW_NEGATIVE', severity, isConfirmed, [2], tokenOf(2)],
    ])
    expect(conditions[0]?.text.includes('unconfirmed')).toBe(!isConfirmed)
  }
})

test('behavior: more on its way than may be minted is said, up to the limit it is not', () => {
  const limit = { chainId: 2, token: tokenOf(2), decimals, bridge: routerOf(2) }
  const reading = (inbound: bigint, left: bigint | undefined) => ({
    ...{ limit, blockNumber: 9n, inbound },
    amounts: new Map(left === undefined ? [] : [['mintLeft' as const, left]]),
  })
  expect(judge({ limits: [reading(5n, 5n), reading(5n, undefined)] })).toEqual([])
  expect(brief(judge({ limits: [reading(6n, 5n)] }))).toEqual([
    ['MINT_LIMIT_SPENT', 'warning', true, [2], routerOf(2)],
  ])
})

test('behavior: three rounds may be missed, then it is said that nobody was asked', () => {
  expect(judge({ reads: reads(0n, 100n) })).toEqual([])
  const late = judge({ reads: reads(0n, 99n) })
  expect(brief(late)).toEqual([['BACKING_UNREAD', 'warning', true, [1, 2], 'usd']])
  expect(late[0]?.text).toMatch(/last answered 901 s before this cut/)
  const never = { reads: undefined, readsUnknown: 'NOT_READ' as const }
  expect(brief(judge(never))).toEqual([['BACKING_UNREAD', 'info', true, [1, 2], 'usd']])
  expect(judge(never, { areReadsOff: true })).toEqual([])
})

test('behavior: what is not whole yet is said by others', () => {
  for (const unknown of ['BACKFILLING', 'CHAIN_NOT_IN_CUT'] as const) {
    const missing = { figures: undefined, reads: undefined, unknown, readsUnknown: unknown }
    expect(judge(missing)).toEqual([])
  }
})
