import type { TransferAmount, TransferView } from './TransferView.ts'

/**
 * As what the value of a transfer is in the books at its cut: one of its own amounts, or the holding that it became, at the
 * destination or back at the origin. Undefined where no book has it, such as what left for a wallet.
 */
export function countedAs({
  state,
  amounts,
  legs,
}: TransferView): TransferAmount['kind'] | 'holding' | undefined {
  const [amount] = amounts
  if (amount !== undefined) return amount.kind
  const closing = state === 'REFUNDED' ? 'refunded' : 'credited'
  return legs.some(({ step, bindings }) => step === closing && bindings.length > 0)
    ? 'holding'
    : undefined
}
