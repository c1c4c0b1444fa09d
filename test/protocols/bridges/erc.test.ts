/** Standards of tokens and orders, which no message of their own carries across. */
import { type Hex, pad } from 'viem'
import { expect, test } from 'vitest'
import { erc7683 } from '../../../src/protocols/bridges/erc/erc7683.ts'
import { erc7802 } from '../../../src/protocols/bridges/erc/erc7802.ts'
import { xerc20 } from '../../../src/protocols/bridges/erc/xerc20.ts'
import { addressOf, malform } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchTransactions } from './matchTransactions.ts'
import { bridgeOf, decodeOn } from './routes.ts'

const [token, minter, lockbox, stranger] = [1, 2, 3, 4].map(addressOf) as [Hex, Hex, Hex, Hex]
const [alice, bob] = [addressOf(0xa11ce), addressOf(0xb0b)]
const member = (contracts: Record<string, Hex>) => ({
  chainId: 10,
  domain: '10',
  contracts,
  tokens: { [token]: 18 },
})

test('default: ERC-7802: what a configured bridge mints and burns is that bridge’s to tell', () => {
  const bridge = bridgeOf(erc7802, [member({ token, bridge: minter })])
  const minted = encodeRow(rowOf('erc7802', 'draft', 'CrosschainMint'), token, {
    to: bob,
    amount: 5n,
    sender: minter,
  })
  const burned = encodeRow(rowOf('erc7802', 'draft', 'CrosschainBurn'), token, {
    from: alice,
    amount: 5n,
    sender: minter,
  })
  expect(decodeOn(bridge, 10, [minted, burned])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: trap 8: ERC-7802: its logs make no second transfer beside the bridge’s', () => {
  // Both protocols read one transaction: the token's logs are no legs, whoever minted.
  const bridge = bridgeOf(erc7802, [member({ token })])
  for (const [name, party] of [
    ['CrosschainMint', 'to'],
    ['CrosschainBurn', 'from'],
  ] as const) {
    const row = rowOf('erc7802', 'draft', name)
    const log = encodeRow(row, token, { [party]: bob, amount: 5n, sender: stranger })
    expect(decodeOn(bridge, 10, [log])).toMatchObject({
      legs: [],
      reasons: [expect.stringContaining(`by ${stranger}, which is no bridge`)],
    })
  }
})

const limits = (version: string, args: Record<string, unknown>) =>
  encodeRow(rowOf('xerc20', version, 'BridgeLimitsSet'), token, args)

test('default: xERC20: who may mint is a bridge of the config, in both styles', () => {
  const contracts = { token, bufferedToken: token, bridge: minter, lockbox }
  const bridge = bridgeOf(xerc20, [member(contracts)])
  const set = (_bridge: Hex, limit: bigint) => [
    limits('erc7281', { _mintingLimit: limit, _burningLimit: 1n, _bridge }),
    limits('erc7281 (Velodrome style)', { _bridge, _bufferCap: limit }),
  ]
  expect(decodeOn(bridge, 10, set(minter, 9n)).reasons).toEqual([])
  expect(decodeOn(bridge, 10, set(stranger, 9n)).reasons).toEqual([
    expect.stringContaining(`${stranger} may mint this token`),
    expect.stringContaining(`${stranger} may mint this token`),
  ])
  // Who is let out needs no place in the config.
  expect(decodeOn(bridge, 10, set(stranger, 0n)).reasons).toEqual([])
  const box = (_lockbox: Hex) =>
    encodeRow(rowOf('xerc20', 'erc7281', 'LockboxSet'), token, { _lockbox })
  expect(decodeOn(bridge, 10, [box(lockbox), box(addressOf(0))]).reasons).toEqual([])
  expect(decodeOn(bridge, 10, [box(stranger)]).reasons).toEqual([
    expect.stringContaining('no lockbox'),
  ])
})

test('behavior: trap 1: both BridgeLimitsSet have one name and two topics', () => {
  const bridge = bridgeOf(xerc20, [member({ token, bridge: minter })])
  const other = limits('erc7281 (Velodrome style)', { _bridge: stranger, _bufferCap: 9n })
  expect(decodeOn(bridge, 10, [other]).reasons).toEqual([])
})

interface Order {
  version?: 'deployed (uint64 chain id)' | 'ERC text (uint256 chain id)'
  paid?: readonly { token: Hex; amount: bigint; chainId?: bigint }[]
  origin?: bigint
  resolvedId?: Hex
}

const orderId: Hex = `0x${'0d'.repeat(32)}`

function open({ version = 'deployed (uint64 chain id)', paid, origin, resolvedId }: Order = {}) {
  const inputs = paid ?? [{ token, amount: 5n }]
  return encodeRow(rowOf('erc7683', version, 'Open'), minter, {
    orderId,
    resolvedOrder: {
      user: alice,
      originChainId: origin ?? 10n,
      openDeadline: 400,
      fillDeadline: 500,
      orderId: resolvedId ?? orderId,
      maxSpent: [{ token: pad(stranger), amount: 4n, recipient: pad(bob), chainId: 1n }],
      minReceived: inputs.map(({ token: moved, amount, chainId = 10n }) => ({
        token: pad(moved),
        amount,
        recipient: pad('0x', { size: 32 }),
        chainId,
      })),
      fillInstructions: [
        { destinationChainId: 1n, destinationSettler: pad(minter), originData: '0x12' },
      ],
    },
  })
}

const orders = bridgeOf(erc7683, [member({ settler: minter, wideSettler: minter })])

test.each(['deployed (uint64 chain id)', 'ERC text (uint256 chain id)'] as const)(
  'default: ERC-7683: an order of the %s is a leg of its id',
  (version) => {
    expect(decodeOn(orders, 10, [open({ version })])).toMatchObject({
      reasons: [],
      legs: [
        {
          step: 'sent',
          key: orderId,
          asset: token,
          amount: 5n,
          deadline: 500n,
          carrierContract: minter,
          sender: alice,
          recipient: bob,
          origin: 10,
          destination: 0,
        },
      ],
    })
  },
)

test('behavior: trap 1: ERC-7683: both topics of Open are read, each in its role alone', () => {
  const narrow = bridgeOf(erc7683, [member({ settler: minter })])
  const wide = open({ version: 'ERC text (uint256 chain id)' })
  expect(decodeOn(narrow, 10, [wide])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: ERC-7683: nothing is claimed of a fill that no standard event tells', () => {
  const side = { chainId: 10, at: 100n, transactions: [[open()]] }
  const [view, ...others] = matchTransactions(orders, [side])
  expect(others).toEqual([])
  expect(view).toMatchObject({ state: 'UNKNOWN', isCollateralBound: false })
})

test('behavior: ERC-7683: orders of other tokens and of other chains are passed over', () => {
  const none = { legs: [], reasons: [] }
  const other = open({ paid: [{ token: stranger, amount: 5n }] })
  const elsewhere = open({ paid: [{ token, amount: 5n, chainId: 1n }] })
  expect(decodeOn(orders, 10, [other, elsewhere])).toMatchObject(none)
})

test.each([
  ['of another origin', open({ origin: 1n }), /chain 1 as its origin/],
  ['of two ids', open({ resolvedId: pad('0x01') }), /resolved as 0x0000/],
  [
    'of several tokens',
    open({
      paid: [
        { token, amount: 5n },
        { token, amount: 6n },
      ],
    }),
    /several tokens/,
  ],
] as const)('error: ERC-7683: an order %s is quarantined', (_, log, reason) => {
  expect(decodeOn(orders, 10, [log])).toMatchObject({
    legs: [],
    reasons: [expect.stringMatching(reason)],
  })
})

test('error: a log that no compiler would have written is quarantined', () => {
  for (const wrong of [malform(open()).truncated, malform(open()).extra]) {
    const { legs, reasons } = decodeOn(orders, 10, [wrong])
    expect(legs).toEqual([])
    expect(reasons).toHaveLength(1)
  }
})
