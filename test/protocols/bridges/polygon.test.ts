import fc from 'fast-check'
import { encodeAbiParameters, type Hex, keccak256, pad, parseAbiParameters, toHex } from 'viem'
import { expect, test } from 'vitest'
import { polygonPos } from '../../../src/protocols/bridges/polygon/polygonPos.ts'
import { polygonPosExits } from '../../../src/protocols/bridges/polygon/polygonPosExits.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchTransactions } from './matchTransactions.ts'
import { bridgeOf, decodeOn, decoderOf, type MemberParts } from './routes.ts'

const [alice, bob] = [addressOf(0xa11ce), addressOf(0xb0b)]
const native: Hex = `0x${'ee'.repeat(20)}`
const [predicate, sender, receiver, manager] = [0x1000, 0x2000, 0x1001, 0x3000].map(addressOf) as [
  Hex,
  Hex,
  Hex,
  Hex,
]
const [rootToken, childToken, childEther] = [0x4000, 0x4001, 0x4002].map(addressOf) as [
  Hex,
  Hex,
  Hex,
]
const root: MemberParts = {
  chainId: 1,
  domain: '1',
  contracts: { predicate, stateSender: sender },
  tokens: { [rootToken]: 18, [native]: 18 },
}
const child: MemberParts = {
  chainId: 137,
  domain: '137',
  contracts: { stateReceiver: receiver },
  tokens: { [childToken]: 18, [childEther]: 18 },
}
const bridge = bridgeOf(polygonPos, [root, child])

interface Deposit {
  amount: bigint
  id?: bigint
  isEther?: boolean
  token?: Hex
  said?: { receiver?: Hex; amount?: bigint; success?: boolean }
}

function deposit({ amount, id = 7n, isEther, token = rootToken, said = {} }: Deposit): LogParts[] {
  const parties = { depositor: alice, depositReceiver: bob, amount }
  const data = encodeAbiParameters(parseAbiParameters('bytes32, bytes'), [
    keccak256(toHex('DEPOSIT')),
    encodeAbiParameters(parseAbiParameters('address, address, bytes'), [
      said.receiver ?? bob,
      isEther ? native : token,
      encodeAbiParameters(parseAbiParameters('uint256'), [said.amount ?? amount]),
    ]),
  ])
  return [
    isEther
      ? encodeRow(rowOf('polygon-pos', 'pos-portal', 'LockedEther'), predicate, parties)
      : encodeRow(rowOf('polygon-pos', 'pos-portal', 'LockedERC20'), predicate, {
          ...parties,
          rootToken: token,
        }),
    encodeRow(rowOf('polygon-pos', 'pos-portal', 'StateSynced'), sender, {
      id,
      contractAddress: manager,
      data,
    }),
  ]
}

const moved = (token: Hex, from: Hex, to: Hex, value: bigint) =>
  encodeRow(rowOf('erc20', '-', 'Transfer'), token, { from, to, value })

function commit({ amount, id = 7n, isEther, said = {} }: Deposit): LogParts[] {
  const { success = true } = said
  const mint = moved(isEther ? childEther : childToken, addressOf(0), bob, amount)
  const row = rowOf('polygon-pos', 'pos-portal', 'StateCommitted')
  return [...(success ? [mint] : []), encodeRow(row, receiver, { stateId: id, success })]
}

const match = (sides: { root?: LogParts[][]; child?: LogParts[][] }) =>
  matchTransactions(bridge, [
    { chainId: 1, at: 100n, transactions: sides.root ?? [] },
    { chainId: 137, at: 200n, transactions: sides.child ?? [] },
  ])

test.each([
  ['a token', { amount: 5n }, rootToken, childToken],
  ['ether', { amount: 5n, isEther: true }, native, childEther],
] as const)('default: a deposit of %s is a leg of its state’s id', (_, parts, asset, minted) => {
  const common = { kind: 'leg', bridge: bridge.id, key: pad('0x07'), payloadHash: pad('0x07') }
  const ends = { amount: 5n, recipient: bob, origin: 1, destination: 137 }
  const sent = decodeOn(bridge, 1, deposit(parts))
  expect(sent.reasons).toEqual([])
  expect(sent.legs).toEqual([
    { ...common, ...ends, step: 'sent', asset, carrierContract: predicate, sender: alice },
  ])
  expect(sent.facts).toMatchObject([{ at: { logIndex: 0 }, siblings: [1] }])
  const credited = decodeOn(bridge, 137, commit(parts))
  expect(credited.legs).toEqual([
    {
      ...common,
      ...ends,
      step: 'credited',
      asset: minted,
      carrierContract: minted,
      sender: undefined,
    },
  ])
  expect(credited.facts).toMatchObject([{ at: { logIndex: 1 }, siblings: [0] }])
  expect(match({ root: [deposit(parts)], child: [commit(parts)] })).toMatchObject([
    { state: 'DELIVERED' },
  ])
})

