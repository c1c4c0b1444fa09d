/** `10 ^ exponent` as a multiplier and a divisor of whole numbers. */
export function decimalScale(exponent: number): { multiplier: bigint; scale: bigint } {
  return exponent >= 0
    ? { multiplier: 10n ** BigInt(exponent), scale: 1n }
    : { multiplier: 1n, scale: 10n ** BigInt(-exponent) }
}
