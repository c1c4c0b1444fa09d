/** CCIP 1.5, 1.6 and 2.0: what all three share is shown on each of them. */
import fc from 'fast-check'
import { concat, type Hex, keccak256, pad } from 'viem'
import { expect, test } from 'vitest'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { rowOf } from './catalogue.ts'
import {
  alice,
  away,
  bob,
  execute,
  executed,
  home,
  type Moving,
  messageIdOf,
  poolAt,
  protocolOf,
  ramped,
  released,
  send,
  tokenAt,
  transfer,
  type Version,
  versions,
} from './ccipLogs.ts'
import { matchTransactions } from './matchTransactions.ts'
import { bridgeOf, decodeOn, decoderOf } from './routes.ts'

const bridges = {
  '1.5': bridgeOf(protocolOf['1.5'], [home, away]),
  '1.6': bridgeOf(protocolOf['1.6'], [home, away]),
  '2.0': bridgeOf(protocolOf['2.0'], [home, away]),
} as const

const match = (
  version: Version,
  sides: { home: LogParts[][]; away: LogParts[][] },
  bridge = bridges[version],
) =>
  matchTransactions(bridge, [
    { chainId: 1, at: 100n, transactions: sides.home },
    { chainId: 8453, at: 200n, transactions: sides.away },
  ])

test.each(versions)('default: %s: a message is a leg of its id, owned by the ramp', (version) => {
  const moving: Moving = { sent: [{ amount: 5n }] }
  const { legs, reasons, facts } = decodeOn(bridges[version], 1, send(version, moving))
  expect(reasons).toEqual([])
  expect(legs).toEqual([
    {
      kind: 'leg',
      step: 'sent',
      bridge: bridges[version].id,
      key: messageIdOf(version, moving),
      payloadHash: messageIdOf(version, moving),
      asset: tokenAt(home),
      amount: 5n,
      carrierContract: poolAt(home),
      sender: alice,
      recipient: bob,
      origin: 1,
      destination: 8453,
    },
  ])
  expect(facts).toMatchObject([{ siblings: version === '1.6' ? [0] : [] }])
})

test.each(versions)('default: %s: an execution is what the pool pays before it', (version) => {
  const moving: Moving = { sent: [{ amount: 5n }] }
  const { legs, facts } = decodeOn(bridges[version], 8453, execute(version, moving))
  expect(legs).toMatchObject([
    {
      step: 'credited',
      key: messageIdOf(version, moving),
      asset: tokenAt(away),
      amount: 5n,
      carrierContract: poolAt(away),
      recipient: bob,
      origin: 1,
      destination: 8453,
    },
  ])
  expect(facts).toMatchObject([{ at: { logIndex: 2 }, siblings: [0, 1] }])
  const minted = decodeOn(bridges[version], 8453, execute(version, { ...moving, isMinted: true }))
  expect(minted.legs).toMatchObject([{ amount: 5n, carrierContract: tokenAt(away) }])
  const sides = { home: [send(version, moving)], away: [execute(version, moving)] }
  expect(match(version, sides)).toMatchObject([{ state: 'DELIVERED', sentAmount: 5n }])
})

test('behavior: trap 1: three ExecutionStateChanged and two CCIPMessageSent are told apart by topic', () => {
  const topics = versions.map((version) => rowOf('ccip', version, 'ExecutionStateChanged').topic0)
  expect(new Set(topics).size).toBe(3)
  const moving: Moving = { sent: [{ amount: 5n }] }
  for (const version of versions)
    for (const other of versions.filter((each) => each !== version)) {
      const stranger = decodeOn(bridges[version], 8453, [executed(other, moving)])
      expect(stranger).toMatchObject({ legs: [], reasons: [] })
      const foreign = decodeOn(bridges[version], 1, [ramped(other, moving)])
      expect(foreign).toMatchObject({ legs: [], reasons: [] })
    }
})

