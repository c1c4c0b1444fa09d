import fc from 'fast-check'
import { concat, type Hex, keccak256, pad, parseAbi, toHex } from 'viem'
import { expect, test } from 'vitest'
import type { HyperlaneBridge } from '../../src/config/Project.ts'
import { createHyperlaneDecoder } from '../../src/protocols/bridges/hyperlane.ts'
import { addressOf, chainId, encodeLog, type LogParts, malform, transactionOf } from './logs.ts'

const abi = parseAbi([
  'event Dispatch(address indexed sender, uint32 indexed destination, bytes32 indexed recipient, bytes message)',
  'event DispatchId(bytes32 indexed messageId)',
  'event Process(uint32 indexed origin, bytes32 indexed sender, address indexed recipient)',
  'event ProcessId(bytes32 indexed messageId)',
  'event SentTransferRemote(uint32 indexed destination, bytes32 indexed recipient, uint256 amountOrId)',
  'event ReceivedTransferRemote(uint32 indexed origin, bytes32 indexed recipient, uint256 amountOrId)',
])
const mailbox = addressOf(0x3a11)
const router = addressOf(0x4007e4)
const token = addressOf(0x70c)
const alice = addressOf(0xa11ce)
const home = { chainId, domain: 131_001, mailbox, router, token, startBlock: 3n }
const away = {
  chainId: 31_002,
  domain: 131_002,
  mailbox: addressOf(0x3a12),
  router: addressOf(0x4007e5),
  token: addressOf(0x4007e5),
  startBlock: 1n,
}
const bridge: HyperlaneBridge = {
  type: 'hyperlane',
  id: 'hyperlane:usd',
  asset: 'usd',
  members: [home, away],
  policy: { stuckAfterSeconds: 1n, p99Seconds: 1n, skewSeconds: 1n, haircutBps: 0n },
  foreignDomains: new Map([[1_000_000_747, 747]]),
}
const decoder = createHyperlaneDecoder({ bridge, member: home })

interface Sending {
  amount: bigint
  recipient?: Hex
  destination?: number
  nonce?: number
  version?: number
  origin?: number
  sender?: Hex
  to?: Hex
  /** What the message says instead of what the event says. */
  body?: { recipient?: Hex; amount?: bigint; destination?: number }
}

/** The logs of one transferRemote, and the id of its message. */
function send(sending: Sending) {
  const {
    amount,
    recipient = pad(alice),
    destination = away.domain,
    nonce = 0,
    version = 3,
  } = sending
  const { origin = home.domain, sender = router, to = away.router, body = {} } = sending
  const uint32 = (value: number) => toHex(value, { size: 4 })
  const message = concat([
    toHex(version, { size: 1 }),
    uint32(nonce),
    uint32(origin),
    pad(sender),
    uint32(body.destination ?? destination),
    pad(to),
    body.recipient ?? recipient,
    toHex(body.amount ?? amount, { size: 32 }),
  ])
  const messageId = keccak256(message)
  return {
    messageId,
    sent: encodeLog(abi, router, 'SentTransferRemote', {
      destination,
      recipient,
      amountOrId: amount,
    }),
    dispatch: encodeLog(abi, mailbox, 'Dispatch', {
      sender,
      destination,
      recipient: pad(to),
      message,
    }),
    dispatchId: encodeLog(abi, mailbox, 'DispatchId', { messageId }),
  }
}

function receive(messageId: Hex, amount: bigint, to = router, origin = away.domain) {
  return {
    process: encodeLog(abi, mailbox, 'Process', {
      origin,
      sender: pad(away.router),
      recipient: to,
    }),
    processId: encodeLog(abi, mailbox, 'ProcessId', { messageId }),
    received: encodeLog(abi, to, 'ReceivedTransferRemote', {
      origin,
      recipient: pad(alice),
      amountOrId: amount,
    }),
  }
}

const decode = (...logs: readonly LogParts[]) => decoder.decode(transactionOf(logs, 10))

