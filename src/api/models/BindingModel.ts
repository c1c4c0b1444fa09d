import type { Binding } from '../../facts/Leg.ts'
import type { ChainId } from '../../facts/primitives.ts'

/** A binding with the chain of its leg, which names the token. */
export interface BindingModel {
  binding: Binding
  chainId: ChainId
}
