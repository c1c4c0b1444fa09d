import { concat, type Hex, keccak256, pad, toHex, toRlp } from 'viem'
import { expect, test } from 'vitest'
import { arbitrum } from '../../../src/protocols/bridges/arbitrum/arbitrum.ts'
import { nativeToken } from '../../../src/protocols/bridges/nativeToken.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchLegs, type PlacedLeg } from './matchLegs.ts'
import { ordersOf } from './ordersOf.ts'
import { bridgeOf, decodeOn } from './routes.ts'

const [parent, child] = [1, 42161]
const [inbox, bridgeContract, outbox, parentGateway] = [1, 2, 3, 4].map((n) =>
  addressOf(0x100 + n),
) as [Hex, Hex, Hex, Hex]
const [childGateway, retryables] = [addressOf(0x201), addressOf(0x6e)]
const arbSys = addressOf(0x64)
const [usdc, weth] = [addressOf(0x4001), addressOf(0x4002)]
const [childUsdc, childWeth] = [addressOf(0x5001), addressOf(0x5002)]
const [alice, bob, stranger] = [0xa11ce, 0xb0b, 0x57].map(addressOf) as [Hex, Hex, Hex]

const bridge = bridgeOf(arbitrum, [
  {
    chainId: parent,
    domain: `${parent}`,
    contracts: { inbox, bridge: bridgeContract, outbox, parentGateway },
    tokens: { [usdc]: 6, [weth]: 18, [nativeToken]: 18 },
  },
  {
    chainId: child,
    domain: `${child}`,
    contracts: { childGateway, arbSys, retryables },
    tokens: { [childUsdc]: 6, [childWeth]: 18, [nativeToken]: 18 },
  },
])
const row = (name: string) => rowOf('arbitrum', 'nitro', name)

interface Moving {
  amount?: bigint
  sequence?: bigint
  token?: Hex
  from?: Hex
  to?: Hex
}

const calldata: Hex = '0x2e567b36c0ffee'
/** `Inbox.createRetryableTicket`, packed: destination, value, paid in, submission cost, two refunds, gas, price, calldata. */
const ticketData = concat([
  pad(childGateway),
  ...[0n, 700n, 30n].map((word) => toHex(word, { size: 32 })),
  pad(alice),
  pad(bob),
  ...[21_000n, 9n, 7n].map((word) => toHex(word, { size: 32 })),
  calldata,
])

/** The rollup's own transaction of type 0x69, spelled out field by field. */
const ticketOf = (sequence = 7n): Hex =>
  keccak256(
    concat([
      '0x69',
      toRlp([
        toHex(child),
        toHex(sequence, { size: 32 }),
        parentGateway,
        toHex(1_000n),
        toHex(700n),
        toHex(9n),
        toHex(21_000n),
        childGateway,
        '0x',
        bob,
        toHex(30n),
        alice,
        calldata,
      ]),
    ]),
  )

function message(sequence = 7n, data = ticketData, said: { kind?: number; hash?: Hex } = {}) {
  return [
    encodeRow(row('MessageDelivered'), bridgeContract, {
      messageIndex: sequence,
      beforeInboxAcc: keccak256('0x01'),
      inbox,
      kind: said.kind ?? 9,
      sender: parentGateway,
      messageDataHash: said.hash ?? keccak256(data),
      baseFeeL1: 1_000n,
      timestamp: 5n,
    }),
    encodeRow(row('InboxMessageDelivered'), inbox, { messageNum: sequence, data }),
  ]
}

const partiesOf = ({ token = usdc, from = alice, to = bob, amount = 5n }: Moving) => ({
  l1Token: token,
  _from: from,
  _to: to,
  _amount: amount,
})
const deposit = (moving: Moving = {}): LogParts[] => [
  ...message(moving.sequence),
  encodeRow(row('DepositInitiated'), parentGateway, {
    ...partiesOf(moving),
    _sequenceNumber: moving.sequence ?? 7n,
  }),
]
const finalize = (moving: Moving = {}): LogParts =>
  encodeRow(row('DepositFinalized'), childGateway, partiesOf(moving))
