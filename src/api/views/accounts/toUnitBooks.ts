import type { UnitId } from '../../../facts/primitives.ts'
import { type AccountBook, liquidatingUnits, positionsOf } from '../../../ledger/AccountBook.ts'
import type { TransferAmount, TransferView } from '../../../ledger/TransferView.ts'
import type { BalanceLine, UnitBook } from '../../../margin/MarginInput.ts'
import { maxOf } from '../../../utils/maxOf.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { CollateralLine } from '../Views.ts'

/** Lines, positions and transfers of one account as the margin room takes them: one book per unit. */
export function toUnitBooks(
  lines: readonly CollateralLine[],
  transfers: readonly TransferView[],
  book: AccountBook,
  context: ReadContext,
): readonly UnitBook[] {
  const liquidating = liquidatingUnits(book)
  const positions = positionsOf(book)
  const units = new Set<UnitId>(['cross'])
  for (const { unit } of [...lines, ...positions]) units.add(unit)
  return [...units].map((unit) => ({
    unit,
    balances: lines
      .filter((line) => line.unit === unit)
      .map((line) => toBalanceLine(line, transfers, context)),
    positions: positions
      .filter((position) => position.unit === unit)
      .map(({ chainId, market, sizeE18, entryValueE18 }) => ({
        chainId,
        marketId: market,
        sizeE18,
        entryValueE18,
        // Funding is settled into the book when a position changes; no fact says it in between.
        fundingOwedE18: 0n,
      })),
    isLiquidating: liquidating.has(unit),
  }))
}

function toBalanceLine(
  line: CollateralLine,
  transfers: readonly TransferView[],
  context: ReadContext,
): BalanceLine {
  const { assetId, decimals, amount, chainId } = line
  const base = { assetId, decimals, amount, chainId }
  switch (line.kind) {
    case 'holding':
    case 'liability':
      return { ...base, kind: line.kind }
    case 'inFlight': {
      const named = transfers.filter(({ key }) => key === line.transferKey)
      // Several bridges may use one key: it is the transfer that has this very amount in flight.
      const transfer =
        named.length > 1
          ? named.find(({ amounts }) => amounts.some((own) => isLineOf(line, own)))
          : named[0]
      const bridge = transfer?.bridge ?? ''
      const policy = context.topology.policy(bridge)
      return {
        ...base,
        kind: 'inFlight',
        bridge,
        transferKey: line.transferKey ?? '',
        ageSeconds: maxOf(context.cut.asOf - (transfer?.sentAt ?? context.cut.asOf), 0n),
        p99Seconds: policy.p99Seconds,
        stuckAfterSeconds: policy.stuckAfterSeconds,
        haircutBps: policy.haircutBps,
      }
    }
    case 'lagOffset':
    case 'unbacked':
      return {
        ...base,
        kind: line.kind,
        transferKey: line.transferKey ?? '',
        ownerUnknown: line.kind === 'lagOffset',
        isSuspense: line.account === undefined,
      }
  }
}

function isLineOf({ chainId, amount }: CollateralLine, own: TransferAmount): boolean {
  return own.kind === 'inFlight' && own.chainId === chainId && own.amount === amount
}
