import { absBigInt } from '../../utils/fixedPoint.ts'
import { choosePriceSide } from '../engine/choosePriceSide.ts'
import { evaluateCurve } from '../engine/evaluateCurve.ts'
import { livePrice } from '../engine/livePrice.ts'
import type { Part, SideSums } from '../engine/Margin.ts'
import { MarginInputError } from '../engine/MarginInputError.ts'
import type { AssetRisk } from '../engine/MarginSystem.ts'
import type { Balance, MarginUnit, MarginView, MarketState } from '../engine/MarginUnit.ts'
import { mulDiv } from '../engine/mulDiv.ts'

interface OrderCase {
  unit: MarginUnit
  view: MarginView
  assets: ReadonlyMap<string, AssetRisk>
  isStrict: { initial: boolean; maintenance: boolean }
  /** What every open order requires. */
  openOrder: bigint
}

/** Spot balances with open orders are judged by `driftOrderParts`; the lines keep the others, and remember them. */
export function withoutOrders(unit: MarginUnit): MarginUnit {
  const kept = unit.balances.filter((balance) => !hasOrders(balance))
  if (kept.length === unit.balances.length) return unit
  const split: OrderUnit = { ...unit, balances: kept, withOrders: unit.balances.filter(hasOrders) }
  return split
}

interface OrderUnit extends MarginUnit {
  withOrders: readonly Balance[]
}

/**
 * Each spot balance with open orders as one part: as if all its bids or all its asks had filled, whichever leaves less;
 * the tokens weigh what they weigh after the fill, what the orders pay counts in full (`get_worst_case_fill_simulation`).
 */
export function driftOrderParts(orders: OrderCase): readonly Part[] {
  const { unit } = orders
  if (!('withOrders' in unit)) return []
  // CAST: `withoutOrders` is the only one that adds this field.
  return (unit as OrderUnit).withOrders.map((balance) => toPart(orders, balance))
}

function toPart(orders: OrderCase, balance: Balance): Part {
  const { view, assets } = orders
  const risk = assets.get(balance.asset)
  if (risk === undefined) throw new MarginInputError(`${balance.asset} is not known here.`)
  const state = livePrice(view.states, balance.asset)
  const value = mulDiv(balance.quantity, state.mid, risk.scale, 'truncate')
  return {
    kind: balance.quantity < 0n ? 'liability' : 'collateral',
    subject: balance.asset,
    equity: value,
    value: absBigInt(value),
    initial: worstFill(orders, balance, risk, state, 'initial'),
    maintenance: worstFill(orders, balance, risk, state, 'maintenance'),
  }
}

function worstFill(
  orders: OrderCase,
  balance: Balance,
  risk: AssetRisk,
  state: MarketState & { mid: bigint },
  purpose: 'initial' | 'maintenance',
): SideSums {
  const { openBids = 0n, openAsks = 0n, openOrders = 0n } = balance
  const asks = fill(orders, balance, risk, state, purpose, openAsks)
  const bids = fill(orders, balance, risk, state, purpose, openBids)
  const worst = asks.weighted + asks.paid <= bids.weighted + bids.paid ? asks : bids
  const gains = [worst.weighted, worst.paid].filter((item) => item > 0n)
  const losses = [worst.weighted, worst.paid].filter((item) => item < 0n)
  return {
    available: gains.reduce((total, item) => total + item, 0n),
    owed: losses.reduce((total, item) => total - item, 0n),
    requirement: openOrders * orders.openOrder,
  }
}

/** The weighted value of the tokens after a fill, and what the fill pays; bought at the higher price, always. */
function fill(
  { isStrict, view }: OrderCase,
  { quantity }: Balance,
  risk: AssetRisk,
  state: MarketState & { mid: bigint },
  purpose: 'initial' | 'maintenance',
  orders: bigint,
): { weighted: bigint; paid: bigint } {
  const side = (choice: 'lower' | 'higher') =>
    (isStrict[purpose] ? choosePriceSide(state, choice, true) : undefined) ?? state.mid
  const held = mulDiv(quantity, side(quantity < 0n ? 'higher' : 'lower'), risk.scale, 'truncate')
  const paid = mulDiv(-orders, side('higher'), risk.scale, 'truncate')
  const value = held - paid
  const rule = value < 0n ? risk.liability : risk.collateral
  if (value === 0n || rule === undefined) return { weighted: 0n, paid }
  const weighted = evaluateCurve(rule[purpose], {
    amount: absBigInt(quantity + orders),
    value: absBigInt(value),
    mid: state.mid,
    totalDeposits: state.totalDeposits,
    time: view.time,
  })
  return { weighted: value < 0n ? -weighted : weighted, paid }
}

function hasOrders({ openBids = 0n, openAsks = 0n, openOrders = 0n }: Balance): boolean {
  return openBids !== 0n || openAsks !== 0n || openOrders !== 0n
}
