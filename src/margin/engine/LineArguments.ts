import type { CurveArguments } from './compileCurve.ts'
import type { MarginView, MarketState } from './MarginUnit.ts'

/**
 * What one line gives its curves. A class, because all lines then have one shape and the compiled curves read it as fast
 * as a field can be read; it is filled once by the line that makes it and not changed after.
 */
export class LineArguments implements CurveArguments {
  quantity = 0n
  amount = 0n
  price = 0n
  mid = 0n
  value = 0n
  profit = 0n
  entryValue: bigint | undefined
  leverage: bigint | undefined
  customFraction = 0n
  openOrders = 0n
  /** Of value in flight: what of it counts. */
  carried: { retained: bigint; kept: bigint; of: bigint } | undefined
  private readonly view: MarginView
  private readonly state: MarketState | undefined

  constructor(view: MarginView, state: MarketState | undefined) {
    this.view = view
    this.state = state
  }

  get time(): bigint | undefined {
    return this.view.time
  }

  get numeraire(): bigint | undefined {
    return this.view.numeraire
  }

  get retained(): bigint | undefined {
    return this.carried?.retained
  }

  get kept(): bigint | undefined {
    return this.carried?.kept
  }

  get retainedOf(): bigint | undefined {
    return this.carried?.of
  }

  get openInterest(): bigint | undefined {
    return this.state?.openInterest
  }

  get totalDeposits(): bigint | undefined {
    return this.state?.totalDeposits
  }

  get utilization(): bigint | undefined {
    return this.state?.utilization
  }

  get supplyIndex(): bigint | undefined {
    return this.state?.supplyIndex
  }

  get debtIndex(): bigint | undefined {
    return this.state?.debtIndex
  }

  get totalAssets(): bigint | undefined {
    return this.state?.totalAssets
  }

  get totalShares(): bigint | undefined {
    return this.state?.totalShares
  }

  get confidence(): bigint | undefined {
    return this.state?.confidence
  }

  /** The same line at another price. */
  atPrice(price: bigint, value: bigint, profit = this.profit): LineArguments {
    const line = new LineArguments(this.view, this.state)
    line.quantity = this.quantity
    line.amount = this.amount
    line.mid = this.mid
    line.price = price
    line.value = value
    line.profit = profit
    line.entryValue = this.entryValue
    line.leverage = this.leverage
    line.customFraction = this.customFraction
    line.openOrders = this.openOrders
    line.carried = this.carried
    return line
  }
}
