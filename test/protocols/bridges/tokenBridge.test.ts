import fc from 'fast-check'
import { concat, type Hex, keccak256, pad, toHex } from 'viem'
import { expect, test } from 'vitest'
import { tokenBridge } from '../../../src/protocols/bridges/wormhole/tokenBridge.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchLegs, type PlacedLeg } from './matchLegs.ts'
import { matchTransactions } from './matchTransactions.ts'
import { bridgeOf, decodeOn, decoderOf, type MemberParts } from './routes.ts'

/** A token with 18 decimals at home, wrapped away. */
const [home, away] = [memberOf(1, '2', 0, 18), memberOf(8453, '30', 1, 18)]
const bridge = bridgeOf(tokenBridge, [home, away])
const [alice, bob, relayer] = [0xa11ce, 0xb0b, 0x4e1a].map(addressOf) as [Hex, Hex, Hex]
const other = addressOf(0x5000)
const rate = 10n ** 10n

function memberOf(chainId: number, domain: string, i: number, decimals: number): MemberParts {
  return {
    chainId,
    domain,
    contracts: { core: addressOf(0x1000 + i), tokenBridge: addressOf(0x2000 + i) },
    tokens: { [addressOf(0x4000 + i)]: decimals },
  }
}

const contractOf = ({ contracts }: MemberParts, role: string): Hex => {
  const address = contracts[role]
  if (typeof address !== 'string') throw new Error(`no ${role}`)
  return address
}
const tokenOf = ({ chainId }: MemberParts): Hex => addressOf(chainId === 1 ? 0x4000 : 0x4001)

interface Moving {
  /** With eight decimals. */
  amount: bigint
  sequence?: bigint
  from?: MemberParts
  to?: MemberParts
  recipient?: Hex
  /** With eight decimals, for the relayer. */
  fee?: bigint
  /** Makes it a transfer with payload. */
  payload?: Hex
  token?: Hex
  tokenChain?: number
  said?: { kind?: number; cut?: number; sender?: Hex; emitter?: Hex; burnt?: bigint; dust?: bigint }
}

function moved(token: Hex, from: Hex, to: Hex, value: bigint): LogParts {
  return encodeRow(rowOf('erc20', '-', 'Transfer'), token, { from, to, value })
}

function payloadOf(moving: Moving): Hex {
  const { amount, to = away, recipient = bob, fee = 0n, payload, said = {} } = moving
  const { token = tokenOf(home), tokenChain = 2 } = moving
  const bytes = concat([
    toHex(said.kind ?? (payload === undefined ? 1 : 3), { size: 1 }),
    toHex(amount, { size: 32 }),
    pad(token),
    toHex(tokenChain, { size: 2 }),
    pad(recipient),
    toHex(Number(to.domain), { size: 2 }),
    payload === undefined ? toHex(fee, { size: 32 }) : concat([pad(alice), payload]),
  ])
  return said.cut === undefined ? bytes : `0x${bytes.slice(2, -said.cut * 2)}`
}

/** The logs of one transfer, as its source's filters would have fetched them. */
function send(moving: Moving): LogParts[] {
  const { amount, from = home, sequence = 7n, said = {} } = moving
  const own = contractOf(from, 'tokenBridge')
  const isWrapped = from === away
  const burnt = said.burnt ?? amount * rate
  return [
    ...(isWrapped ? [moved(tokenOf(from), own, addressOf(0), burnt)] : []),
    encodeRow(
      rowOf('wormhole-tokenbridge', 'v1', 'LogMessagePublished'),
      contractOf(from, 'core'),
      {
        sender: said.sender ?? own,
        sequence,
        nonce: 0,
        payload: payloadOf(moving),
        consistencyLevel: 1,
      },
    ),
  ]
}

/** The logs of one redemption, as its source's filters would have fetched them. */
function redeem(moving: Moving): LogParts[] {
  const { amount, from = home, to = away, sequence = 7n, recipient = bob, fee = 0n } = moving
  const { said = {} } = moving
  const own = contractOf(to, 'tokenBridge')
  const payer = to === home ? own : addressOf(0)
  const token = tokenOf(to)
  return [
    encodeRow(rowOf('wormhole-tokenbridge', 'v1', 'TransferRedeemed'), own, {
      emitterChainId: Number(from.domain),
      emitterAddress: pad(said.emitter ?? contractOf(from, 'tokenBridge')),
      sequence,
    }),
    ...(fee === 0n ? [] : [moved(token, payer, relayer, fee * rate)]),
    moved(token, payer, recipient, (amount - fee) * rate + (said.dust ?? 0n)),
  ]
}

