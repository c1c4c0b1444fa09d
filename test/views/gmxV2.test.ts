import { decodeFunctionData, encodeAbiParameters, keccak256, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { Hex } from '../../src/facts/primitives.ts'
import { serveVenue } from '../api/support/serveVenue.ts'
import { addressOf, type LogParts } from '../protocols/logs.ts'
import { createGmxLogs } from '../protocols/perpetuals/gmxV2Logs.ts'

const E18 = 10n ** 18n
const E30 = 10n ** 30n
const [emitter, store, market] = [addressOf(0x60), addressOf(0x61), addressOf(0x62)]
const [weth, usdc, alice] = [addressOf(0xe), addressOf(0xd), addressOf(0xa11ce)]
const log = createGmxLogs(emitter)
const positionKey = keccak256('0x01')
const unit = `isolated:${positionKey}`

const named = (name: string) => keccak256(encodeAbiParameters([{ type: 'string' }], [name]))
const keyOf = (name: string, ...more: (Hex | boolean)[]) =>
  keccak256(
    encodeAbiParameters(
      [
        { type: 'bytes32' },
        ...more.map((each) => {
          if (typeof each === 'boolean') return { type: 'bool' }
          return { type: each.length === 66 ? 'bytes32' : 'address' }
        }),
      ],
      [named(name), ...more],
    ),
  )

/** What the store holds: 1 % to keep a position, 2 % to open one, 0.05 % to close it at worst, impact cut off at 0.5 %. */
const uints = new Map<Hex, bigint>([
  [named('MIN_COLLATERAL_USD'), E30],
  [keyOf('MIN_COLLATERAL_FACTOR', market), E30 / 50n],
  [keyOf('MIN_COLLATERAL_FACTOR_FOR_LIQUIDATION', market), E30 / 100n],
  [keyOf('MAX_POSITION_IMPACT_FACTOR_FOR_LIQUIDATIONS', market), E30 / 200n],
  [keyOf('POSITION_FEE_FACTOR', market, false), E30 / 2_000n],
  [keyOf('POSITION_FEE_FACTOR', market, true), E30 / 5_000n],
  [keyOf('MAX_PNL_FACTOR', named('MAX_PNL_FACTOR_FOR_TRADERS'), market, true), E30 / 2n],
  [keyOf('MAX_PNL_FACTOR', named('MAX_PNL_FACTOR_FOR_TRADERS'), market, false), E30 / 2n],
])
const abi = parseAbi(['function getUint(bytes32 key) view returns (uint256)'])

function answer({ to, data }: { to: Hex; data: Hex }): Hex | undefined {
  const value = uints.get(decodeFunctionData({ abi, data }).args[0])
  if (to !== store || value === undefined) return undefined
  return `0x${value.toString(16).padStart(64, '0')}`
}

/** Dollars for a whole unit as keepers bring them: 1e30 for a smallest one. */
const price = (token: Hex, least: bigint, most: bigint, decimals: number) => {
  const scale = 10n ** BigInt(30 - decimals)
  const uint = { minPrice: least * scale, maxPrice: most * scale, timestamp: 1n }
  return log('OraclePriceUpdate', { address: { token, provider: store }, uint })
}
const position = (parts: {
  isLong: boolean
  usd: bigint
  ether: bigint
  given: bigint
  of?: Hex
}) =>
  log('PositionIncrease', {
    address: { account: alice, market: parts.of ?? market, collateralToken: usdc },
    uint: {
      ...{ sizeInUsd: parts.usd * E30, sizeInTokens: parts.ether * E18 },
      ...{ collateralAmount: parts.given * 1_000_000n, borrowingFactor: E30 / 1_000n },
      ...{ fundingFeeAmountPerSize: 3n * 10n ** 15n },
    },
    bool: { isLong: parts.isLong },
    bytes32: { positionKey },
  })
const long = { isLong: true, usd: 20_000n, ether: 10n, given: 1_000n }

const token = (address: Hex) => ({ tokens: { lab: address } })

async function opened(...logs: readonly LogParts[]) {
  const served = await serveVenue({
    assets: {
      weth: { symbol: 'WETH', decimals: 18, ...token(weth) },
      usdc: { symbol: 'USDC', decimals: 6, ...token(usdc) },
    },
    venue: {
      id: 'gmx',
      perpetual: {
        ...{ type: 'gmxV2', chain: 'lab', startBlock: 1, eventEmitter: emitter, dataStore: store },
        markets: [{ market, index: 'weth', long: 'weth', short: 'usdc' }],
      },
    },
  })
  await served.mine({ time: 1_000, transactions: [logs], answer })
  return served
}

const query = `{ marginAccount(venue: "gmx", owner: "${alice}") {
  status certainty reasons { code text }
  units { unit status equity { raw } figures { name raw }
    bounds { low { slackMaintenance { raw } } high { slackMaintenance { raw } } }
    contributions { kind subject value { raw } } }
} }`

interface AccountAnswer {
  marginAccount: {
    status: string
    certainty: string
    reasons: { code: string; text: string }[]
    units: {
      unit: string
      status: string
      equity: { raw: string } | null
      figures: { name: string; raw: string }[]
      bounds: Record<'low' | 'high', { slackMaintenance: { raw: string } | null }>
      contributions: { kind: string; subject: string; value: { raw: string } }[]
    }[]
  }
}

async function accountOf({ ask }: Awaited<ReturnType<typeof opened>>) {
  const { data, errors } = await ask(query)
  expect(errors).toEqual([])
  // CAST: the shape that the query asks for.
  const { marginAccount } = data as AccountAnswer
  const own = marginAccount.units.find((each) => each.unit === unit)
  const remaining = own?.figures.find(({ name }) => name === 'remainingCollateralUsd')?.raw
  return { ...marginAccount, own, remaining: BigInt(remaining ?? 0) }
}

const prices = (least: bigint, most: bigint) => [
  price(weth, least, most, 18),
  price(usdc, 1n, 1n, 6),
]

test('default: a position is worth its collateral, its profit at the worse price, less what it owes', async () => {
  const served = await opened(
    position(long),
    ...prices(2_010n, 2_012n),
    // 0.3 % borrowed since, and a unit of collateral per dollar of size for funding.
    log('CumulativeBorrowingFactorUpdated', {
      ...{ address: { market }, bool: { isLong: true } },
      uint: { delta: 0n, nextValue: (E30 * 4n) / 1_000n },
    }),
    log('FundingFeeAmountPerSizeUpdated', {
      ...{ address: { market, collateralToken: usdc }, bool: { isLong: true } },
      uint: { delta: 0n, value: 4n * 10n ** 15n + 1n },
    }),
    log('PositionImpactPendingAmountUpdated', {
      ...{ bytes32: { positionKey }, int: { delta: 0n, nextValue: -E18 / 100n } },
    }),
  )
  const { status, certainty, reasons, own, remaining } = await accountOf(served)
  const [borrowing, closing] = [60n * E18, 10n * E18]
  // A smallest unit of the collateral per dollar, and a little more that begins another.
  const funding = 20_001n * (E18 / 1_000_000n)
  const pending = (2_012n * E18) / 100n
  expect(remaining).toBe(1_000n * E18 + 100n * E18 - borrowing - closing - funding - pending)
  expect(own?.figures.map(({ name, raw }) => [name, BigInt(raw)])).toContainEqual([
    'minCollateralUsdForLeverage',
    200n * E18,
  ])
  expect([status, certainty, reasons.map(({ code }) => code)]).toEqual([
    ...['HEALTHY', 'PROVISIONAL', ['BOUNDS_PARTIAL']],
  ])
  expect(reasons[0]?.text).toContain('50 basis points')
  expect(own?.contributions.map(({ kind, subject }) => [kind, subject])).toEqual([
    ...[
      ['HOLDING', 'usdc'],
      ['POSITION', market],
    ],
    ...[
      ['CHARGE', 'pendingImpact'],
      ['CHARGE', 'fees'],
    ],
  ])
})

test('behavior: a short closes at the higher price, and the bounds reach from one price to the other', async () => {
  const served = await opened(position({ ...long, isLong: false }), ...prices(1_990n, 1_994n))
  const { own, remaining } = await accountOf(served)
  const fees = 10n * E18
  expect(remaining).toBe(1_000n * E18 + 60n * E18 - fees)
  const [low, high] = [own?.bounds.low, own?.bounds.high].map((end) =>
    BigInt(end?.slackMaintenance?.raw ?? 0),
  )
  expect([low, high]).toEqual([(1_060n - 10n - 200n) * E18, (1_100n - 10n - 200n) * E18])
})

test('behavior: profit counts no further than what the pool pays of it', async () => {
  const side = { address: { market, collateralToken: usdc }, bool: { isLong: true } }
  const logs = (pool: bigint) => [
    position(long),
    ...prices(3_000n, 3_000n),
    log('PoolAmountUpdated', { address: { market, token: weth }, uint: { nextValue: pool * E18 } }),
    log('OpenInterestUpdated', { ...side, uint: { nextValue: 40_000n * E30 } }),
    log('OpenInterestInTokensUpdated', { ...side, uint: { nextValue: 20n * E18 } }),
  ]
  const fees = 10n * E18
  // All longs have gained 20,000; half of a pool of 8 ether is 12,000, of 20 it is more.
  const cut = await accountOf(await opened(...logs(8n)))
  expect(cut.remaining).toBe(1_000n * E18 + (10_000n * E18 * 12n) / 20n - fees)
  const whole = await accountOf(await opened(...logs(20n)))
  expect(whole.remaining).toBe(11_000n * E18 - fees)
})

test.each([
  ['above what it must keep', 1_922n, 'REDUCE_ONLY'],
  ['at what it must keep', 1_921n, 'REDUCE_ONLY'],
  ['below what it must keep', 1_920n, 'LIQUIDATABLE'],
])('behavior: %s', async (_, at, expected) => {
  // 1,000 given, 10 to close, 200 to keep: 790 may be lost of 10 ether that cost 2,000 each.
  const { status } = await accountOf(await opened(position(long), ...prices(at, at)))
  expect(status).toBe(expected)
})

test('default: what was bridged in stands beside the positions and backs none of them', async () => {
  const of = {
    address: { token: usdc, account: alice },
    uint: { amount: 5_000_000n, srcChainId: 10n },
  }
  const served = await opened(
    log('MultichainTransferIn', of, [alice]),
    log('MultichainBridgeIn', { ...of, address: { ...of.address, provider: store } }, [alice]),
    position(long),
    ...prices(1_915n, 1_915n),
  )
  const { status, units } = await accountOf(served)
  const rows = units.map((each) => [each.unit, each.status, BigInt(each.equity?.raw ?? 0)])
  expect([status, ...rows.sort()]).toEqual([
    'LIQUIDATABLE',
    ['cross', 'NO_RISK', 5n * E18],
    [unit, 'LIQUIDATABLE', 140n * E18],
  ])
  const { chains } = await served.verify()
  expect(chains.map(({ mismatches }) => mismatches)).toEqual([[]])
})

test.each([
  [
    'a market',
    `Market ${addressOf(0x99)}`,
    [position({ ...long, of: addressOf(0x99) }), ...prices(2_000n, 2_000n)],
  ],
  ['a price', 'Asset weth has no price', [position(long), price(usdc, 1n, 1n, 6)]],
])(
  'behavior: %s that nobody knows leaves UNKNOWN by its name, never zero',
  async (_, text, logs) => {
    const { status, reasons } = await accountOf(await opened(...logs))
    expect(status).toBe('UNKNOWN')
    expect(reasons.map((reason) => reason.text)).toContainEqual(expect.stringContaining(text))
  },
)
