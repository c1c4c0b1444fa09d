import type { ControlWay, LimitPeriod } from '../facts/BridgeFacts.ts'
import { parseControlSubject } from '../facts/controlKey.ts'
import { type Address, type ChainId, type Hash, unknownChain } from '../facts/primitives.ts'
import { type SeriesRow, seriesKeyId } from '../facts/Series.ts'

/** What a contract does to the traffic past it, and the log that says so. */
export interface Control {
  chainId: ChainId
  bridge: string
  contract: Address
  /** Which way past it, seen from its chain. */
  way: ControlWay
  /** Chain at the other end; undefined where it is about all of them. */
  lane: ChainId | undefined
  saidBy: { blockNumber: bigint; txHash: Hash; logIndex: number; k: number }
}

/** At most `most` of `token`, in its units, over the period `per`. */
export interface Limit extends Control {
  per: LimitPeriod
  token: Address
  most: bigint
}

/** What holds at a cut: the pauses that are in force, and every limit. */
export interface Controls {
  pauses: readonly Control[]
  limits: readonly Limit[]
}

/** Reads the running values of kind `control`, newest of each key, in an order that any store of the same blocks has. */
export function readControls(unordered: readonly SeriesRow[]): Controls {
  const rows = [...unordered].sort((a, b) => (seriesKeyId(a.key) < seriesKeyId(b.key) ? -1 : 1))
  const pauses: Control[] = []
  const limits: Limit[] = []
  for (const row of rows) {
    const { way, lane, limit } = parseControlSubject(row.key.subject)
    const [value = 0n] = row.values
    const control = { ...toControl(row), way, lane }
    if (limit === undefined && value !== 0n) pauses.push(control)
    if (limit !== undefined && value >= 0n) limits.push({ ...control, ...limit, most: value })
  }
  return { pauses, limits }
}

/** Whether a contract stands in the way from one chain to another. */
export function isOnRoute(
  { chainId, way, lane }: Pick<Control, 'chainId' | 'way' | 'lane'>,
  { origin, destination }: { origin: ChainId; destination: ChainId },
): boolean {
  const leaves = chainId === origin && way !== 'in'
  const arrives = chainId === destination && way !== 'out'
  return (
    (leaves && (lane === undefined || lane === destination)) ||
    (arrives && (lane === undefined || lane === origin || origin === unknownChain))
  )
}

/** Whether a pause holds up what has come this far: what left its origin has only its destination before it. */
export function isBefore(
  control: Pick<Control, 'chainId' | 'way' | 'lane'>,
  transfer: { origin: ChainId; destination: ChainId; stage: string | undefined },
): boolean {
  if (transfer.stage === 'LANDED') return false
  const isHeldAtOrigin = transfer.stage === 'QUEUED'
  return (
    isOnRoute(control, transfer) && (isHeldAtOrigin || control.chainId === transfer.destination)
  )
}

function toControl({ key, values, blockNumber }: SeriesRow): Omit<Control, 'way' | 'lane'> {
  const { chainId, venue: bridge, contract } = key
  const [, txHash = 0n, logIndex = 0n, k = 0n] = values
  return {
    chainId,
    bridge,
    contract,
    saidBy: {
      blockNumber,
      txHash: `0x${txHash.toString(16).padStart(64, '0')}`,
      logIndex: Number(logIndex),
      k: Number(k),
    },
  }
}
