import type { Hex } from 'viem'
import { createRandom } from '../../faults/support/createRandom.ts'
import { addressOf } from './addressOf.ts'
import type { SimChain } from './Deployment.ts'

/** What may stop or limit a world's bridges. Many worlds have none. Only numbers and texts: it is saved as JSON. */
export interface Gates {
  /** Chain indexes whose warp router asks a module that may stop what arrives, and a hook that may stop what leaves. */
  isms: readonly number[]
  hooks: readonly number[]
  /** Whether the custom route's contracts can be stopped and limited, and the config reads when they are. */
  hasValves: boolean
}

/** A module of the warp router: it stops what arrives, or what leaves. */
export type GateKind = 'ism' | 'hook'

/** Share of the seeds that are such a world: all others mean what they meant before there was one. */
const gatedShare = 0.35

/** Share of such worlds in which every chain has both modules, so that it is known of each route whether it is open. */
const wholeShare = 0.5
const moduleShare = 0.6
const valveShare = 0.7

/** Seeds that follow each other have first draws that are alike; multiplied by this they have not. */
const spread = 0x9e3779b1

/** Whether bridges can be stopped in a seed's world; a stream of its own decides. */
export function isGated(seed: number): boolean {
  return createRandom(Math.imul(seed, spread) ^ 0x9a7e)() < gatedShare
}

export function drawGates(seed: number, chains: readonly SimChain[]): Gates | undefined {
  if (!isGated(seed)) return undefined
  const random = createRandom(Math.imul(seed, spread) ^ 0x9a7f)
  const isWhole = random() < wholeShare
  const drawn = (): readonly number[] =>
    chains.map(({ index }) => index).filter(() => random() < moduleShare || isWhole)
  return { isms: drawn(), hooks: drawn(), hasValves: random() < valveShare }
}

/** The module of a chain's warp router; undefined where it has none. */
export function gateOf(
  gates: Gates | undefined,
  { index }: SimChain,
  kind: GateKind,
): Hex | undefined {
  const own = kind === 'ism' ? gates?.isms : gates?.hooks
  return own?.includes(index) === true ? addressOf(`${kind}-${index}`) : undefined
}
