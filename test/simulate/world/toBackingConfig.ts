import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { multicall } from '../../faults/support/tokens.ts'
import type { Deployment } from './Deployment.ts'
import { ferryAsset } from './ferryAsset.ts'
import { type BackingPlace, placesOf } from './placesOf.ts'

/** More calls than a round on one chain takes where it has no multicall contract. */
const callsMax = 20

/** What the operator writes of backing; undefined in a world in which nobody watches it. */
export function toBackingConfig(deployment: Deployment): ConfigInput['backing'] {
  const { backing, bridging } = deployment
  const places = placesOf(deployment)
  if (backing === undefined || places.length === 0) return undefined
  const { everySeconds } = backing
  const families = [...new Set(places.map(({ family }) => family))]
  const ferries = bridging?.hasTwin === true ? ['ferry', 'ferry2'] : ['ferry']
  return {
    reads: everySeconds === undefined ? { callsMax: 0 } : { everySeconds, callsMax },
    groups: Object.fromEntries(
      families.map((family) => {
        const own = places.filter((place) => place.family === family)
        const bridges = family === 'usd' ? ['warp'] : ferries
        return [
          family,
          { bridges, ...toAccounts(deployment, own), limits: toLimits(deployment, own) },
        ]
      }),
    ),
  }
}

/** The address of a chain's multicall contract, where the world has such. */
export function multicallOf({ backing }: Deployment): { multicall?: string } {
  return backing?.hasMulticall === true ? { multicall } : {}
}

function toAccounts(deployment: Deployment, places: readonly BackingPlace[]) {
  const place = ({ chain, family, opening }: BackingPlace) => ({
    ...{ chain: chain.name, startBlock: 0, opening },
    asset: family === 'usd' ? 'usd' : ferryAsset(chain),
  })
  return {
    escrows: places.flatMap((each) =>
      each.holder === undefined ? [] : [{ ...place(each), address: each.holder }],
    ),
    supplies: places.filter(({ holder }) => holder === undefined).map(place),
    offsets: offsetsOf(deployment, places).map(({ from, block, amount }) => {
      const { chain, asset } = place(from)
      return { chain, asset, block, amount, reason: 'It was lent to the bridge.' }
    }),
  }
}

/** What was lent to the custom route backs nothing. It is signed off a few blocks after the beginning of some chains. */
export function offsetsOf(
  { seed }: Deployment,
  places: readonly BackingPlace[],
): readonly { from: BackingPlace; block: bigint; amount: bigint }[] {
  return places
    .filter(({ family }) => family === 'eur')
    .map((from) => ({
      from,
      block: BigInt((seed + from.chain.index) % lateMax),
      amount: -from.opening,
    }))
}

const lateMax = 4

function toLimits({ backing }: Deployment, places: readonly BackingPlace[]) {
  if (backing?.hasLimits !== true) return []
  return places.flatMap(({ chain, holder, family }) =>
    holder === undefined && family === 'usd'
      ? [{ chain: chain.name, asset: 'usd', bridge: chain.markets.usd.carrier }]
      : [],
  )
}
