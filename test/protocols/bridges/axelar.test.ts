import { type Hex, keccak256, toHex } from 'viem'
import { expect, test } from 'vitest'
import { axelarGmp } from '../../../src/protocols/bridges/axelar/axelarGmp.ts'
import { axelarIts } from '../../../src/protocols/bridges/axelar/axelarIts.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchLegs, type PlacedLeg } from './matchLegs.ts'
import { ordersOf } from './ordersOf.ts'
import { bridgeOf, decodeOn, type MemberParts } from './routes.ts'

const home = { chainId: 1, name: 'ethereum', n: 1, decimals: 18 }
const away = { chainId: 42161, name: 'arbitrum', n: 2, decimals: 6 }
type Side = typeof home
const [alice, bob, contract, stranger] = [0xa11ce, 0xb0b, 0xc0de, 0x57].map(addressOf) as [
  Hex,
  Hex,
  Hex,
  Hex,
]
const zero = addressOf(0)
const hubOf = ({ n }: Side) => addressOf(0x1000 + n)
const tokenOf = ({ n }: Side) => addressOf(0x2000 + n)
const managerOf = ({ n }: Side) => addressOf(0x3000 + n)
const hashOf = (n: number): Hex => keccak256(toHex(n))

const memberOf = (side: Side, contracts: MemberParts['contracts'], decimals: number) => ({
  chainId: side.chainId,
  domain: side.name,
  contracts,
  tokens: { [tokenOf(side)]: decimals },
})
const gmp = bridgeOf(axelarGmp, [
  memberOf(home, { gateway: hubOf(home) }, 6),
  memberOf(away, { gateway: hubOf(away) }, 6),
])
const its = bridgeOf(
  axelarIts,
  [home, away].map((side) =>
    memberOf(side, { its: hubOf(side), tokenManager: managerOf(side) }, side.decimals),
  ),
)

const gateway = (name: string) => rowOf('axelar', 'cgp', name)
const service = (name: string) => rowOf('axelar-its', 'v2', name)
const moved = (token: Hex, from: Hex, to: Hex, value: bigint): LogParts =>
  encodeRow(rowOf('erc20', '-', 'Transfer'), token, { from, to, value })

const call = (amount = 5n, spelled: Hex = contract): LogParts[] => [
  moved(tokenOf(home), alice, zero, amount),
  encodeRow(gateway('ContractCallWithToken'), hubOf(home), {
    sender: alice,
    destinationChain: 'Arbitrum',
    destinationContractAddress: spelled,
    payloadHash: hashOf(1),
    payload: '0x01',
    symbol: 'axlUSDC',
    amount,
  }),
]
const approve = (command = 7, sourceTxHash = hashOf(99), amount = 5n): LogParts =>
  encodeRow(gateway('ContractCallApprovedWithMint'), hubOf(away), {
    commandId: hashOf(command),
    sourceChain: 'Ethereum',
    sourceAddress: alice,
    contractAddress: contract,
    payloadHash: hashOf(1),
    symbol: 'axlUSDC',
    amount,
    sourceTxHash,
    sourceEventIndex: 3n,
  })
const execute = (command = 7, value = 5n): LogParts[] => [
  encodeRow(gateway('ContractCallExecuted'), hubOf(away), { commandId: hashOf(command) }),
  moved(tokenOf(away), zero, contract, value),
]

type Bridge = typeof gmp
function legsOn(bridge: Bridge, { chainId }: Side, logs: readonly LogParts[], at: bigint) {
  const { legs, reasons } = decodeOn(bridge, chainId, logs, hashOf(99))
  expect(reasons).toEqual([])
  return legs.map((body, i): PlacedLeg => ({ body, chainId, at, logIndex: i }))
}
const statesOf = (bridge: Bridge, legs: readonly PlacedLeg[]) =>
  [...matchLegs(bridge, legs, 300n).values()].map(({ state, stage }) => stage ?? state)

test('default: a call with tokens is approved, executed and paid, in any order', () => {
  const legs = [
    ...legsOn(gmp, home, call(), 10n),
    ...legsOn(gmp, away, [approve()], 20n),
    ...legsOn(gmp, away, execute(), 30n),
  ]
  expect(legs.map(({ body }) => [body.step, body.amount])).toEqual([
    ['sent', 5n],
    ['committed', 0n],
    ['credited', 5n],
  ])
  expect(legs[0]?.body).toMatchObject({ sender: alice, recipient: contract, asset: tokenOf(home) })
  for (const order of ordersOf(legs)) expect(statesOf(gmp, order)).toEqual(['DELIVERED'])
})

test('behavior: the approval links the command: without it the execution has no source', () => {
  const legs = [
    ...legsOn(gmp, home, call(), 10n),
    ...legsOn(gmp, away, [approve()], 20n),
    ...legsOn(gmp, away, execute(), 30n),
  ]
  expect(statesOf(gmp, legs.slice(0, 2))).toEqual(['COMMITTED'])
  const reorged = legs.map((leg) => ({ ...leg, canonical: leg.body.step !== 'committed' }))
  expect(statesOf(gmp, reorged)).toHaveLength(2)
})

