import { hexScalar } from './hexScalar.ts'

export const Hash = hexScalar({
  name: 'Hash',
  code: 'BAD_HEX',
  expected: 'a hash: 0x and 64 hex digits',
  isValid: (text) => /^0x[0-9a-fA-F]{64}$/.test(text),
})
