import { type Hex, pad, toHex } from 'viem'
import { expect, test } from 'vitest'
import { feedChecks } from '../../src/cli/doctor/contract/feedChecks.ts'
import type { FeedConfig, FeedSource } from '../../src/config/FeedConfig.ts'
import type { Project } from '../../src/config/Project.ts'
import { defineFeed } from '../../src/protocols/defineFeed.ts'

const address = pad('0x0f', { size: 20 })
const aggregator = pad('0xa4', { size: 20 })
const other = pad('0xa5', { size: 20 })

const word = (value: bigint): Hex => toHex(BigInt.asUintN(256, value), { size: 32 })

/** Findings about a feed, by the answers in the order of the questions. */
function ask(source: FeedSource, answers: readonly (Hex | undefined)[], chainId = 1) {
  const feed: FeedConfig = {
    id: 'eth',
    chainId: 1,
    address,
    startBlock: 0n,
    decimals: 8,
    heartbeatSeconds: 1n,
    deadAfterSeconds: 3n,
    source,
  }
  const project: Project = {
    database: '',
    reserveBytes: 0,
    rawLogs: 'none',
    chains: [],
    assets: [],
    feeds: [feed],
    bridges: [],
    venues: [],
  }
  return feedChecks(project, chainId).map(({ judge }, i) => judge(answers[i]))
}

const proxy = { type: 'proxy', aggregators: new Map([[4n, aggregator]]) } as const

test('default: a proxy has the configured decimals and aggregators', () => {
  expect(ask(proxy, [word(8n), pad(aggregator)])).toMatchObject([
    { status: 'pass' },
    { status: 'pass', text: `Phase 4 of ${address} is ${aggregator}, as configured.` },
  ])
  expect(ask(proxy, [word(8n), pad(aggregator)], 2)).toEqual([])
})

test('error: another aggregator of a phase, and a contract without phases, are told', () => {
  expect(ask(proxy, [word(8n), pad(other)])[1]).toMatchObject({
    status: 'fail',
    cure: `Write ${other} as feeds.eth.aggregators["4"].`,
  })
  expect(ask(proxy, [word(8n), undefined])[1]).toMatchObject({ status: 'warn' })
})

const pyth = { type: 'pyth', priceId: `0x${'ab'.repeat(32)}` } as const
const price = (exponent: bigint): Hex =>
  `0x${[1n, 2n, exponent, 3n].map((value) => word(value).slice(2)).join('')}`

test('default: a Pyth price is scaled as configured, or it is told how it is', () => {
  expect(ask(pyth, [price(-8n)])).toMatchObject([{ status: 'pass' }])
  expect(ask(pyth, [price(-5n)])).toMatchObject([
    { status: 'fail', cure: 'Write 5 as feeds.eth.decimals.' },
  ])
  expect(ask(pyth, [undefined])).toMatchObject([{ status: 'warn' }])
})

test('behavior: of your own contract nothing is asked', () => {
  const abi = [{ type: 'event', name: 'Set', inputs: [] }] as const
  const definition = defineFeed({ name: 'own', abi, events: { Set: () => undefined } })
  expect(ask({ type: 'custom', definition }, [])).toEqual([])
})
