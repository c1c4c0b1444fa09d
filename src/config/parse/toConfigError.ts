import type { z } from 'zod'
import { ConfigError } from '../../errors/ConfigError.ts'
import { toFieldPath } from './toFieldPath.ts'

/** Turns the first problem zod found into one sentence with the field and the cure. */
export function toConfigError(issue: z.core.$ZodIssue): ConfigError {
  const field = toFieldPath(issue.path)
  switch (issue.code) {
    case 'custom':
      return new ConfigError({ field, problem: issue.message, cure: `${issue.params?.cure ?? ''}` })
    case 'unrecognized_keys':
      return new ConfigError({
        field: toFieldPath([...issue.path, issue.keys[0] ?? '']),
        problem: 'is not a known field',
        cure: `${issue.message}.`,
      })
    case 'invalid_key':
      return new ConfigError({
        field,
        problem: 'has a name that cannot be used',
        cure: 'Use letters, digits, ".", "_", ":" and "-", at most 64, beginning with a letter or digit.',
      })
    case 'invalid_union':
      return new ConfigError({
        field,
        problem:
          issue.path.at(-1) === 'type' ? 'is missing or unknown' : 'is missing or not an object',
        cure: 'Write one of the types that the README lists, such as type: "custom".',
      })
    case 'invalid_type':
      return new ConfigError({
        field,
        problem: `is missing or not ${spellKind(issue.expected)}`,
        cure: `Write ${spellKind(issue.expected)}.`,
      })
    default:
      return new ConfigError({ field, problem: 'has a wrong value', cure: `${issue.message}.` })
  }
}

function spellKind(expected: string): string {
  if (expected === 'array') return 'a list [ … ]'
  if (expected === 'object' || expected === 'record') return 'an object { … }'
  return `a ${expected}`
}
