import { type Abi, keccak256, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { CustomDefinition } from '../../src/config/CustomDefinition.ts'
import type { FactBody } from '../../src/facts/Fact.ts'
import { createCustomDecoder } from '../../src/protocols/custom.ts'
import { defineVault } from '../../src/protocols/defineVault.ts'
import { typed } from './define.test-d.ts'
import { bridge, bridgeAbi, market, marketAbi, vault, vaultAbi } from './labDefinitions.ts'
import { addressOf, chainId, encodeLog, type LogParts, malform, transactionOf } from './logs.ts'

const contract = addressOf(0xc0117ac7)
const token = addressOf(0x70c)
const account = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const alice = '0xd8da6bf26964af9d7eed9e03e53415d37aa96045'
const bob = addressOf(0xb0b)
const key = keccak256('0x01')

function decode(definition: CustomDefinition, ...logs: readonly LogParts[]) {
  const isBridge = definition.family === 'bridge'
  const decoder = createCustomDecoder({
    definition,
    chainId,
    contract,
    venue: isBridge ? '' : 'lab',
    token: isBridge ? undefined : token,
    bridge: isBridge ? 'lab-bridge' : undefined,
    sourceId: `${chainId}/test:${contract}`,
    startBlock: 1n,
    rank: 64,
  })
  return decoder.decode(transactionOf(logs))
}

/** The bodies that `definition` makes of one event of `abi`. */
function bodiesOf(
  definition: CustomDefinition,
  abi: Abi,
  name: string,
  args: Record<string, unknown>,
) {
  const { facts, quarantined } = decode(definition, encodeLog(abi, contract, name, args))
  expect(quarantined).toEqual([])
  return facts.map(({ body }) => body)
}

const vaultBodies = (name: string, args: Record<string, unknown>): readonly FactBody[] =>
  bodiesOf(vault, vaultAbi, name, { account, ...args })

const balance = {
  kind: 'balance',
  side: 'asset',
  venue: 'lab',
  account: alice,
  unit: 'cross',
  asset: token,
  contract,
} as const
const delta = (value: bigint) => ({ type: 'delta', value })

test('default: credit moves the amount of the token unless said', () => {
  expect(vaultBodies('Deposited', { payer: bob, amount: 5n })).toEqual([
    { ...balance, change: delta(5n), moved: { asset: token, amount: 5n } },
  ])
})

test('default: position, decoder name and rank of a fact', () => {
  const log = encodeLog(vaultAbi, contract, 'Moved', {
    account,
    fromUnit: 0n,
    toUnit: 2n,
    amount: 4n,
  })
  expect(decode(vault, log).facts).toMatchObject([
    {
      at: { logIndex: 0, k: 64 },
      decoder: expect.stringMatching(/^lab-vault@3\+[0-9a-f]{8} 31001\/test:0x/),
      siblings: [],
    },
    {
      at: { logIndex: 0, k: 65 },
      decoder: expect.stringMatching(/^lab-vault@3\+[0-9a-f]{8} 31001\/test:0x/),
      siblings: [],
    },
  ])
})

test('default: debit names the transfer and its beneficiary', () => {
  expect(vaultBodies('Sent', { messageId: key, beneficiary: bob, amount: 5n })).toEqual([
    {
      ...balance,
      change: delta(-5n),
      moved: { asset: token, amount: 5n },
      names: { key, beneficiary: { venue: 'lab', account: bob, unit: 'cross' } },
    },
  ])
})

test('behavior: bookkeeping between units moves no token', () => {
  expect(vaultBodies('Moved', { fromUnit: 0n, toUnit: 2n, amount: 4n })).toEqual([
    { ...balance, change: delta(-4n) },
    { ...balance, unit: 'isolated:2', change: delta(4n) },
  ])
})

test.each([7n, -7n])('behavior: signed profit %s', (amount) => {
  expect(vaultBodies('ProfitSettled', { unit: 0n, amount })).toEqual([
    { ...balance, change: delta(amount) },
  ])
})

test('behavior: zero changes nothing, an absolute zero does', () => {
  expect(vaultBodies('Deposited', { payer: bob, amount: 0n })).toEqual([])
  expect(vaultBodies('Synced', { balance: 0n })).toEqual([
    { ...balance, change: { type: 'absolute', value: 0n } },
  ])
})

test('default: owner', () => {
  expect(vaultBodies('OwnerSet', { owner: bob })).toEqual([
    { kind: 'owner', venue: 'lab', account: alice, owner: bob },
  ])
})

test('default: market facts, cash without movement', () => {
  const of = (name: string, args: Record<string, unknown>) =>
    bodiesOf(market, marketAbi, name, { account, unit: 1n, ...args })
  const holder = { venue: 'lab', account: alice, unit: 'isolated:1' }
  const state = { market: 1n, size: -2n, entryValue: -3n, fundingIndex: 4n }
  expect(of('PositionChanged', state)).toEqual([
    {
      kind: 'position',
      ...holder,
      contract,
      market: 'BTC-USD',
      sizeE18: -2n,
      entryValueE18: -3n,
      fundingIndexE18: 4n,
    },
  ])
  expect(of('LiquidationStarted', {})).toEqual([
    { kind: 'liquidation', ...holder, contract, phase: 'started' },
  ])
  expect(of('DebtChanged', { debt: 0n })).toEqual([
    { ...balance, ...holder, side: 'liability', change: { type: 'absolute', value: 0n } },
  ])
  expect(of('CashPaid', { amount: 6n })).toEqual([{ ...balance, change: delta(6n) }])
})

test('default: a leg, with the key as its payload and the contract as its carrier', () => {
  const args = { id: key, from: account, to: bob, token, amount: 5n, chain: 10n }
  expect(bodiesOf(bridge, bridgeAbi, 'Left', args)).toEqual([
    {
      kind: 'leg',
      step: 'sent',
      bridge: 'lab-bridge',
      key,
      payloadHash: key,
      asset: token,
      amount: 5n,
      carrierContract: contract,
      sender: alice,
      recipient: bob,
      origin: chainId,
      destination: 10,
    },
  ])
})

const good = encodeLog(vaultAbi, contract, 'Deposited', { account, payer: bob, amount: 5n })

test('error: a negative amount is the author’s mistake and quarantines its log alone', () => {
  const careless = encodeLog(vaultAbi, contract, 'Careless', { account, amount: -1n })
  const { facts, quarantined } = decode(vault, careless, good)
  expect(facts).toHaveLength(1)
  expect(quarantined).toMatchObject([
    {
      log: { logIndex: 0 },
      reason: expect.stringMatching(/Careless of lab-vault.*below zero.*debit/),
    },
  ])
})

test.each(Object.entries(malform(good)))('error: a %s log is quarantined', (_kind, log) => {
  const { facts, quarantined } = decode(vault, log)
  expect(facts).toEqual([])
  expect(quarantined).toMatchObject([{ reason: expect.stringContaining('Deposited') }])
})

const abi = parseAbi([
  'event Deposited(address indexed account, address indexed payer, uint256 amount)',
])

/** A definition whose function answers or throws what only plain JavaScript could. */
function untyped(toFacts: CustomDefinition['toFacts']): CustomDefinition {
  return { family: 'vault', name: 'js', version: 1, abi, events: ['Deposited'], toFacts }
}

test('error: what a function throws or answers wrongly quarantines, whatever it is', () => {
  const body = vaultBodies('Deposited', { payer: bob, amount: 5n })
  const cases: readonly [CustomDefinition['toFacts'], RegExp][] = [
    [
      () => {
        throw new Error('boom')
      },
      /failed: boom/,
    ],
    [
      () => {
        throw 'text'
      },
      /failed: text/,
    ],
    [() => JSON.parse('[7]'), /no fact/],
    [() => JSON.parse('[null]'), /no fact/],
    [() => Array.from({ length: 65 }, () => body).flat(), /65 facts/],
  ]
  for (const [toFacts, reason] of cases) {
    const { facts, quarantined } = decode(untyped(toFacts), good)
    expect(facts).toEqual([])
    expect(quarantined).toMatchObject([{ reason: expect.stringMatching(reason) }])
  }
})

test('error: builder arguments that no compiler checked', () => {
  const define = (change: string) =>
    defineVault({
      name: 'js',
      abi,
      events: {
        Deposited: ({ account }, vault) => vault.credit({ account, ...JSON.parse(change) }),
      },
    })
  const cases = [
    ['{"amount":1}', /`amount` is 1, which is not a bigint/],
    ['{}', /`amount` is undefined/],
    ['{"amount":1,"account":"0x1"}', /./],
  ] as const
  for (const [change, reason] of cases)
    expect(decode(define(change), good).quarantined).toMatchObject([
      { reason: expect.stringMatching(reason) },
    ])
})

test('error: an event that the ABI lacks is refused at definition', () => {
  const events = JSON.parse('{"Deposit":0}')
  expect(() => defineVault({ name: 'js', abi, events })).toThrow(
    'js.events.Deposit: the ABI has no',
  )
  expect(() => defineVault({ name: 'js', abi, events: {} })).toThrow('none of the events')
})

test('args: what compiles is a definition, what does not is refused', () => {
  expect(typed.right.map(({ events }) => events)).toEqual([['Deposited', 'Flagged'], ['Deposited']])
  expect(typed.wrong).toThrow('v.events.Deposit: the ABI has no event of this name')
})
