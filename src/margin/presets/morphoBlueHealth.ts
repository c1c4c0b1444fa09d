import { absBigInt } from '../../utils/fixedPoint.ts'
import type { Part } from '../engine/Margin.ts'
import { mulDiv } from '../engine/mulDiv.ts'

const WAD = 10n ** 18n

const ORACLE_PRICE_SCALE = 10n ** 36n

/** What `_isHealthy` compares, in units of the loan token. */
export interface MorphoBlueHealth {
  borrowed: bigint
  maxBorrow: bigint
}

/** A market's oracle at a cut: its answer, 1e36, and what one smallest unit of collateral is valued at by it. */
export interface MorphoBlueOracle {
  priceE36: bigint
  /** The price that stands for it in US dollars, 1e18, and the scale that it is of. */
  price: bigint
  scale: bigint
}

/**
 * The contract's own comparison of an account whose debt is stated in assets. Lines valued at another price than the
 * oracle's, such as the end of a band or a what-if, move its answer in proportion.
 */
export function morphoBlueHealth(
  parts: readonly Part[],
  market: { collateral: string; loan: string; lltv: bigint; oracle: MorphoBlueOracle },
): MorphoBlueHealth {
  let [borrowed, maxBorrow] = [0n, 0n]
  for (const part of parts) {
    const quantity = quantityOf(part)
    if (part.kind === 'liability' && part.subject === market.loan) borrowed -= quantity
    if (part.kind !== 'collateral' || part.subject !== market.collateral) continue
    const priceE36 = answerOf(part, quantity, market.oracle)
    const worth = mulDiv(quantity, priceE36, ORACLE_PRICE_SCALE, 'floor')
    maxBorrow += mulDiv(worth, market.lltv, WAD, 'floor')
  }
  return { borrowed, maxBorrow }
}

function answerOf({ value }: Part, quantity: bigint, oracle: MorphoBlueOracle): bigint {
  const own = mulDiv(quantity, oracle.price, oracle.scale, 'floor')
  return own === 0n || own === value
    ? oracle.priceE36
    : mulDiv(oracle.priceE36, absBigInt(value), own, 'floor')
}

function quantityOf({ line }: Part): bigint {
  return line !== undefined && 'quantity' in line ? line.quantity : 0n
}