const ticket = (name: 'TicketCreated' | 'Canceled', sequence?: bigint): LogParts =>
  encodeRow(row(name), retryables, { ticketId: ticketOf(sequence) })

const withdraw = (moving: Moving = {}): LogParts =>
  encodeRow(row('WithdrawalInitiated'), childGateway, {
    ...partiesOf(moving),
    _l2ToL1Id: moving.sequence ?? 7n,
    _exitNum: 0n,
  })
const leave = (callvalue: bigint, position = 8n): LogParts =>
  encodeRow(row('L2ToL1Tx'), arbSys, {
    caller: alice,
    destination: bob,
    hash: 1n,
    position,
    arbBlockNum: 1n,
    ethBlockNum: 1n,
    timestamp: 1n,
    callvalue,
    data: '0x',
  })
const execute = (to: Hex, transactionIndex: bigint): LogParts =>
  encodeRow(row('OutBoxTransactionExecuted'), outbox, {
    to,
    l2Sender: to === parentGateway ? childGateway : alice,
    zero: 0n,
    transactionIndex,
  })
const called = (to: Hex, value: bigint): LogParts =>
  encodeRow(row('BridgeCallTriggered'), bridgeContract, { outbox, to, value, data: '0x' })
const exit = (moving: Moving = {}): LogParts[] => [
  execute(parentGateway, moving.sequence ?? 7n),
  encodeRow(row('WithdrawalFinalized'), parentGateway, { ...partiesOf(moving), _exitNum: 0n }),
  called(parentGateway, 0n),
]

const legsOn = (chainId: number, logs: readonly LogParts[], at: bigint): PlacedLeg[] =>
  decodeOn(bridge, chainId, logs).legs.map((body, i) => ({
    body,
    chainId,
    at,
    logIndex: i,
  }))
const statesOf = (legs: readonly PlacedLeg[], until = 300n) =>
  [...matchLegs(bridge, legs, until).values()].map(({ state }) => state)
const reasonsOn = (chainId: number, logs: readonly LogParts[]) =>
  decodeOn(bridge, chainId, logs).reasons

test('default: a deposit names its ticket, and is finalized under what both gateways log', () => {
  const sent = legsOn(parent, deposit(), 10n)
  expect(sent).toMatchObject([
    {
      body: {
        step: 'sent',
        alias: ticketOf(),
        asset: usdc,
        amount: 5n,
        carrierContract: parentGateway,
        sender: alice,
        recipient: bob,
        destination: child,
      },
    },
  ])
  const legs = [...sent, ...legsOn(child, [finalize()], 20n)]
  expect(legs[1]?.body).toMatchObject({ asset: childUsdc, amount: 5n, carrierContract: childUsdc })
  for (const order of ordersOf(legs)) expect(statesOf(order)).toEqual(['DELIVERED'])
})

test('behavior: trap 7: a ticket fails until it is redeemed, and only a cancelled one for good', () => {
  const sent = legsOn(parent, deposit(), 10n)
  const created = legsOn(child, [ticket('TicketCreated')], 20n)
  const [paid] = legsOn(child, [finalize()], 30n)
  const [ended] = legsOn(child, [ticket('Canceled')], 40n)
  if (paid === undefined || ended === undefined) throw new Error('one leg each')
  for (const order of ordersOf([...sent, ...created]))
    expect(statesOf(order)).toEqual(['FAILED_RETRYABLE'])
  for (const order of ordersOf([...sent, ...created, paid]))
    expect(statesOf(order)).toEqual(['DELIVERED'])
  for (const order of ordersOf([...sent, ...created, ended]))
    expect(statesOf(order)).toEqual(['CANCELLED'])
})

test('behavior: tickets of strangers are no transfers', () => {
  const logs = [ticket('TicketCreated', 99n), ticket('Canceled', 98n)]
  expect(statesOf(legsOn(child, logs, 10n))).toEqual([])
  // Nor is one whose deposit is not known yet.
  expect(statesOf(legsOn(child, [ticket('TicketCreated')], 10n))).toEqual([])
})

