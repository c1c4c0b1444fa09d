import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in the way from the follower into the store. */
export const startBugs: readonly PlantedBug[] = [
  {
    id: 'progress-before-rows',
    breaks: 'I5',
    room: 'start',
    harm: 'A crash at the wrong moment loses the blocks whose progress was recorded ahead of their rows.',
    edit: {
      file: 'src/start/recordBlocks.ts',
      search: `  await commitUntilDone(ingest, {
    chainId: chain.id,
    ...rows,`,
      replace: `  await commitUntilDone(ingest, {
    chainId: chain.id,
    blocks: [...rows.blocks.filter(({ number }) => number < block.number), block],
    facts: [],
    legs: [],
    series: [],
    quarantined: [],
    progress,
    coverage: ingest.coverage,
    publishedAtMs: env.now(),
  })
  await commitUntilDone(ingest, {
    chainId: chain.id,
    ...rows,`,
    },
  },
  {
    id: 'head-published-before-its-commit',
    breaks: 'I4',
    room: 'start',
    harm: 'For a moment the newest cut names a block whose balances are not recorded yet.',
    edit: {
      file: 'src/start/ingestChain.ts',
      search: '    await recordFacts(ingest, event, facts, decoded.quarantined)\n',
      replace: `    state.pending.push(...event.blocks)
    state.head = toRef(event.toBlock)
    ingest.publisher.publish()
    await recordFacts(ingest, event, facts, decoded.quarantined)
`,
    },
  },
  {
    id: 'pending-blocks-survive-a-reorg',
    breaks: 'I6',
    room: 'start',
    harm: 'After a reorg the newest cut names a block that is no longer on the chain.',
    edit: {
      file: 'src/start/takeReorg.ts',
      search:
        '  if (state.pending.some(({ number }) => number > event.ancestor.number)) await flush(ingest)\n',
      replace: '',
    },
  },
  {
    id: 'shallow-reorg-ignored',
    breaks: 'I6',
    room: 'start',
    harm: 'A reorg of a single block leaves the balances of the block that it replaced.',
    edit: {
      file: 'src/start/takeReorg.ts',
      search: 'state.recorded !== undefined && state.recorded.number > event.ancestor.number',
      replace: 'state.recorded !== undefined && state.recorded.number > event.ancestor.number + 1n',
    },
  },
  {
    id: 'late-log-ignored',
    breaks: 'I3',
    room: 'start',
    harm: 'A log that a node had left out, and the audit found, never reaches a balance.',
    edit: {
      file: 'src/start/takeCoverage.ts',
      search: '  if (late.logs.length > 0) await takeLate(ingest, event)\n',
      replace: '',
    },
  },
  {
    id: 'late-fold-forgets-what-followed',
    breaks: 'I11',
    room: 'start',
    harm: 'A late log sets a balance back to what it was then, and everything that happened since is gone from it.',
    edit: {
      file: 'src/start/foldLate.ts',
      search: 'const isBetween = [...before.values()].some(({ isLast }) => !isLast)',
      replace: 'const isBetween = [...before.values()].some(({ values }) => values.length > 99)',
    },
  },
  {
    id: 'late-binding-forgets-its-neighbours',
    breaks: 'I3',
    room: 'start',
    harm: 'A late log of a transaction whose other logs are recorded takes away what bound them.',
    edit: {
      file: 'src/start/bindLate.ts',
      search: 'const joined = [...kept, ...fresh].sort((a, b) => comparePositions(a.at, b.at))',
      replace: 'const joined = [...fresh].sort((a, b) => comparePositions(a.at, b.at))',
    },
  },
  {
    id: 'damage-noticed-and-ignored',
    breaks: 'I12',
    room: 'start',
    harm: 'Figures from a file in which bits have flipped are served like any other.',
    edit: {
      file: 'src/start/assertUndamaged.ts',
      search: 'if (found !== undefined) throw',
      replace: 'if (found !== undefined && damage.length > 1_000_000) throw',
    },
  },
  {
    id: 'staleness-clock-never-over',
    breaks: 'staleness',
    room: 'start',
    harm: 'A chain that no endpoint has confirmed for hours is served as if it were fresh.',
    edit: {
      file: 'src/start/isStale.ts',
      search: 'nowMs - (sinceMs ?? startedMs) > chain.staleAfterSeconds * 1_000',
      replace: '(sinceMs ?? startedMs) - nowMs > chain.staleAfterSeconds * 1_000',
    },
  },
]
