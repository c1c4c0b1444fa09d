import fc from 'fast-check'
import { concat, type Hex, keccak256, pad, toHex } from 'viem'
import { expect, test } from 'vitest'
import { cctpV1 } from '../../../src/protocols/bridges/cctp/cctpV1.ts'
import { cctpV2 } from '../../../src/protocols/bridges/cctp/cctpV2.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { rowOf } from './catalogue.ts'
import {
  alice,
  away,
  bob,
  bodyOf,
  burn,
  contractOf,
  eurc,
  home,
  mint,
  uint32,
  usdc,
} from './cctpLogs.ts'
import { matchLegs, type PlacedLeg, topologyOf } from './matchLegs.ts'
import { bridgeOf, decodeOn, decoderOf, type MemberParts } from './routes.ts'

const v1 = bridgeOf(cctpV1, [home, away])
const v2 = bridgeOf(cctpV2, [home, away])

function match(bridge: typeof v1, sides: { burns: LogParts[][]; mints: LogParts[][] }) {
  const placed = (chainId: number, transactions: LogParts[][], from: bigint): PlacedLeg[] =>
    transactions.flatMap((logs, i) =>
      decodeOn(bridge, chainId, logs).legs.map((body) => ({ body, chainId, at: from + BigInt(i) })),
    )
  const legs = [...placed(1, sides.burns, 100n), ...placed(8453, sides.mints, 200n)]
  const views = matchLegs(bridge, legs)
  // Either order of arrival gives the same.
  expect(matchLegs(bridge, [...legs].reverse())).toEqual(views)
  return [...views.values()]
}

test('default: a v1 burn and its mint share the hash that the transmitter marks as used', () => {
  const key = keccak256(concat([uint32(0), toHex(7n, { size: 8 })]))
  const { legs, reasons, facts } = decodeOn(v1, 1, burn('v1', { amount: 5n }))
  expect(reasons).toEqual([])
  expect(legs).toEqual([
    {
      kind: 'leg',
      step: 'sent',
      bridge: v1.id,
      key,
      payloadHash: keccak256(bodyOf('v1', { amount: 5n })),
      asset: usdc[0],
      amount: 5n,
      carrierContract: contractOf(home, 'tokenMinter'),
      sender: alice,
      recipient: bob,
      origin: 1,
      destination: 8453,
    },
  ])
  expect(facts).toMatchObject([{ at: { logIndex: 1, k: 0 }, siblings: [0] }])
  const received = decodeOn(v1, 8453, mint('v1', { amount: 5n }))
  expect(received.reasons).toEqual([])
  expect(received.legs).toMatchObject([
    { step: 'credited', key, amount: 5n, asset: usdc[1], carrierContract: usdc[1], origin: 1 },
  ])
  expect(received.facts).toMatchObject([{ at: { logIndex: 1 }, siblings: [0] }])
})

test('default: a v2 burn and its mint share what Circle does not fill in, and the fee is part of what is carried', () => {
  const parts = { amount: 100n, maxFee: 3n, hookData: '0xc0ffee' } as const
  const [sent] = decodeOn(v2, 1, burn('v2', parts)).legs
  const [credited] = decodeOn(v2, 8453, mint('v2', { ...parts, fee: 2n, finality: 1_000 })).legs
  expect(credited).toMatchObject({ amount: 98n, carried: 100n, key: sent?.key })
  expect(sent).not.toHaveProperty('carried')
  expect(sent?.key).toBe(
    keccak256(
      concat([
        uint32(0),
        uint32(6),
        pad(contractOf(home, 'tokenMessenger')),
        bodyOf('v2', { ...parts, hookData: '0x' }).slice(0, 2 + 164 * 2) as Hex,
        '0xc0ffee',
      ]),
    ),
  )
})

test.each(['v1', 'v2'] as const)('behavior: %s matches in both orders', (version) => {
  const bridge = version === 'v1' ? v1 : v2
  const views = match(bridge, {
    burns: [burn(version, { amount: 5n })],
    mints: [mint(version, { amount: 5n })],
  })
  expect(views).toMatchObject([{ state: 'DELIVERED', sentAmount: 5n, creditedAmount: 5n }])
})

