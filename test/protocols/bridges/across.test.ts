import fc from 'fast-check'
import { encodeAbiParameters, type Hex, keccak256, pad, parseAbiParameters } from 'viem'
import { expect, test } from 'vitest'
import { evaluateTransfer } from '../../../src/ledger/evaluateTransfer.ts'
import { transferAmounts } from '../../../src/ledger/transferAmounts.ts'
import { acrossV3 } from '../../../src/protocols/bridges/across/acrossV3.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchLegs, type PlacedLeg, toLeg, topologyOf } from './matchLegs.ts'
import { bridgeOf, decodeOn, type MemberParts } from './routes.ts'

const [home, away] = [memberOf(1, 0), memberOf(8453, 1)]
const bridge = bridgeOf(acrossV3, [home, away])
const usdc = [addressOf(0x4000), addressOf(0x4001)] as const
const pools = [addressOf(0x1000), addressOf(0x1001)] as const
const [alice, bob, relayer] = [0xa11ce, 0xb0b, 0x4e1a].map(addressOf) as [Hex, Hex, Hex]
const zero: Hex = pad('0x', { size: 32 })

function memberOf(chainId: number, i: number): MemberParts {
  return {
    chainId,
    domain: `${chainId}`,
    contracts: { spokePool: addressOf(0x1000 + i) },
    tokens: { [addressOf(0x4000 + i)]: i === 0 ? 6 : 18 },
  }
}

interface Relaying {
  input?: bigint
  output?: bigint
  id?: bigint
  deadline?: number
  message?: Hex
  inputToken?: Hex
  outputToken?: Hex
  origin?: number
  destination?: number
  recipient?: Hex
  isLegacy?: boolean
}

interface Filling extends Relaying {
  fillType?: number
  paid?: bigint
  paidTo?: Hex
  by?: Hex
}

const current = 'v3 (bytes32, current)'
const legacy = 'v3 (legacy)'

function partsOf(relaying: Relaying) {
  const { input = 1_000n, output = 990n * 10n ** 12n, id = 7n, deadline = 150 } = relaying
  const { message = '0x', inputToken = usdc[0], outputToken = usdc[1] } = relaying
  const { origin = 1, destination = 8453, recipient = bob, isLegacy = false } = relaying
  const word = (address: Hex) => (isLegacy ? address : pad(address))
  return {
    inputToken: word(inputToken),
    outputToken: word(outputToken),
    inputAmount: input,
    outputAmount: output,
    originChainId: BigInt(origin),
    destinationChainId: BigInt(destination),
    depositId: isLegacy ? Number(id) : id,
    quoteTimestamp: 90,
    fillDeadline: deadline,
    exclusivityDeadline: 0,
    depositor: word(alice),
    recipient: word(recipient),
    exclusiveRelayer: word(addressOf(0)),
    message,
    messageHash: message === '0x' ? zero : keccak256(message),
  }
}

function deposit(relaying: Relaying = {}): LogParts {
  const row = relaying.isLegacy
    ? rowOf('across', legacy, 'V3FundsDeposited')
    : rowOf('across', current, 'FundsDeposited')
  return encodeRow(row, pools[0], partsOf(relaying))
}

function fill(filling: Filling = {}): LogParts {
  const parts = partsOf(filling)
  const { fillType = 0, paid = parts.outputAmount, isLegacy, by = relayer } = filling
  const paidTo = filling.paidTo ?? filling.recipient ?? bob
  const row = isLegacy
    ? rowOf('across', legacy, 'FilledV3Relay')
    : rowOf('across', current, 'FilledRelay')
  return encodeRow(row, pools[1], {
    ...parts,
    repaymentChainId: 1n,
    relayer: isLegacy ? by : pad(by),
    relayExecutionInfo: {
      updatedRecipient: isLegacy ? paidTo : pad(paidTo),
      updatedMessageHash: zero,
      updatedMessage: '0x',
      updatedOutputAmount: paid,
      fillType,
    },
  })
}

/** By the ABI encoding, beside the product's own concatenation. */
function keyOf(relaying: Relaying): Hex {
  const parts = partsOf({ ...relaying, isLegacy: false })
  return keccak256(
    encodeAbiParameters(
      parseAbiParameters(
        'bytes32, bytes32, bytes32, bytes32, bytes32, uint256, uint256, uint256, uint256, uint32, uint32, bytes32, uint256',
      ),
      [
        parts.depositor,
        parts.recipient,
        parts.exclusiveRelayer,
        parts.inputToken,
        parts.outputToken,
        parts.inputAmount,
        parts.outputAmount,
        parts.originChainId,
        relaying.id ?? 7n,
        parts.fillDeadline,
        parts.exclusivityDeadline,
        parts.messageHash,
        parts.destinationChainId,
      ],
    ),
  )
}

