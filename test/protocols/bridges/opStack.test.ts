import fc from 'fast-check'
import { expect, test } from 'vitest'
import { opStack } from '../../../src/protocols/bridges/op/opStack.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { rowOf } from './catalogue.ts'
import { matchTransactions } from './matchTransactions.ts'
import {
  alice,
  bob,
  bridgeAt,
  type Crossing,
  ended,
  finalize,
  first,
  initiate,
  messageHash,
  native,
  proven,
  relayed,
  second,
  tokenAt,
  withdrawalHash,
} from './opLogs.ts'
import { bridgeOf, decodeOn, decoderOf } from './routes.ts'

const bridge = bridgeOf(opStack, [first, second])

/** A week and a day pass between the two. */
const match = (
  crossing: Pick<Crossing, 'from'>,
  origin: LogParts[][],
  destination: LogParts[][],
) => {
  const [from, to] = crossing.from === second ? [10, 1] : [1, 10]
  return matchTransactions(bridge, [
    { chainId: from, at: 100n, transactions: origin },
    { chainId: to, at: 200n, transactions: destination },
  ])
}

const cases: readonly (readonly [string, Crossing])[] = [
  ['a deposit of a token', { amount: 5n }],
  ['a withdrawal of a token', { amount: 5n, from: second }],
  ['a deposit of ether', { amount: 5n, isEther: true }],
  ['a withdrawal of ether', { amount: 5n, isEther: true, from: second }],
  ['a deposit before Bedrock', { amount: 5n, isOld: true }],
  ['a withdrawal before Bedrock', { amount: 5n, isOld: true, from: second }],
]

test.each(cases)('default: %s is a leg of its message’s hash on both sides', (_, crossing) => {
  const from = crossing.from ?? first
  const [origin, destination] = from === first ? [1, 10] : [10, 1]
  const out = decodeOn(bridge, origin, initiate(crossing))
  expect(out.reasons).toEqual([])
  const asset = (member: typeof first) => (crossing.isEther ? native : tokenAt(member))
  const to = from === first ? second : first
  const common = {
    kind: 'leg',
    bridge: bridge.id,
    key: messageHash(crossing),
    payloadHash: messageHash(crossing),
    amount: 5n,
    sender: alice,
    recipient: bob,
    origin,
    destination,
  }
  // The first chain's bridge holds, the second burns and mints; ether is the bridge's own on both.
  const carrier = (member: typeof first) =>
    member === second && !crossing.isEther ? tokenAt(second) : bridgeAt(member)
  const left = { asset: asset(from), carrierContract: carrier(from) }
  // A withdrawal goes by two hashes.
  const alias = from === second && !crossing.isOld ? { alias: withdrawalHash(crossing) } : {}
  expect(out.legs).toEqual([{ ...common, ...left, ...alias, step: 'sent' }])
  const back = decodeOn(bridge, destination, finalize(crossing))
  expect(back.reasons).toEqual([])
  expect(back.legs).toEqual([
    { ...common, step: 'credited', asset: asset(to), carrierContract: carrier(to) },
  ])
  expect(match(crossing, [initiate(crossing)], [finalize(crossing)])).toMatchObject([
    { state: 'DELIVERED', sentAmount: 5n, creditedAmount: 5n },
  ])
})

test('default: the owner is the bridge’s log, its siblings the messenger’s', () => {
  const { facts } = decodeOn(bridge, 1, initiate({ amount: 5n }))
  expect(facts).toMatchObject([{ at: { logIndex: 1 }, siblings: [2, 3] }])
  const out = decodeOn(bridge, 10, initiate({ amount: 5n, from: second }))
  expect(out.facts).toMatchObject([{ at: { logIndex: 1 }, siblings: [3, 4, 2] }])
  const credited = decodeOn(bridge, 10, finalize({ amount: 5n }))
  expect(credited.facts).toMatchObject([{ at: { logIndex: 1 }, siblings: [2] }])
})

test('behavior: trap 1: SentMessage and RelayedMessage of the Superchain are other topics', () => {
  for (const name of ['SentMessage', 'RelayedMessage'])
    expect(rowOf('superchain', 'interop', name).topic0).not.toBe(
      rowOf('opstack', 'bedrock', name).topic0,
    )
})

test('behavior: trap 7: a failed relay is no end, and its replay delivers', () => {
  const crossing: Crossing = { amount: 5n }
  const failed = [relayed(crossing, 'FailedRelayedMessage')]
  expect(match(crossing, [initiate(crossing)], [failed])).toMatchObject([
    { state: 'FAILED_RETRYABLE' },
  ])
  expect(match(crossing, [initiate(crossing)], [failed, finalize(crossing)])).toMatchObject([
    { state: 'DELIVERED' },
  ])
})

test('behavior: trap 8: both names of a transfer are one, however many equal ones a transaction has', () => {
  const crossings = [5n, 6n].map((number): Crossing => ({ amount: 7n, number }))
  const { legs, reasons } = decodeOn(bridge, 1, crossings.flatMap(initiate))
  expect(reasons).toEqual([])
  expect(legs.map(({ key }) => key)).toEqual(crossings.map(messageHash))
  const back = decodeOn(bridge, 10, crossings.flatMap(finalize))
  expect(back.legs.map(({ key }) => key)).toEqual(crossings.map(messageHash))
})

