import {
  decodeFunctionData,
  encodeFunctionResult,
  type Hex,
  pad,
  parseAbi,
  toFunctionSelector,
  toHex,
} from 'viem'
import { expect, test } from 'vitest'
import type { BackingConfig, BackingGroup } from '../../../src/config/BackingConfig.ts'
import type { LegFact, LegStep } from '../../../src/facts/BridgeFacts.ts'
import type { Decoder } from '../../../src/facts/Decoder.ts'
import { zeroAddress } from '../../../src/facts/primitives.ts'
import { createBackingDecoder } from '../../../src/protocols/backing/backing.ts'
import { createFlowDecoder } from '../../../src/protocols/backing/flow.ts'
import { factRank, flowRank } from '../../../src/protocols/factRank.ts'
import { toFact } from '../../../src/protocols/toFact.ts'
import {
  addressOf,
  blockHash,
  chainId,
  encodeLog,
  type LogParts,
  malform,
  transactionOf,
} from '../logs.ts'

const abi = parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)'])
const home = addressOf(0x70c)
const bridged = addressOf(0x70d)
const vault = addressOf(0xe5c)
const lockbox = addressOf(0x10c)
const user = addressOf(0xa11ce)
const place = { chainId, decimals: 6, startBlock: 5n, opening: 0n }

const group: BackingGroup = {
  group: 'usd',
  decimals: 6,
  bridges: ['route'],
  escrows: [
    { ...place, token: home, address: vault },
    // Another of the chain's escrows begins after the logs of these tests, another group's on another chain.
    { ...place, token: home, address: lockbox, startBlock: 8n },
    { ...place, chainId: 1, token: home, address: user },
  ],
  supplies: [{ ...place, token: bridged }],
  offsets: [],
  limits: [{ chainId, decimals: 6, token: bridged, bridge: lockbox }],
}

function backingOf(parts: Partial<BackingConfig> = {}): BackingConfig {
  return { readsEverySeconds: 300n, groups: [group], multicalls: new Map(), ...parts }
}

function decoderOf(parts: Partial<BackingConfig> = {}): Decoder {
  const decoder = createBackingDecoder({ chainId, backing: backingOf(parts), rank: 400 })
  if (decoder === undefined) throw new Error('the chain has escrows')
  return decoder
}

const decoder = decoderOf()

const transfer = (token: Hex, from: Hex, to: Hex, value: bigint): LogParts =>
  encodeLog(abi, token, 'Transfer', { from, to, value })

const bodiesOf = (...logs: readonly LogParts[]) =>
  decoder.decode(transactionOf(logs)).facts.map(({ body }) => body)

test('default: two filters for escrows, two for what is minted and burnt', () => {
  const [topic0 = '0x'] = transfer(home, user, vault, 1n).topics
  const keepers = [pad(vault), pad(lockbox)]
  const zero = [pad(zeroAddress)]
  expect(decoder.source).toEqual({
    id: `${chainId}/backing`,
    chainId,
    startBlock: 5n,
    filters: [
      { addresses: [home], topics: [[topic0], keepers] },
      { addresses: [home], topics: [[topic0], undefined, keepers] },
      { addresses: [bridged], topics: [[topic0], zero] },
      { addresses: [bridged], topics: [[topic0], undefined, zero] },
    ],
  })
})

test('default: what moves at an escrow, and what is minted and burnt', () => {
  const escrow = { kind: 'escrow', token: home, holder: vault }
  expect(bodiesOf(transfer(home, user, vault, 5n), transfer(home, vault, user, 3n))).toEqual([
    { ...escrow, amount: 5n },
    { ...escrow, amount: -3n },
  ])
  const supply = { kind: 'supply', token: bridged }
  expect(
    bodiesOf(transfer(bridged, zeroAddress, user, 5n), transfer(bridged, user, zeroAddress, 3n)),
  ).toEqual([
    { ...supply, amount: 5n },
    { ...supply, amount: -3n },
  ])
})

