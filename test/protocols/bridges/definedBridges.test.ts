/** Bridges that Plimsoll does not know, described as an operator would, on transfers of public chains. */
import { keccak256, parseAbi, toEventSelector } from 'viem'
import { expect, test } from 'vitest'
import type { BridgeConfig, CustomBridge } from '../../../src/config/Project.ts'
import type { Address, ChainId } from '../../../src/facts/primitives.ts'
import { eventsNamed } from '../../../src/protocols/bridges/eventsNamed.ts'
import { createCustomDecoder } from '../../../src/protocols/custom.ts'
import { defineBridge } from '../../../src/protocols/defineBridge.ts'
import { defineProtocol } from '../../../src/protocols/defineProtocol.ts'
import { saysPauses } from '../../../src/protocols/saysPauses.ts'
import { addressOf, encodeLog, transactionOf } from '../logs.ts'
import { hasData, pairs, type RealPair, type RealTransaction } from '../readTransactions.ts'
import { matchLegs, type PlacedLeg } from './matchLegs.ts'
import { bridgeFromReceipts, emittersOf } from './realData.ts'
import { bridgeOf, decodeOn, decoderOf, policy } from './routes.ts'

/** ERC-7528: native money as an asset. */
const native: Address = `0x${'ee'.repeat(20)}`
const dai: Address = '0x6b175474e89094c44da98b954eedeac495271d0f'

const xDai = defineBridge({
  name: 'xdai',
  abi: parseAbi([
    'event UserRequestForAffirmation(address recipient, uint256 value, bytes32 nonce)',
    'event AffirmationCompleted(address recipient, uint256 value, bytes32 nonce)',
  ]),
  events: {
    UserRequestForAffirmation: ({ recipient, value, nonce }, bridge) =>
      bridge.leg({
        step: 'sent',
        key: nonce,
        asset: dai,
        amount: value,
        recipient,
        origin: 1,
        destination: 100,
      }),
    AffirmationCompleted: ({ recipient, value, nonce }, bridge) =>
      bridge.leg({
        step: 'credited',
        key: nonce,
        asset: native,
        amount: value,
        recipient,
        origin: 1,
        destination: 100,
      }),
  },
})

const hop = defineBridge({
  name: 'hop',
  abi: parseAbi([
    'event TransferSent(bytes32 indexed transferId, uint256 indexed chainId, address indexed recipient, uint256 amount, bytes32 transferNonce, uint256 bonderFee, uint256 index, uint256 amountOutMin, uint256 deadline)',
    'event WithdrawalBonded(bytes32 indexed transferId, uint256 amount)',
  ]),
  events: {
    TransferSent: ({ transferId, chainId, recipient, amount }, bridge) =>
      bridge.leg({
        step: 'sent',
        key: transferId,
        asset: native,
        amount,
        recipient,
        origin: bridge.chainId,
        destination: Number(chainId),
      }),
    // The bonder pays on the word of the transfer's id alone, which does not say where it was sent.
    WithdrawalBonded: ({ transferId, amount }, bridge) =>
      bridge.leg({
        step: 'credited',
        key: transferId,
        asset: native,
        amount,
        origin: undefined,
        destination: bridge.chainId,
      }),
  },
})

const gatewayAbi = parseAbi([
  'event DepositETH(address indexed from, address indexed to, uint256 amount, bytes data)',
  'event FinalizeDepositETH(address indexed from, address indexed to, uint256 amount, bytes data)',
])
const queueAbi = parseAbi([
  'event QueueTransaction(address indexed sender, address indexed target, uint256 value, uint64 queueIndex, uint256 gasLimit, bytes data)',
])
const messengerAbi = parseAbi(['event RelayedMessage(bytes32 indexed messageHash)'])

