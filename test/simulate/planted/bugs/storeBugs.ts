import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in what is recorded, taken back and read again. */
export const storeBugs: readonly PlantedBug[] = [
  {
    id: 'rollback-dropped',
    breaks: 'I6',
    room: 'store',
    harm: 'After a reorg balances keep what happened in blocks that are gone.',
    edit: {
      file: 'src/store/sqlite/retract.ts',
      search:
        '  writers.series.dropAbove(chainId, ancestor.number, number >= recorded.recent_above)\n',
      replace: '',
    },
  },
  {
    id: 'memory-not-rolled-back',
    breaks: 'I6',
    room: 'store',
    harm: 'After a reorg the next change of an account is added to its balance on the branch that is gone.',
    edit: {
      file: 'src/store/sqlite/createSqliteStore.ts',
      search: `      const sequence = await write().retract(retraction)
      latest.forget()
`,
      replace: `      const sequence = await write().retract(retraction)
`,
    },
  },
  {
    id: 'reorg-of-another-chain',
    breaks: 'I6',
    room: 'store',
    harm: 'A reorg of one chain takes the newest balances of every chain that is at a greater height.',
    edit: {
      file: 'src/store/sqlite/SeriesWriter.ts',
      search:
        '(SELECT key_id, block_number FROM series_recent WHERE chain = ? AND block_number > ?)',
      replace:
        '(SELECT key_id, block_number FROM series_recent WHERE chain >= -? AND block_number > ?)',
    },
  },
  {
    id: 'no-transaction',
    breaks: 'I5',
    room: 'store',
    harm: 'A crash in the middle of a commit leaves half of it.',
    edit: {
      file: 'src/store/sqlite/createWriter.ts',
      search: `      return db
        .transaction(() => {
          lease.assertHeld()
          return record()
        })
        .immediate()`,
      replace: `      lease.assertHeld()
      return record()`,
    },
  },
  {
    id: 'late-knowledge-without-revision',
    breaks: 'I4',
    room: 'store',
    harm: 'A past answer changes and its revision does not, so that nobody is told.',
    edit: {
      file: 'src/store/sqlite/CutWriter.ts',
      search: '(newest.get() ?? 0) + (reason === undefined ? 0 : 1)',
      replace: '(newest.get() ?? 0) + (reason === undefined ? 0 : 0)',
    },
  },
  {
    id: 'digest-of-what-is-gone',
    breaks: 'I12',
    room: 'store',
    harm: 'After a reorg the chain’s digest still has the blocks that are gone: a sound file is called damaged.',
    edit: {
      file: 'src/store/sqlite/retract.ts',
      search: '  writers.digests.dropAbove(chainId, ancestor.number)\n',
      replace: '',
    },
  },
]
