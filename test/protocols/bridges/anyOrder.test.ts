import { expect, test } from 'vitest'
import type { Leg } from '../../../src/facts/Leg.ts'
import type { TransferState, TransferView } from '../../../src/ledger/TransferView.ts'
import {
  createRandom,
  createScenario,
  createSequence,
  type Expected,
  judge,
  renameLegs,
  settle,
  toBytes,
} from './anyOrder.ts'

/** Few enough for every run; `PLIMSOLL_SEQUENCES=100000` is what the issue asks for. */
const sequenceCount = Number(process.env.PLIMSOLL_SEQUENCES ?? 4_000)
const sequencesPerScenario = 4
const seed = Number(process.env.PLIMSOLL_SEED ?? 5)

/** States by count, as a person would say them. */
function stateOf({
  rule,
  sent,
  credited,
  isCovered,
  isWrong,
}: Expected): TransferState | undefined {
  if (sent + credited === 0) return undefined
  const missing = isCovered ? 'UNBACKED' : 'AWAITING_SOURCE'
  if (credited === 0) return 'IN_FLIGHT'
  switch (rule) {
    case 'unique':
      if (credited > 1) return 'DUPLICATE_CREDIT'
      if (sent === 0) return missing
      return isWrong ? 'AMOUNT_MISMATCH' : 'DELIVERED'
    case 'shared':
      if (credited > sent) return missing
      return credited === sent ? 'DELIVERED' : 'IN_FLIGHT'
    case 'parts':
      // How parts sum decides; the bytes are compared, the rule is the ledger's own tests'.
      return undefined
  }
}

/** What is on its way, in the origin's units: sends beyond the credits, once where a send replaces another. */
function inFlightOf(view: TransferView, { rule, sent, credited }: Expected): bigint {
  const sends = view.legs.filter(({ step }) => step === 'sent')
  const amount = sends[0]?.amount ?? 0n
  const open =
    rule === 'unique' ? (sent > 0 && credited === 0 ? 1 : 0) : Math.max(sent - credited, 0)
  return amount * BigInt(open)
}

/** What nothing backs: the newest credits beyond the sends, or beyond what the one send carried. */
function excessOf(view: TransferView, { sent, rule }: Expected): bigint {
  const credits = view.legs.filter(({ step }) => step === 'credited')
  if (rule === 'shared') return sumOf(credits.slice(sent))
  const [send] = view.legs.filter(({ step }) => step === 'sent')
  const rest = sumOf(credits) - (send?.amount ?? 0n)
  return rest > 0n ? rest : 0n
}

function sumOf(legs: readonly Leg[]): bigint {
  return legs.reduce((sum, { amount }) => sum + amount, 0n)
}

function amountOf({ amounts }: TransferView, kind: 'inFlight' | 'lagOffset' | 'unbacked'): bigint {
  return amounts.filter((each) => each.kind === kind).reduce((sum, { amount }) => sum + amount, 0n)
}

function check(views: readonly TransferView[], expected: ReadonlyMap<string, Expected>): void {
  const byKey = new Map(views.map((view) => [view.key, view]))
  for (const [key, counts] of expected) {
    const view = byKey.get(`0x${key.slice(2)}`)
    if (counts.rule === 'parts' || counts.sent + counts.credited === 0) continue
    if (view === undefined) throw new Error(`${key} has no view`)
    const unbacked = view.state !== 'AWAITING_SOURCE'
    const excess = excessOf(view, counts)
    expect({
      state: view.state,
      inFlight: amountOf(view, 'inFlight'),
      lagOffset: amountOf(view, 'lagOffset'),
      unbacked: amountOf(view, 'unbacked'),
    }).toEqual({
      state: stateOf(counts),
      inFlight: inFlightOf(view, counts),
      lagOffset: unbacked ? 0n : excess,
      unbacked: unbacked ? excess : 0n,
    })
  }
}

test('property: any order, repetition, partial fill and reorg of legs gives the same bytes', () => {
  const random = createRandom(seed)
  const seen = new Map<string, number>()
  for (let done = 0; done < sequenceCount; done += sequencesPerScenario) {
    const { legs, expected, context } = createScenario(random)
    const views = judge(legs, context)
    const bytes = toBytes(views)
    check(views, expected)
    for (const { state } of views) seen.set(state, (seen.get(state) ?? 0) + 1)
    for (let i = 0; i < sequencesPerScenario; i += 1) {
      const settled = settle(createSequence(legs, random))
      if (toBytes(judge(settled, context)) !== bytes) expect(judge(settled, context)).toEqual(views)
    }
    // What a reorg took is evidence: without it the states and amounts are the same.
    const canonical = judge(
      legs.filter((leg) => leg.canonical),
      context,
    )
    expect(canonical.map(({ state, amounts }) => ({ state, amounts }))).toEqual(
      views.map(({ state, amounts }) => ({ state, amounts })),
    )
  }
  // Every state that the rules can give was met.
  expect([...seen.keys()].sort()).toEqual([
    'AMOUNT_MISMATCH',
    'AWAITING_SOURCE',
    'DELIVERED',
    'DUPLICATE_CREDIT',
    'IN_FLIGHT',
    'UNBACKED',
  ])
}, 120_000)

const bare = ({ key, state, amounts }: TransferView) => ({ key, state, amounts })

test('property: a transfer of several names is what it is under one, in any order of legs and links', () => {
  const random = createRandom(seed + 1)
  let linked = 0
  for (let done = 0; done < sequenceCount; done += sequencesPerScenario) {
    const scenario = createScenario(random)
    const legs = renameLegs(scenario, random)
    linked += legs.length - scenario.legs.length
    const views = judge(legs, scenario.context)
    const plain = judge(
      scenario.legs.filter(({ canonical }) => canonical),
      scenario.context,
    )
    expect(views.map(bare)).toEqual(plain.map(bare))
    const bytes = toBytes(views)
    for (let i = 0; i < sequencesPerScenario; i += 1) {
      const settled = settle(createSequence(legs, random))
      if (toBytes(judge(settled, scenario.context)) !== bytes)
        expect(judge(settled, scenario.context)).toEqual(views)
    }
  }
  expect(linked).toBeGreaterThan(sequenceCount / 10)
}, 120_000)

test('property: without the logs that link them, names are transfers of their own', () => {
  const random = createRandom(seed + 2)
  for (let done = 0; done < sequenceCount; done += sequencesPerScenario) {
    const scenario = createScenario(random)
    const legs = renameLegs(scenario, random)
    const gone = legs.map((leg) => (leg.alias === undefined ? leg : { ...leg, canonical: false }))
    const never = legs.filter(({ alias }) => alias === undefined)
    // What a reorg took is evidence and no more: it joins nothing and moves no amount.
    expect(judge(gone, scenario.context).map(bare)).toEqual(
      judge(never, scenario.context).map(bare),
    )
  }
}, 120_000)
