import fc from 'fast-check'
import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { Erc4626Vault } from '../../src/config/Project.ts'
import type { Decoded } from '../../src/facts/Decoder.ts'
import { type Address, zeroAddress } from '../../src/facts/primitives.ts'
import { createErc4626Decoder } from '../../src/protocols/vaults/erc4626.ts'
import { addressOf, blockHash, chainId, encodeLog, malform, transactionOf } from './logs.ts'

const abi = parseAbi([
  'event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)',
  'event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)',
  'event Transfer(address indexed from, address indexed to, uint256 value)',
])
const vault: Erc4626Vault = {
  type: 'erc4626',
  chainId,
  address: addressOf(0x4626),
  startBlock: 1n,
  asset: 'shares',
  underlying: addressOf(0xda1),
  shareDecimals: 6,
}
const alice = addressOf(0xa11ce)
const bob = addressOf(0xb0b)
const fees = addressOf(0xfee)
const decoder = createErc4626Decoder({ venue: 'lab', vault })

const deposit = (owner: Address, assets: bigint, shares: bigint) =>
  encodeLog(abi, vault.address, 'Deposit', { sender: bob, owner, assets, shares })
const withdraw = (owner: Address, assets: bigint, shares: bigint) =>
  encodeLog(abi, vault.address, 'Withdraw', { sender: bob, receiver: bob, owner, assets, shares })
const transfer = (from: Address, to: Address, value: bigint) =>
  encodeLog(abi, vault.address, 'Transfer', { from, to, value })
const mint = (to: Address, value: bigint) => transfer(zeroAddress, to, value)
const burn = (from: Address, value: bigint) => transfer(from, zeroAddress, value)

/** `account delta moved` per fact, in order, as readable rows. */
function rowsOf({ facts }: Decoded) {
  return facts.map(({ at, body, siblings }) =>
    body.kind === 'balance'
      ? [at.logIndex, at.k, body.account, body.change.value, body.moved?.amount, ...siblings]
      : body.kind,
  )
}

test('default: a deposit and its mint are one fact', () => {
  const decoded = decoder.decode(transactionOf([mint(alice, 90n), deposit(alice, 100n, 90n)], 4))
  expect(decoded.quarantined).toEqual([])
  expect(decoded.facts).toEqual([
    {
      at: {
        chainId,
        blockNumber: 7n,
        blockHash,
        txIndex: 3,
        txHash: `0x${'c2'.repeat(32)}`,
        logIndex: 5,
        k: 0,
      },
      decoder: expect.stringMatching(/^erc4626@1 \d+\/erc4626:0x/),
      body: {
        kind: 'balance',
        side: 'asset',
        venue: 'lab',
        account: alice,
        unit: 'cross',
        asset: vault.address,
        contract: vault.address,
        change: { type: 'delta', value: 90n },
        moved: { asset: vault.underlying, amount: 100n },
      },
      siblings: [4],
    },
  ])
})

test('default: one read of the rate for each touched transaction', () => {
  const { reads } = decoder.decode(transactionOf([deposit(alice, 1n, 1n), deposit(bob, 1n, 1n)]))
  const oneShare = `0x07a2d13a${'f4240'.padStart(64, '0')}`
  expect(reads).toEqual([
    {
      chainId,
      blockNumber: 7n,
      blockHash,
      to: vault.address,
      data: oneShare,
      sourceId: decoder.source.id,
    },
  ])
  const [request] = reads
  if (!request) throw new Error('a read was asked for')
  expect(decoder.decodeRead?.({ request, data: `0x${'f4241'.padStart(64, '0')}` })).toEqual({
    kind: 'index',
    asset: vault.address,
    assetsPerShareUnit: 1_000_001n,
  })
  for (const data of [undefined, '0x', `0x${'00'.repeat(64)}`] as const)
    expect(decoder.decodeRead?.({ request, data })).toBeUndefined()
})

test('behavior: a vault that logs no share transfers is taken at its word', () => {
  const decoded = decoder.decode(
    transactionOf([deposit(alice, 100n, 90n), withdraw(bob, 11n, 10n)]),
  )
  expect(rowsOf(decoded)).toEqual([
    [0, 0, alice, 90n, 100n],
    [1, 0, bob, -10n, 11n],
  ])
})

test('behavior: the mint may be logged after the deposit', () => {
  const decoded = decoder.decode(transactionOf([deposit(alice, 100n, 90n), mint(alice, 90n)]))
  expect(rowsOf(decoded)).toEqual([[0, 0, alice, 90n, 100n, 1]])
})

