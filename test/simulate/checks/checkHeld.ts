import { CutError } from '../../../src/api/views/cut/CutError.ts'
import type { CutReader, Views } from '../../../src/api/views/Views.ts'
import { SnapshotExpiredError } from '../../../src/store/SnapshotExpiredError.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import { venueId } from '../world/Deployment.ts'

/**
 * Opens a reader, lets `happen` change the world, and reads again: an answer that takes its time is of one state (I4).
 * Throws `InvariantBroken`.
 */
export async function checkHeld(views: Views, happen: () => Promise<void>): Promise<void> {
  const reader = await open(views)
  if (reader === undefined) return happen()
  try {
    const before = read(reader)
    await happen()
    const difference = findDifference(readAgain(reader) ?? before, before)
    if (difference !== undefined) throw new InvariantBroken('snapshot', difference)
  } finally {
    reader.release()
  }
}

/** Undefined while nothing can be answered. */
async function open(views: Views): Promise<CutReader | undefined> {
  try {
    return await views.open({ by: 'finality', finality: 'LATEST' })
  } catch (error) {
    if (error instanceof CutError) return undefined
    throw error
  }
}

/** A reader may be held for half a minute at most. */
function readAgain(reader: CutReader): readonly string[] | undefined {
  try {
    return read(reader)
  } catch (error) {
    if (error instanceof SnapshotExpiredError) return undefined
    throw error
  }
}

function read(reader: CutReader): readonly string[] {
  const query = { venue: venueId, order: 'asc' as const, first: 200, after: undefined }
  return [
    ...reader.collateral(venueId).lines,
    ...reader.transfers({ order: 'asc', first: 200, after: undefined }).items,
    ...reader.marginAccounts(query).items,
    ...reader.coverage,
  ].map((item) =>
    JSON.stringify(item, (_key, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    ),
  )
}
