import type { Cut } from '../views/cut/Cut.ts'
import type { TransferReading } from '../views/Views.ts'

export interface TransferModel {
  __typename: 'Transfer'
  view: TransferReading
  cut: Cut
}
