import { toQuantity } from '../../../chain/rpc/parseHex.ts'
import type { Decoder, LogFilter, SourceSet } from '../../../facts/Decoder.ts'
import type { Contract } from '../../preflight/listContracts.ts'
import type { AskMany } from '../../preflight/readCodes.ts'
import type { DoctorLine, Finding } from '../DoctorLine.ts'

/** Sources that are looked at; each costs one question, and one more where nothing was seen of late. */
const sourcesMax = 64

/** Blocks of one look at most: wider ones are refused by small plans. */
const windowBlocksMax = 2_000n

/** What one source was seen to emit. Undefined where the endpoint refused the range. */
export interface Activity {
  recent: number | undefined
  /** Asked only when nothing was seen of late. */
  first: number | undefined
  windowBlocks: bigint
  startBlock: bigint
}

interface Window {
  from: bigint
  to: bigint
}

/**
 * Looks whether each followed contract emits what it is followed for, in the newest blocks and else behind its start
 * block. A contract that never did is mostly a wrong address.
 */
export async function readActivity(parameters: {
  askMany: AskMany
  decoders: readonly Decoder[]
  contracts: readonly Contract[]
  head: bigint
  /** Blocks that the endpoints were seen to take in one range. */
  rangeBlocks: bigint
}): Promise<readonly DoctorLine[]> {
  const { askMany, decoders, contracts, head, rangeBlocks } = parameters
  const sources = decoders
    .map(({ source }) => ({ ...source, filters: ownFilters(source, contracts) }))
    .filter(({ filters, startBlock }) => filters.length > 0 && startBlock <= head)
    .slice(0, sourcesMax)
  const windowBlocks = rangeBlocks < windowBlocksMax ? rangeBlocks : windowBlocksMax
  const recent = await countLogs(
    askMany,
    sources.map((source) => ({ source, window: lastWindow(source, head, windowBlocks) })),
  )
  const quiet = sources.filter((_, i) => recent[i] === 0)
  const first = await countLogs(
    askMany,
    quiet.map((source) => ({ source, window: firstWindow(source, head, windowBlocks) })),
  )
  return sources.map((source, i) => {
    const activity = {
      recent: recent[i],
      first: first[quiet.indexOf(source)],
      windowBlocks,
      startBlock: source.startBlock,
    }
    const subject = fieldOf(source, contracts)
    return { scope: 'contract', subject, check: 'topics', ...judgeActivity(activity) }
  })
}

/** Whether what was seen fits a contract that is followed for its events. */
export function judgeActivity({ recent, first, windowBlocks, startBlock }: Activity): Finding {
  if (recent === undefined || (recent === 0 && first === undefined)) {
    const cure = 'Run the doctor with an endpoint that takes wider log ranges.'
    return { status: 'warn', text: 'Its events were not looked for: the range was refused.', cure }
  }
  if (recent > 0) {
    return { status: 'pass', text: `${recent} of its events in the last ${windowBlocks} blocks.` }
  }
  if (first !== undefined && first > 0) {
    const text = `None of its events in the last ${windowBlocks} blocks, ${first} after its start block.`
    return { status: 'pass', text }
  }
  return {
    status: 'warn',
    text: `None of its events was seen, neither in the last ${windowBlocks} blocks nor in as many from block ${startBlock} on.`,
    cure: 'Check the address and the ABI, unless the contract is known to be quiet.',
  }
}

/**
 * Filters whose logs say that the configured contract is the right one: not those of a carrier that many routes share,
 * and not those on more than the event, which are about the movements of other contracts and may well be rare.
 */
function ownFilters(source: SourceSet, contracts: readonly Contract[]): readonly LogFilter[] {
  const carriers = new Set(
    contracts.flatMap(({ role, address }) => (role === 'carrier' ? [address] : [])),
  )
  return source.filters.filter(
    ({ addresses, topics }) =>
      topics.slice(1).every((topic) => topic === undefined) &&
      addresses.some((address) => !carriers.has(address)),
  )
}

function lastWindow({ startBlock }: SourceSet, head: bigint, blocks: bigint): Window {
  const from = head >= blocks ? head - blocks + 1n : 0n
  return { from: from > startBlock ? from : startBlock, to: head }
}

function firstWindow({ startBlock }: SourceSet, head: bigint, blocks: bigint): Window {
  const to = startBlock + blocks - 1n
  return { from: startBlock, to: to < head ? to : head }
}

/** Numbers of logs, undefined where a range was refused. */
async function countLogs(
  askMany: AskMany,
  looks: readonly { source: SourceSet; window: Window }[],
): Promise<readonly (number | undefined)[]> {
  const calls = looks.map(({ source, window }) => ({
    method: 'eth_getLogs',
    params: [
      {
        address: [...new Set(source.filters.flatMap(({ addresses }) => addresses))],
        topics: [[...new Set(source.filters.flatMap(({ topics }) => topics[0]))]],
        fromBlock: toQuantity(window.from),
        toBlock: toQuantity(window.to),
      },
    ],
  }))
  const answers = await askMany(calls)
  return answers.map(({ result }) => (Array.isArray(result) ? result.length : undefined))
}

/** A vault's share token is also an asset; the field that follows it says more. */
function fieldOf(source: SourceSet, contracts: readonly Contract[]): string {
  const named = contracts.filter(({ address }) =>
    source.filters.some(({ addresses }) => addresses.includes(address)),
  )
  const followed = named.find(({ start }) => start !== undefined)
  return (followed ?? named[0])?.field ?? source.id
}