test('behavior: trap 1: MessageSent is one topic of both versions; the version in the message decides', () => {
  const wrong = burn('v2', { amount: 5n, said: { version: 0 } })
  expect(decodeOn(v2, 1, wrong)).toMatchObject({
    legs: [],
    reasons: [expect.stringMatching(/no MessageSent/)],
  })
  expect(rowOf('cctp', 'v1', 'MessageSent').topic0).toBe(rowOf('cctp', 'v2', 'MessageSent').topic0)
  // The other version's messenger is another emitter: its logs are nobody's here.
  const [sent, deposit] = burn('v1', { amount: 5n })
  const elsewhere = [sent, deposit].flatMap((log) =>
    log ? [{ ...log, address: addressOf(0x99) }] : [],
  )
  expect(decodeOn(v1, 1, elsewhere)).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: trap 2: identical v2 burns share a key and are matched by count', () => {
  const twice = [burn('v2', { amount: 5n }), burn('v2', { amount: 5n })]
  const one = mint('v2', { amount: 5n })
  const other = mint('v2', { amount: 5n, nonce: 8n, fee: 0n })
  expect(match(v2, { burns: twice, mints: [one] })).toMatchObject([
    { state: 'STUCK', sentAmount: 10n, creditedAmount: 5n },
  ])
  expect(match(v2, { burns: twice, mints: [one, other] })).toMatchObject([{ state: 'DELIVERED' }])
  expect(match(v2, { burns: twice.slice(1), mints: [one, other] })).toMatchObject([
    { state: 'UNBACKED' },
  ])
  // Two mints ahead of their origin are not one mint too many.
  expect(
    matchLegs(
      v2,
      [one, other].flatMap((logs, i) =>
        decodeOn(v2, 8453, logs).legs.map((body) => ({
          body,
          chainId: 8453,
          at: 200n + BigInt(i),
        })),
      ),
      { 1: 100n, 8453: 300n },
    )
      .values()
      .next().value,
  ).toMatchObject({ state: 'AWAITING_SOURCE' })
})

test('behavior: trap 2: identical v2 burns with different fees match each, whatever was kept', () => {
  const burns = [burn('v2', { amount: 9n, maxFee: 2n }), burn('v2', { amount: 9n, maxFee: 2n })]
  const mints = [
    mint('v2', { amount: 9n, maxFee: 2n, fee: 2n, finality: 1_000 }),
    mint('v2', { amount: 9n, maxFee: 2n, nonce: 8n }),
  ]
  expect(match(v2, { burns, mints })).toMatchObject([
    { state: 'DELIVERED', sentAmount: 18n, creditedAmount: 16n },
  ])
})

test('behavior: a fast mint whose burn a reorg took is unbacked, with its cause, until the burn stands again', () => {
  const [body] = decodeOn(v2, 1, burn('v2', { amount: 5n })).legs
  const [credit] = decodeOn(v2, 8453, mint('v2', { amount: 5n, finality: 1_000 })).legs
  if (body === undefined || credit === undefined) throw new Error('two legs')
  const orphan = { body, chainId: 1, at: 100n, canonical: false }
  const credited = { body: credit, chainId: 8453, at: 200n }
  const [gone] = matchLegs(v2, [orphan, credited]).values()
  expect(gone).toMatchObject({ state: 'UNBACKED', cause: 'SOURCE_REORGED' })
  const [back] = matchLegs(v2, [orphan, credited, { body, chainId: 1, at: 101n }]).values()
  expect(back).toMatchObject({ state: 'DELIVERED', cause: undefined })
})

test('behavior: v1 mints once: a second credit of a nonce is one too many, with its source or without', () => {
  const mints = [mint('v1', { amount: 5n }), mint('v1', { amount: 5n })]
  expect(match(v1, { burns: [burn('v1', { amount: 5n })], mints })).toMatchObject([
    { state: 'DUPLICATE_CREDIT' },
  ])
  expect(match(v1, { burns: [], mints })).toMatchObject([{ state: 'DUPLICATE_CREDIT' }])
})

test('behavior: v1 replaceDepositForBurn replaces the burn: it is counted once, and either recipient may be paid', () => {
  const carol = addressOf(0xca401)
  const burns = [burn('v1', { amount: 5n }), burn('v1', { amount: 5n, recipient: carol })]
  expect(match(v1, { burns, mints: [] })).toMatchObject([
    { state: 'STUCK', sentAmount: 5n, recipient: carol },
  ])
  for (const recipient of [bob, carol])
    expect(match(v1, { burns, mints: [mint('v1', { amount: 5n, recipient })] })).toMatchObject([
      { state: 'DELIVERED', sentAmount: 5n, recipient },
    ])
  expect(match(v1, { burns, mints: [mint('v1', { amount: 5n, recipient: alice })] })).toMatchObject(
    [{ state: 'PAYLOAD_CONFLICT' }],
  )
})

