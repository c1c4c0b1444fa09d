import type { BackingGroup } from '../../../config/BackingConfig.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import { type SeriesRow, seriesKeyId } from '../../../facts/Series.ts'
import type {
  AccountReading,
  BackingReading,
  BackingReads,
  BackingUnknown,
} from '../../../ledger/backing/BackingReading.ts'
import { type BackingAccount, backingAccounts } from '../../../ledger/backing/backingAccounts.ts'
import { offsetsAt, sumBacking } from '../../../ledger/backing/sumBacking.ts'
import type { CutHeights } from '../../../store/Snapshot.ts'
import { minOf } from '../../../utils/minOf.ts'
import type { ReadContext } from '../ReadContext.ts'
import { createClearings, type ReadClearings } from './createClearings.ts'
import { readFlows } from './readFlows.ts'
import { readLimits } from './readLimits.ts'

/** Every configured asset group with what backs it at the context's cut, in the order of the config. */
export function readBackings(context: ReadContext): readonly BackingReading[] {
  const { backing } = context.project
  if (backing === undefined) return []
  const clearings = createClearings(context)
  return backing.groups.map((group) => readGroup(context, group, clearings))
}

function readGroup(
  context: ReadContext,
  group: BackingGroup,
  clearings: ReadClearings,
): BackingReading {
  const { heights, cut } = context
  const accounts = backingAccounts(group)
  const chainIds = [...new Set(accounts.map(({ chainId }) => chainId))]
  const unknown = whyUnknown(context, group, chainIds)
  const observed = newestOf(context, accounts, 'observed', heights)
  const isWhole = unknown === undefined
  const logged = isWhole ? amountsAt(context, accounts, heights) : undefined
  const inFlight = isWhole ? clearings(heights) : []
  const times = cut.chains.filter(({ chainId }) => chainIds.includes(chainId))
  const shared = { group, accounts }
  return {
    group,
    figures: logged && sumBacking({ ...shared, amounts: logged, clearings: inFlight, heights }),
    unknown,
    asOf: oldest(times.map(({ timestamp }) => timestamp)),
    accounts: accounts.map((account, i) =>
      toAccount(context, account, logged?.[i], observed.get(seriesKeyId(account.observed))),
    ),
    offsets: offsetsAt(group, heights),
    ...readReads(context, shared, { observed, unknown, clearings }),
    flows: isWhole ? readFlows(context, group) : [],
    limits: readLimits(context, group, inFlight),
  }
}

/** Half a sum is no number. */
function whyUnknown(
  { heights, sources }: ReadContext,
  { bridges }: BackingGroup,
  chainIds: readonly ChainId[],
): BackingUnknown | undefined {
  if (chainIds.some((chainId) => !heights.has(chainId))) return 'CHAIN_NOT_IN_CUT'
  const isJoining =
    sources.joining.some(
      ({ chainId, purpose }) => purpose.kind === 'backing' && chainIds.includes(chainId),
    ) || bridges.some((bridge) => sources.joiningEnd(bridge, chainIds) !== undefined)
  return isJoining ? 'BACKFILLING' : undefined
}

function newestOf(
  { snapshot }: ReadContext,
  accounts: readonly BackingAccount[],
  way: 'logged' | 'observed',
  at: CutHeights,
): ReadonlyMap<string, SeriesRow> {
  const contracts = accounts.map((account) => account[way])
  const kinds = way === 'observed' ? (['observed'] as const) : (['escrowed', 'supply'] as const)
  const rows = kinds.flatMap((kind) => snapshot.series({ of: 'contracts', kind, contracts }, at))
  return new Map(rows.map((row) => [seriesKeyId(row.key), row]))
}

/** What the logs up to some heights say, with what stood before them. */
function amountsAt(
  context: ReadContext,
  accounts: readonly BackingAccount[],
  at: CutHeights,
): readonly bigint[] {
  const rows = newestOf(context, accounts, 'logged', at)
  return accounts.map(
    ({ opening, logged }) => opening + (rows.get(seriesKeyId(logged))?.values[0] ?? 0n),
  )
}

function toAccount(
  context: ReadContext,
  account: BackingAccount,
  logged: bigint | undefined,
  row: SeriesRow | undefined,
): AccountReading {
  const amount = row?.values[0]
  if (row === undefined || amount === undefined) return { account, logged, observed: undefined }
  const { blockNumber } = row
  const [then] =
    logged === undefined
      ? []
      : amountsAt(context, [account], new Map([[account.chainId, blockNumber]]))
  const drift = then === undefined ? undefined : amount - then
  return { account, logged, observed: { amount, blockNumber, drift } }
}

/** Both methods at the blocks that were read last: one block per chain, at which all of the group's accounts were. */
function readReads(
  context: ReadContext,
  { group, accounts }: { group: BackingGroup; accounts: readonly BackingAccount[] },
  known: {
    observed: ReadonlyMap<string, SeriesRow>
    unknown: BackingUnknown | undefined
    clearings: ReadClearings
  },
): { reads: BackingReads | undefined; readsUnknown: BackingUnknown | undefined } {
  const without = (readsUnknown: BackingUnknown) => ({ reads: undefined, readsUnknown })
  if (known.unknown !== undefined) return without(known.unknown)
  if (context.project.backing?.readsEverySeconds === undefined) return without('READS_OFF')
  const rows = accounts.flatMap(({ observed }) => known.observed.get(seriesKeyId(observed)) ?? [])
  if (rows.length === 0) return without('NOT_READ')
  const numbers = new Map(rows.map(({ key, blockNumber }) => [key.chainId, blockNumber]))
  const isOneBlock = rows.every(({ key, blockNumber }) => numbers.get(key.chainId) === blockNumber)
  const blocks = [...numbers].flatMap(([chainId, number]) => {
    const block = context.snapshot.blockAt(chainId, number)
    return block?.number === number ? [{ chainId, ...block }] : []
  })
  const asOf = oldest(blocks.map(({ timestamp }) => timestamp))
  const isWhole = rows.length === accounts.length && isOneBlock && blocks.length === numbers.size
  if (!isWhole || asOf === undefined) return without('READ_IN_PART')
  const heights = new Map([...context.heights, ...numbers])
  const clearings = known.clearings(heights, blocks)
  const shared = { group, accounts, clearings, heights }
  const amounts = rows.map(({ values }) => values[0] ?? 0n)
  return {
    reads: {
      figures: sumBacking({ ...shared, amounts }),
      logged: sumBacking({ ...shared, amounts: amountsAt(context, accounts, heights) }),
      blocks,
      asOf,
    },
    readsUnknown: undefined,
  }
}

function oldest([first, ...others]: readonly bigint[]): bigint | undefined {
  return first === undefined ? undefined : minOf(first, ...others)
}
