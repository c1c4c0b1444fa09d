import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeIntegers, encodeIntegers } from '../../src/store/sqlite/integers.ts'
import { integer } from './support/arbitraries.ts'

test('default: minimal bytes after one header byte', () => {
  expect(encodeIntegers([0n]).toString('hex')).toBe('00')
  expect(encodeIntegers([255n]).toString('hex')).toBe('02ff')
  expect(encodeIntegers([-256n]).toString('hex')).toBe('050100')
  expect(encodeIntegers([2n ** 256n - 1n])).toHaveLength(33)
  expect(encodeIntegers([1n, -1n]).toString('hex')).toBe('02010301')
})

test('args: an empty tuple is an empty blob', () => {
  expect(encodeIntegers([])).toHaveLength(0)
  expect(decodeIntegers(Buffer.alloc(0))).toEqual([])
})

test('error: a blob that ends too early, an integer that is too wide', () => {
  expect(() => decodeIntegers(Buffer.from('04ff', 'hex'))).toThrow('ends too early')
  expect(() => encodeIntegers([2n ** 2048n])).toThrow('more than 127 bytes')
})

test('property: tuples of any sign and width survive', () => {
  fc.assert(
    fc.property(fc.array(integer, { maxLength: 6 }), (values) => {
      expect(decodeIntegers(encodeIntegers(values))).toEqual(values)
    }),
    { seed: 1, numRuns: 500 },
  )
})
