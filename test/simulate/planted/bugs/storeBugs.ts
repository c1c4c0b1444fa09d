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
    id: 'transfers-not-rejudged-after-reorg',
    breaks: 'I6',
    room: 'store',
    harm: 'A transfer whose credit was reorged away stays closed: its value is missing from what is in flight.',
    edit: {
      file: 'src/store/sqlite/retract.ts',
      search: 'const touched = new Set(writers.legs.transfersAbove(chainId, ancestor.number))',
      replace: 'const touched = new Set<number>()',
    },
  },
  {
    id: 'closed-although-tampered',
    breaks: 'missedAlert',
    room: 'store',
    harm: 'A transfer that arrived with another amount than was sent is closed, and no condition names it.',
    edit: {
      file: 'src/store/sqlite/deriveTransfer.ts',
      search: '    credits.every((credit) => isSameValue(sent, credit)) &&\n',
      replace: '',
    },
  },
  {
    id: 'closed-before-it-was-sent',
    breaks: 'I1',
    room: 'store',
    harm: 'At a cut that holds the credit and not the sending, a transfer is left out as closed: both sides count.',
    edit: {
      file: 'src/store/sqlite/LegReader.ts',
      search: 't.closed = 1 AND t.sent_chain = c.chain AND t.sent_number > c.height',
      replace: 't.closed = 1 AND t.sent_chain = c.chain AND t.credited_number > c.height',
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
    id: 'snapshot-not-fixed',
    breaks: 'I4',
    room: 'store',
    harm: 'One answer is read from two states of the store, with a reorg or a commit between its fields.',
    edit: {
      file: 'src/store/sqlite/createSnapshot.ts',
      search: "  db.exec('BEGIN')\n",
      replace: '',
    },
  },
  {
    id: 'time-without-running-maximum',
    breaks: 'I4',
    room: 'store',
    harm: 'On a chain whose clock steps back, an answer at a moment holds blocks from after it.',
    edit: {
      file: 'src/store/sqlite/BlockWriter.ts',
      search: 'const max = Math.max(top.max, block.timestamp)',
      replace: 'const max = block.timestamp',
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
  {
    id: 'coverage-not-lowered',
    breaks: 'I8',
    room: 'store',
    harm: 'After a reorg a chain claims to be covered to a height that it has not read again.',
    edit: {
      file: 'src/store/sqlite/retract.ts',
      search: '  writers.coverage.lower(chainId, ancestor.number)\n',
      replace: '',
    },
  },
  {
    id: 'quarantine-not-guarded',
    breaks: 'I12',
    room: 'store',
    harm: 'A bit that flips in what was not understood changes the evidence, and nobody notices.',
    edit: {
      file: 'src/store/sqlite/readBlockDigest.ts',
      search: '    for (const log of quarantined) digest.quarantine(log)\n',
      replace: '',
    },
  },
  {
    id: 'pruned-past-is-served',
    breaks: 'I8',
    room: 'store',
    harm: 'A moment before the pruned horizon is answered from what is left, as if nobody had had anything then.',
    edit: {
      file: 'src/store/sqlite/pruneHistory.ts',
      search: '    note(db, horizon, parameters.nowMs)\n',
      replace: '',
    },
  },
  {
    id: 'pruning-forgets-the-horizon',
    breaks: 'I11',
    room: 'store',
    harm: 'Whoever did not move since the horizon loses what they had.',
    edit: {
      file: 'src/store/sqlite/pruneHistory.ts',
      search: 'AND block_number < (SELECT max(block_number) FROM series',
      replace: 'AND block_number <= (SELECT max(block_number) FROM series',
    },
  },
]
