import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { concat, encodeAbiParameters, keccak256, stringToBytes } from 'viem'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { GmxV2Exchange } from '../../../src/config/GmxV2Exchange.ts'
import type { Hex } from '../../../src/facts/primitives.ts'
import { foldFacts } from '../../../src/ledger/fold/foldFacts.ts'
import { createGmxV2Decoder } from '../../../src/protocols/perpetuals/gmxV2/gmxV2.ts'
import { hasReference, referencePath } from '../lending/marginEvents.ts'
import { addressOf, blockHash, chainId, type LogParts, malform, transactionOf } from '../logs.ts'
import { createGmxLogs } from './gmxV2Logs.ts'

const [emitter, store, market] = [addressOf(0x60), addressOf(0x61), addressOf(0x62)]
const [weth, usdc, alice] = [addressOf(0xe), addressOf(0xd), addressOf(0xa11ce)]
const token = (asset: string, address: Hex, decimals: number) => ({
  ...{ asset, token: address, decimals },
})
const ether = token('weth', weth, 18)
const exchange: GmxV2Exchange = {
  ...{ type: 'gmxV2', chainId, pool: emitter, dataStore: store, startBlock: 1n },
  markets: [{ market, index: ether, long: ether, short: token('usdc', usdc, 6) }],
  ...{ heartbeatSeconds: 600n, deadAfterSeconds: 1_800n },
}
const decoder = createGmxV2Decoder({ venue: 'gmx', exchange })
const log = createGmxLogs(emitter)
const decode = (parts: readonly LogParts[]) => decoder.decode(transactionOf(parts))

const positionKey = keccak256('0x01')
const position = (isLong: boolean, sizes: { usd: bigint; tokens: bigint; given: bigint }) => ({
  address: { account: alice, market, collateralToken: usdc },
  uint: {
    ...{ sizeInUsd: sizes.usd, sizeInTokens: sizes.tokens, collateralAmount: sizes.given },
    ...{ borrowingFactor: 7n, fundingFeeAmountPerSize: 8n, executionPrice: 1n, orderType: 2n },
  },
  int: { collateralDeltaAmount: 5n },
  bool: { isLong },
  bytes32: { orderKey: keccak256('0x02'), positionKey },
})
const unit = `isolated:${positionKey}`

test.runIf(hasReference)(
  'default: every event of the catalogue is read, or the header says why not',
  () => {
    const row = z.object({
      protocol: z.string(),
      eventName: z.string().optional(),
      topic0: z.string(),
    })
    const { entries } = z
      .object({ entries: z.array(row) })
      .parse(JSON.parse(readFileSync(referencePath, 'utf8')))
    const own = entries.filter(({ protocol }) => protocol === 'GMX v2')
    const [events = [], names = []] = decoder.source.filters[0]?.topics ?? []
    expect(own).toHaveLength(20)
    expect(own.filter(({ topic0 }) => !events.some((topic) => topic === topic0))).toEqual([])
    const named = own.flatMap(({ eventName }) => eventName ?? [])
    const unread = named.filter((name) => !names.includes(keccak256(stringToBytes(name))))
    expect([named.length, unread.length]).toEqual([17, 6])
    const file = new URL('../../../src/protocols/perpetuals/gmxV2/gmxV2.ts', import.meta.url)
    const [header = ''] = readFileSync(fileURLToPath(file), 'utf8').split('*/')
    const [, notRead = ''] = header.split('Not read: ')
    expect(unread.filter((name) => !notRead.includes(`\`${name}\``))).toEqual([])
  },
)

test('default: a position is all that its last event says, in a unit by its key', () => {
  const usd = 6_000n * 10n ** 30n + 1n
  const { facts, quarantined } = decode([
    log('PositionIncrease', position(true, { usd, tokens: 3n * 10n ** 18n, given: 900_000_000n })),
  ])
  expect(quarantined).toEqual([])
  expect(facts.map(({ body }) => body)).toMatchObject([
    {
      ...{ kind: 'balance', account: alice, unit, asset: usdc, contract: emitter },
      change: { type: 'absolute', value: 900_000_000n },
    },
    {
      ...{ kind: 'position', account: alice, unit, market, sizeE18: 3n * 10n ** 18n },
      // A long has paid no less than it says.
      entryValueE18: 6_000n * 10n ** 18n + 1n,
    },
    {
      ...{ kind: 'parameter', account: alice, subject: `position:${positionKey}` },
      values: [usd, 3n * 10n ** 18n, 7n, 8n, 1n, BigInt(market), BigInt(usdc)],
    },
  ])
  const short = decode([
    log('PositionDecrease', position(false, { usd, tokens: 3n * 10n ** 18n, given: 0n })),
  ])
  expect(short.facts[1]?.body).toMatchObject({
    ...{ sizeE18: -3n * 10n ** 18n, entryValueE18: -6_000n * 10n ** 18n },
  })
})

