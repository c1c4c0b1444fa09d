import fc from 'fast-check'
import {
  type AbiEvent,
  type AbiParameter,
  decodeEventLog,
  encodeAbiParameters,
  parseAbi,
  toHex,
} from 'viem'
import { expect, test } from 'vitest'
import type { Hex } from '../../src/facts/primitives.ts'
import { decodeStrict } from '../../src/protocols/decodeStrict.ts'
import { addressOf, encodeLog, malform } from './logs.ts'

const abi = parseAbi([
  'event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)',
  'event Everything(bool indexed flag, int64 indexed small, bytes32 indexed key, uint8 a, int256 b, bytes4 c, uint48 d, uint56 e, int24 f, address g, bool h, uint160 i)',
  'event Message(address indexed sender, string indexed label, bytes message, string text)',
  'event Batch(uint256[] amounts, (address account, string name)[] rows, address[2] pair, (bool flag, uint16 size) shape)',
  'event Empty()',
])

const sender = addressOf(0xabcdef)
const owner = addressOf(0x123456)
const deposit = encodeLog(abi, sender, 'Deposit', { sender, owner, assets: 5n, shares: 4n })

test('default: names and arguments, addresses in lower case', () => {
  expect(decodeStrict(abi).decode(deposit)).toEqual({
    name: 'Deposit',
    args: { sender, owner, assets: 5n, shares: 4n },
  })
})

test('args: names choose the events', () => {
  const decoder = decodeStrict(abi, ['Empty'])
  expect(decoder.topics).toHaveLength(1)
  expect(decoder.decode(deposit).name).toBeUndefined()
  expect(decoder.decode(encodeLog(abi, sender, 'Empty', {}))).toEqual({ name: 'Empty', args: {} })
})

test('behavior: addresses inside arrays and tuples are lower-case, strings keep their case', () => {
  const account = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
  const log = encodeLog(abi, sender, 'Batch', {
    amounts: [1n],
    rows: [{ account, name: account }],
    pair: [account, account],
    shape: { flag: true, size: 3 },
  })
  const lower = account.toLowerCase()
  expect(decodeStrict(abi).decode(log)).toEqual({
    name: 'Batch',
    args: {
      amounts: [1n],
      rows: [{ account: lower, name: account }],
      pair: [lower, lower],
      shape: { flag: true, size: 3 },
    },
  })
})

test('behavior: an indexed string is its hash', () => {
  const label = 'plimsoll'
  const log = encodeLog(abi, sender, 'Message', { sender, label, message: '0x01', text: 'Ab' })
  expect(decodeStrict(abi).decode(log)).toEqual({
    name: 'Message',
    args: { sender, label: log.topics[2], message: '0x01', text: 'Ab' },
  })
})

test.each(Object.entries(malform(deposit)))('error: %s log has a reason', (_kind, log) => {
  const event = decodeStrict(abi).decode(log)
  expect(event).toEqual({ name: undefined, reason: expect.stringMatching(/Deposit.*\.$/) })
})

test('error: an event without usable parameters is refused once, at definition', () => {
  expect(() => decodeStrict(parseAbi(['event A(uint256)']))).toThrow('parameter 1 has no name')
  expect(() => decodeStrict(parseAbi(['function f()']))).toThrow('none of the events')
  expect(() =>
    decodeStrict(parseAbi(['event A(uint256 x)', 'event A(uint256 indexed x)'])),
  ).toThrow('twice')
})

/** What the strict decoder must equal: viem decodes, viem encodes again, bytes are compared. */
function isAcceptedByReencoding(event: AbiEvent, log: { topics: readonly Hex[]; data: Hex }) {
  const [topic0, ...topics] = log.topics
  if (topic0 === undefined) return false
  try {
    const { args = {} } = decodeEventLog({
      abi: [event],
      topics: [topic0, ...topics],
      data: log.data,
      strict: true,
    })
    const values = new Map(Object.entries<unknown>(args))
    const encode = (inputs: readonly AbiParameter[]) =>
      encodeAbiParameters(
        inputs,
        inputs.map((input) => values.get(input.name ?? '')),
      )
    const indexed = event.inputs.filter((input) => input.indexed === true)
    const plain = event.inputs.filter((input) => input.indexed !== true)
    // An indexed value of a dynamic type comes back as its hash, which is encoded as such.
    const again = indexed.map((input) =>
      isWord(input) ? encode([input]) : values.get(input.name ?? ''),
    )
    return encode(plain) === log.data && again.join() === topics.join()
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

function isWord(input: AbiParameter): boolean {
  return /^(address|bool|bytes\d+|u?int\d+)$/.test(input.type)
}

const hexOf = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((array): Hex => toHex(array))
const unsigned = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })
const signed = (bits: number) =>
  fc.bigInt({ min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n })
