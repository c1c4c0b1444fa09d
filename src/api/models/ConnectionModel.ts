import type { Cut } from '../views/cut/Cut.ts'
import type { RouteView } from '../views/Views.ts'
import type { MarginAccountModel } from './MarginAccountModel.ts'
import type { TransferModel } from './TransferModel.ts'

/** One page; every row carries its cursor. */
export interface ConnectionModel<node> {
  edges: readonly { cursor: string; node: node }[]
  hasNextPage: boolean
  /** Where a page that ended early goes on; else behind its last row. */
  endCursor: string | undefined
  cut: Cut
}

export type MarginAccountConnectionModel = ConnectionModel<MarginAccountModel>
export type RouteConnectionModel = ConnectionModel<RouteView>
export type TransferConnectionModel = ConnectionModel<TransferModel>
