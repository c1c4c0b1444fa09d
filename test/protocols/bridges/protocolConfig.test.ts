import { expect, test } from 'vitest'
import * as presets from '../../../chains/index.ts'
import { listContracts } from '../../../src/cli/preflight/listContracts.ts'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import type { ProtocolBridge } from '../../../src/config/Project.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import { bridgeSourceId } from '../../../src/protocols/bridgeSourceId.ts'
import { cctpV2 } from '../../../src/protocols/bridges/cctp/cctpV2.ts'
import { protocols } from '../../../src/protocols/bridges/protocols.ts'
import { createDecoders } from '../../../src/protocols/createDecoders.ts'
import { listSources } from '../../../src/protocols/listSources.ts'
import { addressOf } from '../logs.ts'

type Bridges = NonNullable<ConfigInput['bridges']>
type Member = Extract<Bridges[string], { type: 'protocol' }>['members'][number]

const contractsOf = (i: number) => ({
  tokenMessenger: addressOf(0x1000 + i),
  messageTransmitter: addressOf(0x2000 + i),
  tokenMinter: addressOf(0x3000 + i),
})
const home: Member = { chain: 'ethereum', contracts: contractsOf(0), startBlock: 1 }
const away: Member = { chain: 'base', contracts: contractsOf(1), startBlock: 2 }

const bridgeInput = (members: readonly Member[] = [home, away]) => ({
  type: 'protocol' as const,
  protocol: 'cctp-v2' as string | typeof cctpV2,
  assets: ['usdc'],
  members,
})

interface World {
  presets?: typeof presets
  amounts?: 'exact' | 'elastic'
}

function parse(bridges: Bridges, world: World = { presets }) {
  return parseProject(
    {
      chains: {
        ethereum: { rpc: 'http://a.test', preset: presets.ethereum },
        base: { rpc: 'http://b.test', preset: presets.base },
        lab: { id: 31_001, rpc: 'http://c.test' },
      },
      assets: {
        usdc: {
          symbol: 'USDC',
          decimals: 6,
          amounts: world.amounts,
          tokens: { ethereum: addressOf(0x4000), base: addressOf(0x4001) },
        },
      },
      bridges,
      venues: [],
    },
    { variables: {}, presets: { ...world.presets }, protocols },
  )
}

function bridgeOf(bridges: Bridges, world?: World): ProtocolBridge {
  const [bridge] = parse(bridges, world).bridges
  if (bridge?.type !== 'protocol') throw new Error('no protocol bridge')
  return bridge
}