const values: Record<string, fc.Arbitrary<unknown>> = {
  address: hexOf(20),
  bool: fc.boolean(),
  bytes32: hexOf(32),
  bytes4: hexOf(4),
  uint256: unsigned(256),
  uint160: unsigned(160),
  uint56: unsigned(56),
  uint48: unsigned(48).map(Number),
  uint32: unsigned(32).map(Number),
  uint8: unsigned(8).map(Number),
  int256: signed(256),
  int64: signed(64),
  int24: signed(24).map(Number),
  bytes: fc.uint8Array({ maxLength: 70 }).map((array): Hex => toHex(array)),
  string: fc.string({ unit: 'grapheme', maxLength: 40 }),
  'uint256[]': fc.array(unsigned(256), { maxLength: 3 }),
  'address[2]': fc.tuple(hexOf(20), hexOf(20)),
}
const types = Object.keys(values)
const wordTypes = types.filter((type) => isWord({ type }))

/** A random event with values for it, encoded. */
const encoded = fc
  .record({
    indexed: fc.array(fc.constantFrom(...wordTypes, 'string'), { maxLength: 3 }),
    plain: fc.oneof(
      fc.array(fc.constantFrom(...wordTypes), { maxLength: 5 }),
      fc.array(fc.constantFrom(...types), { maxLength: 4 }),
    ),
  })
  .chain(({ indexed, plain }) => {
    const inputs = [
      ...indexed.map((type, index) => ({ type, name: `i${index}`, indexed: true })),
      ...plain.map((type, index) => ({ type, name: `p${index}`, indexed: false })),
    ]
    const args = fc.record(
      Object.fromEntries(inputs.map(({ name, type }) => [name, values[type] ?? fc.constant(0n)])),
    )
    const event: AbiEvent = { type: 'event', name: 'Random', inputs }
    return args.map((values) => ({
      event,
      values,
      log: encodeLog([event], sender, 'Random', values),
    }))
  })

type Mutation = (log: { topics: readonly Hex[]; data: Hex }) => {
  topics: readonly Hex[]
  data: Hex
}

/** Replaces the hex digit at `at`, counted from the first after the prefix and wrapped at the end. */
function setDigit(hex: Hex, at: number, digit: string): Hex {
  if (hex.length === 2) return hex
  const index = 2 + (at % (hex.length - 2))
  return `0x${hex.slice(2, index)}${digit}${hex.slice(index + 1)}`
}

const digit = fc.constantFrom(...'0123456789abcdef')
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.constant<Mutation>((log) => log),
  fc.constant<Mutation>((log) => ({ ...log, topics: [...log.topics, `0x${'00'.repeat(32)}`] })),
  fc.constant<Mutation>((log) => ({ ...log, topics: log.topics.slice(0, -1) })),
  fc.integer({ min: 1, max: 40 }).map<Mutation>((bytes) => (log) => ({
    ...log,
    data: `0x${log.data.slice(2, -2 * bytes)}`,
  })),
  fc.integer({ min: 1, max: 40 }).map<Mutation>((bytes) => (log) => ({
    ...log,
    data: `${log.data}${'00'.repeat(bytes)}`,
  })),
  fc.tuple(fc.nat(400), digit).map<Mutation>(([at, to]) => (log) => ({
    ...log,
    data: setDigit(log.data, at, to),
  })),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.nat(63), digit)
    .map<Mutation>(([topic, at, to]) => (log) => ({
      ...log,
      topics: log.topics.map((value, index) => (index === topic ? setDigit(value, at, to) : value)),
    })),
)

// The fast codec is only allowed because it agrees with the slow one on every log.
test('property: accepts exactly what decoding, encoding again and comparing accepts', () => {
  let accepted = 0
  let rejected = 0
  fc.assert(
    fc.property(encoded, mutation, ({ event, log }, mutate) => {
      const mutated = mutate(log)
      const isAccepted = decodeStrict([event]).decode(mutated).name !== undefined
      if (isAccepted) accepted += 1
      else rejected += 1
      expect(isAccepted).toBe(isAcceptedByReencoding(event, mutated))
    }),
    { seed: 20261122, numRuns: 2_000 },
  )
  expect(Math.min(accepted, rejected)).toBeGreaterThan(300)
})

test('property: what was encoded comes back', () => {
  fc.assert(
    fc.property(encoded, ({ event, values, log }) => {
      const expected = event.inputs.map((input, index) =>
        input.indexed === true && !isWord(input) ? log.topics[index + 1] : values[input.name ?? ''],
      )
      const decoded = decodeStrict([event]).decode(log)
      expect(decoded.name === undefined ? decoded.reason : Object.values(decoded.args)).toEqual(
        expected,
      )
    }),
    { seed: 7, numRuns: 500 },
  )
})