test('behavior: what is of no account says nothing', () => {
  expect(
    bodiesOf(
      transfer(home, user, vault, 0n),
      transfer(home, vault, vault, 5n),
      // Minted into being on its home chain, where nobody counts its supply.
      transfer(home, zeroAddress, user, 5n),
      transfer(bridged, user, vault, 5n),
      // Before the start of that escrow, which is in its opening.
      transfer(home, user, lockbox, 5n),
    ),
  ).toEqual([])
})

test('behavior: facts of one log have ranks of their own', () => {
  const twin = { ...group, escrows: [...group.escrows, { ...place, token: home, address: user }] }
  const both = decoderOf({ groups: [twin] }).decode(
    transactionOf([transfer(home, user, vault, 5n)]),
  )
  expect(both.facts.map(({ at, body }) => [at.k, body.kind === 'escrow' && body.amount])).toEqual([
    [400, -5n],
    [401, 5n],
  ])
})

test('error: a transfer with four topics is an NFT and is quarantined', () => {
  const { extra } = malform(transfer(home, user, vault, 5n))
  expect(decoder.decode(transactionOf([extra])).quarantined).toMatchObject([
    { sourceId: `${chainId}/backing`, reason: 'Transfer has 3 topics and the log has 4.' },
  ])
})

test('behavior: a chain without accounts is not followed, and reads may be off', () => {
  expect(createBackingDecoder({ chainId: 99, backing: backingOf(), rank: 0 })).toBe(undefined)
  expect(decoderOf({ readsEverySeconds: undefined }).timedReads).toBe(undefined)
})

const word = (value: bigint): Hex => toHex(value, { size: 32 })

/** What the decoder makes of answers to its calls, in order; undefined for one that reverted. */
function readAll(of: Decoder, answers: readonly (Hex | undefined)[]) {
  const calls = of.timedReads?.calls ?? []
  return calls.map(({ to, data }, i) => {
    const request = { to, data, chainId, blockNumber: 9n, blockHash, sourceId: of.source.id }
    return of.decodeRead?.({ request, data: answers[i] })
  })
}

test('default: without a multicall every question is a call', () => {
  const calls = decoder.timedReads?.calls ?? []
  const selector = (signature: string): Hex => toFunctionSelector(signature)
  expect(calls.map(({ to, data }) => [to, data.slice(0, 10)])).toEqual([
    [home, selector('balanceOf(address)')],
    [home, selector('balanceOf(address)')],
    [bridged, selector('totalSupply()')],
    [bridged, selector('mintingMaxLimitOf(address)')],
    [bridged, selector('mintingCurrentLimitOf(address)')],
    [bridged, selector('burningMaxLimitOf(address)')],
    [bridged, selector('burningCurrentLimitOf(address)')],
  ])
  expect(readAll(decoder, [word(7n), undefined, word(9n), '0x', word(1n)]).slice(0, 5)).toEqual([
    {
      kind: 'observed',
      observations: [{ of: 'balance', token: home, holder: vault, amount: 7n }],
    },
    undefined,
    { kind: 'observed', observations: [{ of: 'supply', token: bridged, amount: 9n }] },
    undefined,
    {
      kind: 'observed',
      observations: [{ of: 'mintLeft', token: bridged, holder: lockbox, amount: 1n }],
    },
  ])
})

const multicall = addressOf(0x3ca11)
const aggregateAbi = parseAbi([
  'struct Call { address target; bool allowFailure; bytes callData; }',
  'struct Result { bool success; bytes returnData; }',
  'function aggregate3(Call[] calls) returns (Result[] results)',
])

test('behavior: one multicall carries them all, and what failed in it is left out', () => {
  const many = decoderOf({ multicalls: new Map([[chainId, multicall]]) })
  expect(many.timedReads?.calls.map(({ to }) => to)).toEqual([multicall])
  const { args } = decodeFunctionData({
    abi: aggregateAbi,
    data: many.timedReads?.calls[0]?.data ?? '0x',
  })
  const questions = decoder.timedReads?.calls.map(({ to, data }) => [to, true, data])
  expect(
    args?.[0].map(({ target, allowFailure, callData }) => [target, allowFailure, callData]),
  ).toEqual(questions)
  const result = [
    { success: true, returnData: word(7n) },
    { success: false, returnData: word(8n) },
    { success: true, returnData: word(9n) },
    { success: true, returnData: '0x' as const },
  ]
  const data = encodeFunctionResult({ abi: aggregateAbi, functionName: 'aggregate3', result })
  expect(readAll(many, [data])).toEqual([
    {
      kind: 'observed',
      observations: [
        { of: 'balance', token: home, holder: vault, amount: 7n },
        { of: 'supply', token: bridged, amount: 9n },
      ],
    },
  ])
})

