import type { Cut } from '../views/cut/Cut.ts'
import type { TransferReading } from '../views/Views.ts'
import type { TransferModel } from './TransferModel.ts'

/** A transfer of a view, with the cut it was read at. */
export function toTransferModel(view: TransferReading, cut: Cut): TransferModel {
  return { __typename: 'Transfer', view, cut }
}
