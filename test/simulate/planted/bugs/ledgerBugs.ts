import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in binding, folding and judging transfers. */
export const ledgerBugs: readonly PlantedBug[] = [
  {
    id: 'offset-on-credited-account',
    breaks: 'I1',
    room: 'ledger',
    harm: 'A credit ahead of its origin lowers the credited account by money that another account still shows.',
    edit: {
      file: 'src/ledger/offsetAmounts.ts',
      search: 'const owner = { ...holder, account }',
      replace: 'const owner = { ...holder, account: account ?? holder.account }',
    },
  },
  {
    id: 'offset-not-capped',
    breaks: 'I1',
    room: 'ledger',
    harm: 'A credit whose source is not known yet takes more from the sums than the origin shows, down to below zero.',
    edit: {
      file: 'src/ledger/offsetAmounts.ts',
      search: 'const free = minOf(freeOf(account), freeOf(undefined))',
      replace: 'const free = account === undefined ? claim.left : freeOf(account)',
    },
  },
  {
    id: 'unbacked-not-capped',
    breaks: 'I1',
    room: 'ledger',
    harm: 'Forged collateral that was withdrawn again is still taken off: the account shows a debt that it does not have.',
    edit: {
      file: 'src/ledger/unbackedAmounts.ts',
      search: 'const amount = minOf(binding.amount - fromGroupUnits(covered, decimals), free)',
      replace: 'const amount = binding.amount - fromGroupUnits(covered, decimals)',
    },
  },
  {
    id: 'leg-beyond-the-cut',
    breaks: 'I1',
    room: 'ledger',
    harm: 'At a cut before its sending a transfer counts as sent, so that its credit and its source are both counted.',
    edit: {
      file: 'src/ledger/isInside.ts',
      search: 'if (chain === undefined || leg.at.blockNumber > chain.number) return false',
      replace: 'if (chain === undefined) return false',
    },
  },
  {
    id: 'queued-and-sent-both-count',
    breaks: 'I1',
    room: 'ledger',
    harm: 'A transfer that was queued and then sent is in flight twice.',
    edit: {
      file: 'src/ledger/sortLegs.ts',
      search: 'return [...replaced, ...waiting].sort(compareLegs)',
      replace: 'return [...replaced, ...queued].sort(compareLegs)',
    },
  },
  {
    id: 'in-flight-of-the-sender',
    breaks: 'I1',
    room: 'ledger',
    harm: 'Value that left one account is in flight for its sender instead of for whom it was sent to.',
    edit: {
      file: 'src/ledger/transferAmounts.ts',
      search: 'return beneficiary ?? { venue, account: holder.account, unit: ',
      replace: 'return { venue, account: holder.account, unit: beneficiary?.unit ?? ',
    },
  },
  {
    id: 'decimals-of-the-other-side',
    breaks: 'I1',
    room: 'ledger',
    harm: 'A credit in a token of other decimals than its source is taken for another amount.',
    edit: {
      file: 'src/ledger/legValues.ts',
      search: 'sum + toGroupUnits(amount, decimalsOf(at.chainId, asset, topology))',
      replace: 'sum + toGroupUnits(amount, 18)',
    },
  },
  {
    id: 'second-change-of-a-block-lost',
    breaks: 'I2',
    room: 'ledger',
    harm: 'Of two changes of one account in one block the next block remembers the first: a later withdrawal falls below zero.',
    edit: {
      file: 'src/ledger/fold/SeriesRows.ts',
      search: `    running.values = values
    if (running.row?.blockNumber === blockNumber) {
      running.row.values = values
      return
    }`,
      replace: `    if (running.row?.blockNumber === blockNumber) {
      running.row.values = values
      return
    }
    running.values = values`,
    },
  },
  {
    id: 'stray-tokens-unseen',
    breaks: 'I7',
    room: 'ledger',
    harm: 'Tokens that reach a vault by no event of its book are nobody’s, and nothing says so.',
    edit: {
      file: 'src/ledger/residualsOf.ts',
      search: 'return unowned > 0n ? unowned - minOf(door.named, unowned) : unowned',
      replace: 'return unowned > 0n ? 0n : unowned',
    },
  },
  {
    id: 'unbacked-without-coverage',
    breaks: 'I8',
    room: 'ledger',
    harm: 'While its origin lags, an honest transfer raises a critical alert that it was forged.',
    edit: {
      file: 'src/ledger/judgeCredited.ts',
      search: 'return origin.timestamp > creditedAt + skewSeconds',
      replace: 'return origin !== undefined',
    },
  },
  {
    id: 'stuck-without-coverage',
    breaks: 'I8',
    room: 'ledger',
    harm: 'A transfer is called stuck by the clock of its origin, although its destination has not been read that far.',
    edit: {
      file: 'src/ledger/isLate.ts',
      search: 'const chain = cut.get(main.destination)',
      replace: 'const chain = cut.get(main.origin)',
    },
  },
  {
    id: 'cancelled-stays-in-flight',
    breaks: 'I9',
    room: 'ledger',
    harm: 'What was cancelled is in flight for ever, although nothing will arrive.',
    edit: {
      file: 'src/ledger/sortLegs.ts',
      search: '...(refunds.length > cancelled.length ? refunds : cancelled),',
      replace: '...refunds,',
    },
  },
  {
    id: 'landing-is-a-wallet',
    breaks: 'I1',
    room: 'ledger',
    harm: 'What waits at a landing contract of the venue is nobody’s.',
    edit: {
      file: 'src/ledger/createTopology.ts',
      search: 'vaults.get(chainId, address) ?? landings.get(chainId, address),',
      replace: 'vaults.get(chainId, address),',
    },
  },
]
