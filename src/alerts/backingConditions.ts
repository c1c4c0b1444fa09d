import { formatUnits } from 'viem'
import type { AccountReading, BackingReading } from '../ledger/backing/BackingReading.ts'
import { fromGroupUnits } from '../ledger/groupUnits.ts'
import type { Condition } from './Condition.ts'

/** Rounds of reads that may be missed before it is said that there are none: one for a busy node, one for the next slot. */
const roundsMax = 3n

/**
 * What the backing of asset groups gives reason to say (rule A2). A shortfall pages only where logs and pinned reads agree on
 * it: one of them alone fires one step lower, and their disagreement is a condition of its own.
 */
export function backingConditions(
  readings: readonly BackingReading[],
  { asOf, readsEverySeconds }: { asOf: bigint; readsEverySeconds: bigint | undefined },
): readonly Condition[] {
  return readings.flatMap((reading) => [
    ...shortfall(reading),
    ...reading.accounts.flatMap((account) => drift(reading, account)),
    ...negativeFlows(reading),
    ...spentLimits(reading),
    ...(readsEverySeconds === undefined ? [] : unread(reading, asOf, readsEverySeconds)),
  ])
}

function base({ group, accounts, reads }: BackingReading) {
  return {
    isConfirmed: true,
    chains: [...new Set(accounts.map(({ account }) => account.chainId))],
    subject: group.group,
    since: undefined,
    evidence: (reads?.blocks ?? []).map(({ chainId, number }) => `${chainId}:${number}`),
  }
}

function shortfall(reading: BackingReading): readonly Condition[] {
  const { group, figures, reads } = reading
  const byLogs = missingOf(figures)
  const byReads = missingOf(reads?.figures)
  if (byLogs === undefined && byReads === undefined) return []
  const spell = (amount: bigint): string =>
    formatUnits(fromGroupUnits(amount, group.decimals), group.decimals)
  const lacks = `The supply of ${group.group} exceeds what backs it by ${spell(byLogs ?? byReads ?? 0n)}`
  if (byLogs !== undefined && byReads !== undefined) {
    const text = `${lacks}; the tokens themselves say ${spell(byReads)}.`
    return [{ ...base(reading), code: 'BACKING_SHORTFALL', severity: 'critical', text }]
  }
  const other =
    byLogs === undefined
      ? 'The tokens themselves say so, the logs do not.'
      : reads === undefined
        ? 'Only the logs say so: the tokens themselves were not read.'
        : 'Only the logs say so: the last reads of the tokens do not show it yet.'
  const text = `${lacks}. ${other}`
  const unconfirmed = { ...base(reading), isConfirmed: false }
  return [{ ...unconfirmed, code: 'BACKING_SHORTFALL', severity: 'warning', text }]
}

function missingOf(figures: BackingReading['figures']): bigint | undefined {
  return figures !== undefined && figures.difference < 0n ? -figures.difference : undefined
}

function drift(reading: BackingReading, { account, observed }: AccountReading) {
  if (observed?.drift === undefined || observed.drift === 0n) return []
  const { chainId, token, holder, decimals } = account
  const { drift, blockNumber } = observed
  const what = holder === undefined ? `The supply of ${token}` : `What ${holder} holds of ${token}`
  const amount = formatUnits(drift < 0n ? -drift : drift, decimals)
  const condition: Condition = {
    ...base(reading),
    code: 'BACKING_DRIFT',
    severity: 'warning',
    chains: [chainId],
    subject: holder ?? token,
    text: `${what} is ${amount} ${drift < 0n ? 'less' : 'more'} at block ${blockNumber} of chain ${chainId} than its logs add up to.`,
    evidence: [`${chainId}:${blockNumber}`],
  }
  return [condition]
}

/** A chain cannot send away more than it was sent: what it sends then was made there. */
function negativeFlows(reading: BackingReading): readonly Condition[] {
  return reading.flows
    .filter(({ amount }) => amount < 0n)
    .map(({ chainId, token, decimals, amount, isConfirmed }) => {
      const text = `Bridges took ${formatUnits(-amount, decimals)} more of ${token} away from chain ${chainId} than they ever brought.`
      const doubt =
        ' This is unconfirmed: no second reading of the chain has verified that nothing is missing.'
      return {
        ...base(reading),
        code: 'NET_FLOW_NEGATIVE',
        severity: isConfirmed ? 'critical' : 'warning',
        isConfirmed,
        chains: [chainId],
        subject: token,
        text: isConfirmed ? text : `${text}${doubt}`,
      }
    })
}

/** What is on its way and exceeds what may be minted will revert until the limit has grown again. */
function spentLimits(reading: BackingReading): readonly Condition[] {
  return reading.limits.flatMap(
    ({ limit, amounts, inbound, blockNumber }): readonly Condition[] => {
      const left = amounts.get('mintLeft')
      if (left === undefined || inbound <= left) return []
      const { chainId, token, decimals, bridge } = limit
      const text = `${formatUnits(inbound, decimals)} are on their way to chain ${chainId}, and ${bridge} may mint only ${formatUnits(left, decimals)} of ${token} there.`
      const evidence = [`${chainId}:${blockNumber}`]
      return [
        {
          ...base(reading),
          ...{ code: 'MINT_LIMIT_SPENT', severity: 'warning', chains: [chainId], subject: bridge },
          ...{ text, evidence },
        },
      ]
    },
  )
}

function unread(
  reading: BackingReading,
  asOf: bigint,
  readsEverySeconds: bigint,
): readonly Condition[] {
  const { group, reads, readsUnknown } = reading
  // Why there are no figures at all is said by other conditions.
  if (readsUnknown === 'BACKFILLING' || readsUnknown === 'CHAIN_NOT_IN_CUT') return []
  const age = reads === undefined ? undefined : asOf - reads.asOf
  if (age !== undefined && age <= readsEverySeconds * roundsMax) return []
  const since =
    age === undefined
      ? 'have not answered as a whole yet'
      : `last answered ${age} s before this cut`
  const text = `The tokens of ${group.group} ${since}: what is said of their backing rests on the logs alone.`
  const severity = age === undefined ? 'info' : 'warning'
  return [{ ...base(reading), code: 'BACKING_UNREAD', severity, text }]
}
