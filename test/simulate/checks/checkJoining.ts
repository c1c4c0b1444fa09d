import { CutError } from '../../../src/api/views/cut/CutError.ts'
import type { CutReader } from '../../../src/api/views/Views.ts'
import { InvariantBroken } from '../Failure.ts'
import type { Session } from '../Session.ts'
import { venueId } from '../world/Deployment.ts'
import type { SimProgram } from '../world/SimWorld.ts'

/** Looks, virtual ms apart, for as long as the past of what was added may take. */
const looksMax = 40
const betweenMs = 50

/**
 * While contracts or a chain that the config added are read from their beginning, every answer says that it is partial, none
 * of them is in a sum by half, and no account's figures pass for certain. Throws `InvariantBroken`.
 */
export async function checkJoining(session: Session, program: SimProgram): Promise<void> {
  const { world } = session
  let seen: string | undefined
  for (let look = 0; look < looksMax; look += 1) {
    const reader = await open(program)
    if (reader !== undefined) {
      const place = placeOf(reader)
      const isWhole = place !== seen && checkReader(session, reader)
      seen = place
      reader.release()
      if (isWhole) return
    }
    await world.clock.run(betweenMs)
  }
}

async function open({ views }: SimProgram): Promise<CutReader | undefined> {
  try {
    return await views.open({ by: 'finality', finality: 'LATEST' })
  } catch (error) {
    if (error instanceof CutError) return undefined
    throw error
  }
}

/** Equal where an answer can be no other: the sequence rises with every recorded row, and what joins is told beside it. */
function placeOf({ cut, joining }: CutReader): string {
  const stale = cut.chains.flatMap(({ chainId, isStale }) => (isStale ? [chainId] : []))
  const sources = joining.map(({ sourceId }) => sourceId)
  return `${cut.sequence} ${cut.checkpoint} ${stale.join()} ${sources.join()}`
}

/** Whether everything that is followed is in. */
function checkReader({ world }: Session, reader: CutReader): boolean {
  const { cut, joining } = reader
  const { chains, traders } = world.deployment
  const out = chains.filter(
    ({ id }) => !cut.chains.some((chain) => chain.chainId === id && chain.inclusion === 'INCLUDED'),
  )
  if (joining.length === 0 && out.length === 0) return true
  if (!cut.isPartial)
    throw new InvariantBroken('late', 'an answer lacks a past and is called whole')
  const books = new Set(
    joining.flatMap(({ purpose }) => ('contract' in purpose ? [purpose.contract] : [])),
  )
  const hasMarket = joining.some(({ purpose }) => purpose.kind === 'market')
  for (const owner of traders) {
    const { lines, margin } = reader.marginAccount(venueId, owner)
    const half = lines.find(
      ({ kind, contract, chainId }) =>
        kind === 'holding' &&
        ((contract !== undefined && books.has(contract)) || out.some(({ id }) => id === chainId)),
    )
    if (half !== undefined)
      throw new InvariantBroken('late', `${owner} has ${half.amount} of a past that is half read`)
    if (margin.certainty === 'SETTLED')
      throw new InvariantBroken(
        'late',
        `${owner} is SETTLED while ${[...joining.map(({ sourceId }) => sourceId), ...out.map(({ name }) => name)].join(', ')} is being read`,
      )
    if (hasMarket && margin.status !== 'UNKNOWN')
      throw new InvariantBroken('late', `${owner} is ${margin.status} while a market is being read`)
  }
  return false
}