const problemOf = (bridges: Bridges): string => {
  try {
    parse(bridges)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'no error'
}

test('default: a protocol is named, and its contracts, tokens, domains and deadline are resolved', () => {
  const bridge = bridgeOf({ usdc: bridgeInput() })
  expect(bridge.protocol).toBe(cctpV2)
  expect(bridge.members).toEqual([
    {
      chainId: 1,
      domain: '0',
      contracts: new Map(
        Object.entries(contractsOf(0)).map(([role, address]) => [role, [address]]),
      ),
      tokens: new Map([[addressOf(0x4000), 6]]),
      startBlock: 1n,
    },
    expect.objectContaining({ chainId: 8453, domain: '6' }),
  ])
  expect(bridge.policy).toEqual({
    stuckAfterSeconds: 2_700n,
    p99Seconds: 1_140n,
    skewSeconds: 60n,
    haircutBps: 0n,
  })
  // Presets know the chains of other domains; those of members are not among them.
  expect(bridge.foreignDomains.get('3')).toBe(42_161)
  expect([...bridge.foreignDomains.keys()]).not.toContain('0')
})

test('behavior: what the config says is before what the protocol or a preset says', () => {
  const bridge = bridgeOf({
    usdc: {
      ...bridgeInput([{ ...home, domain: 77n, startBlock: '9' }]),
      policy: { stuckAfterSeconds: 9_000 },
      foreignDomains: { '3': 5 },
    },
  })
  expect(bridge.members[0]).toMatchObject({ domain: '77', startBlock: 9n })
  expect(bridge.policy).toMatchObject({ stuckAfterSeconds: 9_000n, p99Seconds: 1_140n })
  expect(bridge.foreignDomains.get('3')).toBe(5)
})

test('behavior: a protocol may be given itself, and a role may have several contracts', () => {
  const several = [addressOf(0x1000), addressOf(0x1111)]
  const member = { ...home, contracts: { ...contractsOf(0), tokenMessenger: several } }
  const bridge = bridgeOf({
    usdc: { ...bridgeInput([member]), protocol: { ...cctpV2, name: 'mine' } },
  })
  expect(bridge.protocol.name).toBe('mine')
  expect(bridge.members[0]?.contracts.get('tokenMessenger')).toEqual(several)
})

test('behavior: each member is a source set of its roles with events, under an id that stays', () => {
  const project = parse({ usdc: bridgeInput() })
  const [decoder] = createDecoders(project)
  expect(decoder).toMatchObject({
    name: 'cctp-v2@1',
    source: { id: '1/cctp-v2:usdc', startBlock: 1n },
  })
  expect(
    decoder?.source.filters.map(({ addresses, topics }) => [addresses, topics[0].length]),
  ).toEqual([
    [[addressOf(0x1000)], 4],
    [[addressOf(0x2000)], 4],
    [[addressOf(0x3000)], 3],
  ])
  const [bridge] = project.bridges
  expect(bridge && bridgeSourceId(bridge, 8453)).toBe('8453/cctp-v2:usdc')
  expect(bridge && bridgeSourceId(bridge, 10)).toBeUndefined()
  expect(listSources(project).map(({ source, purpose }) => [source.id, purpose.kind])).toEqual([
    ['1/cctp-v2:usdc', 'bridge'],
    ['8453/cctp-v2:usdc', 'bridge'],
  ])
  const carriers = listContracts(project).filter(({ role }) => role === 'carrier')
  expect(carriers[0]).toMatchObject({ field: 'bridges.usdc.members[0].contracts.tokenMessenger' })
  expect(carriers).toHaveLength(6)
})

test('behavior: an asset may be marked elastic, and is exact unless it is', () => {
  expect(parse({ usdc: bridgeInput() }).assets[0]).not.toHaveProperty('amounts')
  expect(parse({ usdc: bridgeInput() }, { presets, amounts: 'elastic' }).assets[0]).toMatchObject({
    amounts: 'elastic',
  })
})

test('behavior: two bridges on one messenger have ranks of their own', () => {
  const decoders = createDecoders(parse({ first: bridgeInput(), second: bridgeInput() }))
  expect(new Set(decoders.map(({ source }) => source.id)).size).toBe(4)
})

test.each([
  [
    'no such protocol',
    { ...bridgeInput(), protocol: 'cctp' },
    /bridges\.usdc\.protocol.*'cctp' is not a known protocol[\s\S]*cctp-v1, cctp-v2/,
  ],
  [
    'no such role',
    bridgeInput([{ ...home, contracts: { ...contractsOf(0), router: addressOf(1) } }]),
    /contracts\.router.*is no contract of cctp-v2/,
  ],
  [
    'a missing role',
    bridgeInput([{ ...home, contracts: { tokenMessenger: addressOf(1) } }]),
    /contracts\.messageTransmitter.*is missing/,
  ],
  [
    'no domain',
    bridgeInput([{ ...home, chain: 'lab' }]),
    /members\[0\]\.domain.*no preset says what cctp-v2 calls lab/,
  ],
  ['a chain twice', bridgeInput([home, home]), /members\[1\].*is already a member/],
  ['no members', bridgeInput([]), /members.*names no contract/],
  [
    'no such asset',
    { ...bridgeInput(), assets: ['eurc'] },
    /assets\[0\].*'eurc' is not one of the assets/,
  ],
  [
    'an address that is none',
    bridgeInput([{ ...home, contracts: { ...contractsOf(0), tokenMinter: ['0x12'] } }]),
    /tokenMinter.*is not an address/,
  ],
  [
    'a deadline before the p99',
    { ...bridgeInput(), policy: { stuckAfterSeconds: 60 } },
    /p99Seconds.*is 1140, more than stuckAfterSeconds 60/,
  ],
] as const)('error: %s', (_, bridge, message) => {
  expect(problemOf({ usdc: bridge })).toMatch(message)
})

test('error: a third chain of a protocol whose contracts serve a pair', () => {
  const protocol = { ...cctpV2, isPair: true }
  const third: Member = { ...away, chain: 'lab', domain: '99' }
  const pair = { ...bridgeInput([home, away]), protocol }
  expect(problemOf({ usdc: pair })).toBe('no error')
  expect(problemOf({ usdc: { ...pair, members: [home, away, third] } })).toMatch(
    /members\[2\].*is a third chain.*name neither/,
  )
})

test('error: one domain is two chains, unless the environments differ', () => {
  const test = { ...bridgeInput([{ ...home, chain: 'lab', domain: 0 }]) }
  expect(problemOf({ main: bridgeInput(), test })).toMatch(
    /bridges\.test\.members\[0\]\.domain.*another chain in another bridge/,
  )
  expect(problemOf({ main: bridgeInput(), test: { ...test, environment: 'testnet' } })).toBe(
    'no error',
  )
  // The presets' numbers are those of the main networks.
  expect(bridgeOf({ test: { ...test, environment: 'testnet' } }).foreignDomains.size).toBe(0)
})
