import type { Address } from '../../../facts/primitives.ts'

/**
 * What parameter facts of a pool are about, and what their values are. Addresses stand as numbers, flags as 1 or 0, ratios in
 * basis points, indexes and yearly rates in ray.
 */
export const aaveV3Subjects = {
  /** [liquidity index, variable borrow index, liquidity rate, variable borrow rate] at the fact's block. */
  index: (reserve: Address) => `index:${reserve}`,
  /** [price in the base currency], as the oracle answered at the fact's block. */
  price: (reserve: Address) => `price:${reserve}`,
  /** [aToken, variable debt token]: the reserve is listed. */
  listed: (reserve: Address) => `listed:${reserve}`,
  /** [loan to value, liquidation threshold, liquidation bonus]. */
  collateral: (reserve: Address) => `collateral:${reserve}`,
  /** [category], until 3.2; 0 is none. */
  eModeOf: (reserve: Address) => `eModeOf:${reserve}`,
  /** [loan to value, liquidation threshold, liquidation bonus, asset whose price prices all members or 0]. */
  eMode: (category: number) => `eMode:${category}`,
  /** [flag]: collateral in the category, since 3.2. */
  eModeCollateral: (category: number, reserve: Address) => `eModeCollateral:${category}:${reserve}`,
  /** [flag]: lends nothing in the category, since 3.6. */
  eModeLtvZero: (category: number, reserve: Address) => `eModeLtvZero:${category}:${reserve}`,
  /** [flag]: who is in it borrows against nothing else, since 3.7. */
  eModeIsolated: (category: number) => `eModeIsolated:${category}`,
  /** [source]. */
  source: (reserve: Address) => `source:${reserve}`,
  /** [units of one base currency, its address or 0 for US dollars]. */
  baseCurrency: 'baseCurrency',
  /** Of an account: [flag]. */
  usedAsCollateral: (reserve: Address) => `usedAsCollateral:${reserve}`,
  /** Of an account: [category]. */
  userEMode: 'userEMode',
  /** Of an account: [1] once it took a debt that is not read, at a stable rate or of a reserve that the config lacks. */
  unreadDebt: (reserve: Address) => `unreadDebt:${reserve}`,
} as const

/** The reserve that an account's subject is about; undefined for a subject of another word. */
export function reserveOf(
  subject: string,
  word: 'usedAsCollateral' | 'unreadDebt',
): Address | undefined {
  const prefix = aaveV3Subjects[word]('0x')
  if (!subject.startsWith(prefix)) return undefined
  return `0x${subject.slice(prefix.length)}`
}
