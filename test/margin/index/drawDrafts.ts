import type { UnitId } from '../../../src/facts/primitives.ts'
import type { BalanceLine, PositionLine, UnitBook } from '../../../src/margin/MarginInput.ts'
import { E18 } from '../marginCases.ts'
import type { Draw } from './createDraw.ts'
import { assetOf, decimalsOf, isShareIndex, marketOf } from './worldNames.ts'

/** A line before the cut says what its shares are worth and how long it is on its way. */
export type DraftLine = BalanceLine & { shares?: bigint; sentAt?: bigint }

/** A unit of an account before any cut. */
export type Draft = Omit<UnitBook, 'balances'> & { balances: readonly DraftLine[] }

/** The units of a random account: mostly one with four lines, now and then more, bare, in liquidation or with a dust share. */
export function drawDrafts(draw: Draw, asOf: bigint): readonly Draft[] {
  const units: readonly UnitId[] = draw.oneIn(8)
    ? ['cross', draw.of(['isolated:1', 'unassigned'])]
    : ['cross']
  return units.map((unit) => ({
    unit,
    balances: Array.from({ length: draw.below(4) + 1 }, () => drawLine(draw, asOf)),
    positions: Array.from({ length: draw.below(unit === 'cross' ? 3 : 2) }, () =>
      drawPosition(draw),
    ),
    isLiquidating: draw.oneIn(60),
  }))
}

function drawLine(draw: Draw, asOf: bigint): DraftLine {
  const index = draw.below(64)
  const decimals = decimalsOf(index)
  const amount = drawAmount(draw, decimals)
  const base = { assetId: assetOf(index), decimals, amount, chainId: draw.below(6) + 1 }
  const shares = isShareIndex(index) ? { shares: amount } : {}
  const dice = draw.below(40)
  if (dice < 22) return { ...base, ...shares, kind: 'holding' }
  if (dice < 37) return { ...base, ...shares, kind: 'liability' }
  if (dice < 38) {
    const p99Seconds = BigInt(draw.below(600))
    return {
      ...base,
      ...shares,
      kind: 'inFlight',
      bridge: 'hyperlane:usd',
      transferKey: `0x${index}`,
      ageSeconds: 0n,
      sentAt: asOf - BigInt(draw.below(500)),
      p99Seconds,
      stuckAfterSeconds: p99Seconds + BigInt(draw.below(3_000)),
      haircutBps: BigInt(draw.below(2_000)),
    }
  }
  return {
    ...base,
    ...shares,
    kind: dice === 38 ? 'lagOffset' : 'unbacked',
    transferKey: '0xbb',
    ownerUnknown: draw.oneIn(2),
    isSuspense: draw.oneIn(4),
  }
}

/** From dust to a great deal, in the smallest unit. */
function drawAmount(draw: Draw, decimals: number): bigint {
  if (draw.oneIn(40)) return BigInt(draw.below(3))
  const magnitude = 10n ** BigInt(Math.max(decimals - 6 + draw.below(9), 0))
  return magnitude * BigInt(1 + draw.below(999)) + BigInt(draw.below(1_000))
}

function drawPosition(draw: Draw): PositionLine {
  const sizeE18 = drawAmount(draw, 18) * (draw.oneIn(2) ? 1n : -1n)
  return {
    chainId: 1,
    marketId: marketOf(draw.below(draw.oneIn(30) ? 24 : 23)),
    sizeE18: draw.oneIn(20) ? 0n : sizeE18,
    entryValueE18: (sizeE18 * BigInt(draw.below(30_000)) * E18) / E18,
    fundingOwedE18: BigInt(draw.below(1_000)) * E18,
  }
}
