import type { Address, ChainId } from '../facts/primitives.ts'
import type { PerpetualExchange } from './PerpetualExchange.ts'
import type { Project } from './Project.ts'

/** Tells tokens that a ledger books by their name from those that are contracts. */
export function ledgerTokens({
  venues,
}: Pick<Project, 'venues'>): (chainId: ChainId, token: Address) => boolean {
  const booked = new Set(
    venues.flatMap(({ markets, perpetual }) => [
      ...markets.flatMap((market) =>
        market.type === 'orderly' ? market.tokens.map((token) => `${market.chainId}|${token}`) : [],
      ),
      ...indexTokens(perpetual),
    ]),
  )
  return (chainId, token) => booked.has(`${chainId}|${token}`)
}

/** What GMX only prices may be an address without a contract that stands for something of another chain. */
function indexTokens(exchange: PerpetualExchange | undefined): readonly string[] {
  if (exchange?.type !== 'gmxV2') return []
  const { chainId, markets } = exchange
  const held = new Set(markets.flatMap(({ long, short }) => [long.token, short.token]))
  return markets.flatMap(({ index: { token } }) => (held.has(token) ? [] : [`${chainId}|${token}`]))
}