test('error: what answers and is no multicall leaves its tokens unread', () => {
  const many = decoderOf({ multicalls: new Map([[chainId, multicall]]) })
  for (const data of ['0x', word(1n), `0x${'ff'.repeat(96)}`] as const)
    expect(readAll(many, [data])).toEqual([undefined])
})

test('behavior: 500 questions a call, in the order of the accounts', () => {
  const escrows = Array.from({ length: 501 }, (_, i) => ({
    ...{ ...place, token: home, address: addressOf(i + 1) },
  }))
  const groups = [{ ...group, escrows, supplies: [], limits: [] }]
  const many = decoderOf({ groups, multicalls: new Map([[chainId, multicall]]) })
  expect(many.timedReads?.calls).toHaveLength(2)
  const result = [{ success: true, returnData: word(7n) }]
  const data = encodeFunctionResult({ abi: aggregateAbi, functionName: 'aggregate3', result })
  expect(readAll(many, [data, data])).toMatchObject([
    { observations: [{ holder: addressOf(1) }] },
    { observations: [{ holder: addressOf(501) }] },
  ])
})

/** A bridge's decoder of which every log is one leg. */
function legsOf(...legs: readonly (readonly [LegStep, bigint, Hex])[]): Decoder {
  return {
    name: 'legs@3',
    source: { id: `${chainId}/legs:1`, chainId, startBlock: 2n, filters: [] },
    decode: ({ logs }) => ({
      facts: legs.flatMap(([step, amount, asset], i) => {
        const log = logs[i]
        const body: LegFact = {
          ...{ kind: 'leg', step, bridge: 'route', key: blockHash, payloadHash: blockHash },
          ...{ asset, amount, carrierContract: vault, origin: 1, destination: 2 },
        }
        const k = factRank('bridge', 1) + i
        return log === undefined ? [] : [toFact({ decoder: 'legs@3 x', chainId, log, k, body })]
      }),
      reads: [],
      quarantined: [],
    }),
  }
}

test('default: a flow is what legs bring less what they take, of the tokens that are held against it', () => {
  const legs = legsOf(
    ...([
      ['credited', 9n, bridged],
      ['sent', 4n, bridged],
      ['queued', 3n, bridged],
      ['refunded', 2n, bridged],
      ['failed', 1n, bridged],
      ['cancelled', 1n, bridged],
      ['sent', 0n, bridged],
      ['credited', 8n, home],
    ] as const),
  )
  const flow = createFlowDecoder({ legs, tokens: new Set([bridged]) })
  expect(flow.source).toEqual({ ...legs.source, id: `${chainId}/legs:1/flow` })
  const logs = Array.from({ length: 8 }, () => transfer(bridged, user, vault, 1n))
  const { facts, quarantined } = flow.decode(transactionOf(logs))
  expect(quarantined).toEqual([])
  expect(facts.map(({ body, decoder }) => [decoder, body])).toEqual(
    [9n, -4n, -3n, 2n].map((amount) => [
      `flow@1.legs@3 ${chainId}/legs:1/flow`,
      { kind: 'flow', token: bridged, bridge: 'route', amount },
    ]),
  )
})

test('behavior: the ranks of flows are nobody else’s', () => {
  const taken = [
    ...(['vault', 'market', 'bridge'] as const).flatMap((family) =>
      Array.from({ length: 8 }, (_, i) => factRank(family, i)),
    ),
    ...[factRank('custody', 0), factRank('custody', 1)],
  ]
  const flows = Array.from({ length: 6 }, (_, i) => flowRank(factRank('bridge', i) + 3))
  expect(new Set([...taken.map((rank) => rank + 3), ...flows]).size).toBe(taken.length + 6)
  expect(Math.max(...flows)).toBeLessThan(512)
})
