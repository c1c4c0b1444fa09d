import type { Hex } from 'viem'
import { checkFinality } from '../checkFinality.ts'
import { InvariantBroken } from '../Failure.ts'
import { traderAt } from '../lookUp.ts'
import { mineNext } from '../mineNext.ts'
import type { Answer } from '../readAnswer.ts'
import { checkAnswer, type Session } from '../Session.ts'
import { addressOf } from '../world/addressOf.ts'
import type { IntentBody } from '../world/Intent.ts'
import type { SimTree } from '../world/SimTree.ts'
import { toUnits } from '../world/toUnits.ts'

/** Virtual ms within which a chain with an honest endpoint follows a block, however odd another one is. */
const followMs = 120_000

/** What was followed is recorded a moment later. */
const recordMs = 500

/** Mines a block in which somebody deposits and sends twice, and others do something rarer, and lets time pass. */
export async function mineBusy(session: Session, sim: SimTree, account = 0): Promise<void> {
  const { world } = session
  const { chain, tree } = sim
  const trader = traderAt(world.deployment, account)
  const amount = toUnits(world.deployment, chain, 'usd', 2_000_000)
  const money = { family: 'usd' as const, account: trader, amount }
  const flags = { isNamed: true, isToWallet: false, isQueued: false }
  const destination = (chain.index + 1) % world.trees.length
  // Who never had anything at the venue yet.
  const guest = addressOf(`guest-${chain.index}`)
  const bodies: readonly IntentBody[] = [
    { kind: 'deposit', ...money },
    { kind: 'deposit', ...money },
    { kind: 'send', ...money, destination, beneficiary: trader, ...flags },
    { kind: 'send', ...money, amount: amount / 2n, destination, beneficiary: guest, ...flags },
  ]
  const label = `episode-${tree.tip.number}-${tree.tip.hash}`
  sim.mempool.push({ label, bodies })
  const rarities = raritiesOf(session, sim, trader)
  const rarity = rarities[(world.deployment.seed + tree.tip.number) % rarities.length]
  if (rarity !== undefined) sim.mempool.push({ label: `${label}-rare`, bodies: [rarity] })
  mineNext(session, sim)
  await world.clock.run(chain.blockSeconds * 1_000)
}

/** What people and contracts do on a chain beside deposits and transfers. */
function raritiesOf(
  { world }: Session,
  { chain, tree }: SimTree,
  account: Hex,
): readonly IntentBody[] {
  const { economy, hasYield } = world.deployment
  const amount = toUnits(world.deployment, chain, 'usd', 1_000_003)
  const money = { family: 'usd' as const, account, amount }
  const unit = { account, pocket: 1 + (tree.tip.number % 2) }
  const gold = { market: 'gold-perp', size: -(10n ** 17n) - 1n, entry: 10n ** 17n }
  const hasMarket = chain.market !== undefined && economy?.marketChains.includes(chain.index)
  return [
    { kind: 'malformed', ...money, way: 'topic' },
    { kind: 'malformed', ...money, way: 'data' },
    { kind: 'stray', ...money },
    { kind: 'label', ...money, label: 'b' },
    { kind: 'settle', ...money },
    ...(hasYield && chain.yieldVault !== undefined
      ? [{ kind: 'yieldDeposit' as const, account, amount: 1_000_003n }]
      : []),
    ...(hasMarket === true
      ? [
          { kind: 'position' as const, ...unit, ...gold },
          { kind: 'debt' as const, ...unit, amount },
        ]
      : []),
  ]
}

/** Lets time pass until the tip of a chain is followed. Throws `InvariantBroken`. */
export async function awaitFollowed(session: Session, sim: SimTree, what: string): Promise<void> {
  const { world, program } = session
  const status = () => program.views.status().find(({ name }) => name === sim.chain.name)
  const isThere = (): boolean => status()?.followed === BigInt(sim.tree.tip.number)
  try {
    await world.clock.until(isThere, followMs)
  } catch {
    const { phase, followed, problem } = status() ?? {}
    const text = `${sim.chain.name} is ${phase} at ${followed} of ${sim.tree.tip.number}: ${problem}`
    throw new InvariantBroken('progress', `${what} stops a chain that others serve: ${text}`)
  }
  await world.clock.run(recordMs)
}

/** Asks at the head and at what is final, and holds both against the oracle and against what was final before. */
export async function askAround(
  session: Session,
  check: (answer: Answer) => void = () => {},
): Promise<void> {
  for (const finality of ['LATEST', 'FINALIZED'] as const) {
    const answer = await checkAnswer(session, { by: 'finality', finality })
    if (answer === undefined) continue
    checkFinality(session, answer)
    check(answer)
  }
}
