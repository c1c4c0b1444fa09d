import type { TransferView } from '../../ledger/TransferView.ts'
import type { Cut } from '../views/Cut.ts'
import type { TransferModel } from './TransferModel.ts'

/** A transfer of a view, with the cut it was read at. */
export function toTransferModel(view: TransferView, cut: Cut): TransferModel {
  return { __typename: 'Transfer', view, cut }
}
