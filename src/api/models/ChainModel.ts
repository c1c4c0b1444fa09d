import type { CutRequest } from '../views/cut/Cut.ts'
import type { Views } from '../views/Views.ts'

/** Live state of a chain, with the moment at which its coverage is read. */
export interface ChainModel {
  __typename: 'Chain'
  status: ReturnType<Views['status']>[number]
  at: CutRequest
}
