import fc from 'fast-check'
import { encodeAbiParameters, type Hex } from 'viem'
import { expect, test } from 'vitest'
import { decodeDynamic } from '../../src/protocols/strict/decodeDynamic.ts'
import { readOnlyBytes } from '../../src/protocols/strict/readOnlyBytes.ts'

const parameters = [{ type: 'bytes', name: 'message' }] as const

const bytes = fc
  .uint8Array({ maxLength: 100 })
  .map((value): Hex => `0x${Buffer.from(value).toString('hex')}`)

test('property: reads every value as a compiler lays it out', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      expect(readOnlyBytes(encodeAbiParameters(parameters, [value]))).toBe(value)
    }),
    { seed: 21, numRuns: 300 },
  )
})

test('property: accepts nothing that decoding, encoding again and comparing would refuse', () => {
  let refused = 0
  const change = fc.record({
    at: fc.nat(),
    digit: fc.constantFrom('0', '1', '2', 'f'),
    cut: fc.nat(3),
  })
  fc.assert(
    fc.property(bytes, change, (value, { at, digit, cut }) => {
      const data = encodeAbiParameters(parameters, [value])
      const place = 2 + (at % (data.length - 2))
      const end = data.length - cut * 2
      // CAST: one hex digit stands in place of another, and whole bytes are cut off.
      const changed = (data.slice(0, place) + digit + data.slice(place + 1)).slice(0, end) as Hex
      const result = decodeDynamic(parameters, changed)
      if ('reason' in result) refused += 1
      expect(readOnlyBytes(changed)).toBe('reason' in result ? undefined : result.values[0])
    }),
    { seed: 22, numRuns: 2_000 },
  )
  expect(refused).toBeGreaterThan(500)
})
