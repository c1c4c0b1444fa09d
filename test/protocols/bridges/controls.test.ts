/** What operators do to a bridge, as its contracts log it: each protocol's own events, encoded from the catalogue. */
import { type Hex, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { listContracts } from '../../../src/cli/preflight/listContracts.ts'
import type { BridgeMember, HyperlaneBridge } from '../../../src/config/Project.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import type { ControlFact } from '../../../src/facts/BridgeFacts.ts'
import { createHyperlaneDecoder } from '../../../src/protocols/bridges/hyperlane.ts'
import { protocols } from '../../../src/protocols/bridges/protocols.ts'
import { saysPauses } from '../../../src/protocols/saysPauses.ts'
import { addressOf, type LogParts, malform, transactionOf } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { bridgeOf, decodeOn, policy } from './routes.ts'

const chains = [1, 10, 8453] as const
const [here, there, elsewhere] = chains
const token = addressOf(0x7000)
const stranger = addressOf(0x57)
const account = addressOf(0xacc)

/** One address for every role of a protocol on every chain. */
const contractOf = (role: string): Hex =>
  addressOf(0x1000 + [...role].reduce((n, c) => n + c.charCodeAt(0), 0))

/** A bridge between three chains, or two where it serves a pair, with every contract that the protocol knows. */
function fullBridge(name: string) {
  const protocol = protocols[name]
  if (protocol === undefined) throw new Error(`no protocol ${name}`)
  const roles = Object.entries(protocol.contracts).filter(([, { paidBy }]) => paidBy === undefined)
  const members = chains.slice(0, protocol.isPair === true ? 2 : 3).map((chainId) => ({
    chainId,
    domain: String(chainId),
    contracts: Object.fromEntries(roles.map(([role]) => [role, contractOf(role)])),
    tokens: { [token]: 18 },
  }))
  return bridgeOf(protocol, members)
}

type Told = Pick<ControlFact, 'contract' | 'way' | 'lanes' | 'change'>

function controlsOf(name: string, logs: readonly LogParts[]): readonly Told[] {
  const { facts, reasons } = decodeOn(fullBridge(name), here, logs)
  expect(reasons).toEqual([])
  return facts.flatMap(({ body }) => {
    if (body.kind !== 'control') return []
    const { contract, way, lanes, change, bridge } = body
    expect(bridge).toBe(`${name}:test`)
    return [{ contract, way, lanes, change }]
  })
}

const all = { lanes: undefined }
const paused = { change: { type: 'paused' } } as const
const resumed = { change: { type: 'resumed' } } as const
const subjectOf = (selector: number): Hex => toHex(selector, { size: 16 })
const everyChain: Hex = '0x01000000000000000000000000000001'

type Case = readonly [
  name: string,
  role: string,
  row: Readonly<Parameters<typeof rowOf>>,
  args: Record<string, unknown>,
  told: readonly Omit<Told, 'contract'>[],
]

const both = { way: 'both', ...all } as const
const out = { way: 'out', ...all } as const
const into = { way: 'in', ...all } as const

const circle = ['cctp-v1', 'cctp-v2'].flatMap((name): Case[] => [
  ...['tokenMessenger', 'messageTransmitter', 'tokenMinter'].flatMap((role): Case[] => [
    [name, role, ['cctp', 'v1+v2', 'Pause'], {}, [{ ...both, ...paused }]],
    [name, role, ['cctp', 'v1+v2', 'Unpause'], {}, [{ ...both, ...resumed }]],
  ]),
  [
    name,
    'tokenMinter',
    ['cctp', 'v1+v2', 'SetBurnLimitPerMessage'],
    { token, burnLimitPerMessage: 5n },
    [{ ...out, change: { type: 'limited', per: 'transfer', token, most: 5n } }],
  ],
])

const stargate = ['stargate-v2-usdc', 'stargate-v2-usdt', 'stargate-v2-eth'].flatMap(
  (name): Case[] => [
    [name, 'pool', ['stargate', 'v2', 'PauseSet'], { paused: true }, [{ ...both, ...paused }]],
    [name, 'pool', ['stargate', 'v2', 'PauseSet'], { paused: false }, [{ ...both, ...resumed }]],
  ],
)

const hyperlane = (
  [
    ['pausableIsm', into],
    ['pausableHook', out],
  ] as const
).flatMap(([role, way]): Case[] => [
  ['hyperlane', role, ['oz-pausable', '-', 'Paused'], { account }, [{ ...way, ...paused }]],
  ['hyperlane', role, ['oz-pausable', '-', 'Unpaused'], { account }, [{ ...way, ...resumed }]],
])

const curses = (['ccip-1.6', 'ccip-2.0'] as const).flatMap((name): Case[] => [
  [
    name,
    'rmn',
    ['ccip', '1.6', 'Cursed'],
    { subjects: [subjectOf(there), subjectOf(elsewhere)] },
    [{ way: 'both', lanes: [there, elsewhere], ...paused }],
  ],
  [
    name,
    'rmn',
    ['ccip', '1.6', 'Uncursed'],
    { subjects: [everyChain, subjectOf(there)] },
    [
      { ...both, ...resumed },
      { way: 'both', lanes: [there], ...resumed },
    ],
  ],
  [name, 'rmn', ['ccip', '1.6', 'Cursed'], { subjects: [subjectOf(77)] }, []],
  [name, 'rmn', ['ccip', '1.6', 'Cursed'], { subjects: [] }, []],
])

const peers = ['oft', 'oft-8'].flatMap((name): Case[] => {
  const row = ['layerzero', 'v2', 'PeerSet'] as const
  const [none, some] = [0, 7].map((n) => toHex(n, { size: 32 }))
  return [
    [name, 'oft', row, { eid: there, peer: none }, [{ way: 'both', lanes: [there], ...paused }]],
    [name, 'oft', row, { eid: there, peer: some }, [{ way: 'both', lanes: [there], ...resumed }]],
    [name, 'oft', row, { eid: 77, peer: none }, []],
  ]
})

const cases: readonly Case[] = [
  ...peers,
  ...circle,
  ...stargate,
  ...hyperlane,
  ...curses,
  [
    'ccip-1.5',
    'rmn',
    ['ccip', '1.5', 'Cursed'],
    { configVersion: 1, subject: everyChain, blockTimestamp: 9n },
    [{ ...both, ...paused }],
  ],
  [
    'ccip-1.5',
    'rmn',
    ['ccip', '1.5', 'Cursed'],
    { configVersion: 1, subject: subjectOf(there), blockTimestamp: 9n },
    [{ way: 'both', lanes: [there], ...paused }],
  ],
  [
    'ccip-1.5',
    'rmn',
    ['ccip', '1.5', 'CurseLifted'],
    { subject: subjectOf(there) },
    [{ way: 'both', lanes: [there], ...resumed }],
  ],
  [
    'across-v3',
    'spokePool',
    ['across', 'v3', 'PausedDeposits'],
    { isPaused: true },
    [{ ...out, ...paused }],
  ],
  [
    'across-v3',
    'spokePool',
    ['across', 'v3', 'PausedDeposits'],
    { isPaused: false },
    [{ ...out, ...resumed }],
  ],
  [
    'across-v3',
    'spokePool',
    ['across', 'v3', 'PausedFills'],
    { isPaused: true },
    [{ ...into, ...paused }],
  ],
  [
    'wormhole-token-bridge',
    'tokenBridge',
    ['wormhole-tokenbridge', '2026', 'Paused'],
    { by: account, pauseExpiry: 5n },
    [{ ...both, ...paused }],
  ],
  [
    'wormhole-token-bridge',
    'tokenBridge',
    ['wormhole-tokenbridge', '2026', 'Frozen'],
    { by: account, pauseExpiry: 2n ** 64n - 1n },
    [{ ...both, ...paused }],
  ],
  [
    'wormhole-token-bridge',
    'tokenBridge',
    ['wormhole-tokenbridge', '2026', 'Unpaused'],
    { by: account },
    [{ ...both, ...resumed }],
  ],
  [
    'wormhole-token-bridge',
    'tokenBridge',
    ['wormhole-tokenbridge', '2026', 'UnpauseExpired'],
    { by: account },
    [{ ...both, ...resumed }],
  ],
  [
    'wormhole-ntt',
    'manager',
    ['wormhole-ntt', 'v1', 'Paused'],
    { paused: true },
    [{ ...both, ...paused }],
  ],
  [
    'wormhole-ntt',
    'manager',
    ['wormhole-ntt', 'v1', 'NotPaused'],
    { notPaused: true },
    [{ ...both, ...resumed }],
  ],
  [
    'op-stack',
    'superchainConfig',
    ['opstack', 'bedrock', 'Paused'],
    { identifier: 'an incident' },
    [{ ...into, ...paused }],
  ],
  [
    'op-stack',
    'superchainConfig',
    ['opstack', 'bedrock', 'Unpaused'],
    {},
    [{ ...into, ...resumed }],
  ],
  ['arbitrum', 'inbox', ['oz-pausable', '-', 'Paused'], { account }, [{ ...out, ...paused }]],
  ['arbitrum', 'inbox', ['oz-pausable', '-', 'Unpaused'], { account }, [{ ...out, ...resumed }]],
  [
    'axelar-its',
    'tokenManager',
    ['axelar-its', 'v2', 'FlowLimitSet'],
    { tokenId: `0x${'11'.repeat(32)}`, operator: account, flowLimit_: 7n },
    [{ ...both, change: { type: 'limited', per: 'sixHours', token, most: 7n } }],
  ],
  [
    'axelar-its',
    'tokenManager',
    ['axelar-its', 'v2', 'FlowLimitSet'],
    { tokenId: `0x${'11'.repeat(32)}`, operator: account, flowLimit_: 0n },
    [{ ...both, change: { type: 'unlimited', per: 'sixHours', token } }],
  ],
]

const spelled = cases.map(
  ([name, role, row, args, told]) =>
    [
      `${name}: ${row[2]}(${Object.values(args).join()}) of ${role}`,
      { name, role, row, args, told },
    ] as const,
)

describe('each protocol', () => {
  test.each(spelled)('default: %s', (_, { name, role, row, args, told }) => {
    const contract = contractOf(role)
    const log = encodeRow(rowOf(...row), contract, args)
    expect(controlsOf(name, [log])).toEqual(told.map((each) => ({ contract, ...each })))
  })

  test.each(spelled)('error: %s that no compiler would write', (_, { name, role, row, args }) => {
    const log = encodeRow(rowOf(...row), contractOf(role), args)
    const { truncated, trailing, extra } = malform(log)
    // Without data there is nothing to cut off.
    const broken = log.data === '0x' ? [trailing, extra] : [truncated, trailing, extra]
    for (const each of broken) {
      const { facts, reasons } = decodeOn(fullBridge(name), here, [each])
      expect([facts, reasons.length]).toEqual([[], 1])
    }
  })

  test.each(spelled)('behavior: %s of a stranger says nothing', (_, { name, row, args }) => {
    const log = encodeRow(rowOf(...row), stranger, args)
    expect(decodeOn(fullBridge(name), here, [log])).toMatchObject({ facts: [], reasons: [] })
  })
})

test('default: each protocol says when it is paused, or none of its events in the catalogue does', () => {
  // An OFT says when it closes a lane, and nothing of what else may stop it.
  const partly = ['oft', 'oft-8']
  const silent = [
    ...['axelar-gmp', 'axelar-its', 'superchain'],
    ...['polygon-pos', 'polygon-pos-exits', 'erc-7802', 'xerc20', 'erc-7683', 'orderly'],
  ]
  const said = cases.flatMap(([name, , , , told]) =>
    told.some(({ change }) => change.type === 'paused') ? [name] : [],
  )
  expect([...new Set(said), ...silent].sort()).toEqual(Object.keys(protocols).sort())
  for (const { name, pausedBy = [] } of Object.values(protocols))
    expect(pausedBy.length > 0, name).toBe(![...silent, ...partly].includes(name))
})

describe('xERC20', () => {
  const bridge = fullBridge('xerc20')
  const limits = (_mintingLimit: bigint, _burningLimit: bigint, _bridge = contractOf('bridge')) =>
    encodeRow(rowOf('xerc20', 'erc7281', 'BridgeLimitsSet'), contractOf('token'), {
      ...{ _mintingLimit, _burningLimit, _bridge },
    })

  test('default: limits are of the bridge that they are set for, each way its own', () => {
    const { facts, reasons } = decodeOn(bridge, here, [limits(5n, 7n)])
    expect(reasons).toEqual([])
    const ofDay = { type: 'limited', per: 'day', token: contractOf('token') }
    expect(facts.map(({ body, at }) => [at.k, body])).toMatchObject([
      [0, { contract: contractOf('bridge'), way: 'in', change: { ...ofDay, most: 5n } }],
      [1, { contract: contractOf('bridge'), way: 'out', change: { ...ofDay, most: 7n } }],
    ])
  })

  test('error: of a bridge that the config lacks they are no limit of it', () => {
    const { facts, reasons } = decodeOn(bridge, here, [limits(5n, 7n, stranger)])
    expect([facts, reasons.length]).toEqual([[], 1])
  })
})

test('default: a warp route names its module and its hook by fields of their own', () => {
  const [ism, hook] = [addressOf(0x15), addressOf(0x400)]
  const member = {
    ...{ chainId: here, domain: here, mailbox: addressOf(1), router: addressOf(2), token },
    startBlock: 1n,
  }
  const guarded = { ...member, pausableIsm: ism, pausableHook: hook }
  const warp = (members: readonly BridgeMember[]): HyperlaneBridge => ({
    ...{ type: 'hyperlane', id: 'warp', asset: 'usd', members, policy },
    foreignDomains: new Map(),
  })
  const decoder = createHyperlaneDecoder({ bridge: warp([guarded]), member: guarded })
  expect(decoder.source.filters.flatMap(({ addresses }) => addresses)).toEqual([
    ...[addressOf(1), addressOf(2), ism, hook],
  ])
  const paused = rowOf('oz-pausable', '-', 'Paused')
  const logs = [ism, hook].map((address) => encodeRow(paused, address, { account }))
  const { facts, quarantined } = decoder.decode({ ...transactionOf(logs), chainId: here })
  expect(quarantined).toEqual([])
  expect(facts.map(({ body }) => body)).toMatchObject([
    { kind: 'control', bridge: 'warp', contract: ism, way: 'in', change: { type: 'paused' } },
    { kind: 'control', bridge: 'warp', contract: hook, way: 'out', change: { type: 'paused' } },
  ])
  expect([warp([guarded]), warp([member])].map((each) => saysPauses(each, here))).toEqual([
    ...[true, false],
  ])
})

test('behavior: a config names them, and both are looked up before anything starts', () => {
  const [ism, hook] = [addressOf(0x15), addressOf(0x400)]
  const member = (chain: string) => ({
    ...{ chain, mailbox: addressOf(1), router: addressOf(2), startBlock: 1 },
  })
  const project = parseProject(
    {
      chains: {
        a: { id: 1, rpc: 'https://rpc.example' },
        b: { id: 2, rpc: 'https://rpc.example' },
      },
      assets: { usd: { symbol: 'USD', decimals: 6, tokens: { a: token, b: token } } },
      bridges: {
        usd: {
          type: 'hyperlane',
          asset: 'usd',
          members: [{ ...member('a'), pausableIsm: ism, pausableHook: hook }, member('b')],
        },
      },
      venues: [],
    },
    { variables: {}, presets: {} },
  )
  const [bridge] = project.bridges
  expect(bridge && [1, 2].map((chainId) => saysPauses(bridge, chainId))).toEqual([true, false])
  expect(
    listContracts(project).filter(({ address }) => address === ism || address === hook),
  ).toMatchObject([
    { chainId: 1, role: 'carrier', field: 'bridges.usd.members[0].pausableIsm' },
    { chainId: 1, role: 'carrier', field: 'bridges.usd.members[0].pausableHook' },
  ])
})

test('behavior: a pause amid the logs of a mailbox does not part them', () => {
  const bridge = fullBridge('hyperlane')
  const warp = (name: string) => rowOf('hyperlane-warp', 'v3', name)
  const box = (name: string) => rowOf('hyperlane', 'v3', name)
  const [router, mailbox] = [contractOf('router'), contractOf('mailbox')]
  const received = encodeRow(warp('ReceivedTransferRemote'), router, {
    origin: there,
    recipient: toHex(1, { size: 32 }),
    amountOrId: 3n,
  })
  const processed = encodeRow(box('Process'), mailbox, {
    origin: there,
    sender: `0x${router.slice(2).padStart(64, '0')}`,
    recipient: router,
  })
  const id = encodeRow(box('ProcessId'), mailbox, { messageId: toHex(9, { size: 32 }) })
  const pause = encodeRow(rowOf('oz-pausable', '-', 'Paused'), contractOf('pausableHook'), {
    account,
  })
  const { facts, reasons } = decodeOn(bridge, here, [processed, pause, id, received])
  expect(reasons).toEqual([])
  expect(facts.map(({ body, at }) => [at.logIndex, body.kind])).toEqual([
    [1, 'control'],
    [3, 'leg'],
  ])
})
