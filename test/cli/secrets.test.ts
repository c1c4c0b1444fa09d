import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHumanLog } from '../../src/cli/log/createHumanLog.ts'
import { createSecrets } from '../../src/cli/log/createSecrets.ts'

test('default: URL, host, key, user and password are taken out', () => {
  const secrets = createSecrets()
  secrets.add('https://operator:pass%21word@rpc.node.test/v2/abcdef0123456789?token=zyxwvuts98')
  const redacted = secrets.redact(
    'rpc.node.test abcdef0123456789 zyxwvuts98 pass!word operator https://operator:pass%21word@rpc.node.test/v2/abcdef0123456789?token=zyxwvuts98',
  )
  expect(redacted).toBe(Array(6).fill('[redacted]').join(' '))
})

test('behavior: the address of this machine stays readable', () => {
  const secrets = createSecrets()
  secrets.add('http://127.0.0.1:8545')
  expect(secrets.redact('Serving http://127.0.0.1:4000/graphql.')).toBe(
    'Serving http://127.0.0.1:4000/graphql.',
  )
  expect(secrets.redact('at http://127.0.0.1:8545/ x')).toBe('at [redacted] x')
})

test('behavior: foreign text cannot forge a line or steer the terminal', () => {
  const lines: string[] = []
  const log = createHumanLog({
    line: (text) => lines.push(text),
    now: () => 0,
    secrets: createSecrets(),
  })
  log.error({ detail: 'a\nb' }, 'Bad \u001b[2J answer.')
  expect(lines).toEqual(['00:00:00 error: Bad  [2J answer. (detail a b)'])
})

test('property: a key of an endpoint never survives', () => {
  const key = fc.string({
    unit: fc.constantFrom('a', 'b', '0', '9', '-', '_'),
    minLength: 8,
    maxLength: 40,
  })
  fc.assert(
    fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
      const secrets = createSecrets()
      secrets.add(`https://rpc.test/v2/${secret}`)
      expect(secrets.redact(`${before}${secret}${after}`)).not.toContain(secret)
    }),
    { seed: 3, numRuns: 500 },
  )
})