test.each(versions)('behavior: trap 7: %s: a failure is not the end', (version) => {
  const moving: Moving = { sent: [{ amount: 5n }] }
  const failed = execute(version, { ...moving, state: 3 })
  expect(decodeOn(bridges[version], 8453, failed).legs).toMatchObject([
    { step: 'failed', key: messageIdOf(version, moving), amount: 0n },
  ])
  expect(match(version, { home: [send(version, moving)], away: [failed] })).toMatchObject([
    { state: 'FAILED_RETRYABLE' },
  ])
  const again = [failed, execute(version, moving)]
  expect(match(version, { home: [send(version, moving)], away: again })).toMatchObject([
    { state: 'DELIVERED' },
  ])
})

test('behavior: trap 7: a failure of a message that carries none of the tokens is no transfer', () => {
  for (const version of versions) {
    const failed = execute(version, { sent: [], state: 3 })
    expect(match(version, { home: [], away: [failed] })).toEqual([])
  }
})

test('behavior: trap 7: failures of messages from chains that are not followed match nothing and are passed over', () => {
  const moving: Moving = { sent: [{ amount: 5n }], state: 3, said: { source: 1n } }
  for (const version of ['1.6', '2.0'] as const)
    expect(decodeOn(bridges[version], 8453, execute(version, moving)).legs).toEqual([])
})

test.each(versions)(
  'behavior: trap 8: %s: what a receiver moves on is not the message’s',
  (version) => {
    const mint = transfer(tokenAt(away), addressOf(0), alice, 7n)
    const other = transfer(tokenAt(away, 1), addressOf(0), alice, 8n)
    for (const isMinted of [true, false]) {
      const moving: Moving = { sent: [{ amount: 5n }], isMinted }
      const [paid, said, ran] = execute(version, moving) as [LogParts, LogParts, LogParts]
      // A single token stays one, whatever the receiver mints of others; wherever it stands, the pool tells its own.
      for (const logs of [
        [paid, said, mint, other, ran],
        [mint, paid, said, other, ran],
      ]) {
        const { legs, reasons } = decodeOn(bridges[version], 8453, logs)
        expect(reasons).toEqual([])
        expect(legs).toMatchObject([
          { key: messageIdOf(version, moving), asset: tokenAt(away), amount: 5n, recipient: bob },
        ])
      }
    }
    // A message of no token of the route, whose receiver mints one.
    const none = [mint, executed(version, { sent: [] })]
    expect(decodeOn(bridges[version], 8453, none)).toMatchObject({ legs: [], reasons: [] })
  },
)

test.each(versions)(
  'behavior: %s: of a pool that says nothing, the first payment counts',
  (version) => {
    const moving: Moving = { sent: [{ amount: 5n }], isSilent: true }
    const [paid, ran] = execute(version, moving) as [LogParts, LogParts]
    const later = transfer(tokenAt(away, 1), poolAt(away, 1), alice, 7n)
    expect(decodeOn(bridges[version], 8453, [paid, later, ran]).legs).toMatchObject([
      { key: messageIdOf(version, moving), amount: 5n, recipient: bob },
    ])
    // A mint counts by itself where the config names no pool that could speak of it.
    const poolless = { ...away, contracts: { ...away.contracts, pool: [] } }
    const minted = execute(version, { ...moving, isMinted: true })
    expect(decodeOn(bridges[version], 8453, minted).legs).toEqual([])
    expect(
      decodeOn(bridgeOf(protocolOf[version], [home, poolless]), 8453, minted).legs,
    ).toMatchObject([{ amount: 5n, recipient: bob, carrierContract: tokenAt(away) }])
  },
)

test('behavior: what a pool paid goes to whom it says, not to another payment of the same amount', () => {
  const moving: Moving = { sent: [{ amount: 5n }] }
  for (const version of versions) {
    const [paid, said, ran] = execute(version, moving) as [LogParts, LogParts, LogParts]
    const other = transfer(tokenAt(away), addressOf(0), alice, 5n)
    expect(decodeOn(bridges[version], 8453, [other, paid, said, ran]).legs).toMatchObject([
      { amount: 5n, recipient: bob, carrierContract: poolAt(away) },
    ])
  }
})

