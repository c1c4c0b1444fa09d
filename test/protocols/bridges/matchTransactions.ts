import { expect } from 'vitest'
import type { ProtocolBridge } from '../../../src/config/Project.ts'
import type { ChainId } from '../../../src/facts/primitives.ts'
import type { TransferView } from '../../../src/ledger/TransferView.ts'
import type { LogParts } from '../logs.ts'
import { matchLegs, type PlacedLeg } from './matchLegs.ts'
import { decodeOn } from './routes.ts'

/** Transactions of one chain, a second apart, from `at` on. */
export interface Side {
  chainId: ChainId
  at: bigint
  transactions: readonly (readonly LogParts[])[]
}

/**
 * The transfers of transactions of both chains, judged with both covered, unless `until` says how far each is. Nothing may be
 * quarantined, and the legs' order of arrival may not matter.
 */
export function matchTransactions(
  bridge: ProtocolBridge,
  sides: readonly Side[],
  until?: Readonly<Record<ChainId, bigint>>,
): readonly TransferView[] {
  const legs = sides.flatMap(({ chainId, at, transactions }) =>
    transactions.flatMap((logs, i) => {
      const { legs, reasons } = decodeOn(bridge, chainId, logs)
      expect(reasons).toEqual([])
      return legs.map(
        (body, logIndex): PlacedLeg => ({ body, chainId, at: at + BigInt(i), logIndex }),
      )
    }),
  )
  const views = matchLegs(bridge, legs, until)
  expect(matchLegs(bridge, [...legs].reverse(), until)).toEqual(views)
  return [...views.values()]
}