test('behavior: what arrives is what was sent to the last unit, but for an asset that is marked elastic', () => {
  const [sent] = decodeOn(v1, 1, burn('v1', { amount: 5n })).legs
  const [credit] = decodeOn(v1, 8453, mint('v1', { amount: 5n })).legs
  if (sent === undefined || credit === undefined) throw new Error('two legs')
  for (const amount of [4n, 6n]) {
    const legs = [
      { body: sent, chainId: 1, at: 100n },
      { body: { ...credit, amount }, chainId: 8453, at: 200n },
    ]
    const [exact] = matchLegs(v1, legs).values()
    expect(exact).toMatchObject({ state: 'AMOUNT_MISMATCH' })
    const [elastic] = matchLegs(v1, legs, undefined, { amounts: 'elastic' }).values()
    expect(elastic).toMatchObject({ state: 'DELIVERED' })
  }
})

test('behavior: a token names its bridge where one alone carries it', () => {
  const token = usdc[0]
  expect(topologyOf([v1]).bridgeOfToken(1, token)).toBe(v1.id)
  expect(topologyOf([v1, v2]).bridgeOfToken(1, token)).toBeUndefined()
})

test('behavior: trap 8: DepositForBurn owns the transfer and MessageSent is its sibling, several in a transaction', () => {
  const first = burn('v1', { amount: 5n, nonce: 1n })
  const second = burn('v1', { amount: 6n, nonce: 2n })
  const { legs, facts, reasons } = decodeOn(v1, 1, [...first, ...second])
  expect(reasons).toEqual([])
  expect(legs.map(({ amount }) => amount)).toEqual([5n, 6n])
  expect(facts.map(({ at, siblings }) => [at.logIndex, ...siblings])).toEqual([
    [1, 0],
    [3, 2],
  ])
})

test('behavior: a delivery inside a delivery pairs with its own mint', () => {
  const [outerMint, outerReceived] = mint('v1', { amount: 5n, nonce: 1n })
  const [innerMint, innerReceived] = mint('v1', { amount: 6n, nonce: 2n })
  const logs = [outerMint, innerMint, innerReceived, outerReceived].flatMap((log) => log ?? [])
  const { facts, reasons } = decodeOn(v1, 8453, logs)
  expect(reasons).toEqual([])
  expect(facts.map(({ at, siblings }) => [at.logIndex, ...siblings])).toEqual([
    [2, 1],
    [3, 0],
  ])
})

