import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in turning logs into facts. */
export const protocolBugs: readonly PlantedBug[] = [
  {
    id: 'fact-id-from-the-filter',
    breaks: 'I3',
    room: 'protocols',
    harm: 'Two facts of one transaction take one id, and the second replaces the first.',
    edit: {
      file: 'src/protocols/custom.ts',
      search: 'facts.push(toFact({ decoder, chainId, log, k: rank + k, body }))',
      replace:
        'facts.push(toFact({ decoder, chainId, log: { ...log, logIndex: transaction.logs.indexOf(log) }, k: rank + k, body }))',
    },
  },
  {
    id: 'extra-topic-accepted',
    breaks: 'I1',
    room: 'protocols',
    harm: 'A log of another event with the same name and one topic more is counted as money.',
    edit: {
      file: 'src/protocols/strict/createEventCodec.ts',
      search: 'if (log.topics.length !== topics.length + 1)',
      replace: 'if (log.topics.length < topics.length + 1)',
    },
  },
  {
    id: 'trailing-data-accepted',
    breaks: 'I1',
    room: 'protocols',
    harm: 'A log with more data than its event has is counted as money.',
    edit: {
      file: 'src/protocols/strict/createEventCodec.ts',
      search: 'if (data.length !== length)',
      replace: 'if (data.length < length)',
    },
  },
  {
    id: 'second-send-takes-the-first-key',
    breaks: 'I1',
    room: 'protocols',
    harm: 'Two transfers of one transaction are taken for one, and the other’s credit for a forgery.',
    edit: {
      file: 'src/protocols/bridges/pairHyperlaneLogs.ts',
      search: 'const dispatch = dispatched[index]',
      replace: 'const dispatch = dispatched[0]',
    },
  },
  {
    id: 'debt-is-collateral',
    breaks: 'I1',
    room: 'protocols',
    harm: 'What an account owes is counted as what it has.',
    edit: {
      file: 'src/protocols/defineMarket.ts',
      search: "side: 'liability',",
      replace: "side: 'asset',",
    },
  },
  {
    id: 'entry-value-unsigned',
    breaks: 'I1',
    room: 'protocols',
    harm: 'The entry value of a short position has the wrong sign.',
    edit: {
      file: 'src/protocols/defineMarket.ts',
      search: "entryValueE18: toBigint('entryValueE18', state.entryValueE18),",
      replace:
        "entryValueE18: toBigint('entryValueE18', state.entryValueE18 < 0n ? -state.entryValueE18 : state.entryValueE18),",
    },
  },
  {
    id: 'isolated-unit-lost',
    breaks: 'I1',
    room: 'protocols',
    harm: 'What belongs to an isolated unit is in the cross unit.',
    edit: {
      file: 'src/protocols/custom/createBookBuilder.ts',
      search: "unit: ref.unit ?? 'cross' }",
      replace: "unit: ref.unit === undefined ? 'cross' : 'cross' }",
    },
  },
  {
    id: 'price-of-the-round',
    breaks: 'staleness',
    room: 'protocols',
    harm: 'The number of a round is taken for the time of its answer.',
    edit: {
      file: 'src/protocols/oracles/answerUpdated.ts',
      search: 'answer, roundId, updatedAt } as const',
      replace: 'answer, roundId, updatedAt: roundId } as const',
    },
  },
  {
    id: 'negative-answer-quarantined',
    breaks: 'staleness',
    room: 'protocols',
    harm: 'A feed that answers less than zero keeps its last good price.',
    edit: {
      file: 'src/protocols/oracles/answerUpdated.ts',
      search: 'if (event.name === undefined) {',
      replace: 'if (event.name === undefined || event.args.current < 0n) {',
    },
  },
  {
    id: 'audit-forgets-units',
    breaks: 'missedAlert',
    room: 'protocols',
    harm: 'What an account has in one of its units is held against what the contract says of another.',
    edit: {
      file: 'src/protocols/custom/customBook.ts',
      search: "if (account === undefined || unit !== 'cross') return undefined",
      replace: 'if (account === undefined) return undefined',
    },
  },
]
