import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Env } from '../../env/Env.ts'
import { assert } from '../../errors/assert.ts'
import type { Pin } from './createPin.ts'
import type { Member } from './Member.ts'

/** What the parts of one pool share. */
export interface PoolState {
  env: Env
  config: ChainConfig
  members: readonly Member[]
  pin: Pin
  /** Hedged requests that may still be sent; it refills with every head request. */
  hedgeBudget: number
}

/** The member labelled `label`; a label that is none is a bug. */
export function findMember(state: PoolState, label: string): Member {
  const member = state.members.find(({ endpoint }) => endpoint.label === label)
  assert(member !== undefined, 'a label names an endpoint of its chain')
  return member
}
