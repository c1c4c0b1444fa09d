import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in what is promised of crashes, full and failing disks, and second processes. */
export const diskBugs: readonly PlantedBug[] = [
  {
    id: 'nothing-is-flushed',
    breaks: 'I5',
    room: 'store',
    harm: 'A power cut leaves a database that cannot be opened, or half of what belongs together.',
    edit: {
      file: 'src/store/sqlite/configureConnection.ts',
      search: "db.pragma('synchronous = NORMAL')",
      replace: "db.pragma('synchronous = OFF')",
    },
  },
  {
    id: 'schema-outside-transaction',
    breaks: 'I5',
    room: 'store',
    harm: 'A crash during the first start leaves tables without a version, and no start succeeds any more.',
    edit: {
      file: 'src/store/sqlite/migrate.ts',
      search: '    db.exec(sql)\n',
      replace: "    db.exec('COMMIT')\n    db.exec(sql)\n    db.exec('BEGIN IMMEDIATE')\n",
    },
  },
  {
    id: 'full-disk-is-a-bug',
    breaks: 'liveness',
    room: 'store',
    harm: 'A disk that was full for a minute stops every chain until somebody restarts the process.',
    edit: {
      file: 'src/store/sqlite/isFull.ts',
      search: "error.code === 'SQLITE_FULL' || ",
      replace: '',
    },
  },
  {
    id: 'words-of-a-write-that-failed',
    breaks: 'I3',
    room: 'store',
    harm: 'After a full disk new accounts and keys are filed under numbers that were never stored.',
    edit: {
      file: 'src/store/sqlite/createWriter.ts',
      search: '      writers.words.forget()\n',
      replace: '',
    },
  },
  {
    id: 'seals-of-a-write-that-failed',
    breaks: 'I12',
    room: 'store',
    harm: 'After a full disk the sum over blocks holds what was never recorded: a sound file is called damaged.',
    edit: {
      file: 'src/store/sqlite/createWriter.ts',
      search: '      writers.seals.forget()\n',
      replace: '',
    },
  },
  {
    id: 'reserve-ignored',
    breaks: 'liveness',
    room: 'start',
    harm: 'The program fills the disk to the last byte, and with it whatever else lives there.',
    edit: {
      file: 'src/start/createDiskGate.ts',
      search: 'free === undefined || free >= reserveBytes',
      replace: 'free === undefined || free >= 0',
    },
  },
  {
    id: 'full-disk-not-said',
    breaks: 'staleness',
    room: 'start',
    harm: 'While nothing can be written old figures are served as fresh ones, and nobody is told why.',
    edit: {
      file: 'src/start/createDiskGate.ts',
      search: 'problem === undefined ? report : { ...report, isStale: true, waiting: problem }',
      replace: 'report',
    },
  },
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
    id: 'seal-of-what-is-gone',
    breaks: 'I12',
    room: 'store',
    harm: 'After a reorg the sum over a chain’s blocks still has those that are gone: a sound file is called damaged.',
    edit: {
      file: 'src/store/sqlite/BlockWriter.ts',
      search: '      seals.dropAbove(chainId, number)\n',
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
  {
    id: 'lease-not-looked-at',
    breaks: 'I3',
    room: 'store',
    harm: 'A process that was paused and lost its lock goes on writing beside the one that took over.',
    edit: {
      file: 'src/store/sqlite/createLease.ts',
      search: 'if (read.get() !== own) throw',
      replace: 'if (read.get() === undefined) throw',
    },
  },
  {
    id: 'lock-let-go',
    breaks: 'I3',
    room: 'store',
    harm: 'A second process is let in while the first one writes.',
    edit: {
      file: 'src/store/sqlite/acquireWriterLock.ts',
      search: '    if (readHolder(db)?.nonce === nonce) return\n',
      replace:
        "    if (readHolder(db)?.nonce === nonce) {\n      db.exec('COMMIT')\n      return\n    }\n",
    },
  },
]