function keyOf({ from = home, sequence = 7n }: Moving): Hex {
  return keccak256(
    concat([
      toHex(Number(from.domain), { size: 2 }),
      pad(contractOf(from, 'tokenBridge')),
      toHex(sequence, { size: 8 }),
    ]),
  )
}

/** Transactions of both chains, judged as they would be with both chains covered. */
function match(sides: { home: LogParts[][]; away: LogParts[][] }, isBack = false) {
  const [first, second] = isBack ? [200n, 100n] : [100n, 200n]
  return matchTransactions(bridge, [
    { chainId: 1, at: first, transactions: sides.home },
    { chainId: 8453, at: second, transactions: sides.away },
  ])
}

test('default: a published transfer is a leg of (chain, emitter, sequence), in token units', () => {
  const moving = { amount: 5n }
  const { legs, reasons } = decodeOn(bridge, 1, send(moving))
  expect(reasons).toEqual([])
  expect(legs).toEqual([
    {
      kind: 'leg',
      step: 'sent',
      bridge: bridge.id,
      key: keyOf(moving),
      payloadHash: keccak256(concat([keyOf(moving), pad(bob)])),
      asset: tokenOf(home),
      amount: 5n * rate,
      carried: 5n,
      carrierContract: contractOf(home, 'tokenBridge'),
      recipient: bob,
      origin: 1,
      destination: 8453,
    },
  ])
})

test('default: a redemption is what the bridge mints to the recipient, and with the relayer’s part what was sent', () => {
  const moving = { amount: 5n, fee: 2n }
  const { legs, reasons, facts } = decodeOn(bridge, 8453, redeem(moving))
  expect(reasons).toEqual([])
  expect(legs).toMatchObject([
    {
      step: 'credited',
      key: keyOf(moving),
      asset: tokenOf(away),
      amount: 3n * rate,
      carried: 5n,
      carrierContract: tokenOf(away),
      recipient: bob,
      origin: 1,
      destination: 8453,
    },
  ])
  expect(facts).toMatchObject([{ at: { logIndex: 0 }, siblings: [1, 2] }])
  expect(match({ home: [send(moving)], away: [redeem(moving)] })).toMatchObject([
    { state: 'DELIVERED', sentAmount: 5n * rate, creditedAmount: 3n * rate },
  ])
})

test('default: the way back burns the wrapped token and pays from custody', () => {
  const moving = { amount: 5n, from: away, to: home }
  const sent = decodeOn(bridge, 8453, send(moving))
  expect(sent.legs).toMatchObject([{ asset: tokenOf(away), amount: 5n * rate }])
  expect(sent.facts).toMatchObject([{ at: { logIndex: 1 }, siblings: [0] }])
  expect(decodeOn(bridge, 1, redeem(moving)).legs).toMatchObject([
    { asset: tokenOf(home), carrierContract: contractOf(home, 'tokenBridge') },
  ])
  expect(match({ home: [redeem(moving)], away: [send(moving)] }, true)).toMatchObject([
    { state: 'DELIVERED' },
  ])
})

test('behavior: a transfer with payload says who sent it', () => {
  const moving = { amount: 5n, payload: '0xc0ffee' as const }
  expect(decodeOn(bridge, 1, send(moving)).legs).toMatchObject([
    { sender: alice, amount: 5n * rate },
  ])
  expect(match({ home: [send(moving)], away: [redeem(moving)] })).toMatchObject([
    { state: 'DELIVERED' },
  ])
})

test('behavior: a token with fewer than eight decimals crosses in its own', () => {
  const six = bridgeOf(tokenBridge, [{ ...home, tokens: { [tokenOf(home)]: 6 } }, away])
  expect(decodeOn(six, 1, send({ amount: 5n })).legs).toMatchObject([{ amount: 5n }])
})

