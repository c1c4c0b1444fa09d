import { isAddress } from 'viem'
import { hexScalar } from './hexScalar.ts'

/** A mixed-case address must carry a right EIP-55 checksum: a wrong one is a typing error. */
export const Address = hexScalar({
  name: 'Address',
  code: 'BAD_ADDRESS',
  expected: 'an address: 0x and 40 hex digits, in mixed case only with a right checksum (EIP-55)',
  isValid: (text) => isAddress(text),
})
