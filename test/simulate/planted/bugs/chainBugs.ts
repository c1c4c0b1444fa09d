import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in following one chain. */
export const chainBugs: readonly PlantedBug[] = [
  {
    id: 'block-without-its-parent',
    breaks: 'I6',
    room: 'chain',
    harm: 'A reorg between two requests is never noticed: the block that it replaced stays recorded.',
    edit: {
      file: 'src/chain/follow/fetchGroup.ts',
      search: 'if (toBlock === undefined || !isLinked(state, headers, next))',
      replace: 'if (toBlock === undefined)',
    },
  },
  {
    id: 'fork-unseen',
    breaks: 'liveness',
    room: 'chain',
    harm: 'After a reorg the chain stands still for ever.',
    edit: {
      file: 'src/chain/follow/detectFork.ts',
      search:
        "if (poll.at !== undefined) return poll.at.hash === followed.hash ? 'same' : 'forked'",
      replace:
        "if (poll.at !== undefined) return poll.at.number === followed.number ? 'same' : 'forked'",
    },
  },
  {
    id: 'finality-goes-backwards',
    breaks: 'finality',
    room: 'chain',
    harm: 'A height that was final is not any more, because a node took its tag back.',
    edit: {
      file: 'src/chain/follow/advanceFinality.ts',
      search: 'const finalizedNext = maxOf(seen.finalized, previous?.finalized ?? 0n)',
      replace: 'const finalizedNext = seen.finalized',
    },
  },
  {
    id: 'split-loses-a-block',
    breaks: 'I3',
    room: 'chain',
    harm: 'Where a provider refuses a range, the block after the first smaller one is never read.',
    edit: {
      file: 'src/chain/logs/fetchRangeLogs.ts',
      search: 'walk.fromBlock = piece.toBlock + 1n',
      replace: 'walk.fromBlock = piece.toBlock + (walk.failures > 0 ? 2n : 1n)',
    },
  },
  {
    id: 'range-loses-its-last-block',
    breaks: 'I3',
    room: 'chain',
    harm: 'Logs in the last block of a back-filled range are missing from every balance.',
    edit: {
      file: 'src/chain/follow/backfillRanges.ts',
      search: 'fetchRangeLogs(context, fetcher, { fromBlock, toBlock }),',
      replace:
        'fetchRangeLogs(context, fetcher, { fromBlock, toBlock: toBlock > fromBlock ? toBlock - 1n : toBlock }),',
    },
  },
  {
    id: 'answers-by-position',
    breaks: 'I3',
    room: 'chain',
    harm: 'Where a node answers a batch in another order, one request gets the answer of another.',
    edit: {
      file: 'src/chain/rpc/parseAnswers.ts',
      search: 'answers[position] = readEntry(',
      replace: 'answers[entries.indexOf(entry)] = readEntry(',
    },
  },
  {
    id: 'read-at-the-head',
    breaks: 'I4',
    room: 'chain',
    harm: 'A past answer values shares at the rate of now.',
    edit: {
      file: 'src/chain/read/answerReads.ts',
      search: 'params: [{ to, data }, { blockHash }],',
      replace: "params: [{ to, data }, blockHash === '0x' ? blockHash : 'latest'],",
    },
  },
  {
    id: 'key-in-a-problem',
    breaks: 'I10',
    room: 'chain',
    harm: 'A provider that quotes its own URL puts the key into answers and metrics.',
    edit: {
      file: 'src/chain/rpc/createCheckedChannel.ts',
      search: 'redact: createRedactor(url),',
      replace: 'redact: (text) => text,',
    },
  },
  {
    id: 'empty-block-believed',
    breaks: 'I8',
    room: 'chain',
    harm: 'A block whose logs a node leaves out is recorded as empty, although its bloom says that it is not.',
    edit: {
      file: 'src/chain/logs/fetchBlockLogs.ts',
      search: "if (verdict !== 'doubts') {",
      replace: "if (verdict !== 'doubts' || logs.length === 0) {",
    },
  },
  {
    id: 'logs-of-another-fork',
    breaks: 'I6',
    room: 'chain',
    harm: 'Logs that a node takes from another branch than its headers are recorded under a block that never was.',
    edit: {
      file: 'src/chain/logs/fetchBlockLogs.ts',
      search: 'if ((batch.hashes.get(number) ?? hash) === hash) return batch',
      replace: "if ((batch.hashes.get(number) ?? hash) !== '0x') return batch",
    },
  },
  {
    id: 'tag-of-another-fork',
    breaks: 'finality',
    room: 'chain',
    harm: 'A node whose tags are those of another branch makes blocks final that no honest node calls so.',
    edit: {
      file: 'src/chain/follow/screenTags.ts',
      search: 'if (held?.hash === tag.hash) return undefined',
      replace: 'if (held?.number === tag.number) return undefined',
    },
  },
  {
    id: 'constant-called-finality',
    breaks: 'finality',
    room: 'chain',
    harm: 'Where a node calls every block but the newest final, a reorg of two blocks violates finality.',
    edit: {
      file: 'src/chain/follow/screenTags.ts',
      search: '!hasVaried(distance) && head - finalized < depth',
      replace: '!hasVaried(distance) && head < finalized',
    },
  },
  {
    id: 'liar-outvotes-the-honest',
    breaks: 'liveness',
    room: 'chain',
    harm: 'One endpoint that shows a fork of its own halts a chain that all others agree on.',
    edit: {
      file: 'src/chain/follow/judgeFork.ts',
      search: 'if (fork.contradicting > fork.agreeing)',
      replace: 'if (fork.contradicting > fork.agreeing + 1)',
    },
  },
  {
    id: 'lower-head-taken-for-a-reorg',
    breaks: 'liveness',
    room: 'chain',
    harm: 'A node that is behind makes its chain halt, as if final blocks were gone.',
    edit: {
      file: 'src/chain/follow/detectFork.ts',
      search: "return hash === known.hash ? 'behind' : 'forked'",
      replace: "return hash === followed.hash ? 'behind' : 'forked'",
    },
  },
]