test('behavior: trap 1: TransferRedeemed of NTT is another topic, and messages of other senders are nobody’s', () => {
  expect(rowOf('wormhole-ntt', 'v1', 'TransferRedeemed').topic0).not.toBe(
    rowOf('wormhole-tokenbridge', 'v1', 'TransferRedeemed').topic0,
  )
  const forged = send({ amount: 5n, said: { sender: alice } })
  expect(decodeOn(bridge, 1, forged)).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: trap 3: a sequence that is used again after a reorg pays somebody else, and the redemption says so', () => {
  const [before, after] = [{ amount: 5n }, { amount: 5n, recipient: alice }]
  expect(match({ home: [send(after)], away: [redeem(before)] })).toMatchObject([
    { state: 'PAYLOAD_CONFLICT' },
  ])
})

test('behavior: a unit more or less is a mismatch', () => {
  for (const amount of [4n, 6n])
    expect(match({ home: [send({ amount: 5n })], away: [redeem({ amount })] })).toMatchObject([
      { state: 'AMOUNT_MISMATCH' },
    ])
})

test('behavior: a second redemption of a message is one too many, one without a message unbacked', () => {
  const moving = { amount: 5n }
  expect(match({ home: [send(moving)], away: [redeem(moving), redeem(moving)] })).toMatchObject([
    { state: 'DUPLICATE_CREDIT' },
  ])
  expect(match({ home: [], away: [redeem(moving)] })).toMatchObject([{ state: 'UNBACKED' }])
})

test('behavior: trap 8: several transfers of a transaction keep their own payments', () => {
  const transfers = [1n, 2n].map((amount) => ({ amount, sequence: amount, fee: amount - 1n }))
  const { legs, facts } = decodeOn(bridge, 8453, transfers.flatMap(redeem))
  expect(legs.map(({ amount, carried }) => [amount, carried])).toEqual([
    [rate, 1n],
    [rate, 2n],
  ])
  expect(facts.map(({ siblings }) => siblings)).toEqual([[1], [3, 4]])
  const back = transfers.map((each) => ({ ...each, from: away, to: home }))
  const sent = decodeOn(bridge, 8453, back.flatMap(send))
  expect(sent.facts.map(({ at, siblings }) => [at.logIndex, ...siblings])).toEqual([
    [1, 0],
    [3, 2],
  ])
})

test('behavior: a recipient that sends it on in the same transaction is paid first', () => {
  const on = send({ amount: 4n, from: away, to: home, sequence: 1n })
  const { legs, reasons } = decodeOn(bridge, 8453, [...redeem({ amount: 5n }), ...on])
  expect(reasons).toEqual([])
  expect(legs.map(({ step, carried, recipient }) => [step, carried, recipient]).sort()).toEqual([
    ['credited', 5n, bob],
    ['sent', 4n, bob],
  ])
})

test('behavior: other tokens are passed over on both sides', () => {
  const native = send({ amount: 5n, token: other })
  expect(decodeOn(bridge, 1, native)).toMatchObject({ legs: [], reasons: [] })
  const wrapped = send({ amount: 5n, from: away, to: home, token: other }).slice(1)
  expect(decodeOn(bridge, 8453, wrapped)).toMatchObject({ legs: [], reasons: [] })
  const redeemed = redeem({ amount: 5n }).slice(0, 1)
  expect(decodeOn(bridge, 8453, redeemed)).toMatchObject({ legs: [], reasons: [] })
  // A burn of another amount is not this message's.
  const unlike = send({ amount: 5n, from: away, to: home, said: { burnt: 1n } })
  expect(decodeOn(bridge, 8453, unlike)).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: messages that move nothing are passed over', () => {
  expect(decodeOn(bridge, 1, send({ amount: 5n, said: { kind: 2 } }))).toMatchObject({
    legs: [],
    reasons: [],
  })
})

