import type { AccountMargin } from '../../margin/MarginStatus.ts'

export type MarginUnitModel = AccountMargin['units'][number]
