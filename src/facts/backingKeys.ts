import type { Observation } from './BackingFacts.ts'
import type { Address, ChainId } from './primitives.ts'
import type { SeriesKey } from './Series.ts'

/** Key of what the logs say an escrow holds of a token. */
export function escrowedKey(chainId: ChainId, holder: Address, token: Address): SeriesKey {
  return contractKey('escrowed', chainId, holder, token)
}

/** Key of what the logs say was issued of a token. */
export function supplyKey(chainId: ChainId, token: Address): SeriesKey {
  return contractKey('supply', chainId, token, '')
}

/** Key of what a bridge brought of a token, less what it took away. */
export function flowKey(chainId: ChainId, token: Address, bridge: string): SeriesKey {
  return contractKey('flow', chainId, token, bridge)
}

/** Key of what a token answered to a read. */
export function observedKey(
  chainId: ChainId,
  { token, of, holder }: Omit<Observation, 'amount'>,
): SeriesKey {
  return contractKey('observed', chainId, token, holder === undefined ? of : `${of}:${holder}`)
}

function contractKey(
  kind: SeriesKey['kind'],
  chainId: ChainId,
  contract: Address,
  subject: string,
): SeriesKey {
  return { kind, chainId, contract, venue: '', account: undefined, unit: undefined, subject }
}
