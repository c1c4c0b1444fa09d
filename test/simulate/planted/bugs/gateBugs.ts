import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes about what stops and limits bridges, and about routes that have halted. */
export const gateBugs: readonly PlantedBug[] = [
  {
    id: 'pause-outlives-its-end',
    breaks: 'missedAlert',
    room: 'protocols',
    harm: 'A bridge that was stopped once is called paused for ever.',
    edit: {
      file: 'src/protocols/bridges/findPauses.ts',
      search: "...logs.resumed.map(toFinding('resumed'))",
      replace: "...logs.resumed.map(toFinding('paused'))",
    },
  },
  {
    id: 'pause-of-the-other-way',
    breaks: 'missedAlert',
    room: 'ledger',
    harm: 'A module that stops what arrives is said to stop what leaves.',
    edit: {
      file: 'src/ledger/controls.ts',
      search: "const leaves = chainId === origin && way !== 'in'",
      replace: "const leaves = chainId === origin && way !== 'out'",
    },
  },
  {
    id: 'one-lane-stops-all',
    breaks: 'missedAlert',
    room: 'ledger',
    harm: 'A bridge that has stopped one lane looks stopped on all of them.',
    edit: {
      file: 'src/ledger/controls.ts',
      search: '(leaves && (lane === undefined || lane === destination)) ||',
      replace: 'leaves ||',
    },
  },
  {
    id: 'waits-for-what-it-has-passed',
    breaks: 'missedAlert',
    room: 'ledger',
    harm: 'A transfer that has left is said to wait for a pause of the chain behind it, and its real trouble is not named.',
    edit: {
      file: 'src/ledger/controls.ts',
      search: '(isHeldAtOrigin || control.chainId === transfer.destination)',
      replace: '(isHeldAtOrigin || control.chainId !== unknownChain)',
    },
  },
  {
    id: 'lifted-limit-is-zero',
    breaks: 'I11',
    room: 'ledger',
    harm: 'A route whose limit was lifted is said to let nothing pass.',
    edit: {
      file: 'src/ledger/foldFacts.ts',
      search: "    case 'unlimited':\n      return -1n",
      replace: "    case 'unlimited':\n      return 0n",
    },
  },
  {
    id: 'limit-of-a-day-never-used',
    breaks: 'staleness',
    room: 'api',
    harm: 'What a day may carry is said to be left, however much of it is used.',
    edit: {
      file: 'src/api/views/routes/readRouteLimits.ts',
      search: "per === 'transfer' || most === 0n ? most : undefined",
      replace: 'most',
    },
  },
  {
    id: 'silence-is-open',
    breaks: 'I8',
    room: 'api',
    harm: 'A route is called open though one of its ends never says whether it is.',
    edit: {
      file: 'src/api/views/routes/readRouteControl.ts',
      search: ': ends.every(isSaid)',
      replace: ': ends.some(isSaid)',
    },
  },
  {
    id: 'halt-is-silent',
    breaks: 'missedAlert',
    room: 'api',
    harm: 'Nothing arrives over a route any more, and nobody is told but by one alert for each transfer.',
    edit: {
      file: 'src/api/views/conditions/readHalts.ts',
      search: "if (health !== 'HALTED') return undefined",
      replace: "if (health !== 'OK') return undefined",
    },
  },
  {
    id: 'halted-though-it-moves',
    breaks: 'missedAlert',
    room: 'ledger',
    harm: 'A route that delivers is called halted for a few old transfers, and no longer for those that come.',
    edit: {
      file: 'src/ledger/routeHealth.ts',
      search: 'lastDeliveredSentAt > oldestStuckAt)',
      replace: 'lastDeliveredSentAt < oldestStuckAt)',
    },
  },
  {
    id: 'defined-bridge-stops-both-ways',
    breaks: 'missedAlert',
    room: 'protocols',
    harm: "An operator's own bridge says that it stops one way, and it is taken for both.",
    edit: {
      file: 'src/protocols/defineBridge.ts',
      search: "return { kind: 'control', bridge, contract, way, lanes,",
      replace: "return { kind: 'control', bridge, contract, way: 'both', lanes,",
    },
  },
]