/** Deposits and fills, a transaction each, judged as they would be with both chains covered until then. */
function match(
  sides: { deposits: LogParts[]; fills: LogParts[] },
  until: Parameters<typeof matchLegs>[2] = 140n,
) {
  const placed = (chainId: number, logs: LogParts[], from: bigint): PlacedLeg[] =>
    logs.flatMap((log, i) => {
      const { legs, reasons } = decodeOn(bridge, chainId, [log])
      expect(reasons).toEqual([])
      return legs.map((body) => ({ body, chainId, at: from + BigInt(i) }))
    })
  const legs = [...placed(1, sides.deposits, 100n), ...placed(8453, sides.fills, 110n)]
  const views = matchLegs(bridge, legs, until)
  // Either order of arrival gives the same.
  expect(matchLegs(bridge, [...legs].reverse(), until)).toEqual(views)
  return [...views.values()]
}

test('default: a deposit pays the pool and promises an output until its deadline', () => {
  const { legs, reasons, facts } = decodeOn(bridge, 1, [deposit()])
  expect(reasons).toEqual([])
  expect(legs).toEqual([
    {
      kind: 'leg',
      step: 'sent',
      bridge: bridge.id,
      key: keyOf({}),
      payloadHash: keyOf({}),
      asset: usdc[0],
      amount: 1_000n,
      carried: 990n * 10n ** 12n,
      deadline: 150n,
      carrierContract: pools[0],
      sender: alice,
      recipient: bob,
      origin: 1,
      destination: 8453,
    },
  ])
  expect(facts).toMatchObject([{ at: { logIndex: 0, k: 0 }, siblings: [] }])
})

test('default: a fill is the relayer’s payment to the recipient under the same key', () => {
  const { legs, reasons } = decodeOn(bridge, 8453, [fill()])
  expect(reasons).toEqual([])
  expect(legs).toEqual([
    {
      kind: 'leg',
      step: 'credited',
      bridge: bridge.id,
      key: keyOf({}),
      payloadHash: keyOf({}),
      asset: usdc[1],
      amount: 990n * 10n ** 12n,
      carrierContract: relayer,
      sender: alice,
      recipient: bob,
      origin: 1,
      destination: 8453,
    },
  ])
})

test('default: a deposit and its fill match in both orders, whatever the fee was', () => {
  expect(match({ deposits: [deposit()], fills: [fill()] })).toMatchObject([
    { state: 'DELIVERED', sentAmount: 1_000n, creditedAmount: 990n * 10n ** 12n },
  ])
  expect(match({ deposits: [deposit()], fills: [] })).toMatchObject([{ state: 'IN_FLIGHT' }])
  expect(match({ deposits: [], fills: [fill()] }, { 1: 100n, 8453: 140n })).toMatchObject([
    { state: 'AWAITING_SOURCE' },
  ])
})

test.each([
  [true, true],
  [true, false],
  [false, true],
])('behavior: legacy names share the key: deposit %s, fill %s', (isOld, isOldFill) => {
  const parts = { message: '0xc0ffee' as const }
  expect(
    match({
      deposits: [deposit({ ...parts, isLegacy: isOld })],
      fills: [fill({ ...parts, isLegacy: isOldFill })],
    }),
  ).toMatchObject([{ key: keyOf(parts), state: 'DELIVERED' }])
})

test('behavior: the message enters as its hash, an empty one as zero', () => {
  const [empty, full] = [{}, { message: '0xc0ffee' as const }]
  expect(keyOf(empty)).not.toBe(keyOf(full))
  for (const parts of [empty, full])
    expect(decodeOn(bridge, 8453, [fill(parts)]).legs).toMatchObject([{ key: keyOf(parts) }])
  expect(match({ deposits: [deposit(full)], fills: [fill(empty)] })).toHaveLength(2)
})

