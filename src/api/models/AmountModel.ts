/** An amount in the smallest unit of an asset of that many decimals. */
export interface AmountModel {
  raw: bigint
  decimals: number
}
