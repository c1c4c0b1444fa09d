import fc from 'fast-check'
import { bytesToHex, keccak256 as viemKeccak256 } from 'viem'
import { expect, test } from 'vitest'
import { keccak256 } from '../../src/utils/keccak256.ts'

test('default: the digest that the yellow paper names for nothing', () => {
  const empty = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'
  expect(keccak256('0x')).toBe(empty)
  expect(keccak256(new Uint8Array())).toBe(empty)
})

test("property: bytes and hex of any length hash as by viem, across the hash's blocks of 136 bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      const expected = viemKeccak256(bytes)
      expect(keccak256(bytes)).toBe(expected)
      expect(keccak256(bytesToHex(bytes))).toBe(expected)
    }),
    { seed: 20_261_123, numRuns: 600 },
  )
})
