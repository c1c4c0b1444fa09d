import type { TransferView } from '../../ledger/TransferView.ts'
import type { Cut } from '../views/Cut.ts'

export interface TransferModel {
  __typename: 'Transfer'
  view: TransferView
  cut: Cut
}