test('behavior: trap 8: a bridge that still speaks the old names has its own messages', () => {
  // A token's own bridge of today: version 1 of the message, names and calldata of old.
  const old: Crossing = { amount: 5n, isOld: true }
  const [sent, legacy] = initiate(old) as [LogParts, LogParts]
  const [, , , extension] = initiate({ amount: 5n, isEther: false }) as LogParts[]
  if (extension === undefined) throw new Error('an extension')
  const versioned = initiate({ ...old, said: { version: 1n } })[0] ?? sent
  const { legs, reasons } = decodeOn(bridge, 1, [versioned, extension, legacy])
  expect(reasons).toEqual([])
  expect(legs).toMatchObject([{ amount: 5n }])
  expect(legs[0]?.key).not.toBe(messageHash(old))
})

test('behavior: relays of other messages in the transaction are not the bridge’s', () => {
  const [stranger, own] = [5n, 6n].map((number): Crossing => ({ amount: 5n, number }))
  if (stranger === undefined || own === undefined) throw new Error('two')
  const { legs } = decodeOn(bridge, 10, [relayed(stranger), ...finalize(own)])
  expect(legs.map(({ key }) => key)).toEqual([messageHash(own)])
})

test('behavior: tokens that the route lacks on either side are passed over', () => {
  const none = { legs: [], reasons: [] }
  for (const parts of [{ token: addressOf(0x99) }, { remoteToken: addressOf(0x99) }]) {
    const crossing: Crossing = { amount: 5n, ...parts }
    expect(decodeOn(bridge, 1, initiate(crossing))).toMatchObject(none)
    expect(decodeOn(bridge, 10, finalize(crossing))).toMatchObject(none)
  }
  const tokens = (member: typeof first) => ({ ...member, tokens: { [tokenAt(member)]: 18 } })
  const noEther = bridgeOf(opStack, [tokens(first), tokens(second)])
  const ether: Crossing = { amount: 5n, isEther: true }
  expect(decodeOn(noEther, 1, initiate(ether))).toMatchObject(none)
  expect(decodeOn(noEther, 10, finalize(ether))).toMatchObject(none)
})

test('behavior: a transfer of another token does not take the relay of the next one', () => {
  const other: Crossing = { amount: 5n, number: 1n, remoteToken: addressOf(0x99) }
  const own: Crossing = { amount: 5n, number: 2n }
  const { legs } = decodeOn(bridge, 10, [...finalize(other), ...finalize(own)])
  expect(legs.map(({ key }) => key)).toEqual([messageHash(own)])
})

test('behavior: a unit off, a second credit, none sent, one left in flight', () => {
  const crossing: Crossing = { amount: 5n }
  const paid = (amount: bigint) => {
    const [legacy, newer] = finalize({ amount })
    if (legacy === undefined || newer === undefined) throw new Error('two names')
    return [legacy, newer, relayed(crossing)]
  }
  for (const amount of [4n, 6n])
    expect(match(crossing, [initiate(crossing)], [paid(amount)])).toMatchObject([
      { state: 'AMOUNT_MISMATCH' },
    ])
  expect(match(crossing, [initiate(crossing)], [paid(5n), paid(5n)])).toMatchObject([
    { state: 'DUPLICATE_CREDIT' },
  ])
  expect(match(crossing, [], [paid(5n)])).toMatchObject([{ state: 'UNBACKED' }])
  expect(match(crossing, [initiate(crossing)], [])).toMatchObject([{ state: 'STUCK' }])
  const out = { chainId: 10, at: 100n, transactions: [initiate({ amount: 5n, from: second })] }
  expect(matchTransactions(bridge, [out], soon)).toMatchObject([{ state: 'IN_FLIGHT' }])
})

test.each([
  ['without its message', initiate({ amount: 5n }).slice(0, 2), 1, /no message of it/],
  ['of another sender', initiate({ amount: 5n, said: { sender: alice } }), 1, /no message of it/],
  ['that says other bytes', initiate({ amount: 5n, said: { calldata: '0x12' } }), 1, /no message/],
  [
    'without the extension',
    initiate({ amount: 5n, said: { noExtension: true } }),
    1,
    /another version than 0 and 1, or no SentMessageExtension1/,
  ],
  ['of version 2', initiate({ amount: 5n, said: { version: 2n } }), 1, /another version/],
  [
    'of ether with another value',
    initiate({ amount: 5n, isEther: true, said: { value: 4n } }),
    1,
    /logs 5 wei, its message carries 4/,
  ],
  ['paid without a relay', finalize({ amount: 5n }).slice(0, 2), 10, /without a RelayedMessage/],
] as const)('error: a transfer %s is quarantined', (_, logs, chainId, reason) => {
  const { legs, reasons } = decodeOn(bridge, chainId, logs)
  expect(legs).toEqual([])
  expect(reasons).toEqual([expect.stringMatching(reason)])
})

