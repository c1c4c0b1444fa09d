import { expect, test } from 'vitest'
import { parseProject } from '../../src/config/parseProject.ts'
import { exampleConfig, exampleWorld } from './exampleConfig.ts'

const parse = (audit?: object) => parseProject({ ...exampleConfig(), audit }, exampleWorld)

test('default: one call every five minutes', () => {
  expect(parse().audit).toEqual({ everySeconds: 300n, callsMax: 1 })
})

test('args: how often and how much; no calls are no audit', () => {
  expect(parse({ everySeconds: '60', callsMax: 20 }).audit).toEqual({
    everySeconds: 60n,
    callsMax: 20,
  })
  expect(parse({ callsMax: 0 }).audit).toBeUndefined()
})

test('error: what is out of bounds is refused with a sentence', () => {
  const refused = [
    [{ everySeconds: 0 }, 'audit.everySeconds'],
    [{ everySeconds: 86_401 }, 'audit.everySeconds'],
    [{ callsMax: -1 }, 'audit.callsMax'],
    [{ callsMax: 21 }, 'audit.callsMax'],
    [{ calls: 1 }, 'everySeconds, callsMax'],
  ] as const
  for (const [audit, text] of refused) expect(() => parse(audit)).toThrow(text)
})
