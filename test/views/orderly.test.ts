import { keccak256, parseAbi, toHex } from 'viem'
import { expect, test } from 'vitest'
import type { Hex } from '../../src/facts/primitives.ts'
import { serveVenue } from '../api/support/serveVenue.ts'
import { createLogs } from '../protocols/lending/marginEvents.ts'
import { addressOf, encodeLog } from '../protocols/logs.ts'

const [ledger, usdFeed, ethFeed, alice] = [0x1ed, 0xf1, 0xf2, 0xa11ce].map(addressOf)
if (!ledger || !usdFeed || !ethFeed || !alice) throw new Error('four addresses')
const [usdc, eth] = [keccak256(toHex('USDC')), keccak256(toHex('PERP_ETH_USDC'))]
const booked: Hex = `0x${usdc.slice(-40)}`
const accountId: Hex = `0x${'ac'.repeat(32)}`
const unnamed: Hex = `0x${'dd'.repeat(32)}`

const margin = createLogs('Orderly')
const feedAbi = parseAbi([
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
])
const answers = (feed: Hex, dollars: bigint) =>
  encodeLog(feedAbi, feed, 'AnswerUpdated', {
    ...{ current: dollars * 10n ** 8n, roundId: 1n, updatedAt: 1_000n },
  })

const ledgerAbi = parseAbi([
  'event AccountRegister(bytes32 indexed accountId, bytes32 indexed brokerId, address indexed userAddress)',
  'event AccountDeposit(bytes32 indexed accountId, uint64 indexed depositNonce, uint64 indexed eventId, address userAddress, bytes32 tokenHash, uint128 tokenAmount, uint256 srcChainId, uint64 srcChainDepositNonce, bytes32 brokerHash)',
  'event ProcessValidatedFutures(bytes32 indexed accountId, bytes32 indexed symbolHash, bytes32 feeAssetHash, int128 tradeQty, int128 notional, uint128 executedPrice, int128 fee, int128 sumUnitaryFundings, uint64 tradeId, uint64 matchId, uint64 timestamp, bool side)',
])
const said = (name: string, args: object) =>
  encodeLog(ledgerAbi, ledger, name, {
    ...{ accountId, brokerId: usdc, brokerHash: usdc, depositNonce: 1n, eventId: 1n },
    ...{ userAddress: alice, tokenHash: usdc, srcChainId: 8453n, srcChainDepositNonce: 1n },
    ...{ feeAssetHash: usdc, executedPrice: 1n, tradeId: 1n, matchId: 1n, timestamp: 1n },
    ...{ side: true, sumUnitaryFundings: 0n, fee: 0n, ...args },
  })
const settle = (amount: bigint) => [
  margin(ledger, 'SettlementExecution', {
    ...{ symbolHash: eth, markPrice: 1n, sumUnitaryFundings: 0n, settledAmount: amount },
  }),
  margin(ledger, 'SettlementResult', {
    ...{ eventId: 1n, accountId, settledAmount: amount, settledAssetHash: usdc },
    ...{ insuranceAccountId: unnamed, insuranceTransferAmount: 0n },
    ...{ settlementExecutionsCount: 1n, lastEngineEventId: 1n },
  }),
]

/** 1,000 dollars given, two ether long at 2,000 dollars with a fee of 4; a tenth of the position is required. */
async function serveOrderly() {
  const feed = { chain: 'lab', startBlock: 1, decimals: 8, heartbeatSeconds: 31_536_000 }
  const served = await serveVenue({
    assets: {
      usdc: { symbol: 'USDC', decimals: 6, tokens: { lab: booked }, feeds: ['usd'] },
      eth: { symbol: 'ETH', decimals: 18, tokens: {}, feeds: ['eth'] },
    },
    feeds: { usd: { ...feed, address: usdFeed ?? '' }, eth: { ...feed, address: ethFeed ?? '' } },
    venue: {
      id: 'orderly',
      markets: [
        {
          ...{ type: 'orderly', chain: 'lab', address: ledger ?? '', startBlock: 1 },
          ...{ tokens: [{ asset: 'usdc' }], symbols: ['PERP_ETH_USDC'] },
        },
      ],
      risk: {
        collateral: { usdc: { initialBps: 10_000, maintenanceBps: 10_000 } },
        markets: { PERP_ETH_USDC: { asset: 'eth', initialBps: 1_000, maintenanceBps: 500 } },
      },
    },
  })
  const { quarantined } = await served.mine({
    time: 1_000,
    transactions: [
      [answers(usdFeed ?? '0x', 1n), answers(ethFeed ?? '0x', 2_100n)],
      [said('AccountRegister', {}), said('AccountDeposit', { tokenAmount: 1_000_000_000n })],
      [
        said('ProcessValidatedFutures', {
          ...{ symbolHash: eth, tradeQty: 200_000_000n, notional: 4_000_000_000n, fee: 4_000_000n },
        }),
      ],
    ],
  })
  expect(quarantined).toEqual([])
  return served
}

const query = `{ marginAccount(venue: "orderly", owner: "${alice}") {
  status equity { value } slackMaintenance { value } reasons { code }
  lines { kind assetId amount { value } } } }`

test('default: an account of the ledger has its balance and its profit, under its owner', async () => {
  const { ask, verify } = await serveOrderly()
  expect((await ask(query)).data).toEqual({
    marginAccount: {
      ...{ status: 'HEALTHY', equity: { value: '1196' }, slackMaintenance: { value: '986' } },
      reasons: [],
      lines: [{ kind: 'HOLDING', assetId: 'usdc', amount: { value: '1000' } }],
    },
  })
  expect((await verify()).chains.map(({ mismatches }) => mismatches)).toEqual([[]])
})

test('behavior: settling turns profit into balance and changes no equity; beyond zero a balance is owed', async () => {
  const { mine, ask } = await serveOrderly()
  await mine({ time: 1_010, transactions: [settle(196_000_000n)] })
  expect((await ask(query)).data).toMatchObject({
    marginAccount: {
      equity: { value: '1196' },
      lines: [{ kind: 'HOLDING', amount: { value: '1196' } }],
    },
  })
  await mine({ time: 1_020, transactions: [settle(-1_300_000_000n)] })
  expect((await ask(query)).data).toMatchObject({
    marginAccount: {
      equity: { value: '1196' },
      lines: [{ kind: 'LIABILITY', amount: { value: '104' } }],
    },
  })
})

test('behavior: a position of a market that the config lacks leaves no status to state', async () => {
  const { mine, ask } = await serveOrderly()
  const trade = { symbolHash: unnamed, tradeQty: 1n, notional: 1n }
  await mine({ time: 1_010, transactions: [[said('ProcessValidatedFutures', trade)]] })
  expect((await ask(query)).data).toMatchObject({ marginAccount: { status: 'UNKNOWN' } })
})