test('behavior: other tokens and messages that carry none are passed over', () => {
  const [sent, deposit] = burn('v1', { amount: 5n, token: eurc })
  const foreign = burn('v1', { amount: 5n, said: { sender: alice } })[0]
  const logs = [sent, deposit, foreign].flatMap((log) => log ?? [])
  expect(decodeOn(v1, 1, logs)).toMatchObject({ legs: [], reasons: [] })
  expect(decodeOn(v1, 8453, mint('v1', { amount: 5n, paid: { token: eurc } }))).toMatchObject({
    legs: [],
    reasons: [],
  })
  const nomad: MemberParts = { ...home, chainId: 5, domain: '5' }
  const [, received] = mint('v1', { amount: 5n, from: nomad, sender: alice })
  expect(decodeOn(v1, 8453, received ? [received] : [])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: a mint from a chain that is not followed is a credit of an unknown or of a named chain', () => {
  const solana: MemberParts = { ...home, domain: '5' }
  const logs = mint('v2', { amount: 5n, from: solana })
  expect(decodeOn(v2, 8453, logs).legs).toMatchObject([{ step: 'credited', origin: 0 }])
  const named = bridgeOf(cctpV2, [home, away], { foreignDomains: new Map([['5', 101]]) })
  expect(decodeOn(named, 8453, logs).legs).toMatchObject([{ origin: 101 }])
})

test('behavior: networks that share domains have keys of their own by their environment', () => {
  const test = bridgeOf(cctpV1, [home, away], { environment: 'testnet' })
  const keys = [v1, test].flatMap((bridge) =>
    decodeOn(bridge, 1, burn('v1', { amount: 5n })).legs.map(({ key }) => key),
  )
  expect(new Set(keys).size).toBe(2)
  const [credited] = decodeOn(test, 8453, mint('v1', { amount: 5n })).legs
  expect(credited?.key).toBe(keys[1])
})

test.each([
  ['no message', burn('v1', { amount: 5n }).slice(1), /has no MessageSent/],
  ['no deposit', burn('v1', { amount: 5n }).slice(0, 1), /without DepositForBurn/],
  [
    'another amount',
    burn('v1', { amount: 5n, said: { amount: 6n } }),
    /carries 6, DepositForBurn 5/,
  ],
  ['another nonce', burn('v1', { amount: 5n, said: { nonce: 8n } }), /nonce 8, DepositForBurn 7/],
  [
    'another origin',
    burn('v1', { amount: 5n, said: { origin: 3 } }),
    /names domain 3 as its origin/,
  ],
  ['another destination', burn('v1', { amount: 5n, said: { destination: 3 } }), /goes to domain 3/],
  [
    'another recipient',
    burn('v1', { amount: 5n, said: { recipient: alice } }),
    /another token, recipient/,
  ],
] as const)('error: a burn with %s is quarantined', (_, logs, reason) => {
  const { legs, reasons } = decodeOn(v1, 1, logs)
  expect(legs).toEqual([])
  expect(reasons).toEqual([expect.stringMatching(reason)])
})

test.each([
  ['no mint', mint('v2', { amount: 5n }).slice(1), [/no MintAndWithdraw/]],
  ['no message', mint('v2', { amount: 5n }).slice(0, 1), [/not what a MessageReceived/]],
  [
    'a unit less than the message',
    mint('v2', { amount: 5n, paid: { amount: 4n } }),
    [/paid 4 and kept 0, the message carries 5/, /not what/],
  ],
  [
    'a fee that the message lacks',
    mint('v2', { amount: 5n, paid: { amount: 4n, fee: 1n } }),
    [/kept a fee of 1/, /not what/],
  ],
  [
    'another recipient',
    mint('v2', { amount: 5n, paid: { recipient: alice } }),
    [/pays/, /not what/],
  ],
  [
    'a sender that the config lacks',
    mint('v2', { amount: 5n, sender: bob }),
    [/which is not the token messenger/],
  ],
] as const)('error: a receipt with %s is quarantined', (_, logs, reasons) => {
  const decoded = decodeOn(v2, 8453, logs)
  expect(decoded.legs).toEqual([])
  expect(decoded.reasons).toEqual(reasons.map((reason) => expect.stringMatching(reason)))
})

test('error: a log that no compiler would have written is quarantined, and its siblings with it', () => {
  const [sent, deposit] = burn('v1', { amount: 5n })
  if (sent === undefined || deposit === undefined) throw new Error('two logs')
  for (const wrong of Object.values(malform(deposit))) {
    const { legs, reasons } = decodeOn(v1, 1, [sent, wrong])
    expect(legs).toEqual([])
    expect(reasons).toHaveLength(2)
  }
})

test('behavior: two bridges on one messenger keep their facts apart by rank', () => {
  const [first, second] = [0, 16].map((rank) => decoderOf(v1, 1, rank).decode)
  expect(first).not.toBe(second)
})

test('property: any burns of a transaction match any mints of theirs, amounts exact', () => {
  const transfer = fc.record({
    amount: fc.bigInt({ min: 1n, max: 2n ** 64n }),
    fee: fc.bigInt({ min: 0n, max: 1_000n }),
    hook: fc.uint8Array({ maxLength: 40 }),
  })
  fc.assert(
    fc.property(fc.array(transfer, { minLength: 1, maxLength: 5 }), (transfers) => {
      const parts = transfers.map(({ amount, fee, hook }, i) => ({
        amount: amount + fee,
        maxFee: fee,
        fee,
        nonce: BigInt(i + 1),
        hookData: toHex(hook),
      }))
      const sent = decodeOn(
        v2,
        1,
        parts.flatMap((each) => burn('v2', each)),
      )
      const credited = decodeOn(
        v2,
        8453,
        parts.flatMap((each) => mint('v2', each)),
      )
      expect([sent.reasons, credited.reasons]).toEqual([[], []])
      const legs = [
        ...sent.legs.map((body, i) => ({ body, chainId: 1, at: 100n, logIndex: i })),
        ...credited.legs.map((body, i) => ({ body, chainId: 8453, at: 200n, logIndex: i })),
      ]
      const views = [...matchLegs(v2, legs).values()]
      expect(views.every(({ state }) => state === 'DELIVERED')).toBe(true)
      expect(sent.legs.map(({ key }) => key)).toEqual(credited.legs.map(({ key }) => key))
      expect(credited.legs.map(({ amount }) => amount)).toEqual(
        transfers.map(({ amount }) => amount),
      )
    }),
    { seed: 5, numRuns: 100 },
  )
})
