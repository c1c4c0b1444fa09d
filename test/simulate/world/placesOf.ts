import type { Hex } from 'viem'
import { carrierOf, type Deployment, type Family, type SimChain } from './Deployment.ts'
import { toUnits } from './toUnits.ts'

/** One amount that backs or is backed. */
export interface BackingPlace {
  chain: SimChain
  family: Family
  token: Hex
  /** The escrow; undefined for what was issued. */
  holder: Hex | undefined
  /** In units of the token. */
  opening: bigint
}

/** Every escrow and every supply that is watched: tokens that the config marks as elastic cannot be. */
export function placesOf(deployment: Deployment): readonly BackingPlace[] {
  const { chains, backing, hasFerry, bridging } = deployment
  if (backing === undefined) return []
  const isElastic = (family: Family): boolean =>
    bridging?.elastic.some((id) => id.startsWith(family)) === true
  const has = (family: Family): boolean =>
    backing.families.includes(family) && !isElastic(family) && (family === 'usd' || hasFerry)
  return chains.flatMap((chain): BackingPlace[] => [
    ...(has('usd') ? usdPlaces(deployment, chain, backing.opening) : []),
    ...(has('eur') ? eurPlaces(deployment, chain, backing.opening) : []),
  ])
}

/** The first chain's router locks what the others issue. */
function usdPlaces(deployment: Deployment, chain: SimChain, opening: number): BackingPlace[] {
  const { token, carrier } = chain.markets.usd
  const issued = toUnits(deployment, chain, 'usd', opening)
  const place = { chain, family: 'usd' as const, token }
  if (token === carrier) return [{ ...place, holder: undefined, opening: issued }]
  const others = BigInt(deployment.chains.length - 1)
  return [{ ...place, holder: carrier, opening: issued * others }]
}

/** The custom route keeps what it is paid on every chain, and pays out of what somebody lent it. */
function eurPlaces(deployment: Deployment, chain: SimChain, opening: number): BackingPlace[] {
  const { token } = chain.markets.eur
  const lent = toUnits(deployment, chain, 'eur', opening)
  const versions = deployment.bridging?.hasTwin === true ? ([undefined, 2] as const) : [undefined]
  return versions.map((version) => ({
    ...{ chain, family: 'eur' as const, token },
    holder: carrierOf(chain, 'eur', version),
    opening: lent,
  }))
}
