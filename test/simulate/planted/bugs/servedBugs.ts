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
]
