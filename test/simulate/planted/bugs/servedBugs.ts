import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in conditions and in what the API reads. */
export const servedBugs: readonly PlantedBug[] = [
  {
    id: 'unconfirmed-is-critical',
    breaks: 'I8',
    room: 'alerts',
    harm: 'One reading of one endpoint is enough to wake the desk.',
    edit: {
      file: 'src/alerts/transferConditions.ts',
      search: ': { ...lower(judged), isConfirmed: false }',
      replace: ': { ...judged, isConfirmed: false }',
    },
  },
  {
    id: 'tampering-unsaid',
    breaks: 'missedAlert',
    room: 'alerts',
    harm: 'A transfer that arrived with another amount raises no condition.',
    edit: {
      file: 'src/alerts/transferConditions.ts',
      search: `    case 'CONFLICT':
    case 'PAYLOAD_CONFLICT':
    case 'AMOUNT_MISMATCH':
      return {`,
      replace: `    case 'AMOUNT_MISMATCH':
      return undefined
    case 'CONFLICT':
    case 'PAYLOAD_CONFLICT':
      return {`,
    },
  },
  {
    id: 'stale-chain-unsaid',
    breaks: 'staleness',
    room: 'alerts',
    harm: 'A chain that fell silent is in no condition.',
    edit: {
      file: 'src/alerts/chainConditions.ts',
      search: 'if (chain.isStale) {',
      replace: 'if (chain.isStale && chain.waiting !== undefined) {',
    },
  },
  {
    id: 'values-of-another-cut',
    breaks: 'I4',
    room: 'api',
    harm: 'An answer at a past moment is taken from the heights of the newest one.',
    edit: {
      file: 'src/api/views/values/createCutValues.ts',
      search: 'cut.checkpoint',
      replace: 'cut.kind',
    },
  },
  {
    id: 'orphaned-checkpoint-answered',
    breaks: 'I6',
    room: 'api',
    harm: 'A checkpoint whose block left the chain is answered from another block of that height.',
    edit: {
      file: 'src/api/views/cut/resolveCut.ts',
      search: "const block = state === 'canonical' ? snapshot.blockAt(chainId, number) : undefined",
      replace: "const block = state !== 'unknown' ? snapshot.blockAt(chainId, number) : undefined",
    },
  },
  {
    id: 'unfinalized-taken-for-final',
    breaks: 'bounds',
    room: 'api',
    harm: 'A credit that a reorg may take is in `low` as if it were certain.',
    edit: {
      file: 'src/api/views/accounts/createPrefixes.ts',
      search: 'if (blockNumber <= (finalized.get(chainId) ?? 0n)) continue',
      replace: 'if (blockNumber <= cut.number) continue',
    },
  },
  {
    id: 'offset-added',
    breaks: 'I1',
    room: 'api',
    harm: 'What should be taken off while an origin lags is added once more.',
    edit: {
      file: 'src/api/views/accounts/toLines.ts',
      search: "return kind === 'holding' || kind === 'inFlight' ? 1n : -1n",
      replace: "return kind === 'unbacked' ? -1n : 1n",
    },
  },
  {
    id: 'last-moment-left-out',
    breaks: 'I4',
    room: 'api',
    harm: 'An answer at the very second of the newest block leaves that block out.',
    edit: {
      file: 'src/api/views/cut/resolveCut.ts',
      search: 'pending.findIndex((block) => block.timestamp > timestamp)',
      replace: 'pending.findIndex((block) => block.timestamp >= timestamp)',
    },
  },
  {
    id: 'time-that-went-back',
    breaks: 'I4',
    room: 'api',
    harm: 'Where a clock went back, an answer at a past time has blocks of after that time.',
    edit: {
      file: 'src/api/views/cut/resolveCut.ts',
      search: 'if (recorded?.number !== progress.indexed.number) return recorded',
      replace: 'if (recorded === undefined) return recorded',
    },
  },
  {
    id: 'nameless-checkpoint-refused',
    breaks: 'I4',
    room: 'api',
    harm: 'The checkpoint of an answer during the first back-fill is refused when it is asked for.',
    edit: {
      file: 'src/api/views/cut/checkpoint.ts',
      search: '/^(f\\d+\\.0|',
      replace: '/^(f\\d+\\.00|',
    },
  },
  {
    id: 'start-unrecorded',
    breaks: 'I8',
    room: 'start',
    harm: 'A chain that is covered from its start is called not covered before its first event.',
    edit: {
      file: 'src/start/findStartBlock.ts',
      search: 'state.hasStartBlock = !isMissing || block !== undefined\n  return block',
      replace: 'state.hasStartBlock = true\n  return undefined',
    },
  },
  {
    id: 'genesis-covered-late',
    breaks: 'missedAlert',
    room: 'start',
    harm: 'A forged credit soon after a chain began is never called unbacked.',
    edit: {
      file: 'src/start/coverSources.ts',
      search: '[[0n, 0n]]',
      replace: '[]',
    },
  },
  {
    id: 'expected-value-unlisted',
    breaks: 'I1',
    room: 'store',
    harm: 'Who has nothing but value on its way is missing in the list of accounts.',
    edit: {
      file: 'src/store/sqlite/AccountReader.ts',
      search: 'h.venue = v.venue AND b.canonical = 1',
      replace: 'h.venue = v.venue AND b.canonical = 1 AND 0',
    },
  },
]
