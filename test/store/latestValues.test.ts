import { describe, expect, test } from 'vitest'
import { LatestValues } from '../../src/store/sqlite/LatestValues.ts'

describe('LatestValues', () => {
  test('default: gives back rows of one value, of several and of none', () => {
    const latest = new LatestValues({ isComplete: false })
    latest.set(1, { blockNumber: 7, values: [5n] })
    latest.set(2, { blockNumber: 8, values: [1n, -2n, 3n] })
    latest.set(3, { blockNumber: 0, values: [] })
    expect(latest.get(1)).toEqual({ blockNumber: 7, values: [5n] })
    expect(latest.get(2)).toEqual({ blockNumber: 8, values: [1n, -2n, 3n] })
    expect(latest.get(3)).toEqual({ blockNumber: 0, values: [] })
  })

  test('behavior: tells a key without rows from one that only the database knows', () => {
    const latest = new LatestValues({ isComplete: false })
    latest.set(1, null)
    expect(latest.get(1)).toBe(null)
    expect(latest.get(2)).toBe(undefined)
    expect(new LatestValues({ isComplete: true }).get(2)).toBe(null)
  })

  test('behavior: forgets everything, and that it knew everything', () => {
    const latest = new LatestValues({ isComplete: true })
    latest.set(1, { blockNumber: 7, values: [5n] })
    latest.forget()
    expect(latest.get(1)).toBe(undefined)
    expect(latest.generation).toBe(1)
  })
})
