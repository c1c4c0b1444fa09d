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
    id: 'given-shares-kept',
    breaks: 'I1',
    room: 'protocols',
    harm: 'Shares that one account gives to another belong to both.',
    edit: {
      file: 'src/protocols/vaults/erc4626.ts',
      search: "if (direction !== 'in') add(log, 0, toBalance(instance, from, -shares))",
      replace: "if (direction === 'out') add(log, 0, toBalance(instance, from, -shares))",
    },
  },
]