test('behavior: what pools say to another ramp is not this message’s', () => {
  const moving: Moving = { sent: [{ amount: 5n }], isMinted: true }
  const [paid, said, ran] = execute('1.5', moving) as [LogParts, LogParts, LogParts]
  const elsewhere = { ...said, topics: said.topics.map((t, i) => (i === 1 ? pad(alice) : t)) }
  expect(decodeOn(bridges['1.5'], 8453, [paid, elsewhere, ran]).legs).toEqual([])
})

test('behavior: trap 9: a provider who takes liquidity back moves no transfer', () => {
  const taken = transfer(tokenAt(away), poolAt(away), alice, 9n)
  for (const version of versions)
    expect(decodeOn(bridges[version], 8453, [taken])).toMatchObject({ legs: [], reasons: [] })
  for (const { source } of [decoderOf(bridges['1.6'], 8453)])
    expect(JSON.stringify(source.filters)).not.toContain(
      rowOf('ccip', '1.6 lock pool', 'LiquidityRemoved').topic0,
    )
})

test('behavior: 1.5: a message with two tokens is two transfers, told apart by what the destination pays', () => {
  const moving: Moving = { sent: [{ amount: 5n }, { n: 1, amount: 6n }] }
  const { legs } = decodeOn(bridges['1.5'], 1, send('1.5', moving))
  const id = messageIdOf('1.5', moving)
  const keyed = (token: Hex) => keccak256(concat([id, pad(token)]))
  expect(legs.map(({ key, asset, amount }) => [key, asset, amount])).toEqual([
    [keyed(tokenAt(away)), tokenAt(home), 5n],
    [keyed(tokenAt(away, 1)), tokenAt(home, 1), 6n],
  ])
  const sides = { home: [send('1.5', moving)], away: [execute('1.5', moving)] }
  expect(match('1.5', sides)).toMatchObject([{ state: 'DELIVERED' }, { state: 'DELIVERED' }])
  // One of them alone is carried: it is the message's only one.
  const one = (member: typeof home) => ({ ...member, tokens: { [tokenAt(member, 1)]: 6 } })
  const single = bridgeOf(protocolOf['1.5'], [one(home), one(away)])
  expect(match('1.5', sides, single)).toMatchObject([{ key: id, sentAmount: 6n }])
})

test('behavior: two messages of one transaction keep their own payments', () => {
  for (const version of versions) {
    const messages = [1n, 2n].map((number): Moving => ({ sent: [{ amount: number }], number }))
    const { legs } = decodeOn(
      bridges[version],
      8453,
      messages.flatMap((each) => execute(version, each)),
    )
    expect(legs.map(({ key, amount }) => [key, amount])).toEqual([
      [messageIdOf(version, messages[0] as Moving), 1n],
      [messageIdOf(version, messages[1] as Moving), 2n],
    ])
  }
})

test.each(versions)('behavior: %s: decimals scale as the pool does, rounding down', (version) => {
  const narrow = { ...away, tokens: { [tokenAt(away)]: 6 } }
  const down = bridgeOf(protocolOf[version], [home, narrow])
  const amount = 5n * 10n ** 12n + 999n
  const moving: Moving = { sent: [{ amount }], paid: [5n] }
  const sides = { home: [send(version, moving)], away: [execute(version, moving)] }
  expect(match(version, sides, down)).toMatchObject([
    { state: 'DELIVERED', sentAmount: amount, creditedAmount: 5n },
  ])
  const less = { ...sides, away: [execute(version, { ...moving, paid: [4n] })] }
  expect(match(version, less, down)).toMatchObject([{ state: 'AMOUNT_MISMATCH' }])
  const back: Moving = { sent: [{ amount: 5n }], paid: [5n * 10n ** 12n], from: away, to: home }
  const up = { home: [execute(version, back)], away: [send(version, back)] }
  expect(match(version, up, down)).toMatchObject([{ state: 'DELIVERED', sentAmount: 5n }])
})