/** The gateway has the amount; the hash of what the queue will run is the message that the other messenger relays. */
const scroll = defineProtocol({
  name: 'scroll-eth',
  domain: 'chainId',
  contracts: {
    gateway: { abi: gatewayAbi },
    queue: { abi: queueAbi, isOptional: true },
    messenger: { abi: messengerAbi, isOptional: true },
  },
  toFindings(events, route) {
    const queued = eventsNamed(events, 'QueueTransaction')
    const relayed = eventsNamed(events, 'RelayedMessage')
    const common = { asset: native, origin: 1, destination: 534_352 }
    return [
      ...eventsNamed(events, 'DepositETH').map(({ log, from, to, amount }) => {
        const message = queued.findLast((each) => each.log.logIndex < log.logIndex)
        if (message === undefined) return { log, reason: 'DepositETH has no queued message.' }
        const key = keccak256(message.data)
        const parts = {
          ...common,
          key,
          amount,
          sender: from,
          recipient: to,
          carrierContract: log.address,
        }
        return { log, siblings: [message.log], body: route.leg({ step: 'sent', ...parts }) }
      }),
      ...eventsNamed(events, 'FinalizeDepositETH').map(({ log, from, to, amount }) => {
        const message = relayed.find((each) => each.log.logIndex > log.logIndex)
        if (message === undefined)
          return { log, reason: 'FinalizeDepositETH has no relayed message.' }
        const key = message.messageHash
        const parts = {
          ...common,
          key,
          amount,
          sender: from,
          recipient: to,
          carrierContract: log.address,
        }
        return { log, siblings: [message.log], body: route.leg({ step: 'credited', ...parts }) }
      }),
    ]
  },
})

const pairsOf = (protocol: string) =>
  pairs.filter((pair) => pair.protocol === protocol).map((pair) => [pair.note, pair] as const)

/** A custom bridge with the contracts that logged its events. */
function customBridge(definition: CustomBridge['definition'], { origin, destination }: RealPair) {
  const topics = definition.abi.flatMap((item) =>
    item.type === 'event' ? [toEventSelector(item)] : [],
  )
  const members = [origin, destination].map((transaction) => {
    const [address, other] = emittersOf(transaction, topics)
    if (address === undefined || other !== undefined) throw new Error('one contract a chain')
    return { chainId: transaction.chainId, address, startBlock: 0n }
  })
  const bridge: BridgeConfig = { type: 'custom', id: definition.name, members, policy, definition }
  const read = ({ chainId, timestamp, ...transaction }: RealTransaction): PlacedLeg[] => {
    const contract = members.find((member) => member.chainId === chainId)?.address
    if (contract === undefined) throw new Error('a member a chain')
    const decoder = createCustomDecoder({
      definition,
      chainId,
      contract,
      venue: '',
      token: undefined,
      bridge: bridge.id,
      sourceId: `${chainId}/test`,
      startBlock: 0n,
      rank: 0,
    })
    const [filter] = decoder.source.filters
    const logs = transaction.logs.filter(
      ({ address, topics: [topic0] }) =>
        address === contract && filter?.topics[0].some((topic) => topic === topic0),
    )
    const { facts, quarantined } = decoder.decode({ chainId, ...transaction, logs })
    expect(quarantined).toEqual([])
    return toPlaced(facts, chainId, timestamp)
  }
  return { bridge, legs: [...read(origin), ...read(destination)] }
}

function toPlaced(
  facts: ReturnType<ReturnType<typeof decoderOf>['decode']>['facts'],
  chainId: ChainId,
  at: bigint,
): PlacedLeg[] {
  return facts.flatMap(({ body, at: { logIndex } }) =>
    body.kind === 'leg' ? [{ body, chainId, at, logIndex }] : [],
  )
}

function expectDelivered(bridge: BridgeConfig, legs: readonly PlacedLeg[]) {
  const until = 10n ** 12n
  const [view, ...others] = matchLegs(bridge, legs, until).values()
  expect(others).toEqual([])
  expect(view).toMatchObject({ state: 'DELIVERED', creditedAmount: view?.sentAmount })
  expect(matchLegs(bridge, [...legs].reverse(), until)).toEqual(matchLegs(bridge, legs, until))
}

