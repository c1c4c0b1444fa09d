import { hexScalar } from './hexScalar.ts'

/** Bytes that an argument may have: correlation keys are 32, packed ones a few times that. */
const ARGUMENT_BYTES_MAX = 256

const pattern = /^0x([0-9a-fA-F]{2})+$/

export const Hex = hexScalar({
  name: 'Hex',
  code: 'BAD_HEX',
  expected: `hex: 0x and a whole number of bytes, 1 to ${ARGUMENT_BYTES_MAX}`,
  isValid: (text) => text.length <= 2 + 2 * ARGUMENT_BYTES_MAX && pattern.test(text),
})