test('behavior: trap 7: a state that failed may be replayed', () => {
  const failed = commit({ amount: 5n, said: { success: false } })
  expect(match({ root: [deposit({ amount: 5n })], child: [failed] })).toMatchObject([
    { state: 'FAILED_RETRYABLE' },
  ])
  const again = [failed, commit({ amount: 5n })]
  expect(match({ root: [deposit({ amount: 5n })], child: again })).toMatchObject([
    { state: 'DELIVERED' },
  ])
})

test('behavior: trap 8: deposits of one transaction keep their own states, and states of one transaction their own mints', () => {
  const all = [1n, 2n].map((id): Deposit => ({ amount: 5n, id }))
  for (const logs of [deposit, commit]) {
    const chainId = logs === deposit ? 1 : 137
    const { legs, reasons } = decodeOn(bridge, chainId, all.flatMap(logs))
    expect(reasons).toEqual([])
    expect(legs.map(({ key }) => key)).toEqual([pad('0x01'), pad('0x02')])
  }
})

test('behavior: states of other tokens and of other applications are passed over', () => {
  const none = { legs: [], reasons: [] }
  expect(decodeOn(bridge, 1, deposit({ amount: 5n, token: addressOf(9) }))).toMatchObject(none)
  expect(decodeOn(bridge, 137, commit({ amount: 5n }).slice(1))).toMatchObject(none)
})

test('behavior: a unit off, a second credit, none sent, one left behind', () => {
  const [root, paid] = [[deposit({ amount: 5n })], commit({ amount: 5n })]
  for (const amount of [4n, 6n])
    expect(match({ root, child: [commit({ amount })] })).toMatchObject([
      { state: 'AMOUNT_MISMATCH' },
    ])
  expect(match({ root, child: [paid, paid] })).toMatchObject([{ state: 'DUPLICATE_CREDIT' }])
  expect(match({ child: [paid] })).toMatchObject([{ state: 'UNBACKED' }])
  expect(match({ root })).toMatchObject([{ state: 'STUCK' }])
})

test.each([
  ['without its state', deposit({ amount: 5n }).slice(0, 1), 1, /no state after it/],
  ['to another receiver', deposit({ amount: 5n, said: { receiver: alice } }), 1, /no state/],
  ['of another amount', deposit({ amount: 5n, said: { amount: 4n } }), 1, /no state/],
  [
    'that mints twice',
    [...commit({ amount: 5n }).slice(0, 1), ...commit({ amount: 6n })],
    137,
    /One state minted 2 times/,
  ],
] as const)('error: a deposit %s is quarantined', (_, logs, chainId, reason) => {
  const { legs, reasons } = decodeOn(bridge, chainId, logs)
  expect(legs).toEqual([])
  expect(reasons).toEqual([expect.stringMatching(reason)])
})

test('error: a log that no compiler would have written is quarantined', () => {
  const [log] = deposit({ amount: 5n })
  if (log === undefined) throw new Error('a log')
  for (const wrong of Object.values(malform(log))) {
    const { legs, reasons } = decodeOn(bridge, 1, [wrong])
    expect(legs).toEqual([])
    expect(reasons).toHaveLength(1)
  }
})

/** Exits of one token. */
const exits = (token: Hex = rootToken, tokens: MemberParts['tokens'] = { [childToken]: 18 }) =>
  bridgeOf(polygonPosExits, [
    { ...root, contracts: { predicate }, tokens: { [token]: 18 } },
    { ...child, contracts: {}, tokens },
  ])
const burn = (value: bigint, owner = alice) => moved(childToken, owner, addressOf(0), value)
const exit = (value: bigint, owner = alice) => moved(rootToken, predicate, owner, value)

const matchExits = (sides: { child?: LogParts[][]; root?: LogParts[][] }, own = exits()) =>
  matchTransactions(own, [
    { chainId: 137, at: 100n, transactions: sides.child ?? [] },
    { chainId: 1, at: 200n, transactions: sides.root ?? [] },
  ])

