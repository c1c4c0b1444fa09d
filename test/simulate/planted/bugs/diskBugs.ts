import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in what is promised of crashes, full and failing disks, and second processes. */
export const diskBugs: readonly PlantedBug[] = [
  {
    id: 'coverage-not-sealed',
    breaks: 'I12',
    room: 'store',
    harm: 'A flipped bit makes a chain claim coverage that it does not have, and nothing finds it.',
    edit: {
      file: 'src/store/sqlite/sealState.ts',
      search: "    'SELECT * FROM coverage WHERE chain = ? ORDER BY source',\n",
      replace: '',
    },
  },
  {
    id: 'payload-not-digested',
    breaks: 'I12',
    room: 'store',
    harm: 'A flipped bit inside a recorded fact is in no digest: what is read from it is served.',
    edit: {
      file: 'src/store/sqlite/BlockDigest.ts',
      search: '    bytes.set(payload, at)\n',
      replace: '    bytes.fill(0, at, at + payload.length)\n',
    },
  },
]
