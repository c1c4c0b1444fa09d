import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in pricing and judging an account. */
export const marginBugs: readonly PlantedBug[] = [
  {
    id: 'dead-price-valued',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A price that nobody has updated for days still values accounts, which are called healthy.',
    edit: {
      file: 'src/margin/judgeFeed.ts',
      search: 'if (ageSeconds > feed.deadAfterSeconds) return',
      replace: 'if (ageSeconds < 0n) return',
    },
  },
  {
    id: 'late-price-fresh',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A price past its heartbeat is served as fresh.',
    edit: {
      file: 'src/margin/judgeFeed.ts',
      search: "isShaken || lateSeconds > 0n ? 'late' : 'fresh'",
      replace: "isShaken || lateSeconds < 0n ? 'late' : 'fresh'",
    },
  },
  {
    id: 'negative-price-valued',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A feed that answers zero or less makes collateral a debt instead of making the account unknown.',
    edit: {
      file: 'src/margin/judgeFeed.ts',
      search: 'if (reason !== undefined) return',
      replace: 'if (reason === observation.answer.toString()) return',
    },
  },
  {
    id: 'in-flight-counts-at-once',
    breaks: 'bounds',
    room: 'margin',
    harm: 'Value that is still crossing a bridge backs new risk.',
    edit: {
      file: 'src/margin/presets/crossChain.ts',
      search: 'initial: nothing,',
      replace: "initial: fractionOfValue(maintenanceBps, BPS, 'floor'),",
    },
  },
  {
    id: 'haircut-of-another-asset',
    breaks: 'bounds',
    room: 'margin',
    harm: 'An asset is weighed with the haircut of another.',
    edit: {
      file: 'src/margin/presets/crossChain.ts',
      search: 'risk.collateral.get(id) ?? weightless',
      replace: '[...risk.collateral.values()][0] ?? weightless',
    },
  },
  {
    id: 'initial-is-maintenance',
    breaks: 'bounds',
    room: 'margin',
    harm: 'New risk may be taken on the weight that is meant for keeping it.',
    edit: {
      file: 'src/margin/presets/crossChain.ts',
      search: "initial: fractionOfValue(initialBps, BPS, 'floor'),",
      replace: "initial: fractionOfValue(maintenanceBps, BPS, 'floor'),",
    },
  },
  {
    id: 'debt-with-a-haircut',
    breaks: 'bounds',
    room: 'margin',
    harm: 'What is owed counts as little as what is held.',
    edit: {
      file: 'src/margin/presets/crossChain.ts',
      search: "value: 'ceil', initial: wholeValue, maintenance: wholeValue",
      replace:
        "value: 'ceil', initial: fractionOfValue(initialBps, BPS, 'ceil'), maintenance: fractionOfValue(maintenanceBps, BPS, 'ceil')",
    },
  },
  {
    id: 'in-flight-never-decays',
    breaks: 'bounds',
    room: 'margin',
    harm: 'Value that has been under way for hours keeps its whole weight.',
    edit: {
      file: 'src/margin/inFlightRetention.ts',
      search: 'if (ageSeconds <= p99Seconds)',
      replace: 'if (ageSeconds <= stuckAfterSeconds)',
    },
  },
  {
    id: 'short-requires-nothing',
    breaks: 'bounds',
    room: 'margin',
    harm: 'A short position requires no margin.',
    edit: {
      file: 'src/margin/engine/compileInstrument.ts',
      search: 'openAsks === 0n) return absBigInt(size)',
      replace: 'openAsks === 0n) return size < 0n ? 0n : size',
    },
  },
  {
    id: 'requirements-swapped',
    breaks: 'bounds',
    room: 'margin',
    harm: 'A position is held to its maintenance requirement where the initial one is asked for.',
    edit: {
      file: 'src/margin/presets/crossChain.ts',
      search: "initial: fractionOfValue(market.initialBps, BPS, 'ceil')",
      replace: "initial: fractionOfValue(market.maintenanceBps, BPS, 'ceil')",
    },
  },
  {
    id: 'unfinalized-credit-in-low',
    breaks: 'bounds',
    room: 'margin',
    harm: 'What a reorg may take is in the figure that nothing takes away.',
    edit: {
      file: 'src/margin/planPrefixes.ts',
      search: '(_, taken) => new Map([...prefix, [chainId, taken]])',
      replace: '(_, taken) => new Map([...prefix, [chainId, Math.max(taken, count)]])',
    },
  },
  {
    id: 'suspense-in-best',
    breaks: 'bounds',
    room: 'margin',
    harm: 'What nobody may owe is taken off as if it were certain.',
    edit: {
      file: 'src/margin/judgeBook.ts',
      search: "(end !== 'low' && line.isSuspense === true)",
      replace: "(end === 'high' && line.isSuspense === true)",
    },
  },
  {
    id: 'peg-ignored',
    breaks: 'bounds',
    room: 'margin',
    harm: 'A bridged token is worth what the original is.',
    edit: {
      file: 'src/margin/judgeFeed.ts',
      search: 'const { pegE18, asOf } = parameters',
      replace: 'const { pegE18, asOf } = { ...parameters, pegE18: 10n ** 18n }',
    },
  },
  {
    id: 'newest-feed-wins',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A feed that was configured as a spare decides as soon as it speaks.',
    edit: {
      file: 'src/margin/priceAt.ts',
      search: 'const chosen = primary ?? newest(candidates)',
      replace: 'const chosen = newest(candidates) ?? primary',
    },
  },
  {
    id: 'liquidation-unseen',
    breaks: 'missedAlert',
    room: 'api',
    harm: 'An account that is being liquidated is called healthy.',
    edit: {
      file: 'src/api/views/accounts/toUnitBooks.ts',
      search: 'isLiquidating: liquidating.has(unit)',
      replace: 'isLiquidating: liquidating.size > 99',
    },
  },
  {
    id: 'position-of-another-unit',
    breaks: 'bounds',
    room: 'api',
    harm: 'The positions of an isolated unit weigh on the cross unit too.',
    edit: {
      file: 'src/api/views/accounts/toUnitBooks.ts',
      search: '.filter((position) => position.unit === unit)',
      replace: ".filter((position) => unit === 'cross' || position.unit === unit)",
    },
  },
]