test('behavior: native money that is unwrapped is paid to somebody whom nobody logs, and delivers all the same', () => {
  const moving = { amount: 5n, fee: 1n, from: away, to: home }
  const unwrapped = (wad: bigint) =>
    encodeRow(rowOf('weth9', '-', 'Withdrawal'), tokenOf(home), {
      src: contractOf(home, 'tokenBridge'),
      wad,
    })
  const [redeemed] = redeem(moving)
  if (redeemed === undefined) throw new Error('a log')
  const logs = [redeemed, unwrapped(rate), unwrapped(4n * rate)]
  const { legs, reasons } = decodeOn(bridge, 1, logs)
  expect(reasons).toEqual([])
  expect(legs).toMatchObject([
    {
      step: 'credited',
      key: keyOf(moving),
      payloadHash: keyOf(moving),
      asset: tokenOf(home),
      amount: 4n * rate,
      carried: 5n,
      carrierContract: contractOf(home, 'tokenBridge'),
      recipient: undefined,
    },
  ])
  expect(match({ home: [logs], away: [send(moving)] }, true)).toMatchObject([
    { state: 'DELIVERED', sentAmount: 5n * rate, creditedAmount: 4n * rate },
  ])
  const less = [redeemed, unwrapped(4n * rate)]
  expect(match({ home: [less], away: [send(moving)] }, true)).toMatchObject([
    { state: 'AMOUNT_MISMATCH' },
  ])
  // A holder who unwraps in the same transaction is not the bridge.
  const stranger = encodeRow(rowOf('weth9', '-', 'Withdrawal'), tokenOf(home), {
    src: alice,
    wad: rate,
  })
  expect(decodeOn(bridge, 1, [redeemed, stranger])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: payments are fetched of the route’s tokens alone, and only those of the bridge and mints', () => {
  const filters = decoderOf(bridge, 8453).source.filters
  const { topic0 } = rowOf('erc20', '-', 'Transfer')
  expect(
    filters.filter(({ topics: [topics] }) => topics.some((topic) => topic === topic0)),
  ).toEqual([
    {
      addresses: [tokenOf(away)],
      topics: [[topic0], [pad('0x', { size: 32 }), pad(contractOf(away, 'tokenBridge'))]],
    },
  ])
})

test.each([
  ['that is cut short', send({ amount: 5n, said: { cut: 1 } }), 1, /another length/],
  ['of dust', redeem({ amount: 5n, said: { dust: 1n } }), 8453, /no message with eight decimals/],
  [
    'from an emitter that the config lacks',
    redeem({ amount: 5n, said: { emitter: alice } }),
    8453,
    /not the token bridge/,
  ],
  [
    'with three payments',
    [...redeem({ amount: 5n, fee: 1n }), moved(tokenOf(away), addressOf(0), alice, 1n)],
    8453,
    /followed by 3 payments/,
  ],
] as const)('error: a transfer %s is quarantined', (_, logs, chainId, reason) => {
  const { legs, reasons } = decodeOn(bridge, chainId, logs)
  expect(legs).toEqual([])
  expect(reasons).toEqual([expect.stringMatching(reason)])
})

test('error: a log that no compiler would have written is quarantined', () => {
  const [redeemed] = redeem({ amount: 5n })
  if (redeemed === undefined) throw new Error('a log')
  for (const wrong of Object.values(malform(redeemed)).slice(1)) {
    const { legs, reasons } = decodeOn(bridge, 8453, [wrong])
    expect(legs).toEqual([])
    expect(reasons).toHaveLength(1)
  }
})

test('property: any transfers of a transaction match their redemptions, to the last unit', () => {
  const transfer = fc.record({
    amount: fc.bigInt({ min: 1_000n, max: 2n ** 64n }),
    fee: fc.bigInt({ min: 0n, max: 999n }),
    isBack: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(transfer, { minLength: 1, maxLength: 5 }), (transfers) => {
      const parts = transfers.map(({ isBack, ...rest }, i) => ({
        ...rest,
        sequence: BigInt(i),
        ...(isBack ? { from: away, to: home } : {}),
      }))
      const on = (chainId: number, logs: LogParts[]) => {
        const { legs, reasons } = decodeOn(bridge, chainId, logs)
        expect(reasons).toEqual([])
        const at = chainId === 1 ? 100n : 101n
        return legs.map((body, logIndex): PlacedLeg => ({ body, chainId, at, logIndex }))
      }
      const [out, back] = [parts.filter(({ from }) => !from), parts.filter(({ from }) => from)]
      const legs = [
        ...on(1, [...out.flatMap(send), ...back.flatMap(redeem)]),
        ...on(8453, [...back.flatMap(send), ...out.flatMap(redeem)]),
      ]
      const states = [...matchLegs(bridge, legs).values()].map(({ state }) => state)
      expect(states).toEqual(parts.map(() => 'DELIVERED'))
    }),
    { seed: 5, numRuns: 100 },
  )
})
