import { findAnswers, findPrice, findSequencer, isUsable } from './findPrice.ts'
import type { OraclePrice } from './Oracle.ts'
import type { OracleMoney } from './OracleRisk.ts'
import { up, whole } from './rounding.ts'

/** Two feeds contradict each other when they are further apart than this beyond their bands, basis points. */
const apartMax = 200n

/** What has to be said of feeds and sequencers at a cut: the code, then what it is about. */
export function findFeedConditions(
  observed: readonly OraclePrice[],
  asOf: bigint,
  money: OracleMoney,
): readonly string[] {
  const refused = new Set<string>()
  const diverged: string[] = []
  for (const id of Object.keys(money.assets)) {
    const answers = findAnswers(id, observed, asOf, money)
    for (const { price, feed } of answers) if (price <= 0n) refused.add(feed)
    const served = findPrice(id, observed, asOf, money)
    if (!('price' in served) || answers.length === 0) continue
    const room = up(served.price * apartMax, whole)
    for (const other of answers.filter(isUsable))
      if (other.low > served.high + room || other.high < served.low - room)
        diverged.push(`FEED_DIVERGED ${id} ${other.feed}`)
  }
  const stopped = Object.keys(money.sequencers ?? {}).flatMap((chainId) => {
    const state = findSequencer(Number(chainId), observed, asOf, money)
    return state === 'down' || state === 'grace'
      ? [`SEQUENCER_${state.toUpperCase()} ${chainId}`]
      : []
  })
  return [...diverged, ...[...refused].map((feed) => `FEED_REJECTED ${feed}`), ...stopped]
}