test('behavior: fee shares are a fact of their own', () => {
  const decoded = decoder.decode(
    transactionOf([mint(fees, 3n), mint(alice, 90n), deposit(alice, 100n, 90n)]),
  )
  expect(rowsOf(decoded)).toEqual([
    [0, 0, fees, 3n, undefined],
    [2, 0, alice, 90n, 100n, 1],
  ])
})

test('behavior: equal deposits of one owner take one mint each', () => {
  const decoded = decoder.decode(
    transactionOf([
      mint(alice, 5n),
      deposit(alice, 6n, 5n),
      mint(alice, 5n),
      deposit(alice, 6n, 5n),
    ]),
  )
  expect(rowsOf(decoded)).toEqual([
    [1, 0, alice, 5n, 6n, 0],
    [3, 0, alice, 5n, 6n, 2],
  ])
})

test('behavior: shares burnt from where a request had collected them are counted once', () => {
  const decoded = decoder.decode(
    transactionOf([
      transfer(alice, vault.address, 9n),
      burn(vault.address, 9n),
      withdraw(alice, 10n, 9n),
    ]),
  )
  expect(rowsOf(decoded)).toEqual([
    [0, 0, alice, -9n, undefined],
    [0, 1, vault.address, 9n, undefined],
    [2, 0, vault.address, -9n, 10n, 1],
  ])
})

test('behavior: balances follow the mint when the event counts before a fee', () => {
  const decoded = decoder.decode(transactionOf([mint(alice, 88n), deposit(alice, 100n, 90n)]))
  expect(rowsOf(decoded)).toEqual([[1, 0, alice, 88n, 100n, 0]])
})

test('behavior: zero and self transfers are no facts, and still ask for the rate', () => {
  const decoded = decoder.decode(transactionOf([transfer(alice, bob, 0n), transfer(bob, bob, 4n)]))
  expect(decoded.facts).toEqual([])
  expect(decoded.reads).toHaveLength(1)
})

test('error: a deposit that no mint of the transaction agrees with is quarantined, mints count', () => {
  const decoded = decoder.decode(transactionOf([mint(fees, 3n), deposit(alice, 100n, 90n)]))
  expect(rowsOf(decoded)).toEqual([[0, 0, fees, 3n, undefined]])
  expect(decoded.quarantined).toMatchObject([
    { log: { logIndex: 1 }, reason: expect.stringContaining('agrees with no mint') },
  ])
})

test.each(Object.entries(malform(deposit(alice, 100n, 90n))))(
  'error: a %s deposit is quarantined and asks for nothing',
  (_kind, log) => {
    const { facts, reads, quarantined } = decoder.decode(transactionOf([log]))
    expect({ facts, reads }).toEqual({ facts: [], reads: [] })
    expect(quarantined).toMatchObject([
      { chainId, sourceId: decoder.source.id, reason: expect.stringContaining('Deposit') },
    ])
  },
)

/** A vault as a sequence of calls, with the balances that its ERC-20 would answer. */
const call = fc.record({
  kind: fc.constantFrom('deposit', 'withdraw', 'transfer'),
  from: fc.constantFrom(alice, bob, fees),
  to: fc.constantFrom(alice, bob, fees),
  shares: fc.bigInt({ min: 0n, max: 3n }),
  isMintFirst: fc.boolean(),
})

test('property: deltas of a transaction sum to what balanceOf changed', () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 8 }), (calls) => {
      const balances = new Map<string, bigint>()
      const add = (account: Address, value: bigint) =>
        balances.set(account, (balances.get(account) ?? 0n) + value)
      const logs = calls.flatMap(({ kind, from, to, shares, isMintFirst }) => {
        if (kind !== 'deposit') add(from, -shares)
        if (kind !== 'withdraw') add(to, shares)
        if (kind === 'transfer') return [transfer(from, to, shares)]
        const pair =
          kind === 'deposit'
            ? [mint(to, shares), deposit(to, shares * 2n, shares)]
            : [burn(from, shares), withdraw(from, shares * 2n, shares)]
        return isMintFirst ? pair : pair.reverse()
      })
      const { facts, quarantined } = decoder.decode(transactionOf(logs))
      const sums = new Map<string, bigint>()
      for (const { body } of facts)
        if (body.kind === 'balance')
          sums.set(body.account, (sums.get(body.account) ?? 0n) + body.change.value)
      const isMoved = ([, value]: [string, bigint]) => value !== 0n
      expect(quarantined).toEqual([])
      expect(new Map([...sums].filter(isMoved))).toEqual(new Map([...balances].filter(isMoved)))
    }),
    { seed: 4626, numRuns: 300 },
  )
})
