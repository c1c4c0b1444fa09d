import { pickIndex, type Random } from './createRandom.ts'
import type { Exchange, Outcome } from './Fault.ts'

/** Replaces an answer by one of many wrong ones, as the seed says. `url` is what a careless server may quote. */
export function mangle(exchange: Exchange, random: Random, url: string): Outcome {
  const { right } = exchange
  const say = (body: string, status = 200, headers: Record<string, string> = {}): Outcome => ({
    type: 'answer',
    answer: { status, headers: new Map(Object.entries(headers)), body },
  })
  switch (pickIndex(random, 8)) {
    case 0:
      return say(pick(texts(url), random), pick(statuses, random), pick(headerSets, random))
    case 1:
      return { type: 'fail', failure: pick(failures, random), delayMs: pickIndex(random, 2_000) }
    case 2:
      return pickIndex(random, 10) === 0
        ? { type: 'hang' }
        : say(right.body, pick(statuses, random))
    case 3:
      return say(JSON.stringify(randomJson(random, 4)))
    default:
      return say(mangleText(right.body, random))
  }
}

/** Makes a wrong text out of a right JSON-RPC answer, an object or a list of them, or out of one that is wrong already. */
export function mangleText(body: string, random: Random): string {
  if (pickIndex(random, 3) === 0) return pick(cuts, random)(body, random)
  const parsed = parseJson(body)
  if (parsed === undefined) return pick(cuts, random)(body, random)
  const isList = Array.isArray(parsed)
  const entries: unknown[] = isList ? [...parsed] : [parsed]
  pick(listChanges, random)(entries, random)
  const changed = entries.map((entry) =>
    pickIndex(random, 3) === 0 ? changeEntry(entry, random) : entry,
  )
  // JSON.stringify would drop a key named __proto__ of a plain literal; as text it stays.
  const text = JSON.stringify(isList || pickIndex(random, 6) === 0 ? changed : (changed[0] ?? null))
  return pickIndex(random, 10) === 0
    ? text.replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},')
    : text
}

/** Undefined for what another fault has mangled before. */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}

const failures = ['timeout', 'tooLarge', 'unreachable', 'dns', 'tls', 'malformed'] as const
const statuses = [
  200, 200, 201, 204, 301, 400, 401, 403, 404, 413, 429, 429, 500, 502, 503, 504, 521,
]
const headerSets: readonly Record<string, string>[] = [
  {},
  { 'retry-after': '3600' },
  { 'retry-after': '-1' },
  { 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' },
  { 'retry-after': '1e309' },
  { 'content-type': 'text/html' },
]

const texts = (url: string): readonly string[] => [
  '',
  ' ',
  'null',
  'true',
  '0',
  '""',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"jsonrpc":"2.0"}',
  '{"id":null,"error":null}',
  `{"id":1,"error":{"code":-32000,"message":"${url}"}}`,
  `{"id":1,"error":{"code":"x","message":{"url":"${url}"}}}`,
  `<html><a href="${url}">${url}</a></html>`,
  `{"error":{"code":-32603,"message":"${'x'.repeat(100_000)}"}}`,
  '['.repeat(20_000),
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `[${'{"id":1},'.repeat(20_000)}{}]`,
  '\u0000\u0001\u0002',
  '\uFEFF{}',
  '\uFFFD\uFFFD',
]

const cuts: readonly ((body: string, random: Random) => string)[] = [
  (body, random) => body.slice(0, pickIndex(random, body.length)),
  (body, random) => body.slice(pickIndex(random, body.length)),
  (body) => `\uFEFF${body}`,
  (body) => body + body,
  (body, random) => {
    const at = pickIndex(random, body.length)
    return body.slice(0, at) + String.fromCharCode(pickIndex(random, 65_536)) + body.slice(at + 1)
  },
  (body) => body.replaceAll('"', "'"),
  (body) => body.replaceAll('0x', ''),
  (body) => JSON.stringify(body),
]

const listChanges: readonly ((entries: unknown[], random: Random) => void)[] = [
  () => {},
  (entries) => entries.reverse(),
  (entries) => entries.push(entries[0]),
  (entries) => entries.pop(),
  (entries, random) => entries.splice(pickIndex(random, entries.length), 1, entries[0]),
  (entries, random) => entries.sort(() => random() - 0.5),
  (entries) => entries.push(null, 7, 'x'),
]

const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  '1',
  '0x',
  '0x1',
  '',
  'latest',
  [],
  {},
  [[[]]],
  { toString: 'x', valueOf: 1 },
  { length: 3, 0: 'a' },
  'x'.repeat(10_000),
  '\u0000',
]

/** Removes a field, replaces it at any depth, or renames it. */
function changeEntry(entry: unknown, random: Random): unknown {
  const fields = { ...toObject(entry) }
  const names = Object.keys(fields)
  const name = names[pickIndex(random, names.length)]
  if (name === undefined) return pick(values, random)
  const inner: unknown = Reflect.get(fields, name)
  switch (pickIndex(random, 5)) {
    case 0: {
      return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))
    }
    case 1:
      return { ...fields, [name]: pick(values, random) }
    case 2:
      return { ...fields, [name.toUpperCase()]: inner, [name]: undefined }
    case 3:
      return { ...fields, error: { code: pick(values, random), message: pick(values, random) } }
    default:
      return typeof inner === 'object' && inner !== null
        ? { ...fields, [name]: changeEntry(inner, random) }
        : { ...fields, [name]: randomJson(random, 2) }
  }
}

function randomJson(random: Random, depth: number): unknown {
  const kind = pickIndex(random, depth === 0 ? 2 : 4)
  if (kind < 2) return pick(values, random)
  const children = Array.from({ length: pickIndex(random, 5) }, () => randomJson(random, depth - 1))
  if (kind === 2) return children
  return Object.fromEntries(children.map((child, i) => [pick(keys, random) + i, child]))
}

const keys = ['id', 'result', 'error', 'jsonrpc', '__proto__', 'constructor', 'hasOwnProperty', '']

function toObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[pickIndex(random, items.length)]
  // CAST: the index is inside the list, whose items may themselves be undefined.
  return item as Item
}
