import { expect, test } from 'vitest'
import { createShareRateDecoder } from '../../src/protocols/vaults/shareRate.ts'
import { createLogs } from './lending/marginEvents.ts'
import { addressOf, chainId, transactionOf } from './logs.ts'

const token = addressOf(0x900)
const decoder = createShareRateDecoder({ chainId, token, decimals: 6, startBlock: 5n })
const log = createLogs('ERC-4626')
const flow = { sender: token, receiver: token, owner: token, assets: 1n, shares: 1n }
const oneShare = { to: token, data: `0x07a2d13a${'f4240'.padStart(64, '0')}` }

test('default: whoever acts on the vault asks for its rate, and the head does now and then', () => {
  const logs = [log(token, 'Deposit', flow), log(token, 'Withdraw', flow)]
  const { facts, reads, quarantined } = decoder.decode(transactionOf(logs))
  expect([facts, quarantined]).toEqual([[], []])
  expect(reads).toMatchObject([{ ...oneShare, blockNumber: 7n }])
  expect(decoder.standingRead).toEqual(oneShare)
  const topics = decoder.source.filters.flatMap(({ topics: [events] }) => [...events])
  expect(topics.sort()).toEqual(logs.map((each) => each.topics[0]).sort())
})

test('behavior: an answer is one word, or says nothing', () => {
  const [request] = decoder.decode(transactionOf([log(token, 'Deposit', flow)])).reads
  if (!request) throw new Error('a read was asked for')
  const data = `0x${'f4241'.padStart(64, '0')}` as const
  expect(decoder.decodeRead?.({ request, data })).toEqual({
    ...{ kind: 'index', asset: token, assetsPerShareUnit: 1_000_001n },
  })
  for (const none of [undefined, '0x', `0x${'00'.repeat(64)}`] as const)
    expect(decoder.decodeRead?.({ request, data: none })).toBeUndefined()
})
