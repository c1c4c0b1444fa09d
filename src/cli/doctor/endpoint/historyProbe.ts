import { readHeader } from '../../../chain/blocks/Header.ts'
import { toQuantity } from '../../../chain/rpc/parseHex.ts'
import { RpcError } from '../../../chain/rpc/rpcErrors.ts'
import type { Asker } from '../Asker.ts'
import type { Finding } from '../DoctorLine.ts'
import { findLowest } from '../findLowest.ts'
import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

/** Headers looked at for a block whose bloom says that it has logs. */
const sampleBlocks = 16n

/** Blocks by which the oldest logs may be wrong. */
const precision = 1_000n

const emptyBloom = /^0x0*$/

/**
 * What a node does with the logs of an old block: answers them; refuses; leaves them out without a word; or nobody can
 * tell, because the blocks around it have none.
 */
type Served = 'yes' | 'refused' | 'silent' | 'unknown'

export interface HistoryFacts {
  from: bigint
  served: Served
  /** Oldest block whose logs are answered, where those of `from` are not. */
  oldest: bigint | undefined
}

/** Whether the logs of the first block that has to be read are still answered, and not just an empty list. */
export const historyProbe: Probe<EndpointContext, HistoryFacts> = {
  check: 'history',
  async ask(asker, { chain, sources, head }) {
    const starts = sources.map(({ startBlock }) => startBlock)
    const from = starts.reduce((a, b) => (a < b ? a : b), head.number)
    const look = (block: bigint) => lookAt(asker, chain.name, block, head.number)
    const served = await look(from)
    if (served !== 'refused' && served !== 'silent') return { from, served, oldest: undefined }
    const has = async (block: bigint) => ['yes', 'unknown'].includes(await look(block))
    const oldest = await findLowest({ low: from + 1n, high: head.number, precision }, has)
    return { from, served, oldest }
  },
  judge(facts) {
    return [judge(facts)]
  },
}

function judge({ from, served, oldest }: HistoryFacts): Finding {
  const since = `Logs are kept from about block ${oldest} on, and the config begins at block ${from}.`
  switch (served) {
    case 'yes':
      return {
        status: 'pass',
        text: `The logs of block ${from}, the first of this config, are answered.`,
      }
    case 'unknown':
      return {
        status: 'pass',
        text: `Block ${from}, the first of this config, is not refused; it has no logs to show.`,
      }
    case 'refused':
      return {
        status: 'warn',
        text: `${since} Older ranges are refused.`,
        cure: 'Add an endpoint with the whole history for the backfill.',
      }
    case 'silent':
      return {
        status: 'fail',
        text: `${since} Older ranges are answered with an empty list, which looks like silence of the contracts.`,
        cure: 'Take the endpoint out of the config: what it leaves out would be missing without a word.',
      }
  }
}

async function lookAt(asker: Asker, chain: string, block: bigint, head: bigint): Promise<Served> {
  const last = block + sampleBlocks - 1n < head ? block + sampleBlocks - 1n : head
  const numbers = Array.from({ length: Number(last - block) + 1 }, (_, i) => block + BigInt(i))
  const answers = await asker.askMany(
    numbers.map((number) => ({
      method: 'eth_getBlockByNumber',
      params: [toQuantity(number), false],
    })),
  )
  const headers = answers.map(({ result }) => readHeader(result ?? null, { chain }))
  if (headers[0] === undefined) return 'refused'
  const busy = headers.find(
    (header) => header?.logsBloom !== undefined && !emptyBloom.test(header.logsBloom),
  )
  const { hash, number } = busy ?? headers[0]
  const { result, failure } = await asker.ask('eth_getLogs', [{ blockHash: hash }])
  if (failure !== undefined) {
    if (failure instanceof RpcError) return 'refused'
    throw failure
  }
  if (!Array.isArray(result) || result.length > 0) return 'yes'
  if (busy === undefined) return 'unknown'
  return await confirmSilence(asker, number)
}

/** Some chains' blooms hold logs that nobody can see (rpc-faults F029), so the receipts have the last word. */
async function confirmSilence(asker: Asker, number: bigint): Promise<Served> {
  const { result } = await asker.ask('eth_getBlockReceipts', [toQuantity(number)])
  if (!Array.isArray(result)) return 'refused'
  const hasLogs = result.some((receipt: unknown) => countLogs(receipt) > 0)
  return hasLogs || result.length === 0 ? 'silent' : 'unknown'
}

function countLogs(receipt: unknown): number {
  if (typeof receipt !== 'object' || receipt === null || !('logs' in receipt)) return 0
  return Array.isArray(receipt.logs) ? receipt.logs.length : 0
}
