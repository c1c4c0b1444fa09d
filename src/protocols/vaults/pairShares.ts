import { type Address, zeroAddress } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'

/** A Deposit (`in`) or Withdraw (`out`) as the vault says it. */
export interface Flow {
  log: RawLog
  direction: 'in' | 'out'
  owner: Address
  assets: bigint
  shares: bigint
}

/** A share Transfer: a mint (`in`), a burn (`out`), or between two accounts (`across`). Never zero, never to itself. */
export interface ShareTransfer {
  log: RawLog
  direction: 'in' | 'out' | 'across'
  from: Address
  to: Address
  shares: bigint
}

/** Whose shares a flow changed and by how many; `transfer` is the mint or burn that says the same. */
interface PairedFlow {
  holder: Address
  shares: bigint
  transfer: ShareTransfer | undefined
}

export interface PairedShares {
  /** A flow that is missing here contradicts the vault's own share transfers. */
  paired: ReadonlyMap<Flow, PairedFlow>
  /** Transfers that stand on their own, in log order. */
  unclaimed: readonly ShareTransfer[]
}

/** Tells a mint from a burn from a transfer; undefined when nothing moves. */
export function toShareTransfer(
  log: RawLog,
  args: { from: Address; to: Address; value: bigint },
): ShareTransfer | undefined {
  const { from, to, value } = args
  if (value === 0n || from === to) return undefined
  const direction = from === zeroAddress ? 'in' : to === zeroAddress ? 'out' : 'across'
  return { log, direction, from, to, shares: value }
}

/** What makes a mint or burn the flow's own, strictest first: nobody may take a transfer that fits another better. */
const agreements: readonly ((flow: Flow, transfer: ShareTransfer) => boolean)[] = [
  (flow, transfer) => flow.shares === transfer.shares && flow.owner === holderOf(transfer),
  // Shares minted to a staking contract, or burnt from the vault that had collected them for a request.
  (flow, transfer) => flow.shares === transfer.shares,
  // The event counts before or after a fee; `balanceOf` follows the transfer.
  (flow, transfer) => flow.owner === holderOf(transfer),
]

/**
 * Pairs every Deposit with its mint and every Withdraw with its burn, each at most once, in either log order. Where the
 * vault logs share transfers they are the truth; a vault that logs none in the transaction is taken at its event's word.
 */
export function pairShares(
  flows: readonly Flow[],
  transfers: readonly ShareTransfer[],
): PairedShares {
  const paired = new Map<Flow, PairedFlow>()
  const claimed = new Set<ShareTransfer>()
  for (const agrees of agreements) {
    for (const flow of flows) {
      if (flow.shares === 0n || paired.has(flow)) continue
      const transfer = transfers.find(
        (candidate) =>
          candidate.direction === flow.direction &&
          !claimed.has(candidate) &&
          agrees(flow, candidate),
      )
      if (transfer === undefined) continue
      claimed.add(transfer)
      paired.set(flow, { holder: holderOf(transfer), shares: transfer.shares, transfer })
    }
  }
  for (const flow of flows) {
    if (paired.has(flow)) continue
    const isSpoken = transfers.some((transfer) => transfer.direction === flow.direction)
    if (flow.shares !== 0n && isSpoken) continue
    paired.set(flow, { holder: flow.owner, shares: flow.shares, transfer: undefined })
  }
  return { paired, unclaimed: transfers.filter((transfer) => !claimed.has(transfer)) }
}

function holderOf(transfer: ShareTransfer): Address {
  return transfer.direction === 'in' ? transfer.to : transfer.from
}
