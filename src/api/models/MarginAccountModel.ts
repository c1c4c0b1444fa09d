import type { Cut } from '../views/cut/Cut.ts'
import type { AccountView } from '../views/Views.ts'

export interface MarginAccountModel {
  __typename: 'MarginAccount'
  view: AccountView
  cut: Cut
}
