import { stringToBytes } from 'viem'
import type { RiskConfig } from '../../config/Project.ts'
import { keccak256 } from '../../utils/keccak256.ts'

/** Hex digits of a digest: four thousand million rules apart, short enough to say. */
const digits = 8

/** A short digest of a venue's rules as configured, whatever order they were written in. */
export function digestRules(risk: RiskConfig): string {
  const hash = keccak256(stringToBytes(JSON.stringify(toCanonical(risk))))
  return hash.slice(2, 2 + digits)
}

function toCanonical(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}`
  if (typeof value !== 'object' || value === null) return value
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return entries
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => [key, toCanonical(entry)])
}
