import type { Cut } from '../views/cut/Cut.ts'
import type { AccountView } from '../views/Views.ts'
import type { MarginAccountModel } from './MarginAccountModel.ts'

/** An account of a view, with the cut it was read at. */
export function toMarginAccountModel(view: AccountView, cut: Cut): MarginAccountModel {
  return { __typename: 'MarginAccount', view, cut }
}
