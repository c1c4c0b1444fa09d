import fc from 'fast-check'
import { concat, encodeAbiParameters, type Hex, keccak256, parseAbiParameters, toHex } from 'viem'
import { expect, test } from 'vitest'
import { superchain } from '../../../src/protocols/bridges/op/superchain.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchTransactions } from './matchTransactions.ts'
import { bridgeOf, decodeOn, type MemberParts } from './routes.ts'

const [alice, bob] = [addressOf(0xa11ce), addressOf(0xb0b)]
const [messenger, tokenBridge, etherBridge] = [0x23, 0x28, 0x24].map(addressOf) as [Hex, Hex, Hex]
const token = addressOf(0x4000)
const native: Hex = `0x${'ee'.repeat(20)}`
const member = (chainId: number): MemberParts => ({
  chainId,
  domain: `${chainId}`,
  contracts: { messenger, tokenBridge, etherBridge },
  tokens: { [token]: 18, [native]: 18 },
})
const bridge = bridgeOf(superchain, [member(10), member(8453)])

interface Crossing {
  amount: bigint
  from?: 10 | 8453
  isEther?: boolean
  number?: bigint
  token?: Hex
  said?: { calldata?: Hex; destination?: bigint; source?: bigint }
}

const to = ({ from = 10 }: Crossing) => (from === 10 ? 8453 : 10)
const selectorOf = (signature: string): Hex => `0x${keccak256(toHex(signature)).slice(2, 10)}`
const row = (name: string) =>
  rowOf('superchain', name === 'RefundETH' ? 'interop (design)' : 'interop', name)

function calldataOf({ amount, isEther, token: moved = token, said = {} }: Crossing): Hex {
  if (said.calldata) return said.calldata
  return isEther
    ? concat([
        selectorOf('relayETH(address,address,uint256)'),
        encodeAbiParameters(parseAbiParameters('address, address, uint256'), [alice, bob, amount]),
      ])
    : concat([
        selectorOf('relayERC20(address,address,address,uint256)'),
        encodeAbiParameters(parseAbiParameters('address, address, address, uint256'), [
          moved,
          alice,
          bob,
          amount,
        ]),
      ])
}

function hashOf(crossing: Crossing): Hex {
  const { from = 10, isEther, number = 1n } = crossing
  const sender = isEther ? etherBridge : tokenBridge
  return keccak256(
    encodeAbiParameters(parseAbiParameters('uint256, uint256, uint256, address, address, bytes'), [
      BigInt(to(crossing)),
      BigInt(from),
      number,
      sender,
      sender,
      calldataOf(crossing),
    ]),
  )
}

function send(crossing: Crossing): LogParts[] {
  const { amount, isEther, number = 1n, token: moved = token, said = {} } = crossing
  const contract = isEther ? etherBridge : tokenBridge
  const destination = BigInt(to(crossing))
  return [
    encodeRow(row('SentMessage'), messenger, {
      destination: said.destination ?? destination,
      target: contract,
      messageNonce: number,
      sender: contract,
      message: calldataOf(crossing),
    }),
    encodeRow(row(isEther ? 'SendETH' : 'SendERC20'), contract, {
      token: moved,
      from: alice,
      to: bob,
      amount,
      destination,
    }),
  ]
}

function relay(crossing: Crossing): LogParts[] {
  const { amount, isEther, from = 10, number = 1n, token: moved = token, said = {} } = crossing
  return [
    encodeRow(row(isEther ? 'RelayETH' : 'RelayERC20'), isEther ? etherBridge : tokenBridge, {
      token: moved,
      from: alice,
      to: bob,
      amount,
      source: BigInt(from),
    }),
    encodeRow(row('RelayedMessage'), messenger, {
      source: said.source ?? BigInt(from),
      messageNonce: number,
      messageHash: hashOf(crossing),
    }),
  ]
}

const match = (sides: Partial<Record<10 | 8453, LogParts[][]>>) =>
  matchTransactions(bridge, [
    { chainId: 10, at: 100n, transactions: sides[10] ?? [] },
    { chainId: 8453, at: 101n, transactions: sides[8453] ?? [] },
  ])

test.each([
  ['a token', { amount: 5n }, token, token],
  ['ether', { amount: 5n, isEther: true }, native, etherBridge],
] as const)(
  'default: %s is a leg of its message’s hash on both sides',
  (_, crossing, asset, carrier) => {
    const common = {
      kind: 'leg',
      bridge: bridge.id,
      key: hashOf(crossing),
      payloadHash: hashOf(crossing),
      asset,
      amount: 5n,
      carrierContract: carrier,
      sender: alice,
      recipient: bob,
      origin: 10,
      destination: 8453,
    }
    const sent = decodeOn(bridge, 10, send(crossing))
    expect(sent.legs).toEqual([{ ...common, step: 'sent' }])
    expect(sent.facts).toMatchObject([{ at: { logIndex: 1 }, siblings: [0] }])
    const credited = decodeOn(bridge, 8453, relay(crossing))
    expect(credited.legs).toEqual([{ ...common, step: 'credited' }])
    expect(credited.facts).toMatchObject([{ at: { logIndex: 0 }, siblings: [1] }])
    expect(match({ 10: [send(crossing)], 8453: [relay(crossing)] })).toMatchObject([
      { state: 'DELIVERED' },
    ])
  },
)