test('behavior: what was bridged in is counted once, and what failed to go on stays', () => {
  const amount = 250n
  const of = { address: { token: usdc, account: alice }, uint: { amount, srcChainId: 10n } }
  const bridged = { address: { provider: store, ...of.address }, uint: of.uint }
  const out = { address: { ...of.address, receiver: store }, uint: { amount: 40n, srcChainId: 0n } }
  const logs = [
    log('MultichainTransferIn', of, [alice]),
    log('MultichainBridgeIn', bridged, [alice]),
    log('MultichainTransferOut', out, [alice]),
    log(
      'MultichainBridgeOut',
      { address: { provider: store, token: usdc, receiver: store }, uint: out.uint },
      [store],
    ),
    log('MultichainBridgeActionFailed', { address: { account: alice } }, [alice]),
  ]
  const [, names = []] = decoder.source.filters[0]?.topics ?? []
  const wanted = logs.filter(({ topics: [, name] }) => name !== undefined && names.includes(name))
  const rows = foldFacts(decode(wanted).facts, [], new Map())
  expect(rows.map(({ key, values }) => [key.kind, key.account, key.unit, values])).toEqual([
    ['holding', alice, 'cross', [210n]],
    ['total', undefined, undefined, [210n]],
  ])
})

test('default: indexes, pools, prices and parameters are what their events say', () => {
  const side = { address: { market, collateralToken: weth }, bool: { isLong: true } }
  const data = encodeAbiParameters([{ type: 'address' }], [market])
  const baseKey = keccak256(encodeAbiParameters([{ type: 'string' }], ['MIN_COLLATERAL_FACTOR']))
  const { facts, quarantined } = decode([
    log('PoolAmountUpdated', {
      address: { market, token: weth },
      int: { delta: 1n },
      uint: { nextValue: 2n },
    }),
    log('OpenInterestUpdated', { ...side, int: { delta: 1n }, uint: { nextValue: 3n } }),
    log('OpenInterestInTokensUpdated', { ...side, int: { delta: 1n }, uint: { nextValue: 4n } }),
    log('CumulativeBorrowingFactorUpdated', {
      ...{ address: { market }, bool: { isLong: false }, uint: { delta: 1n, nextValue: 5n } },
    }),
    log('FundingFeeAmountPerSizeUpdated', { ...side, uint: { delta: 1n, value: 6n } }),
    log('OraclePriceUpdate', {
      ...{ address: { token: weth, provider: store } },
      uint: { minPrice: 7n, maxPrice: 8n, timestamp: 9n },
    }),
    log('PositionImpactPendingAmountUpdated', {
      ...{ bytes32: { positionKey }, int: { delta: -1n, nextValue: -10n } },
    }),
    log('SetUint', { bytes32: { baseKey }, bytes: { data }, uint: { value: 11n } }, [baseKey]),
  ])
  expect(quarantined).toEqual([])
  expect(
    facts.map(({ body }) => (body.kind === 'parameter' ? [body.subject, ...body.values] : [])),
  ).toEqual([
    [`pool:${market}:${weth}`, 2n],
    [`openInterest:${market}:${weth}:long`, 3n],
    [`openInterestInTokens:${market}:${weth}:long`, 4n],
    [`borrowing:${market}:short`, 5n],
    [`fundingFee:${market}:${weth}:long`, 6n],
    [`price:${weth}`, 7n, 8n],
    [`pendingImpact:${positionKey}`, -10n],
    [`uint:${keccak256(concat([baseKey, data]))}`, 11n],
  ])
})

test('behavior: a parameter that was read is filed under the key that was asked', () => {
  const data = `0x${77n.toString(16).padStart(64, '0')}` as const
  const bodies = decoder.timedReads?.calls.map((call) => {
    const request = { chainId, blockNumber: 7n, blockHash, sourceId: '', ...call }
    expect(call.to).toBe(store)
    expect(decoder.decodeRead?.({ request, data: undefined })).toBeUndefined()
    return decoder.decodeRead?.({ request, data })
  })
  const name = keccak256(encodeAbiParameters([{ type: 'string' }], ['MIN_COLLATERAL_USD']))
  expect(bodies).toHaveLength(8)
  expect(bodies?.[0]).toEqual({
    ...{ kind: 'parameter', contract: emitter, venue: '', subject: `uint:${name}`, values: [77n] },
  })
})

test('behavior: the order and number of keys are the version’s own, their types are not', () => {
  const { address, uint } = {
    address: { token: weth },
    uint: { maxPrice: 2n, more: 9n, minPrice: 1n },
  }
  expect(decode([log('OraclePriceUpdate', { address, uint })]).facts[0]?.body).toMatchObject({
    values: [1n, 2n],
  })
  const { quarantined } = decode([
    log('OraclePriceUpdate', { address, int: { minPrice: 1n }, uint: { maxPrice: 2n } }),
  ])
  expect(quarantined).toMatchObject([{ reason: 'OraclePriceUpdate has no uint called minPrice.' }])
})

test('error: malformed logs, keys given twice and a name under another hash are quarantined', () => {
  const good = log('OraclePriceUpdate', {
    address: { token: weth },
    uint: { minPrice: 1n, maxPrice: 2n },
  })
  const { truncated, trailing, extra } = malform(good)
  const other = {
    ...good,
    topics: [good.topics[0] ?? '0x', keccak256('0x'), ...good.topics.slice(2)],
  }
  const wrong = [truncated, trailing, extra, other]
  const { facts, quarantined } = decode([...wrong, good])
  expect([facts.length, quarantined.length]).toEqual([1, wrong.length])
  const twice = good.data.replaceAll(
    Buffer.from('maxPrice').toString('hex'),
    Buffer.from('minPrice').toString('hex'),
  )
  const { quarantined: repeated } = decode([{ ...good, data: `0x${twice.slice(2)}` }])
  expect(repeated).toMatchObject([{ reason: expect.stringMatching(/gives minPrice twice/) }])
})
