import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aave } from './adapters/aave.ts'
import { driftAdapters } from './adapters/drift.ts'
import { dydx } from './adapters/dydx.ts'
import { lending } from './adapters/lending.ts'
import { perps } from './adapters/perps.ts'
import { scans } from './adapters/scans.ts'
import { synthetix } from './adapters/synthetix.ts'
import { type Adapter, type Json, type Outcome, units } from './decimal.ts'

/**
 * Numbers of fifteen systems' own tests and documents, through the public engine. The file is a copy of
 * `reference/margin-vectors.json`; what the original beside a clone has more than the copy is run too.
 */
const copy = fileURLToPath(new URL('./margin-vectors.json', import.meta.url))
const original = fileURLToPath(
  new URL('../../../../shared/reference/margin-vectors.json', import.meta.url),
)
if (!existsSync(original)) {
  process.stderr.write(`\n${original} is absent: only this repository's copy is tested.\n\n`)
}

const adapters: Readonly<Record<string, Adapter>> = {
  ...aave,
  ...driftAdapters,
  ...dydx,
  ...lending,
  ...perps,
  ...scans,
  ...synthetix,
}

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(json),
    z.record(z.string(), json),
  ]),
)
const vectorSchema = z.object({
  id: z.string(),
  calc: z.string(),
  topic: z.string(),
  input: z.record(z.string(), json),
  output: z.record(z.string(), json),
  tolerance: z
    .object({ relative: z.string().optional(), absolute: z.string().optional() })
    .optional(),
})
type Vector = z.infer<typeof vectorSchema>

const fileSchema = z.object({ vectors: z.array(vectorSchema) })

function read(path: string): readonly Vector[] {
  return existsSync(path) ? fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).vectors : []
}

const vectors = new Map([...read(copy), ...read(original)].map((vector) => [vector.id, vector]))

/** Outcomes are compared at this many decimals, which is more than any vector or system has. */
const DECIMALS = 48

test('default: every shown vector is there', () => {
  expect(vectors.size).toBeGreaterThanOrEqual(100)
})

describe.each([...vectors.values()])('$calc', (vector) => {
  test(`default: ${vector.id} ${vector.topic}`, () => {
    const adapter = adapters[vector.calc]
    if (adapter === undefined) throw new Error(`No adapter computes ${vector.calc}.`)
    const outcomes = adapter(vector.input)
    for (const [name, expected] of Object.entries(vector.output)) {
      expectOutcome(name, outcomes[name], expected, vector.tolerance)
    }
  })
})

function expectOutcome(
  name: string,
  outcome: Outcome,
  expected: Json,
  tolerance: Vector['tolerance'],
): void {
  if (typeof outcome !== 'object') {
    expect(outcome, name).toBe(expected)
    return
  }
  const found = outcome.value * 10n ** BigInt(DECIMALS - outcome.decimals)
  const wanted = units(expected, DECIMALS)
  const allowed = allowedDifference(wanted, tolerance)
  const isWithin = found - wanted <= allowed && wanted - found <= allowed
  expect({ name, found, isWithin }).toEqual({
    name,
    found: isWithin ? found : wanted,
    isWithin: true,
  })
}

/** Exact unless the vector's source states a tolerance. */
function allowedDifference(wanted: bigint, tolerance: Vector['tolerance']): bigint {
  const absolute = units(tolerance?.absolute ?? '0', DECIMALS)
  const relative = units(tolerance?.relative ?? '0', DECIMALS)
  const size = wanted < 0n ? -wanted : wanted
  return absolute + (size * relative) / 10n ** BigInt(DECIMALS)
}
