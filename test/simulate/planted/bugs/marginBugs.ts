import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in pricing and judging an account. */
export const marginBugs: readonly PlantedBug[] = [
  {
    id: 'dead-price-valued',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A price that nobody has updated for days still values accounts, which are called healthy.',
    edit: {
      file: 'src/margin/priceAt.ts',
      search: 'candidate.priceE18 > 0n && candidate.ageSeconds <= candidate.feed.deadAfterSeconds',
      replace: 'candidate.priceE18 > 0n && candidate.ageSeconds >= 0n',
    },
  },
  {
    id: 'late-price-fresh',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A price past its heartbeat is served as fresh.',
    edit: {
      file: 'src/margin/priceAt.ts',
      search: "state: lateSeconds > 0n ? 'late' : 'fresh'",
      replace: "state: lateSeconds < 0n ? 'late' : 'fresh'",
    },
  },
  {
    id: 'negative-price-valued',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A feed that answers zero or less makes collateral a debt instead of making the account unknown.',
    edit: {
      file: 'src/margin/priceAt.ts',
      search: 'candidate.priceE18 > 0n && candidate.ageSeconds <= candidate.feed.deadAfterSeconds',
      replace: 'candidate.ageSeconds <= candidate.feed.deadAfterSeconds',
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
    id: 'route-haircut-forgotten',
    breaks: 'bounds',
    room: 'margin',
    harm: 'The haircut of a route takes nothing off what it carries.',
    edit: {
      file: 'src/margin/inFlightRetention.ts',
      search: 'return { numerator: BPS - haircutBps, denominator: BPS }',
      replace: 'return { numerator: BPS, denominator: BPS }',
    },
  },
  {
    id: 'debt-rounded-down',
    breaks: 'bounds',
    room: 'margin',
    harm: 'What is owed is rounded in favour of who owes it.',
    edit: {
      file: 'src/margin/presets/crossChain.ts',
      search: "liability: { price: mid, value: 'ceil',",
      replace: "liability: { price: mid, value: 'floor',",
    },
  },
  {
    id: 'requirement-rounded-down',
    breaks: 'bounds',
    room: 'margin',
    harm: 'A requirement is rounded in favour of who has to meet it.',
    edit: {
      file: 'src/margin/presets/crossChain.ts',
      search: "maintenance: fractionOfValue(market.maintenanceBps, BPS, 'ceil')",
      replace: "maintenance: fractionOfValue(market.maintenanceBps, BPS, 'floor')",
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
    id: 'deductions-liquidate',
    breaks: 'bounds',
    room: 'margin',
    harm: 'A lagging chain alone makes an account liquidatable.',
    edit: {
      file: 'src/margin/engine/judgeParts.ts',
      search: 'parts: item.parts.filter((part) => !isDeduction(part))',
      replace: 'parts: item.parts',
    },
  },
  {
    id: 'no-warning',
    breaks: 'missedAlert',
    room: 'margin',
    harm: 'An account is called healthy until it may take no more risk.',
    edit: {
      file: 'src/margin/engine/marginStatus.ts',
      search: "isNear ? 'WARNING' : 'HEALTHY'",
      replace: "isNear ? 'HEALTHY' : 'HEALTHY'",
    },
  },
  {
    id: 'better-unit-hides-the-worse',
    breaks: 'missedAlert',
    room: 'margin',
    harm: 'An account is as healthy as its best unit.',
    edit: {
      file: 'src/margin/worstStatus.ts',
      search: 'severities[status] > severities[worst]',
      replace: 'severities[status] < severities[worst]',
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
    id: 'low-at-the-price',
    breaks: 'bounds',
    room: 'margin',
    harm: 'The worst of a late price is the price itself.',
    edit: {
      file: 'src/margin/PricedMarket.ts',
      search: 'views: [served, low, high]',
      replace: 'views: [served, high]',
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
    id: 'guess-lowers-high',
    breaks: 'bounds',
    room: 'margin',
    harm: 'A guess about the owner takes from the most that an account may have.',
    edit: {
      file: 'src/margin/judgeBook.ts',
      search: "(end === 'high' && line.ownerUnknown)",
      replace: "(end === 'high' && !line.ownerUnknown)",
    },
  },
  {
    id: 'peg-ignored',
    breaks: 'bounds',
    room: 'margin',
    harm: 'A bridged token is worth what the original is.',
    edit: {
      file: 'src/margin/priceAt.ts',
      search: 'mulDivFloor(observation.answer, pegE18,',
      replace: 'mulDivFloor(observation.answer, pegE18 < 0n ? pegE18 : 10n ** 18n,',
    },
  },
  {
    id: 'newest-feed-wins',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A feed that was configured as a spare decides as soon as it speaks.',
    edit: {
      file: 'src/margin/priceAt.ts',
      search: 'const chosen = primary ?? newest(live)',
      replace: 'const chosen = newest(live) ?? primary',
    },
  },
  {
    id: 'spare-feed-ignored',
    breaks: 'staleness',
    room: 'margin',
    harm: 'Accounts are unknown although a spare feed is alive.',
    edit: {
      file: 'src/margin/priceAt.ts',
      search: 'const chosen = primary ?? newest(live)',
      replace: 'const chosen = primary',
    },
  },
  {
    id: 'stale-chain-trusted',
    breaks: 'staleness',
    room: 'margin',
    harm: 'An account is called healthy for collateral on a chain that nobody has heard of for long.',
    edit: {
      file: 'src/margin/staleReasons.ts',
      search: 'if (without.status === status) return []',
      replace: 'if (without.status !== status) return []',
    },
  },
  {
    id: 'liquidation-unseen',
    breaks: 'missedAlert',
    room: 'api',
    harm: 'An account that is being liquidated is called healthy.',
    edit: {
      file: 'src/api/views/toUnitBooks.ts',
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
      file: 'src/api/views/toUnitBooks.ts',
      search: '.filter((position) => position.unit === unit)',
      replace: ".filter((position) => unit === 'cross' || position.unit === unit)",
    },
  },
]
