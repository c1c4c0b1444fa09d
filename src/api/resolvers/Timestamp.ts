import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'
import { parseTime } from '../../utils/calendar.ts'

/** Largest whole number that JSON readers keep exactly; a feed may claim a later time. */
const SECONDS_MAX = BigInt(Number.MAX_SAFE_INTEGER)

/** Seconds since 1970. Arguments: a number, a decimal string, or an RFC 3339 string with its offset. */
export const Timestamp = new GraphQLScalarType<bigint, number>({
  name: 'Timestamp',
  serialize(value) {
    if (typeof value === 'number') return Math.floor(value)
    if (typeof value === 'bigint') return Number(value > SECONDS_MAX ? SECONDS_MAX : value)
    throw new GraphQLError(`Timestamp cannot spell a value of type ${typeof value}.`)
  },
  parseValue: parseTimestamp,
  parseLiteral: (node) =>
    parseTimestamp(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : undefined),
})

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

function parseTimestamp(value: unknown): bigint {
  const text = String(value)
  if (/^\d{1,16}$/.test(text) && BigInt(text) <= SECONDS_MAX) return BigInt(text)
  const timeMs = rfc3339.test(text) ? parseTime(text) : Number.NaN
  if (timeMs >= 0) return BigInt(Math.floor(timeMs / 1000))
  throw new GraphQLError(
    'Timestamp: write seconds since 1970, or a time such as "2026-11-22T17:00:00Z".',
    { extensions: { code: 'BAD_AT' } },
  )
}
