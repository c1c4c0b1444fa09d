import type { Hex } from '../../../src/facts/primitives.ts'

interface Position {
  quantity: bigint
  cost: bigint
  funding: bigint
}

/** What Orderly's ledger computes, in its own units, as its source says it: int128 with division towards zero. */
export class OrderlyModel {
  readonly balances = new Map<Hex, bigint>()
  readonly #positions = new Map<string, Position>()

  addBalance(account: Hex, amount: bigint): void {
    this.balances.set(account, (this.balances.get(account) ?? 0n) + amount)
  }

  positionOf(account: Hex, symbol: Hex): Position {
    const key = `${account}|${symbol}`
    const known = this.#positions.get(key) ?? { quantity: 0n, cost: 0n, funding: 0n }
    this.#positions.set(key, known)
    return known
  }

  change(account: Hex, symbol: Hex, by: { quantity: bigint; cost: bigint; funding: bigint }): void {
    const position = this.positionOf(account, symbol)
    const unconverted = position.quantity * (by.funding - position.funding)
    let accrued = unconverted / 10n ** 17n
    if (unconverted - accrued * 10n ** 17n > 0n) accrued += 1n
    position.cost += accrued + by.cost
    position.quantity += by.quantity
    position.funding = by.funding
  }
}