test('behavior: approvals of strangers, and calls without tokens of the route, are no transfers', () => {
  expect(statesOf(gmp, legsOn(gmp, away, [approve(8, hashOf(5))], 10n))).toEqual([])
  expect(legsOn(gmp, home, call().slice(1), 10n)).toEqual([])
  expect(legsOn(gmp, away, execute().slice(0, 1), 10n)).toEqual([])
})

test('behavior: equal calls of one transaction are matched by count', () => {
  const sent = legsOn(gmp, home, [...call(), ...call()], 10n)
  const approved = legsOn(gmp, away, [approve(7), approve(8)], 20n)
  const [first, second] = legsOn(gmp, away, [...execute(7), ...execute(8)], 30n)
  if (first === undefined || second === undefined) throw new Error('two credits')
  expect(statesOf(gmp, [...sent, ...approved, second])).toEqual(['COMMITTED'])
  for (const order of ordersOf([first, ...sent, second, ...approved]))
    expect(statesOf(gmp, order)).toEqual(['DELIVERED'])
})

test('behavior: contracts spell addresses and names in either case', () => {
  const spelled: Hex = `0x${contract.slice(2).toUpperCase()}`
  const legs = [
    ...legsOn(gmp, home, call(5n, spelled), 10n),
    ...legsOn(gmp, away, [approve(), ...execute()], 20n),
  ]
  expect(legs.map(({ body }) => [body.origin, body.destination])).toEqual([
    [1, 42161],
    [1, 42161],
    [1, 42161],
  ])
  expect(statesOf(gmp, legs)).toEqual(['DELIVERED'])
})

test('behavior: amounts off by one are a mismatch', () => {
  const legs = [
    ...legsOn(gmp, home, call(), 10n),
    ...legsOn(gmp, away, [approve(), ...execute(7, 4n)], 20n),
  ]
  expect(statesOf(gmp, legs)).toEqual(['AMOUNT_MISMATCH'])
})

const unit = 10n ** 12n
interface Crossing {
  amount?: bigint
  from?: Side
  recipient?: Hex
  dataHash?: Hex
}
const cross = ({ amount = 5n * unit, from = home, recipient = bob, dataHash }: Crossing = {}) => [
  moved(tokenOf(from), alice, managerOf(from), amount),
  encodeRow(service('InterchainTransfer'), hubOf(from), {
    tokenId: hashOf(3),
    sourceAddress: alice,
    destinationChain: from === home ? 'Arbitrum' : 'Ethereum',
    destinationAddress: recipient,
    amount,
    dataHash: dataHash ?? toHex(0n, { size: 32 }),
  }),
]
function arrive({ amount = 5n, from = home, recipient = bob, dataHash }: Crossing = {}) {
  const to = from === home ? away : home
  return [
    moved(tokenOf(to), to === away ? zero : managerOf(to), recipient, amount),
    encodeRow(service('InterchainTransferReceived'), hubOf(to), {
      commandId: hashOf(8),
      tokenId: hashOf(3),
      sourceChain: from === home ? 'Ethereum' : 'Arbitrum',
      sourceAddress: alice,
      destinationAddress: recipient,
      amount,
      dataHash: dataHash ?? toHex(0n, { size: 32 }),
    }),
  ]
}

test('default: an interchain transfer crosses in both directions, the hub’s truncation counted exactly', () => {
  for (const from of [home, away])
    for (const dust of from === home ? [0n, 1n, unit - 1n] : [0n]) {
      const to = from === home ? away : home
      const [out, paid] = from === home ? [5n * unit + dust, 5n] : [5n, 5n * unit]
      const legs = [
        ...legsOn(its, from, cross({ from, amount: out }), 10n),
        ...legsOn(its, to, arrive({ from, amount: paid }), 20n),
      ]
      expect(legs.map(({ body }) => [body.amount, body.carried ?? body.amount])).toEqual([
        [out, 5n],
        [paid, 5n],
      ])
      for (const order of ordersOf(legs)) expect(statesOf(its, order)).toEqual(['DELIVERED'])
    }
})

test('behavior: another recipient, data or amount is another transfer', () => {
  for (const other of [{ recipient: stranger }, { dataHash: hashOf(4) }, { amount: 6n }]) {
    const legs = [...legsOn(its, home, cross(), 10n), ...legsOn(its, away, arrive(other), 20n)]
    expect(statesOf(its, legs).sort()).toEqual(['SENT', 'UNBACKED'])
  }
})

test('behavior: other interchain tokens, and what is paid in advance, are passed over', () => {
  const foreign = [moved(tokenOf(home), alice, stranger, 5n * unit), ...cross().slice(1)]
  expect(legsOn(its, home, foreign, 10n)).toEqual([])
  const express = [moved(tokenOf(away), stranger, bob, 5n), ...arrive().slice(1)]
  expect(legsOn(its, away, express, 10n)).toEqual([])
})

test('error: malformed logs are quarantined', () => {
  for (const [bridge, side, log] of [
    [gmp, home, call()[1]],
    [gmp, away, approve()],
    [its, home, cross()[1]],
    [its, away, arrive()[1]],
  ] as const) {
    if (log === undefined) throw new Error('a log')
    for (const broken of [malform(log).truncated, malform(log).trailing, malform(log).extra])
      expect(decodeOn(bridge, side.chainId, [broken]).reasons).toHaveLength(1)
  }
})