test('behavior: 2.0: the pool’s fee is taken from what the sender paid, and the rest arrives', () => {
  const moving: Moving = { sent: [{ amount: 100n, left: 97n }] }
  expect(decodeOn(bridges['2.0'], 1, send('2.0', moving)).legs).toMatchObject([
    { amount: 100n, carried: 97n },
  ])
  const sides = { home: [send('2.0', moving)], away: [execute('2.0', moving)] }
  expect(match('2.0', sides)).toMatchObject([
    { state: 'DELIVERED', sentAmount: 100n, creditedAmount: 97n },
  ])
})

test.each(versions)('behavior: %s: a unit off, a second credit, none sent', (version) => {
  const moving: Moving = { sent: [{ amount: 5n }] }
  const sent = [send(version, moving)]
  for (const paid of [4n, 6n])
    expect(
      match(version, { home: sent, away: [execute(version, { ...moving, paid: [paid] })] }),
    ).toMatchObject([{ state: 'AMOUNT_MISMATCH' }])
  const twice = [execute(version, moving), execute(version, moving)]
  expect(match(version, { home: sent, away: twice })).toMatchObject([{ state: 'DUPLICATE_CREDIT' }])
  expect(match(version, { home: [], away: [execute(version, moving)] })).toMatchObject([
    { state: 'UNBACKED' },
  ])
  expect(match(version, { home: sent, away: [] })).toMatchObject([{ state: 'STUCK' }])
})

test('behavior: 1.6: the token is what the pool says, else what it burned, else the route’s only one', () => {
  const moving: Moving = { sent: [{ n: 1, amount: 5n }] }
  const burn = transfer(tokenAt(home, 1), poolAt(home, 1), addressOf(0), 5n)
  expect(decodeOn(bridges['1.6'], 1, [burn, ramped('1.6', moving)]).legs).toMatchObject([
    { asset: tokenAt(home, 1), amount: 5n },
  ])
  expect(decodeOn(bridges['1.6'], 1, [ramped('1.6', moving)])).toMatchObject({
    legs: [],
    reasons: [expect.stringMatching(/which token a pool took/)],
  })
  const one = (member: typeof home) => ({ ...member, tokens: { [tokenAt(member, 1)]: 6 } })
  const single = bridgeOf(protocolOf['1.6'], [one(home), one(away)])
  expect(decodeOn(single, 1, [ramped('1.6', moving)]).legs).toMatchObject([
    { asset: tokenAt(home, 1) },
  ])
})

test('behavior: a pool that pays from a place that the config lacks says so itself', () => {
  const moving: Moving = { sent: [{ amount: 5n }] }
  const logs = [released('1.6', moving, { amount: 5n }), executed('1.6', moving)]
  expect(decodeOn(bridges['1.6'], 8453, logs).legs).toMatchObject([
    { amount: 5n, recipient: bob, carrierContract: poolAt(away) },
  ])
})

test('behavior: tokens that the route does not carry are passed over on both sides', () => {
  const one = (member: typeof home) => ({ ...member, tokens: { [tokenAt(member)]: 18 } })
  for (const version of versions) {
    const bridge = bridgeOf(protocolOf[version], [
      { ...one(home), contracts: { ...home.contracts, pool: poolAt(home) } },
      one(away),
    ])
    const moving: Moving = { sent: [{ n: 1, amount: 5n }] }
    const none = { legs: [], reasons: [] }
    expect(decodeOn(bridge, 1, send(version, moving).slice(-1))).toMatchObject(none)
    expect(decodeOn(bridge, 8453, [executed(version, moving)])).toMatchObject(none)
    const empty: Moving = { sent: [] }
    expect(decodeOn(bridge, 1, send(version, empty))).toMatchObject(none)
    expect(decodeOn(bridge, 8453, execute(version, empty))).toMatchObject(none)
  }
})

