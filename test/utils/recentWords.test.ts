import { expect, test } from 'vitest'
import { RecentWords } from '../../src/utils/RecentWords.ts'

const spell = (n: number): string => `0x${n.toString(16).padStart(64, '0')}`

test('behavior: a word that comes again is not made anew', () => {
  const recent = new RecentWords<string>()
  const asked: string[] = []
  const make = (word: string): string => {
    asked.push(word)
    return `made of ${word}`
  }
  for (const word of ['0xaa', '0xbb', '0xaa', '0xbb'])
    expect(recent.get(word, make)).toBe(`made of ${word}`)
  expect(asked).toEqual(['0xaa', '0xbb'])
})

test('behavior: words that share a slot never answer for each other', () => {
  const recent = new RecentWords<string>()
  const count = 40_000
  let made = 0
  const make = (word: string): string => {
    made += 1
    return word
  }
  for (let round = 0; round < 2; round += 1)
    for (let n = 0; n < count; n += 1) expect(recent.get(spell(n), make) === spell(n)).toBe(true)
  // There are fewer slots than words, so that some had to give way.
  expect(made).toBeGreaterThan(count)
})

test('behavior: the same last digits in front of which others stand are another word', () => {
  const recent = new RecentWords<string>()
  const make = (word: string): string => word
  const [one, other] = [`0x1${'0'.repeat(63)}`, `0x2${'0'.repeat(63)}`]
  expect([recent.get(one, make), recent.get(other, make), recent.get(one, make)]).toEqual([
    one,
    other,
    one,
  ])
})

test('behavior: a word that nothing can be made of is refused every time', () => {
  const recent = new RecentWords<string>()
  expect(recent.get('0xzz', () => undefined)).toBeUndefined()
  expect(recent.get('0xzz', () => 'now it can')).toBe('now it can')
})