test('default: real order, sent before dispatch', () => {
  const { sent, dispatch, dispatchId, messageId } = send({ amount: 5n })
  const { facts, quarantined, reads } = decode(sent, dispatch, dispatchId)
  expect({ quarantined, reads }).toEqual({ quarantined: [], reads: [] })
  expect(facts).toMatchObject([
    {
      at: { logIndex: 10, k: 0 },
      decoder: expect.stringMatching(/^hyperlane@1 \d+\/hyperlane:0x/),
      siblings: [11, 12],
    },
  ])
  expect(facts[0]?.body).toEqual({
    kind: 'leg',
    step: 'sent',
    bridge: 'hyperlane:usd',
    key: messageId,
    payloadHash: messageId,
    asset: token,
    amount: 5n,
    carrierContract: router,
    recipient: alice,
    origin: chainId,
    destination: away.chainId,
  })
})

test('default: bench order, dispatch before sent', () => {
  const { sent, dispatch, dispatchId, messageId } = send({ amount: 5n })
  const { facts } = decode(dispatch, dispatchId, sent)
  expect(facts).toMatchObject([
    { at: { logIndex: 12 }, siblings: [10, 11], body: { key: messageId } },
  ])
})

test.each([
  ['with Process', true, [10, 11]],
  ['without Process', false, [10]],
] as const)('default: a credit %s', (_name, hasProcess, siblings) => {
  const id = keccak256('0x01')
  const { process, processId, received } = receive(id, 8n)
  const { facts, quarantined } = decode(...(hasProcess ? [process] : []), processId, received)
  expect(quarantined).toEqual([])
  expect(facts).toMatchObject([
    {
      siblings,
      body: {
        step: 'credited',
        key: id,
        amount: 8n,
        recipient: alice,
        origin: away.chainId,
        destination: chainId,
      },
    },
  ])
})

test('behavior: several sends and foreign dispatches of a shared mailbox', () => {
  const stranger = addressOf(0x57a)
  const [a, b] = [send({ amount: 1n, nonce: 1 }), send({ amount: 2n, nonce: 2 })]
  const other = send({ amount: 9n, sender: stranger, nonce: 3 })
  const logs = [a.sent, a.dispatch, a.dispatchId, other.dispatch, other.dispatchId]
  const { facts, quarantined } = decode(...logs, b.sent, b.dispatch, b.dispatchId)
  expect(quarantined).toEqual([])
  expect(facts.map(({ body }) => body.kind === 'leg' && [body.amount, body.key])).toEqual([
    [1n, a.messageId],
    [2n, b.messageId],
  ])
})

test('behavior: a delivery inside a delivery, and one to another router', () => {
  const ids = [keccak256('0x01'), keccak256('0x02'), keccak256('0x03')] as const
  const [outer, inner] = [receive(ids[0], 1n), receive(ids[1], 2n)]
  const other = receive(ids[2], 3n, addressOf(0x57a))
  const { facts, quarantined } = decode(
    other.process,
    other.processId,
    outer.process,
    outer.processId,
    inner.process,
    inner.processId,
    inner.received,
    outer.received,
  )
  expect(quarantined).toEqual([])
  expect(facts.map(({ body }) => body.kind === 'leg' && [body.amount, body.key])).toEqual([
    [2n, ids[1]],
    [1n, ids[0]],
  ])
})

test('behavior: what the shared mailbox does for other routers is passed over, unless no mailbox logs it', () => {
  const id = encodeLog(abi, mailbox, 'ProcessId', { messageId: pad('0x1') })
  expect(decoder.decode(transactionOf([id]))).toEqual({ facts: [], reads: [], quarantined: [] })
  const { facts, quarantined } = decoder.decode(transactionOf([{ ...id, data: '0x00' }]))
  expect(facts).toEqual([])
  expect(quarantined.map(({ reason }) => reason)).toEqual(['ProcessId is not what a mailbox logs.'])
})

test('behavior: domains are chain ids by the config, else shown as they are', () => {
  const destinationOf = (destination: number) => {
    const { sent, dispatch, dispatchId } = send({ amount: 1n, destination })
    const [fact] = decode(sent, dispatch, dispatchId).facts
    return fact?.body.kind === 'leg' ? fact.body.destination : undefined
  }
  expect([away.domain, 1_000_000_747, 8453].map(destinationOf)).toEqual([31_002, 747, 8453])
})

