import { maxOf } from '../../utils/maxOf.ts'
import type { AccountCase } from '../AccountCase.ts'
import { liquidationPrice } from '../engine/liquidationPrice.ts'
import { pricesOf } from '../engine/pricedBy.ts'
import { type FigureChange, sensitivity } from '../engine/sensitivity.ts'
import { shockBuffer } from '../engine/shockBuffer.ts'
import { topUp } from '../engine/topUp.ts'
import { hangingTransfers } from '../hangingTransfers.ts'
import { type JudgedBook, judgeBook } from '../judgeBook.ts'
import type { UnitBook } from '../MarginInput.ts'
import type { AccountMargin, Slacks } from '../MarginStatus.ts'
import type { AccountAnswers, AssetAnswer, TopUp, UnitAnswers } from './AccountAnswers.ts'
import { concentration } from './concentration.ts'
import { correlations } from './correlations.ts'
import { healthOf, leverageOf } from './ratios.ts'
import { withdrawableOf } from './withdrawableOf.ts'

/** Answers for an account whose margin was evaluated, all at the cut as served. */
export function evaluateAnswers(account: AccountCase, margin: AccountMargin): AccountAnswers {
  const books = account.bookAt(account.unfinalized)
  const units = margin.units.flatMap((unit) => {
    const book = books.find((each) => each.unit === unit.unit)
    return book === undefined ? [] : [unitAnswers(account, book, unit)]
  })
  return { units, concentration: concentration(books, account.market) }
}

function unitAnswers(
  { market, system: venue }: AccountCase,
  book: UnitBook,
  margin: AccountMargin['units'][number],
): UnitAnswers {
  const { unit: name, status, bounds } = margin
  if (status === 'UNKNOWN') return { ...nothing, unit: name, status }
  const judged = judgeBook({ book, market, system: venue, end: 'best' })
  const [view] = market.views
  const { unit } = judged
  const { system = venue } = book
  return {
    unit: name,
    status,
    healthE18: healthOf(judged),
    leverageE18: leverageOf(judged),
    shockBufferPpm: shockBuffer(system, unit, view),
    assets: pricesOf(system, unit).flatMap((assetId): readonly AssetAnswer[] => {
      const priceE18 = view.states.get(assetId)?.mid
      const change = sensitivity(system, unit, view, assetId)
      if (priceE18 === undefined || change === undefined) return []
      const liquidationPriceE18 = liquidationPrice(system, unit, view, assetId)
      const [rise, fall] = [toSlacks(change.rise), toSlacks(change.fall)]
      return [{ assetId, priceE18, liquidationPriceE18, rise, fall }]
    }),
    withdrawable: withdrawableOf(judged, bounds, { market, system }),
    topUp: topUpOf(judged, { market, system }),
    correlated: correlations(book, system.risk),
    hangsOn: hangingTransfers({ book, market, system, status }),
  }
}

const nothing: Omit<UnitAnswers, 'unit' | 'status'> = {
  healthE18: undefined,
  leverageE18: undefined,
  shockBufferPpm: undefined,
  assets: [],
  withdrawable: [],
  topUp: { valueE18: 0n, assets: [] },
  correlated: [],
  hangsOn: [],
}

function toSlacks({ equity, initialSlack, maintenanceSlack }: FigureChange): Slacks {
  return { equityE18: equity, slackInitialE18: initialSlack, slackMaintenanceE18: maintenanceSlack }
}

function topUpOf(
  { unit, slackInitialE18 }: JudgedBook,
  { market, system }: Pick<AccountCase, 'market' | 'system'>,
): TopUp {
  const valueE18 = maxOf(-slackInitialE18, 0n)
  if (valueE18 === 0n || unit.id === 'unassigned') return { valueE18, assets: [] }
  const assets = [...system.risk.collateral.keys()].flatMap((assetId) => {
    const amount = topUp(system, unit, market.views[0], assetId)
    const decimals = system.decimals.get(assetId)
    return amount === undefined || decimals === undefined ? [] : [{ assetId, decimals, amount }]
  })
  return { valueE18, assets }
}
