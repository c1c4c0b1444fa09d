import { depositYield } from '../../lab/actions/depositYield.ts'
import type { Lab } from '../../lab/startLab.ts'

/**
 * Deposits a little into the yield vault. Its rate moves without an event, so an index may be some blocks late with it by
 * design; a deposit makes every index read it at this block.
 */
export async function touchRate({ home, traders }: Lab): Promise<void> {
  const [account] = traders
  if (account === undefined) throw new Error('the lab has a trader')
  await depositYield(home, { account, amount: 1_000_000n })
}
