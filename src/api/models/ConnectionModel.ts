import type { Cut } from '../views/Cut.ts'
import type { MarginAccountModel } from './MarginAccountModel.ts'
import type { TransferModel } from './TransferModel.ts'

/** One page; every row carries its cursor. */
export interface ConnectionModel<node> {
  edges: readonly { cursor: string; node: node }[]
  hasNextPage: boolean
  cut: Cut
}

export type MarginAccountConnectionModel = ConnectionModel<MarginAccountModel>
export type TransferConnectionModel = ConnectionModel<TransferModel>