test('behavior: trap 1: four signatures of two names each decode by topic0', () => {
  const topics = acrossV3.contracts.spokePool?.topics ?? []
  const pauses = ['PausedDeposits', 'PausedFills'].map((name) => rowOf('across', 'v3', name).topic0)
  expect(new Set(topics).size).toBe(4 + pauses.length)
  expect(topics).toEqual(expect.arrayContaining(pauses))
  const stranger = { ...deposit(), address: addressOf(0x99) }
  expect(decodeOn(bridge, 1, [stranger])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: trap 4: a deposit number is not unique: another relay of it is another transfer', () => {
  const deposits = [deposit(), deposit({ input: 2_000n, output: 5n })]
  const views = match({ deposits, fills: [fill()] })
  expect(views.map(({ state }) => state).sort()).toEqual(['DELIVERED', 'IN_FLIGHT'])
})

test('behavior: trap 4: equal relay hashes are one bucket: one fill pays the oldest, the other expires', () => {
  const deposits = [deposit(), deposit()]
  expect(match({ deposits, fills: [fill()] })).toMatchObject([
    { state: 'IN_FLIGHT', sentAmount: 2_000n, sentAt: 100n, creditedAmount: 990n * 10n ** 12n },
  ])
  expect(match({ deposits, fills: [fill()] }, 151n)).toMatchObject([{ state: 'EXPIRED' }])
  expect(match({ deposits, fills: [fill(), fill()] })).toMatchObject([{ state: 'DELIVERED' }])
  expect(match({ deposits: [deposit()], fills: [fill(), fill()] })).toMatchObject([
    { state: 'UNBACKED' },
  ])
})

test('behavior: expiry counts by the destination’s clock, from the second after the deadline', () => {
  const deposits = [deposit()]
  expect(match({ deposits, fills: [] }, 150n)).toMatchObject([{ state: 'IN_FLIGHT' }])
  expect(match({ deposits, fills: [] }, 151n)).toMatchObject([{ state: 'EXPIRED', stage: 'SENT' }])
  // The origin's clock says nothing: the fill may be in what the destination has not shown yet.
  expect(match({ deposits, fills: [] }, { 1: 9_999n, 8453: 150n })).toMatchObject([
    { state: 'IN_FLIGHT' },
  ])
  expect(match({ deposits, fills: [fill()] }, 9_999n)).toMatchObject([{ state: 'DELIVERED' }])
})

test('behavior: trap 9: refunds and repayments of relayers are no transfers', () => {
  const paid = encodeRow(
    rowOf('across', 'v3', 'ExecutedRelayerRefundRoot', '0xf4ad9258'),
    pools[0],
    {
      amountToReturn: 0n,
      chainId: 1n,
      refundAmounts: [1_000n],
      rootBundleId: 1,
      leafId: 2,
      l2TokenAddress: usdc[0],
      refundAddresses: [alice],
      deferredRefunds: false,
      caller: relayer,
    },
  )
  expect(decodeOn(bridge, 1, [paid])).toMatchObject({ legs: [], reasons: [] })
  expect(match({ deposits: [deposit(), paid], fills: [] }, 9_999n)).toMatchObject([
    { state: 'EXPIRED' },
  ])
})

test('behavior: a slow fill is paid by the pool, and may pay more than was promised', () => {
  const more = 995n * 10n ** 12n
  const slow = fill({ fillType: 2, by: addressOf(0), paid: more })
  expect(decodeOn(bridge, 8453, [slow]).legs).toMatchObject([
    { amount: more, carried: 990n * 10n ** 12n, carrierContract: pools[1] },
  ])
  expect(match({ deposits: [deposit()], fills: [slow] })).toMatchObject([
    { state: 'DELIVERED', creditedAmount: more },
  ])
  expect(decodeOn(bridge, 8453, [fill({ fillType: 1 })]).legs).toMatchObject([
    { carrierContract: relayer },
  ])
})

test('behavior: what a filler pays without a deposit is its own, a third party’s deposit, and not unbacked', () => {
  const [body] = decodeOn(bridge, 8453, [fill()]).legs
  if (body === undefined) throw new Error('a leg')
  const holder = { venue: 'lab', account: bob, unit: 'cross' as const }
  const binding = { holder, asset: usdc[1], contract: addressOf(0x7a17), amount: body.amount }
  const leg = { ...toLeg({ body, chainId: 8453, at: 200n }), bindings: [binding] }
  const judged = (own: typeof bridge) => {
    const coveredFrom = new Map([[own.id, 0n]])
    const at = { number: 900n, txIndex: undefined, timestamp: 900n, coveredFrom }
    const chains = [1, 8453].map((chainId) => [chainId, at] as const)
    const context = { cut: new Map(chains), topology: topologyOf([own]) }
    const view = evaluateTransfer([leg], context)
    if (view === undefined) throw new Error('a transfer')
    const books = { shown: () => body.amount, lowestSince: () => body.amount }
    const amounts = transferAmounts([{ view, legs: [leg] }], context, books).flat()
    return { state: view.state, isThirdParty: view.isThirdParty, amounts }
  }
  expect(judged(bridge)).toEqual({ state: 'UNBACKED', isThirdParty: true, amounts: [] })
  // The same credit on a route that pays by itself.
  const escrowed = { ...bridge, protocol: { ...acrossV3, isFilled: false } }
  expect(judged(escrowed)).toMatchObject({
    state: 'UNBACKED',
    isThirdParty: undefined,
    amounts: [{ kind: 'unbacked', amount: body.amount }],
  })
})

test('behavior: a request for a slow fill says nothing that counts', () => {
  const asked = encodeRow(rowOf('across', 'v3', 'RequestedSlowFill'), pools[1], partsOf({}))
  expect(decodeOn(bridge, 8453, [asked])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: a depositor who asked for less, elsewhere, is paid so', () => {
  const sped = fill({ paid: 900n * 10n ** 12n, paidTo: alice })
  expect(decodeOn(bridge, 8453, [sped]).legs).toMatchObject([
    { amount: 900n * 10n ** 12n, carried: 990n * 10n ** 12n, recipient: alice },
  ])
  expect(match({ deposits: [deposit()], fills: [sped] })).toMatchObject([{ state: 'DELIVERED' }])
})

test('behavior: a unit more or less in any promise is another transfer', () => {
  for (const other of [{ input: 1_001n }, { output: 1n }, { id: 8n }, { deadline: 151 }])
    expect(match({ deposits: [deposit()], fills: [fill(other)] })).toHaveLength(2)
})

test('behavior: what either side does not carry is passed over on both', () => {
  const weth = addressOf(0x5000)
  for (const token of [{ inputToken: weth }, { outputToken: weth }]) {
    expect(decodeOn(bridge, 1, [deposit(token)])).toMatchObject({ legs: [], reasons: [] })
    expect(decodeOn(bridge, 8453, [fill(token)])).toMatchObject({ legs: [], reasons: [] })
  }
  for (const [chainId, log] of [
    [1, deposit({ input: 0n })],
    [8453, fill({ input: 0n })],
  ] as const)
    expect(decodeOn(bridge, chainId, [log])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: a chain that is not followed may carry any token and is named by its id', () => {
  const foreign = { outputToken: addressOf(0x5000), destination: 59_144 }
  expect(decodeOn(bridge, 1, [deposit(foreign)]).legs).toMatchObject([{ destination: 59_144 }])
  const from = { inputToken: addressOf(0x5000), origin: 59_144 }
  expect(decodeOn(bridge, 8453, [fill(from)]).legs).toMatchObject([{ origin: 59_144 }])
})

test('behavior: several deposits of one transaction are as many legs', () => {
  const { facts } = decodeOn(bridge, 1, [deposit(), deposit({ id: 8n })])
  expect(facts.map(({ at }) => at.logIndex)).toEqual([0, 1])
})

test('error: a deposit that leaves the output token open is quarantined', () => {
  const { legs, reasons } = decodeOn(bridge, 1, [deposit({ outputToken: addressOf(0) })])
  expect(legs).toEqual([])
  expect(reasons).toEqual([expect.stringMatching(/leaves the output token/)])
})

test('error: a fill of a type that nobody knows is quarantined', () => {
  const { legs, reasons } = decodeOn(bridge, 8453, [fill({ fillType: 3 })])
  expect(legs).toEqual([])
  expect(reasons).toEqual([expect.stringMatching(/of type 3/)])
})

test('error: a log that no compiler would have written is quarantined', () => {
  for (const wrong of Object.values(malform(deposit({ isLegacy: true }))).slice(0, 2)) {
    const { legs, reasons } = decodeOn(bridge, 1, [wrong])
    expect(legs).toEqual([])
    expect(reasons).toHaveLength(1)
  }
})

test('property: any deposits match their own fills and no others, by count', () => {
  const relay = fc.record({
    id: fc.bigInt({ min: 0n, max: 2n }),
    input: fc.bigInt({ min: 1n, max: 2n }),
    isFilled: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(relay, { minLength: 1, maxLength: 6 }), (relays) => {
      const views = match({
        deposits: relays.map((each) => deposit(each)),
        fills: relays.filter(({ isFilled }) => isFilled).map((each) => fill(each)),
      })
      for (const view of views) {
        const own = relays.filter((each) => keyOf(each) === view.key)
        const isDone = own.every(({ isFilled }) => isFilled)
        expect(view.state).toBe(isDone ? 'DELIVERED' : 'IN_FLIGHT')
        expect(view.sentAmount).toBe(own.reduce((sum, { input }) => sum + input, 0n))
      }
      expect(views.length).toBe(new Set(relays.map((each) => keyOf(each))).size)
    }),
    { seed: 5, numRuns: 100 },
  )
})