test('behavior: a reorg of the deposit takes the link with it', () => {
  const legs = [
    ...legsOn(parent, deposit(), 10n).map((leg) => ({ ...leg, canonical: false })),
    ...legsOn(child, [ticket('TicketCreated'), finalize()], 20n),
  ]
  expect([...matchLegs(bridge, legs).values()]).toMatchObject([
    { state: 'UNBACKED', cause: 'SOURCE_REORGED' },
  ])
})

test('behavior: equal deposits are matched by count, each ticket with its own', () => {
  const sent = [
    ...legsOn(parent, deposit(), 10n),
    ...legsOn(parent, deposit({ sequence: 8n }), 11n),
  ]
  const [first, second] = legsOn(child, [finalize(), finalize()], 20n)
  if (first === undefined || second === undefined) throw new Error('two credits')
  expect(statesOf([...sent, first])).toEqual(['IN_FLIGHT'])
  for (const order of ordersOf([...sent, first, second]))
    expect(statesOf(order)).toEqual(['DELIVERED'])
})

test('behavior: a withdrawal by its position, tokens and native money, in any order', () => {
  const out = [...legsOn(child, [withdraw(), leave(9n)], 10n)]
  expect(out.map(({ body }) => [body.asset, body.amount, body.recipient])).toEqual([
    [childUsdc, 5n, bob],
    [nativeToken, 9n, bob],
  ])
  // Two executions in one transaction, each with what follows it.
  const back = legsOn(parent, [...exit(), execute(bob, 8n), called(bob, 9n)], 20n)
  expect(back.map(({ body }) => [body.asset, body.amount])).toEqual([
    [usdc, 5n],
    [nativeToken, 9n],
  ])
  for (const order of ordersOf([...out, ...back]))
    expect(statesOf(order)).toEqual(['DELIVERED', 'DELIVERED'])
})

test('behavior: amounts off by one are a mismatch, and a deposit of another amount no match', () => {
  const legs = [...legsOn(child, [withdraw()], 10n), ...legsOn(parent, exit({ amount: 4n }), 20n)]
  expect(statesOf(legs)).toEqual(['AMOUNT_MISMATCH'])
  const other = [
    ...legsOn(parent, deposit(), 10n),
    ...legsOn(child, [finalize({ amount: 4n })], 20n),
  ]
  expect(statesOf(other).sort()).toEqual(['IN_FLIGHT', 'UNBACKED'])
})

test('behavior: trap 1: tokens and messages of others are passed over', () => {
  const foreign = { token: stranger }
  for (const logs of [deposit(foreign), exit(foreign), [called(bob, 9n)], message()])
    expect(decodeOn(bridge, parent, logs)).toMatchObject({ legs: [], reasons: [] })
  for (const log of [finalize(foreign), withdraw(foreign), leave(0n)])
    expect(decodeOn(bridge, child, [log])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: each token of the parent has its own on the rollup', () => {
  const [leg] = decodeOn(bridge, child, [finalize({ token: weth })]).legs
  expect(leg?.asset).toBe(childWeth)
})

test('error: contradicting messages are quarantined with their reason', () => {
  const [, , initiated] = deposit()
  if (initiated === undefined) throw new Error('three logs')
  expect(reasonsOn(parent, [initiated])).toEqual([
    'A deposit was initiated without a message of the bridge and the inbox of its number.',
  ])
  const wrong = { hash: keccak256('0x02') }
  expect(reasonsOn(parent, [...message(7n, ticketData, wrong), initiated])).toEqual([
    'The bridge counts another message than the inbox spells.',
  ])
  for (const logs of [message(7n, ticketData, { kind: 3 }), message(7n, `${ticketData}00`)])
    expect(reasonsOn(parent, [...logs, initiated])).toEqual([
      'The message of a deposit submits no retryable ticket.',
    ])
  expect(reasonsOn(parent, exit().slice(1))).toEqual([
    'A gateway finalized a withdrawal without an execution of the outbox before it.',
  ])
})

test('error: malformed logs are quarantined', () => {
  for (const log of [...deposit(), ...exit()])
    for (const broken of [malform(log).trailing, malform(log).extra])
      expect(reasonsOn(parent, [broken])).toHaveLength(1)
})