test.runIf(hasData).each(pairsOf('xdai-bridge'))('default: defineBridge: xDai: %s', (_, pair) => {
  const { bridge, legs } = customBridge(xDai, pair)
  expectDelivered(bridge, legs)
})

test.runIf(hasData).each(pairsOf('hop'))('default: defineBridge: Hop: %s', (_, pair) => {
  const { bridge, legs } = customBridge(hop, pair)
  expectDelivered(bridge, legs)
})

test.runIf(hasData).each(pairsOf('scroll-canonical'))(
  'default: defineProtocol: Scroll: %s',
  (_, { origin, destination }) => {
    const bridge = bridgeFromReceipts(scroll, [origin, destination])
    if (bridge === undefined) throw new Error('both receipts have logs of the protocol')
    const legs = [origin, destination].flatMap((transaction) => {
      const { facts, quarantined } = decoderOf(bridge, transaction.chainId).decode(transaction)
      expect(quarantined).toEqual([])
      return toPlaced(facts, transaction.chainId, transaction.timestamp)
    })
    expectDelivered(bridge, legs)
  },
)

const gateway = addressOf(0x6a7e)
const queue = addressOf(0x9e)
const here = { chainId: 1, domain: '1', contracts: { gateway, queue }, tokens: {} }
const deposit = encodeLog(gatewayAbi, gateway, 'DepositETH', {
  from: native,
  to: native,
  amount: 5n,
  data: '0x',
})
const queueing = encodeLog(queueAbi, queue, 'QueueTransaction', {
  sender: native,
  target: native,
  value: 0n,
  queueIndex: 1n,
  gasLimit: 1n,
  data: '0xabcd',
})

test('behavior: the key of a message is found in a log beside the one with the amount', () => {
  const { legs, facts } = decodeOn(bridgeOf(scroll, [here]), 1, [queueing, deposit])
  expect(legs).toMatchObject([{ step: 'sent', key: keccak256('0xabcd'), amount: 5n }])
  expect(facts).toMatchObject([{ at: { logIndex: 1 }, siblings: [0] }])
})

test('error: a deposit without its message is quarantined with the reason that the function gave', () => {
  const { legs, reasons } = decodeOn(bridgeOf(scroll, [here]), 1, [deposit])
  expect({ legs, reasons }).toEqual({ legs: [], reasons: ['DepositETH has no queued message.'] })
})

test('behavior: an operator says how its own bridge is stopped and limited; nonsense is quarantined', () => {
  const abi = parseAbi(['event Halted(bool isHalted)', 'event Capped(address cap, uint256 most)'])
  const guarded = bridgeOf(
    defineProtocol({
      name: 'guarded',
      domain: 'chainId',
      contracts: { guard: { abi } },
      pausedBy: ['guard'],
      toFindings: (events, route) => [
        ...eventsNamed(events, 'Halted').map(({ log, isHalted }) => {
          const change = { type: isHalted ? 'paused' : 'resumed' } as const
          const body = route.control({ contract: log.address, way: 'out', lanes: [2], change })
          return { log, siblings: [], body }
        }),
        ...eventsNamed(events, 'Capped').map(({ log, cap: contract, most }) => {
          const amount = most === 0n ? -1n : most
          const change = { type: 'limited', per: 'transfer', token: native, most: amount } as const
          return { log, siblings: [], body: route.control({ contract, change }) }
        }),
      ],
    }),
    [
      { ...here, contracts: { guard: native } },
      { ...here, chainId: 77, domain: '2', contracts: { guard: native } },
    ],
  )
  const logs = [
    encodeLog(abi, native, 'Halted', { isHalted: true }),
    encodeLog(abi, native, 'Capped', { cap: native, most: 5n }),
  ]
  expect(decodeOn(guarded, 1, logs).facts.map(({ body }) => body)).toMatchObject([
    { kind: 'control', way: 'out', lanes: [77], change: { type: 'paused' } },
    { kind: 'control', way: 'both', lanes: undefined, change: { per: 'transfer', most: 5n } },
  ])
  const { facts, reasons } = decodeOn(guarded, 1, [
    encodeLog(abi, native, 'Capped', { cap: native, most: 0n }),
  ])
  expect({ facts, reasons }).toEqual({ facts: [], reasons: [expect.stringContaining('`most`')] })
})

