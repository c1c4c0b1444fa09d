import type { ReadWorld } from '../oracle/foldWorld.ts'
import type { Answer } from '../readAnswer.ts'
import { venueId } from '../world/Deployment.ts'
import type { SimWorld } from '../world/SimWorld.ts'
import { toOracleRisk } from '../world/toOracleRisk.ts'
import { type CutCase, checkMargin } from './checkMargin.ts'

/** Holds the margin of every served account against the oracle's. Throws `InvariantBroken`. */
export function checkMargins(checked: {
  world: SimWorld
  answer: Answer
  read: ReadWorld
  hasBounds: (index: number) => boolean
}): void {
  const { world, answer, read, hasBounds } = checked
  const { cut, extras } = answer
  const { deployment } = world
  const summed = cut.chains.filter(
    ({ inclusion }) => inclusion === 'INCLUDED' || inclusion === 'BEHIND',
  )
  const cutCase: CutCase = {
    world: read,
    risk: toOracleRisk(deployment),
    venue: venueId,
    asOf: cut.asOf,
    finalized: new Map(summed.map(({ chainId, finalized }) => [chainId, finalized])),
    staleChains: new Set(cut.chains.filter(({ isStale }) => isStale).map(({ chainId }) => chainId)),
  }
  const marketIds = (deployment.economy?.marketChains ?? []).map(
    (index) => deployment.chains[index]?.id,
  )
  // A chain that books positions and is being back-filled, or of which nothing is known yet, leaves no status to state.
  const isUnknown = marketIds.some((id) => {
    const chain = cut.chains.find(({ chainId }) => chainId === id)
    return chain === undefined || chain.inclusion === 'BACKFILLING'
  })
  const rates = ratesUpTo(world, answer)
  for (const [index, account] of extras.accounts.entries())
    checkMargin(account, cutCase, { rates, isUnknown, hasBounds: hasBounds(index) })
}

/** Rates that the share vault, which stands on the first chain, had at some block up to the cut, or none. */
function ratesUpTo({ trees: [home] }: SimWorld, { cut }: Answer): readonly (bigint | undefined)[] {
  const inCut = cut.chains.find(({ chainId }) => chainId === home?.chain.id)
  const rates = new Set<bigint | undefined>()
  let block = home?.tree.byHash(inCut?.hash ?? '')
  for (; block !== undefined; block = block.parent) rates.add(block.rate)
  return [...rates, undefined]
}