test('behavior: trap 1: both messengers’ events have names of the OP Stack and other topics', () => {
  for (const name of ['SentMessage', 'RelayedMessage'])
    expect(row(name).topic0).not.toBe(rowOf('opstack', 'bedrock', name).topic0)
})

test('behavior: an expired message is refunded at its origin', () => {
  const crossing: Crossing = { amount: 5n, isEther: true }
  const refund = encodeRow(row('RefundETH'), etherBridge, {
    from: alice,
    amount: 5n,
    messageHash: hashOf(crossing),
  })
  expect(match({ 10: [send(crossing), [refund]] })).toMatchObject([{ state: 'REFUNDED' }])
  expect(match({ 10: [send(crossing), [refund]], 8453: [relay(crossing)] })).toMatchObject([
    { state: 'CONFLICT' },
  ])
})

test('behavior: trap 8: equal transfers of a transaction keep their own messages', () => {
  const all = [1n, 2n].map((number): Crossing => ({ amount: 5n, number }))
  expect(decodeOn(bridge, 10, all.flatMap(send)).legs.map(({ key }) => key)).toEqual(
    all.map(hashOf),
  )
  expect(decodeOn(bridge, 8453, all.flatMap(relay)).legs.map(({ key }) => key)).toEqual(
    all.map(hashOf),
  )
})

test('behavior: a second credit, none sent, one left behind', () => {
  const crossing: Crossing = { amount: 5n }
  const [paid, sent] = [relay(crossing), send(crossing)]
  expect(match({ 10: [sent], 8453: [paid, paid] })).toMatchObject([{ state: 'DUPLICATE_CREDIT' }])
  expect(match({ 8453: [paid] })).toMatchObject([{ state: 'UNBACKED' }])
  expect(match({ 10: [sent] })).toMatchObject([{ state: 'STUCK' }])
})

test('behavior: other tokens are passed over on both sides', () => {
  const other: Crossing = { amount: 5n, token: addressOf(0x99) }
  const none = { legs: [], reasons: [] }
  expect(decodeOn(bridge, 10, send(other))).toMatchObject(none)
  expect(decodeOn(bridge, 8453, relay(other))).toMatchObject(none)
})

test.each([
  ['without its message', send({ amount: 5n }).slice(1), 10, /without a message/],
  ['that says other bytes', send({ amount: 5n, said: { calldata: '0x12' } }), 10, /without a/],
  ['for another chain', send({ amount: 5n, said: { destination: 1n } }), 10, /without a message/],
  ['paid without a relay', relay({ amount: 5n }).slice(0, 1), 8453, /without a relay/],
  ['relayed from another chain', relay({ amount: 5n, said: { source: 1n } }), 8453, /from its/],
] as const)('error: a transfer %s is quarantined', (_, logs, chainId, reason) => {
  const { legs, reasons } = decodeOn(bridge, chainId, logs)
  expect(legs).toEqual([])
  expect(reasons).toEqual([expect.stringMatching(reason)])
})

test('error: a log that no compiler would have written is quarantined', () => {
  const [log] = relay({ amount: 5n })
  if (log === undefined) throw new Error('a log')
  for (const wrong of [malform(log).truncated, malform(log).trailing, malform(log).dirty]) {
    const { legs, reasons } = decodeOn(bridge, 8453, [wrong])
    expect(legs).toEqual([])
    expect(reasons).toHaveLength(1)
  }
})

test('property: any transfers match in any order, both ways', () => {
  const crossing = fc.record({
    amount: fc.bigInt({ min: 1n, max: 2n ** 200n }),
    isEther: fc.boolean(),
    from: fc.constantFrom(10 as const, 8453 as const),
  })
  fc.assert(
    fc.property(fc.array(crossing, { minLength: 1, maxLength: 5 }), (crossings) => {
      const all = crossings.map((each, i): Crossing => ({ ...each, number: BigInt(i) }))
      const logsOn = (chainId: number) => [
        ...all.filter(({ from }) => from === chainId).flatMap(send),
        ...all.filter(({ from }) => from !== chainId).flatMap(relay),
      ]
      const views = match({ 10: [logsOn(10)], 8453: [logsOn(8453)] })
      expect(views.map(({ state }) => state)).toEqual(all.map(() => 'DELIVERED'))
    }),
    { seed: 18, numRuns: 100 },
  )
})
