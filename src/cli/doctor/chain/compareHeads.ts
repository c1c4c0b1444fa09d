import { readHeader } from '../../../chain/blocks/Header.ts'
import { toQuantity } from '../../../chain/rpc/parseHex.ts'
import type { ChainConfig } from '../../../config/ChainConfig.ts'
import type { Hash } from '../../../facts/primitives.ts'
import type { Asker } from '../Asker.ts'
import type { Finding } from '../DoctorLine.ts'

/** Heads of healthy nodes differ by this time: propagation, and the moments between the questions. */
const lagSecondsMax = 15

/** Blocks below the lowest head at which nodes must agree; nearer, an ordinary reorg may be under way. */
const settledBlocks = 16n

/** An endpoint that named its head. */
export interface AskedEndpoint {
  label: string
  asker: Asker
  head: bigint
}

export interface HeadComparison {
  endpoints: readonly { label: string; head: bigint; hash: Hash | undefined }[]
  /** Height at which the hashes were asked. */
  height: bigint
}

/** Asks every endpoint of a chain for the same settled block. */
export async function compareHeads(
  chain: ChainConfig,
  endpoints: readonly AskedEndpoint[],
): Promise<HeadComparison> {
  const lowest = endpoints.reduce((low, { head }) => (head < low ? head : low), 2n ** 63n)
  const height = lowest > settledBlocks ? lowest - settledBlocks : 0n
  const asked = endpoints.map(async ({ label, asker, head }) => {
    const { result } = await asker.ask('eth_getBlockByNumber', [toQuantity(height), false])
    return { label, head, hash: readHeader(result ?? null, { chain: chain.name })?.hash }
  })
  return { endpoints: await Promise.all(asked), height }
}

/** Whether the endpoints of a chain are on one fork and equally far. Nothing is said about a single one. */
export function judgeHeads({ endpoints, height }: HeadComparison, chain: ChainConfig): Finding[] {
  if (endpoints.length < 2) return []
  const hashes = new Set(endpoints.flatMap(({ hash }) => hash ?? []))
  if (hashes.size > 1) {
    const sides = [...hashes].map((hash) => endpoints.filter((one) => one.hash === hash))
    const spelled = sides.map((side) => side.map(({ label }) => label).join(', ')).join(' against ')
    return [
      {
        status: 'fail',
        text: `The endpoints are on different forks at block ${height}: ${spelled}.`,
        cure: 'Find out which side is right, and take the other out of the config.',
      },
    ]
  }
  const highest = endpoints.reduce((high, { head }) => (head > high ? head : high), 0n)
  const lagMax = BigInt(Math.ceil((lagSecondsMax * 1_000) / chain.blockTimeMs))
  const behind = endpoints.filter(({ head }) => highest - head > lagMax)
  if (behind.length > 0) {
    const spelled = behind.map(({ label, head }) => `${label} by ${highest - head} blocks`)
    return [
      {
        status: 'warn',
        text: `Behind the others: ${spelled.join(', ')}.`,
        cure: 'Take a node that keeps up; Plimsoll leaves a lagging one out of its rotation.',
      },
    ]
  }
  return [{ status: 'pass', text: `The endpoints agree on block ${height}.` }]
}
