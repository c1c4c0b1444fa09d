import { z } from 'zod'

/** What is wrong with one value and what to write instead; the field is known by whoever reads the value. */
export interface Fault {
  problem: string
  cure: string
}

/** A value that is read as a whole: checked and converted, or refused with a fault of its own. */
export function leaf<output>(
  cure: string,
  read: (value: unknown) => { value: output } | Fault | undefined,
): z.ZodType<output, unknown> {
  return z.unknown().transform((value, context): output => {
    const answer = value === undefined ? { problem: 'is missing', cure } : read(value)
    if (answer !== undefined && 'value' in answer) return answer.value
    const { problem, cure: ownCure } = answer ?? { problem: `is ${spell(value)}`, cure }
    context.issues.push({
      code: 'custom',
      input: value,
      message: problem,
      params: { cure: ownCure },
    })
    return z.NEVER
  })
}

/** A closed set of fields: an unknown one is refused and the known ones are named. */
export function fields<shape extends z.ZodRawShape>(
  shape: shape,
): z.ZodObject<shape, z.core.$strict> {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `Remove it, or write one of: ${known}` : undefined,
  })
}

/** Short spelling of a wrong value. Text is never quoted: it may be a secret. */
function spell(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`
  if (typeof value === 'bigint') return `${value}`
  return value === '' ? 'empty' : `not a value of the right kind (${typeof value})`
}
