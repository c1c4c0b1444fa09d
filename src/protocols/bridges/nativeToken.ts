import type { Address } from '../../facts/primitives.ts'

/** A chain's own money, as ERC-7528 writes it. */
export const nativeToken: Address = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'
