import { coverageLevels, levelOver } from '../../facts/Coverage.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { TransferView } from '../../ledger/TransferView.ts'
import { bridgeSourceId } from '../../protocols/bridgeSourceId.ts'
import type { RecordedCoverage } from '../../store/Recorded.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import type { ReadContext } from './ReadContext.ts'

/** Whether what a transfer's state claims to be absent was looked for by more than one reading of one endpoint. */
export type Confirmation = (transfer: TransferView) => boolean

/**
 * Creates the confirmation at one cut (DESIGN §3, "Absence is a claim"). That a source does not exist is confirmed where
 * the origin's coverage of the bridge is verified from its start until past the credit, and the destination's at the
 * credit; that a credit does not exist, where the destination's is from the sending on. What was seen needs none.
 */
export function createConfirmation(
  context: Pick<ReadContext, 'project' | 'snapshot' | 'topology' | 'heights'>,
): Confirmation {
  const rows = new Map(context.snapshot.coverage.map((row) => [row.sourceId, row]))
  const coverageOf = (bridge: string, chainId: ChainId): RecordedCoverage | undefined => {
    const config = context.project.bridges.find(({ id }) => id === bridge)
    const sourceId = config === undefined ? undefined : bridgeSourceId(config, chainId)
    return sourceId === undefined ? undefined : rows.get(sourceId)
  }
  return (transfer) => {
    const origin = coverageOf(transfer.bridge, transfer.origin)
    const destination = coverageOf(transfer.bridge, transfer.destination)
    switch (transfer.state) {
      case 'UNBACKED':
      case 'DUPLICATE_CREDIT':
      case 'AMOUNT_MISMATCH':
        return isSourceSought(context, transfer, origin) && isCreditSeenTwice(transfer, destination)
      case 'STUCK':
        return isCreditSought(context, transfer, destination)
      default:
        return true
    }
  }
}

function isSourceSought(
  { snapshot, topology }: Pick<ReadContext, 'snapshot' | 'topology'>,
  { bridge, origin, creditedAt }: TransferView,
  row: RecordedCoverage | undefined,
): boolean {
  if (row === undefined || creditedAt === undefined) return false
  const past = creditedAt + topology.policy(bridge).skewSeconds
  // The block after it is the first whose clock shows that the origin has passed the credit.
  const last = snapshot.blockAtTime(origin, past)?.number ?? row.fromBlock
  return isVerified(row, row.fromBlock, maxOf(last + 1n, row.fromBlock))
}

function isCreditSeenTwice(
  { legs, destination }: TransferView,
  row: RecordedCoverage | undefined,
): boolean {
  const credits = legs.filter(({ at, step }) => step === 'credited' && at.chainId === destination)
  return credits.every(
    ({ at }) => row !== undefined && isVerified(row, at.blockNumber, at.blockNumber),
  )
}

function isCreditSought(
  { snapshot, heights }: Pick<ReadContext, 'snapshot' | 'heights'>,
  { destination, sentAt }: TransferView,
  row: RecordedCoverage | undefined,
): boolean {
  const height = heights.get(destination)
  if (row === undefined || sentAt === undefined || height === undefined) return false
  const first = snapshot.blockAtTime(destination, sentAt)?.number ?? row.fromBlock
  return isVerified(row, maxOf(first, row.fromBlock), minOf(height, row.toBlock))
}

function isVerified({ spans }: RecordedCoverage, from: bigint, to: bigint): boolean {
  const level = levelOver(spans, from, to)
  return coverageLevels.indexOf(level) >= coverageLevels.indexOf('verified')
}
