import type { CutRequest } from '../../../src/api/views/cut/Cut.ts'
import { foldWorld, type ReadWorld } from '../oracle/foldWorld.ts'
import type { OracleState } from '../oracle/Oracle.ts'
import type { Answer } from '../readAnswer.ts'
import type { SimWorld } from '../world/SimWorld.ts'
import { toOracleChain, toOracleDeployment } from '../world/toOracle.ts'
import { toOracleRisk } from '../world/toOracleRisk.ts'
import { checkAsOf } from './checkAsOf.ts'
import { checkCertainty } from './checkCertainty.ts'
import { checkConditions } from './checkConditions.ts'
import { checkConfirmation } from './checkConfirmation.ts'
import { checkListed } from './checkListed.ts'
import { checkMargins } from './checkMargins.ts'
import { checkPrices } from './checkPrices.ts'
import { checkRates } from './checkRates.ts'
import { checkTotals } from './checkTotals.ts'
import { checkTroubled } from './checkTroubled.ts'
import { checkWays } from './checkWays.ts'

/** Holds conditions, prices, margin and certainty of an answer against what the oracle says at its cut. Throws `InvariantBroken`. */
export function checkExtras(checked: {
  world: SimWorld
  /** The moment that was asked for. */
  at: CutRequest
  answer: Answer
  state: OracleState
  read: ReadWorld
  /** Of whom it is also held against the oracle how far figures may move. */
  hasBounds: (index: number) => boolean
}): void {
  const { world, answer, state } = checked
  const { cut, extras } = answer
  const { deployment, trees } = world
  checkConditions(extras.conditions, state)
  checkWays(extras, { cut, assets: toOracleDeployment(deployment).assets }, state)
  checkConfirmation(extras.conditions, extras.coverage, state.transfers, (chainId, timestamp) => {
    const hash = cut.chains.find((chain) => chain.chainId === chainId)?.hash
    const tip = trees.find(({ chain }) => chain.id === chainId)?.tree.byHash(hash ?? '')
    // A chain whose times went on and then back has passed what it passed once.
    let height = tip === undefined ? undefined : BigInt(tip.number)
    for (let block = tip; block !== undefined; block = block.parent)
      if (block.timestamp > timestamp) height = BigInt(block.number - 1)
    return height
  })
  checkAsOf(cut, checked.at, BigInt(Math.floor(world.clock.now() / 1_000)))
  checkPrices(extras, state.prices, cut.asOf, toOracleRisk(deployment))
  // The share vault stands on the first chain.
  const [home] = trees
  const inCut = cut.chains.find(({ chainId }) => chainId === home?.chain.id)
  const tip = home?.tree.byHash(inCut?.hash ?? '')
  if (tip !== undefined) checkRates(extras.accounts, tip)
  for (const { lines, totals } of extras.accounts) checkTotals(lines, totals)
  checkListed(extras.accounts, checked.read.read)
  checkTroubled(extras)
  checkMargins(checked)
  if (extras.accounts.some(({ margin }) => margin.certainty === 'SETTLED'))
    checkCertainty(extras.accounts, state, foldFinal(world, answer))
}

/** The oracle at the heights that the cut calls final. */
function foldFinal({ trees, deployment }: SimWorld, { cut }: Answer): OracleState {
  const chains = cut.chains
    .filter(({ inclusion }) => inclusion === 'INCLUDED' || inclusion === 'BEHIND')
    .flatMap(({ chainId, hash, finalized }) => {
      const tree = trees.find(({ chain }) => chain.id === chainId)?.tree
      const tip = tree?.byHash(hash)
      const block = tip && tree?.at(Number(finalized), tip)
      return tree === undefined || block === undefined ? [] : [toOracleChain(tree, block)]
    })
  return foldWorld(toOracleDeployment(deployment), chains)
}
