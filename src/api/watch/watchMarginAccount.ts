import type { Address } from '../../facts/primitives.ts'
import type { MarginAccountModel } from '../models/MarginAccountModel.ts'
import { toMarginAccountModel } from '../models/toMarginAccountModel.ts'
import { contentKey } from './contentKey.ts'
import type { Watch } from './Watch.ts'

/** Follows everything of one account. */
export function watchMarginAccount(venue: string, owner: Address): Watch<MarginAccountModel> {
  return {
    key: `marginAccount ${owner} ${venue}`,
    evaluate(reader) {
      const view = reader.marginAccount(venue, owner)
      const value = toMarginAccountModel(view, reader.cut)
      return new Map([[owner, { content: contentKey(view), value }]])
    },
  }
}