test('behavior: 2.0: value that leaves for a chain without EVM addresses is sent, to nobody known', () => {
  const solana = `0x${'5e'.repeat(32)}` as const
  const far = { ...away, domain: '124615329519749607' }
  const moving: Moving = { sent: [{ amount: 5n }], to: far, recipient: solana }
  const said = { destToken: solana }
  const { legs } = decodeOn(bridges['2.0'], 1, send('2.0', { ...moving, said }))
  expect(legs).toMatchObject([{ amount: 5n, recipient: undefined, destination: 0 }])
})

test.each([
  ['1.5', { source: 7n }, /names 7 as its origin/],
  ['1.6', { source: 7n }, /names 7 as its origin/],
  ['2.0', { source: 7n }, /names 7 as its origin/],
  ['1.5', { tokenData: '0x' }, /what the destination pays/],
  ['2.0', { trailing: '0x00' }, /another form than version 1/],
  ['2.0', { messageId: `0x${'11'.repeat(32)}` }, /hashes to another id/],
  ['2.0', { destination: 7n }, /not as logged/],
] as const)('error: a message of %s that says %o is quarantined', (version, said, reason) => {
  const logs = send(version, { sent: [{ amount: 5n }], said })
  const { legs, reasons } = decodeOn(bridges[version], 1, logs)
  expect(legs).toEqual([])
  expect(reasons).toEqual([expect.stringMatching(reason)])
})

test('error: a message that carries one token twice is quarantined', () => {
  const logs = send('1.5', { sent: [{ amount: 5n }, { amount: 6n }] })
  expect(decodeOn(bridges['1.5'], 1, logs).reasons).toEqual([
    'The message carries one token twice.',
  ])
})

test.each(versions)('error: %s: a state that is no end is quarantined', (version) => {
  const logs = execute(version, { sent: [{ amount: 5n }], state: 1 })
  expect(decodeOn(bridges[version], 8453, logs).reasons).toEqual([
    expect.stringMatching(/ended in state 1/),
  ])
})

test.each(versions)(
  'error: %s: a log that no compiler would have written is quarantined',
  (version) => {
    const moving: Moving = { sent: [{ amount: 5n }] }
    for (const [chainId, log] of [
      [1, ramped(version, moving)],
      [8453, executed(version, moving)],
    ] as const)
      for (const wrong of [malform(log).truncated, malform(log).extra]) {
        const { legs, reasons } = decodeOn(bridges[version], chainId, [wrong])
        expect(legs).toEqual([])
        expect(reasons).toHaveLength(1)
      }
  },
)

test('property: any messages of a transaction match their executions in any order, to the last unit', () => {
  const message = fc.record({
    amount: fc.bigInt({ min: 1n, max: 2n ** 128n }),
    n: fc.nat({ max: 1 }),
    isBack: fc.boolean(),
    isMinted: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...versions),
      fc.array(message, { minLength: 1, maxLength: 5 }),
      (version, messages) => {
        const all = messages.map(({ amount, n, isBack, isMinted }, i): Moving => {
          const direction = isBack ? { from: away, to: home } : {}
          return { sent: [{ n, amount }], number: BigInt(i), isMinted, ...direction }
        })
        const [out, back] = [all.filter(({ from }) => !from), all.filter(({ from }) => from)]
        const views = match(version, {
          home: [
            [
              ...out.flatMap((each) => send(version, each)),
              ...back.flatMap((each) => execute(version, each)),
            ],
          ],
          away: [
            [
              ...back.flatMap((each) => send(version, each)),
              ...out.flatMap((each) => execute(version, each)),
            ],
          ],
        })
        expect(views.map(({ state }) => state)).toEqual(all.map(() => 'DELIVERED'))
      },
    ),
    { seed: 15, numRuns: 100 },
  )
})