test('error: a function that throws, or that makes a leg of nonsense, quarantines its logs and stops nothing', () => {
  const define = (toFindings: Parameters<typeof defineProtocol>[0]['toFindings']) =>
    bridgeOf(
      defineProtocol({
        name: 'broken',
        domain: 'chainId',
        contracts: { gateway: { abi: gatewayAbi }, queue: {} },
        toFindings,
      }),
      [here],
    )
  const thrown = define(() => {
    throw new Error('it broke')
  })
  const { reasons } = decodeOn(thrown, 1, [deposit])
  expect(reasons).toEqual(['The function of broken failed: it broke'])
  const nonsense = define(([event], route) =>
    event === undefined
      ? []
      : [
          {
            log: event.log,
            siblings: [],
            body: route.leg({
              step: 'sent',
              key: '0x12',
              asset: native,
              amount: 1n,
              carrierContract: native,
              origin: 1,
              destination: 2,
            }),
          },
        ],
  )
  expect(decodeOn(nonsense, 1, [deposit]).reasons).toEqual([
    expect.stringMatching(/^The function of broken failed: `key` is 0x12, which is not 32 bytes\./),
  ])
})

test('behavior: logs of nobody, and of topics that no role reads, are left alone', () => {
  const bridge = bridgeOf(scroll, [here])
  const stranger = { ...deposit, address: addressOf(0x99) }
  const { facts, quarantined } = decoderOf(bridge, 1).decode(
    transactionOf([stranger, { ...deposit, topics: [keccak256('0x')] }]),
  )
  expect({ facts, quarantined }).toEqual({ facts: [], quarantined: [] })
})

const valve = defineBridge({
  name: 'valve',
  saysPauses: true,
  abi: parseAbi([
    'event Halted(bool isHalted)',
    'event Capped(uint256 lane, address token, uint256 most)',
  ]),
  events: {
    Halted: ({ isHalted }, bridge) =>
      bridge.control({ change: { type: isHalted ? 'paused' : 'resumed' } }),
    Capped: ({ lane, token, most }, bridge) =>
      bridge.control({
        way: 'out',
        lanes: [Number(lane)],
        change: { type: 'limited', per: 'day', token, most },
      }),
  },
})

test('behavior: a bridge whose events each say all by themselves says so of its pauses and limits too', () => {
  const contract = addressOf(0xb41d)
  const sourceId = '1/valve'
  const instance = { definition: valve, chainId: 1, contract, sourceId, bridge: 'own' }
  const place = { venue: '', token: undefined, startBlock: 0n, rank: 0 }
  const logs = [
    encodeLog(valve.abi, contract, 'Halted', { isHalted: true }),
    encodeLog(valve.abi, contract, 'Capped', { lane: 10n, token: dai, most: 7n }),
  ]
  const { facts } = createCustomDecoder({ ...instance, ...place }).decode(transactionOf(logs))
  const said = { kind: 'control', bridge: 'own', contract }
  expect(facts.map(({ body }) => body)).toEqual([
    { ...said, way: 'both', lanes: undefined, change: { type: 'paused' } },
    {
      ...said,
      ...{ way: 'out', lanes: [10] },
      change: { type: 'limited', per: 'day', token: dai, most: 7n },
    },
  ])
  const members = [{ chainId: 1, address: contract, startBlock: 0n }]
  const bridge = { type: 'custom' as const, id: 'own', members, policy }
  expect(saysPauses({ ...bridge, definition: valve }, 1)).toBe(true)
  expect(saysPauses({ ...bridge, definition: hop }, 1)).toBe(false)
})