test('error: a log that no compiler would have written is quarantined', () => {
  const [, newer] = initiate({ amount: 5n })
  if (newer === undefined) throw new Error('a log')
  const { truncated, trailing, extra } = malform(newer)
  for (const wrong of [truncated, trailing, extra]) {
    const { legs, reasons } = decodeOn(bridge, 1, [wrong])
    expect(legs).toEqual([])
    expect(reasons).toHaveLength(1)
  }
})

const withdrawal: Crossing = { amount: 5n, from: second }
const soon = { 1: 400n, 10: 400n }

test('behavior: a withdrawal is proven by the other hash, again where its game was struck out, and finalized', () => {
  const sides = (destination: LogParts[][]) => [
    { chainId: 10, at: 100n, transactions: [initiate(withdrawal)] },
    { chainId: 1, at: 200n, transactions: destination },
  ]
  const views = (destination: LogParts[][]) => matchTransactions(bridge, sides(destination), soon)
  const name = messageHash(withdrawal)
  expect(views([])).toMatchObject([
    { key: name, state: 'IN_FLIGHT', stage: 'SENT', sentAmount: 5n },
  ])
  expect(views([[proven(withdrawal)], [proven(withdrawal)]])).toMatchObject([
    { key: name, state: 'IN_FLIGHT', stage: 'ATTESTED', sentAmount: 5n },
  ])
  expect(views([[proven(withdrawal)], finalize(withdrawal)])).toMatchObject([
    { key: name, state: 'DELIVERED', sentAmount: 5n, creditedAmount: 5n },
  ])
})

test('behavior: trap 7: a withdrawal whose finalization reverted is lost, one whose relay failed is not', () => {
  expect(match(withdrawal, [initiate(withdrawal)], [[ended(withdrawal, false)]])).toMatchObject([
    { state: 'CANCELLED' },
  ])
  const failed = [relayed(withdrawal, 'FailedRelayedMessage'), ended(withdrawal)]
  expect(match(withdrawal, [initiate(withdrawal)], [failed])).toMatchObject([
    { state: 'FAILED_RETRYABLE' },
  ])
  const replayed = finalize(withdrawal).slice(0, 3)
  expect(match(withdrawal, [initiate(withdrawal)], [failed, replayed])).toMatchObject([
    { state: 'DELIVERED' },
  ])
})

test('behavior: proofs and failures of what the route does not carry are no transfers of it', () => {
  const strangers = [[proven(withdrawal)], [relayed(withdrawal, 'FailedRelayedMessage')]]
  expect(match(withdrawal, [], strangers)).toEqual([])
})

test('behavior: a proof of what did not go from one messenger to the other is nobody’s here', () => {
  expect(decodeOn(bridge, 1, [proven(withdrawal)]).legs).toMatchObject([{ step: 'attested' }])
  for (const said of [{ from: addressOf(0xbad) }, { to: addressOf(0xbad) }])
    expect(decodeOn(bridge, 1, [proven(withdrawal, said)])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: proofs are read where the portal is configured for it alone', () => {
  const contracts = { ...first.contracts, provingPortal: [] }
  const plain = bridgeOf(opStack, [{ ...first, contracts }, second])
  expect(decodeOn(plain, 1, [proven(withdrawal)])).toMatchObject({ legs: [], reasons: [] })
  expect(decodeOn(plain, 1, [ended(withdrawal, false)]).legs).toMatchObject([{ step: 'cancelled' }])
  const { topic0 } = rowOf('opstack', 'bedrock', 'WithdrawalProven')
  expect(JSON.stringify(decoderOf(plain, 1).source.filters)).not.toContain(topic0)
})

test('behavior: deposits that a caller gives to the portal are not fetched', () => {
  const filters = JSON.stringify(decoderOf(bridge, 1).source.filters)
  expect(filters).not.toContain(rowOf('opstack', 'bedrock', 'TransactionDeposited').topic0)
})

test('property: any transfers of a transaction match their relays, to the last unit', () => {
  const crossing = fc.record({
    amount: fc.bigInt({ min: 1n, max: 2n ** 200n }),
    isEther: fc.boolean(),
    isOld: fc.boolean(),
    isBack: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(crossing, { minLength: 1, maxLength: 5 }), (crossings) => {
      const all = crossings.map(
        ({ isBack, isEther, isOld, ...rest }, i): Crossing => ({
          ...rest,
          number: BigInt(i),
          isOld,
          isEther: isEther && !isOld,
          ...(isBack ? { from: second } : {}),
        }),
      )
      const [out, back] = [all.filter(({ from }) => !from), all.filter(({ from }) => from)]
      const views = matchTransactions(bridge, [
        {
          chainId: 1,
          at: 100n,
          transactions: [[...out.flatMap(initiate), ...back.flatMap(finalize)]],
        },
        {
          chainId: 10,
          at: 101n,
          transactions: [[...back.flatMap(initiate), ...out.flatMap(finalize)]],
        },
      ])
      expect(views.map(({ state }) => state)).toEqual(all.map(() => 'DELIVERED'))
    }),
    { seed: 17, numRuns: 100 },
  )
})
