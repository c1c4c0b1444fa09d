import type { CoverageLevel } from '../../facts/Coverage.ts'
import type { Header } from '../blocks/Header.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import type { Piece } from '../logs/fetchPiece.ts'
import type { RangeLogs } from '../logs/fetchRangeLogs.ts'
import type { LogBatch } from '../logs/readLogs.ts'
import { proveRange } from './proveRange.ts'
import { verifyByBlooms } from './verifyByBlooms.ts'
import { verifyByWitness } from './verifyByWitness.ts'

/** A range after it was held against other evidence; what was missing in the first reading is in it. */
export interface VerifiedRange {
  batch: LogBatch
  level: CoverageLevel
}

/** What is verified: a range, its reading, and its last header. */
export interface ReadRange {
  range: Piece
  read: RangeLogs
  last: Header
}

/**
 * Holds a backfilled range against what the config asks for: receipts roots, else a second witness, else the blooms of its
 * headers. Bridge nonces are no evidence here: Hyperlane numbers a mailbox's messages over all its senders, of which a
 * route is one, so that gaps between followed ones are normal. What cannot be had now leaves the range at a lower level; it never holds the chain up. Throws
 * `RpcContentError` where the evidence contradicts itself, so that the range is read anew.
 */
export async function verifyRange(
  context: FollowContext,
  fetcher: LogFetcher,
  given: ReadRange,
): Promise<VerifiedRange> {
  const wanted = context.config.coverage
  if (wanted === 'unverified') return { batch: given.read.batch, level: 'unverified' }
  if (wanted === 'proven') {
    const proven = await proveRange(context, fetcher, given)
    if (proven !== undefined) return proven
  }
  const byWitness = await verifyByWitness(context, fetcher, given)
  if (byWitness?.level === 'verified') return byWitness
  const batch = byWitness?.batch ?? given.read.batch
  return verifyByBlooms(context, fetcher, { ...given, read: { ...given.read, batch } })
}
