import type { Address } from '../../facts/primitives.ts'

/** Of an address as viem spells it. */
export function toAddress(spelled: string): Address {
  // CAST: viem's addresses begin with 0x.
  return spelled.toLowerCase() as Address
}