test('default: an exit is a leg of token, owner and amount', () => {
  const sent = decodeOn(exits(), 137, [burn(5n)])
  const credited = decodeOn(exits(), 1, [exit(5n)])
  expect(sent.legs).toMatchObject([
    {
      step: 'sent',
      asset: childToken,
      amount: 5n,
      carrierContract: childToken,
      recipient: alice,
      origin: 137,
      destination: 1,
    },
  ])
  expect(credited.legs).toMatchObject([
    { step: 'credited', asset: rootToken, carrierContract: predicate, recipient: alice },
  ])
  expect(credited.legs[0]?.key).toBe(sent.legs[0]?.key)
  expect(matchExits({ child: [[burn(5n)]], root: [[exit(5n)]] })).toMatchObject([
    { state: 'DELIVERED' },
  ])
})

test('default: ether leaves as a token and arrives as money', () => {
  const own = exits(native, { [childToken]: 18 })
  const row = rowOf('polygon-pos', 'pos-portal', 'ExitedEther')
  const paid = encodeRow(row, predicate, { exitor: alice, amount: 5n })
  expect(matchExits({ child: [[burn(5n)]], root: [[paid]] }, own)).toMatchObject([
    { state: 'DELIVERED', creditedAsset: native },
  ])
})

test('behavior: equal burns share a key and are matched by count, the oldest first', () => {
  const burns = [[burn(5n)], [burn(5n)]]
  const [open] = matchExits({ child: burns, root: [[exit(5n)]] })
  expect(open).toMatchObject({ state: 'STUCK', sentAmount: 10n, creditedAmount: 5n })
  expect(matchExits({ child: burns, root: [[exit(5n)], [exit(5n)]] })).toMatchObject([
    { state: 'DELIVERED' },
  ])
  expect(matchExits({ child: [[burn(5n)]], root: [[exit(5n)], [exit(5n)]] })).toMatchObject([
    { state: 'UNBACKED' },
  ])
  // Another owner's, or another amount, is another key.
  expect(matchExits({ child: [[burn(5n)]], root: [[exit(5n, bob)]] })).toHaveLength(2)
  expect(matchExits({ child: [[burn(5n)]], root: [[exit(4n)]] })).toHaveLength(2)
})

test('behavior: burns are fetched of the route’s tokens alone', () => {
  const { topic0 } = rowOf('erc20', '-', 'Transfer')
  expect(decoderOf(exits(), 137).source.filters).toEqual([
    { addresses: [childToken], topics: [[topic0], [pad('0x', { size: 32 })]] },
    { addresses: [childToken], topics: [[topic0], undefined, [pad('0x', { size: 32 })]] },
  ])
})

test('behavior: mints on Polygon, and what others pay on Ethereum, are no exits', () => {
  const none = { legs: [], reasons: [] }
  const mint = moved(childToken, addressOf(0), alice, 5n)
  expect(decodeOn(exits(), 137, [mint])).toMatchObject(none)
  for (const log of [moved(rootToken, addressOf(0), alice, 5n), moved(rootToken, bob, alice, 5n)])
    expect(decodeOn(exits(), 1, [log])).toMatchObject(none)
})

test('error: a bridge of several tokens cannot say which of them is asked for', () => {
  const two = exits(rootToken, { [childToken]: 18, [childEther]: 18 })
  expect(decodeOn(two, 137, [burn(5n)]).reasons).toEqual([
    expect.stringMatching(/does not say which token of Ethereum/),
  ])
})

test('property: any deposits and exits match in any order, to the last unit', () => {
  const parts = fc.record({ amount: fc.bigInt({ min: 1n, max: 3n }), isEther: fc.boolean() })
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 5 }), (all) => {
      const deposits = all.map((each, i): Deposit => ({ ...each, id: BigInt(i) }))
      const views = match({ root: [deposits.flatMap(deposit)], child: [deposits.flatMap(commit)] })
      expect(views.map(({ state }) => state)).toEqual(all.map(() => 'DELIVERED'))
      const burns = all.map(({ amount }) => burn(amount))
      const buckets = matchExits({ child: [burns], root: [all.map(({ amount }) => exit(amount))] })
      expect(new Set(buckets.map(({ state }) => state))).toEqual(new Set(['DELIVERED']))
      expect(buckets.reduce((sum, { creditedAmount = 0n }) => sum + creditedAmount, 0n)).toBe(
        all.reduce((sum, { amount }) => sum + amount, 0n),
      )
    }),
    { seed: 19, numRuns: 100 },
  )
})
