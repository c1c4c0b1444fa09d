/** 1e18. */
export const one = 10n ** 18n

/** Basis points of the whole. */
export const whole = 10_000n

/** a ÷ b towards minus infinity; b is positive. */
export function down(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a < 0n && quotient * b !== a ? quotient - 1n : quotient
}

/** a ÷ b towards plus infinity; b is positive. */
export function up(a: bigint, b: bigint): bigint {
  return -down(-a, b)
}
