/** From a config to what is served: collateral that leaves one vault by CCTP and arrives in another. */
import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import * as presets from '../../../chains/index.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import type { Fact } from '../../../src/facts/Fact.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import { type ChainId, type Hex, zeroAddress } from '../../../src/facts/primitives.ts'
import { bindTransaction } from '../../../src/ledger/bindTransaction.ts'
import { createTopology } from '../../../src/ledger/createTopology.ts'
import { evaluateTransfer } from '../../../src/ledger/evaluateTransfer.ts'
import { transferAmounts } from '../../../src/ledger/transferAmounts.ts'
import { protocols } from '../../../src/protocols/bridges/protocols.ts'
import { createDecoders } from '../../../src/protocols/createDecoders.ts'
import { defineVault } from '../../../src/protocols/defineVault.ts'
import { addressOf, encodeLog, type LogParts, transactionOf } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { alice, away, burn, contractOf, home, mint, usdc } from './cctpLogs.ts'

const vaults = [addressOf(0x7a01), addressOf(0x7a02)] as const
const vaultAbi = parseAbi([
  'event Added(address indexed user, uint256 amount)',
  'event Taken(address indexed user, uint256 amount)',
])
const definition = defineVault({
  name: 'vault',
  abi: vaultAbi,
  events: {
    Added: ({ user, amount }, book) => book.credit({ account: user, amount }),
    Taken: ({ user, amount }, book) => book.debit({ account: user, amount }),
  },
})
const member = (chain: string, { contracts }: typeof home) => ({
  chain,
  // CAST: each role of these members has one contract.
  contracts: contracts as Record<string, Hex>,
  startBlock: 1,
})
const project = parseProject(
  {
    chains: {
      ethereum: { rpc: 'http://a.test', preset: presets.ethereum },
      base: { rpc: 'http://b.test', preset: presets.base },
    },
    assets: {
      usdc: { symbol: 'USDC', decimals: 6, tokens: { ethereum: usdc[0], base: usdc[1] } },
    },
    bridges: {
      usdc: {
        type: 'protocol',
        protocol: 'cctp-v2',
        assets: ['usdc'],
        members: [member('ethereum', home), member('base', away)],
      },
    },
    venues: [
      {
        id: 'venue',
        vaults: ['ethereum', 'base'].map((chain, i) => ({
          type: 'custom',
          chain,
          address: vaults[i],
          startBlock: 1,
          asset: 'usdc',
          definition,
        })),
        risk: { collateral: {} },
      },
    ],
  },
  { variables: {}, presets: {}, protocols },
)
const topology = createTopology(project)
const decoders = createDecoders(project)

/** The legs of one transaction, read by every decoder of the chain whose filters ask for it. */
function record(chainId: ChainId, parts: readonly LogParts[], at: bigint): readonly Leg[] {
  const transaction = { ...transactionOf(parts), chainId, blockNumber: at }
  const facts = decoders.flatMap((decoder): readonly Fact[] => {
    const { source } = decoder
    if (source.chainId !== chainId) return []
    const logs = transaction.logs
      .filter((log) =>
        source.filters.some(
          ({ addresses, topics }) =>
            addresses.includes(log.address) &&
            topics.every(
              (allowed, i) => !allowed || allowed.some((topic) => topic === log.topics[i]),
            ),
        ),
      )
      .map((log) => ({ ...log, blockNumber: at }))
    const decoded = decoder.decode({ ...transaction, logs })
    expect(decoded.quarantined).toEqual([])
    return decoded.facts
  })
  const { legs, residuals } = bindTransaction(facts, at, topology)
  expect(residuals).toEqual([])
  return legs
}

const transfer = (token: Hex, from: Hex, to: Hex, value: bigint) =>
  encodeRow(rowOf('erc20', '-', 'Transfer'), token, { from, to, value })
const parts = { amount: 100n, maxFee: 3n, depositor: vaults[0], recipient: vaults[1] }
const leaving = record(
  1,
  [
    encodeLog(vaultAbi, vaults[0], 'Taken', { user: alice, amount: 100n }),
    transfer(usdc[0], vaults[0], contractOf(home, 'tokenMinter'), 100n),
    ...burn('v2', parts),
  ],
  100n,
)
const arriving = record(
  8453,
  [
    transfer(usdc[1], zeroAddress, vaults[1], 98n),
    ...mint('v2', { ...parts, fee: 2n, finality: 1_000 }),
    encodeLog(vaultAbi, vaults[1], 'Added', { user: alice, amount: 98n }),
  ],
  200n,
)

/** State and amounts of the one transfer at heights that are times too; the origin still shows 100 of alice. */
function at(origin: bigint, destination: bigint) {
  const coveredFrom = new Map([['usdc', 0n]])
  const cut = new Map([
    [1, { number: origin, txIndex: undefined, timestamp: origin, coveredFrom }],
    [8453, { number: destination, txIndex: undefined, timestamp: destination, coveredFrom }],
  ])
  const context = { cut, topology }
  const legs = [...leaving, ...arriving]
  const view = evaluateTransfer(legs, context)
  if (view === undefined) return { state: undefined, amounts: [] }
  const shown = 100n * 10n ** 30n
  const books = { shown: () => shown, lowestSince: () => 98n }
  const [amounts = []] = transferAmounts([{ view, legs }], context, books)
  return { state: view.state, amounts: amounts.map(({ kind, amount }) => [kind, amount]) }
}

test('default: what the vault paid the minter is bound, and what the token minted into the vault', () => {
  expect(leaving.map(({ step, bindings }) => [step, bindings.map(({ amount }) => amount)])).toEqual(
    [['sent', [100n]]],
  )
  expect(
    arriving.map(({ step, bindings }) => [step, bindings.map(({ amount }) => amount)]),
  ).toEqual([['credited', [98n]]])
})

test('default: it is counted once at every pair of heights, and the fee is no collateral', () => {
  expect(at(99n, 199n)).toEqual({ state: undefined, amounts: [] })
  expect(at(150n, 199n)).toEqual({ state: 'IN_FLIGHT', amounts: [['inFlight', 100n]] })
  expect(at(99n, 200n)).toEqual({ state: 'AWAITING_SOURCE', amounts: [['lagOffset', 98n]] })
  expect(at(150n, 200n)).toEqual({ state: 'DELIVERED', amounts: [] })
})

test('behavior: every log but those of the bridge and the vault is left alone', () => {
  expect(
    record(
      1,
      [
        transfer(usdc[0], alice, addressOf(1), 5n),
        encodeLog(vaultAbi, alice, 'Taken', { user: alice, amount: 1n }),
      ],
      300n,
    ),
  ).toEqual([])
})
