import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDuplicateKey } from '../../src/cli/config/findDuplicateKey.ts'

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":{"b":[{},{"c":1,"c":1}]}}', 'a.b[1].c'],
  ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}', undefined],
  ['{"a":"x,\\"a\\":{","b":"}"}', undefined],
  ['{"a" : 1, "\\u0061" : 2}', 'a'],
])('default: %s', (json, path) => {
  expect(findDuplicateKey(json)).toBe(path)
})

test('property: what JSON.stringify wrote has no duplicate', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(findDuplicateKey(JSON.stringify(value, null, 1))).toBe(undefined)
    }),
    { seed: 11, numRuns: 1_000 },
  )
})
