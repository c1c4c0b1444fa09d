import type { RiskConfig } from '../config/Project.ts'
import type { PriceBook, UnitBook } from './MarginInput.ts'

/** Which of the three evaluations of a book: as served, the worst it may turn out to be, or the best. */
export type BoundEnd = 'best' | 'low' | 'high'

/** All that decides one evaluation of one unit. */
export interface UnitCase {
  book: UnitBook
  prices: PriceBook
  /** The venue's; a market's `asset` names the price that marks its positions. */
  risk: RiskConfig
  end: BoundEnd
}
