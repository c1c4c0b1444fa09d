import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes about deadlines, tokens that keep a part of what they carry, and bridges that use the same keys. */
export const bridgeBugs: readonly PlantedBug[] = [
  {
    id: 'deadline-not-recorded',
    breaks: 'missedAlert',
    room: 'ledger',
    harm: 'What can be credited no more is called in flight until it is stuck, and nobody asks for it back.',
    edit: {
      file: 'src/ledger/bindTransaction.ts',
      search: '    ...(body.deadline === undefined ? {} : { deadline: body.deadline }),\n',
      replace: '',
    },
  },
  {
    id: 'expired-by-any-clock',
    breaks: 'I8',
    room: 'ledger',
    harm: 'A transfer is called expired while the chain that may still credit it has not come that far.',
    edit: {
      file: 'src/ledger/isLate.ts',
      search: 'const chain = cut.get(destination)',
      replace:
        'const chain = [...cut.values()].find((any) => any.timestamp > (deadline ?? any.timestamp)) ?? cut.get(destination)',
    },
  },
  {
    id: 'expired-counts-no-more',
    breaks: 'I1',
    room: 'ledger',
    harm: 'What has expired and was not given back yet is missing from the collateral of its owner.',
    edit: {
      file: 'src/ledger/transferAmounts.ts',
      search: `    case 'EXPIRED':
      return 'inFlight'`,
      replace: `      return 'inFlight'
    case 'EXPIRED':`,
    },
  },
  {
    id: 'every-token-elastic',
    breaks: 'I1',
    room: 'ledger',
    harm: 'A bridge that pays more than was sent is believed, whatever token it is.',
    edit: {
      file: 'src/ledger/judgeCredited.ts',
      search: "asset?.amounts === 'elastic')",
      replace: "asset?.amounts !== 'exact')",
    },
  },
  {
    id: 'expired-is-silent',
    breaks: 'missedAlert',
    room: 'alerts',
    harm: 'What has expired waits for a refund that nobody asks for.',
    edit: {
      file: 'src/alerts/transferConditions.ts',
      search: `    case 'EXPIRED':
      return {`,
      replace: `    case 'EXPIRED':
      if (reason !== undefined) return undefined
      return {`,
    },
  },
]