test('behavior: a recipient that is no EVM address is undefined; a scaled amount is not compared', () => {
  const recipient = keccak256('0x5017')
  const { sent, dispatch, dispatchId } = send({ amount: 1n, recipient, body: { amount: 10n } })
  const [fact] = decode(sent, dispatch, dispatchId).facts
  expect(fact?.body).toMatchObject({ amount: 1n, recipient: undefined })
})

const { sent, dispatch, dispatchId } = send({ amount: 5n })
const { process, processId, received } = receive(keccak256('0x01'), 5n)
const contradictions: readonly [string, readonly LogParts[], RegExp][] = [
  ['sent without dispatch', [sent], /no Dispatch/],
  ['dispatch without id', [sent, dispatch], /not followed by its DispatchId/],
  ['dispatch without sent', [dispatch, dispatchId], /without SentTransferRemote/],
  ['a foreign id', [sent, dispatch, send({ amount: 6n }).dispatchId], /not the hash/],
  ['credit without id', [received], /no ProcessId/],
  ['id after the credit', [received, processId], /no ProcessId/],
  [
    'process of another origin',
    [receive(keccak256('0x01'), 5n, router, 5).process, processId, received],
    /domain 5 as the origin/,
  ],
  ['process without credit', [process, processId], /without ReceivedTransferRemote/],
  [
    'id of another router',
    [...Object.values(receive(keccak256('0x02'), 1n, addressOf(9))), received],
    /no ProcessId/,
  ],
]
const wrong = (name: string, sending: Partial<Sending>, reason: RegExp) => {
  const logs = send({ amount: 5n, ...sending })
  return [name, [logs.sent, logs.dispatch, logs.dispatchId], reason] as const
}

test.each([
  ...contradictions,
  wrong('version', { version: 2 }, /version 2/),
  wrong('origin', { origin: 5 }, /on domain 5/),
  wrong('destination', { body: { destination: 5 } }, /domain 5/),
  wrong('recipient', { body: { recipient: pad('0x01') } }, /pays 0x0+1,/),
  wrong('router', { to: addressOf(6) }, /not the one configured/),
])('error: %s is quarantined', (_name, logs, reason) => {
  const { facts, quarantined } = decode(...logs)
  const own = quarantined.filter(({ log }) => [mailbox, router].includes(log.address))
  expect(facts).toEqual([])
  expect(own.map((entry) => entry.reason)).toEqual([expect.stringMatching(reason)])
})

test.each(Object.entries(malform(sent)))('error: %s router log is quarantined', (kind, log) => {
  // The first topic of the event is a uint32, so a dirty one is caught as the address would be.
  const reasons = decode(log).quarantined.map(({ reason }) => reason)
  expect(reasons, kind).toEqual([expect.stringContaining('SentTransferRemote')])
})

// However sends, deliveries and strangers are mixed, every transfer has its own message's key.
test('property: each leg carries the key of its own message', () => {
  const operation = fc.record({
    kind: fc.constantFrom('send', 'sendBench', 'receive', 'receiveBench', 'stranger'),
    amount: fc.bigInt({ min: 1n, max: 3n }),
  })
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 10 }), (operations) => {
      const keys: Hex[] = []
      const logs = operations.flatMap(({ kind, amount }, nonce) => {
        const out = send({ amount, nonce })
        const id = keccak256(toHex(nonce, { size: 32 }))
        const into = receive(id, amount)
        const other = receive(id, amount, addressOf(0x57a))
        if (kind === 'stranger') return [other.process, other.processId]
        keys.push(kind.startsWith('send') ? out.messageId : id)
        if (kind === 'send') return [out.sent, out.dispatch, out.dispatchId]
        if (kind === 'sendBench') return [out.dispatch, out.dispatchId, out.sent]
        return kind === 'receive'
          ? [into.process, into.processId, into.received]
          : [into.processId, into.received]
      })
      const { facts, quarantined } = decode(...logs)
      expect(quarantined).toEqual([])
      expect(facts.map(({ body }) => body.kind === 'leg' && body.key)).toEqual(keys)
    }),
    { seed: 3, numRuns: 200 },
  )
})
