import type { CustomDefinition } from '../../../src/config/CustomDefinition.ts'
import { defineMarket } from '../../../src/protocols/defineMarket.ts'
import { marketAbi } from '../oracle/events.ts'

/** What the operator of the simulated world writes about its markets. */
export const marketDefinition: CustomDefinition = defineMarket({
  name: 'sim-market',
  abi: marketAbi,
  events: {
    PositionSet: ({ account, pocket, market, size, entry }, venue) =>
      venue.position({
        account,
        unit: toUnit(pocket),
        market,
        sizeE18: size,
        entryValueE18: entry,
        fundingIndexE18: 0n,
      }),
    DebtSet: ({ account, pocket, amount }, venue) =>
      venue.liability({ account, unit: toUnit(pocket), amount }),
    CashMoved: ({ account, pocket, amount }, venue) => {
      const holder = { account, unit: toUnit(pocket) }
      return amount < 0n
        ? venue.debit({ ...holder, amount: -amount })
        : venue.credit({ ...holder, amount })
    },
    LiquidationSet: ({ account, pocket, isRunning }, venue) =>
      venue.liquidation({
        account,
        unit: toUnit(pocket),
        phase: isRunning ? 'started' : 'finished',
      }),
  },
})

function toUnit(pocket: number): 'cross' | `isolated:${string}` {
  return pocket === 0 ? 'cross' : `isolated:${pocket}`
}
