import { toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { factId } from '../../src/facts/FactPosition.ts'
import { encodeRow, rowOf } from '../protocols/bridges/catalogue.ts'
import { away, burn, contractOf, home, mint, usdc } from '../protocols/bridges/cctpLogs.ts'
import type { MemberParts } from '../protocols/bridges/routes.ts'
import { addressOf } from '../protocols/logs.ts'
import { bridge, serveBridge } from './support/servedBridge.ts'

const cctp = { protocol: 'cctp-v2', members: [home, away] }
const rowNamed = (name: string) => rowOf('cctp', 'v1+v2', name)
const toggle = (name: 'Pause' | 'Unpause', role: string, member = away) =>
  encodeRow(rowNamed(name), contractOf(member, role), {})
const limit = (burnLimitPerMessage: bigint, token = usdc[0]) =>
  encodeRow(rowNamed('SetBurnLimitPerMessage'), contractOf(home, 'tokenMinter'), {
    token,
    burnLimitPerMessage,
  })
const transmitter = contractOf(away, 'messageTransmitter')
const minter = contractOf(away, 'tokenMinter')

const control = `isPaused controlUnknown limitUnknown limitLeft { chainId token raw }
  pauses { chainId contract way lane sinceBlock since evidence }
  limits { chainId contract way lane per most { raw } left { raw } sinceBlock since }`

type World = Awaited<ReturnType<typeof serveBridge>>

/** The route from the first chain to the second, unless said otherwise. */
async function routeOf(
  { ask }: World,
  { origin = 1, at }: { origin?: number; at?: object } = {},
): Promise<Record<string, unknown>> {
  const query = `query ($at: At) { routes(at: $at, where: { origin: ${origin} }) { nodes { ${control} } } }`
  const { data, errors } = await ask(query, { at })
  expect(errors).toEqual([])
  // CAST: the shape of the query above.
  const { routes } = data as { routes: { nodes: readonly Record<string, unknown>[] } }
  const [route] = routes.nodes
  if (route === undefined) throw new Error('the bridge has this route')
  return route
}

async function conditionsOf({ ask }: World): Promise<readonly Record<string, unknown>[]> {
  const { data, errors } = await ask(
    '{ conditions { nodes { code severity subject chains since text evidence isConfirmed } } }',
  )
  expect(errors).toEqual([])
  // CAST: the shape of the query above.
  return (data as { conditions: { nodes: readonly Record<string, unknown>[] } }).conditions.nodes
}

async function stuckOf({ ask }: World, at?: object): Promise<unknown> {
  const query = 'query ($at: At) { transfers(at: $at) { nodes { state stuckReason } } }'
  const { data, errors } = await ask(query, { at })
  expect(errors).toEqual([])
  // CAST: the shape of the query above.
  return (data as { transfers: { nodes: unknown } }).transfers.nodes
}

describe('a pause', () => {
  test('default: of either end stops both ways, since the log that says so, which is its evidence', async () => {
    const world = await serveBridge(cctp)
    await world.mine(1, 10)
    const { facts } = await world.mine(8453, 20, [[toggle('Pause', 'messageTransmitter')]])
    const [fact] = facts
    if (fact === undefined) throw new Error('the pause is a fact')
    const evidence = factId(fact.at)
    for (const origin of [1, 8453])
      expect(await routeOf(world, { origin })).toMatchObject({
        isPaused: true,
        controlUnknown: null,
        pauses: [
          {
            chainId: 8453,
            contract: transmitter,
            way: 'BOTH',
            lane: null,
            sinceBlock: '20',
            since: 20,
            evidence,
          },
        ],
      })
    expect(await conditionsOf(world)).toEqual([
      {
        code: 'ROUTE_PAUSED',
        severity: 'WARNING',
        isConfirmed: true,
        subject: `${bridge}:8453:${transmitter}`,
        chains: [8453],
        since: 20,
        text: `Bridge ${bridge} is paused by ${transmitter} on chain 8453: nothing leaves or arrives.`,
        evidence: [evidence],
      },
    ])
    expect((await world.verify()).chains.flatMap(({ mismatches }) => mismatches)).toEqual([])
  })

  test('behavior: it ends where the same contract says so, not where another does', async () => {
    const world = await serveBridge(cctp)
    await world.mine(1, 10)
    await world.mine(8453, 20, [
      [toggle('Pause', 'messageTransmitter'), toggle('Pause', 'tokenMinter')],
    ])
    expect((await routeOf(world)).pauses).toHaveLength(2)
    await world.mine(8453, 21, [[toggle('Unpause', 'messageTransmitter')]])
    expect(await routeOf(world)).toMatchObject({
      isPaused: true,
      pauses: [{ contract: minter, sinceBlock: '20' }],
    })
    await world.mine(8453, 22, [[toggle('Unpause', 'tokenMinter')]])
    expect(await routeOf(world)).toMatchObject({
      isPaused: false,
      controlUnknown: null,
      pauses: [],
    })
    expect(await conditionsOf(world)).toEqual([])
  })

  test('behavior: of several in one block the last counts', async () => {
    const world = await serveBridge(cctp)
    await world.mine(1, 10)
    await world.mine(8453, 20, [
      [toggle('Pause', 'messageTransmitter')],
      [toggle('Unpause', 'messageTransmitter')],
    ])
    expect(await routeOf(world)).toMatchObject({ isPaused: false })
    await world.mine(8453, 21, [
      [toggle('Unpause', 'messageTransmitter'), toggle('Pause', 'messageTransmitter')],
    ])
    expect(await routeOf(world)).toMatchObject({ isPaused: true, pauses: [{ sinceBlock: '21' }] })
  })

  test('behavior: a reorg undoes it and its end, and a restart changes nothing', async () => {
    const world = await serveBridge(cctp)
    await world.mine(1, 10)
    await world.mine(8453, 1)
    await world.mine(8453, 20, [[toggle('Pause', 'messageTransmitter')]])
    await world.mine(8453, 30, [[toggle('Unpause', 'messageTransmitter')]])
    expect(await routeOf(world)).toMatchObject({ isPaused: false })
    await world.reorg(8453, 20)
    await world.restart()
    expect(await routeOf(world)).toMatchObject({ isPaused: true, pauses: [{ sinceBlock: '20' }] })
    await world.reorg(8453, 1)
    expect(await routeOf(world)).toMatchObject({ isPaused: false, pauses: [] })
    await world.mine(8453, 25, [[toggle('Pause', 'messageTransmitter')]], 1)
    await world.restart()
    expect(await routeOf(world)).toMatchObject({ isPaused: true, pauses: [{ sinceBlock: '25' }] })
    expect((await world.verify()).chains.flatMap(({ mismatches }) => mismatches)).toEqual([])
  })

  test('behavior: at a past cut it is what it was then', async () => {
    const world = await serveBridge(cctp)
    for (const chainId of [1, 8453]) await world.mine(chainId, 10)
    await world.mine(8453, 20, [[toggle('Pause', 'messageTransmitter')]])
    await world.mine(8453, 30, [[toggle('Unpause', 'messageTransmitter')]])
    for (const chainId of [1, 8453]) await world.mine(chainId, 40)
    const isPausedAt = async (timestamp: number) =>
      (await routeOf(world, { at: { timestamp } })).isPaused
    expect(await isPausedAt(10)).toBe(false)
    expect(await isPausedAt(20)).toBe(true)
    expect(await isPausedAt(30)).toBe(false)
    expect(await routeOf(world)).toMatchObject({ isPaused: false })
  })

  test('behavior: once its block is forgotten it is still in force, since that height', async () => {
    const world = await serveBridge(cctp)
    await world.mine(8453, 20, [
      [toggle('Pause', 'messageTransmitter'), toggle('Pause', 'tokenMinter')],
    ])
    await world.mine(8453, 25, [[toggle('Unpause', 'tokenMinter')]])
    world.finalize(40)
    for (const chainId of [1, 8453]) await world.mine(chainId, 30, [])
    for (const chainId of [1, 8453]) await world.mine(chainId, 50, [])
    await world.prune(29)
    expect((await routeOf(world)).pauses).toMatchObject([
      { contract: transmitter, sinceBlock: '20', since: null, evidence: '8453:20' },
    ])
    expect((await world.verify()).chains.flatMap(({ mismatches }) => mismatches)).toEqual([])
    await world.mine(8453, 60, [[toggle('Unpause', 'messageTransmitter')]])
    expect(await routeOf(world)).toMatchObject({ isPaused: false })
  })

  test('behavior: that nothing stops it is said only where both ends are covered', async () => {
    const world = await serveBridge(cctp)
    await world.mine(1, 10)
    expect(await routeOf(world)).toMatchObject({ isPaused: null, controlUnknown: 'NOT_COVERED' })
    await world.mine(1, 11, [[toggle('Pause', 'tokenMinter', home)]])
    expect(await routeOf(world)).toMatchObject({ isPaused: true, controlUnknown: null })
  })

  test('behavior: while the past of an end is read again nothing of it is said', async () => {
    const world = await serveBridge(cctp)
    await world.mine(1, 10)
    await world.mine(8453, 20, [[toggle('Pause', 'messageTransmitter')]])
    expect(await routeOf(world)).toMatchObject({ isPaused: true })
    world.startJoining(8453)
    await world.mine(8453, 21)
    expect(await routeOf(world)).toMatchObject({
      ...{ isPaused: null, controlUnknown: 'NOT_COVERED', pauses: [] },
    })
    expect((await conditionsOf(world)).map(({ code }) => code)).not.toContain('ROUTE_PAUSED')
  })

  test('behavior: what is stuck before it is explained by it, and by nothing else once it ends', async () => {
    const world = await serveBridge(cctp)
    await world.mine(8453, 1)
    await world.mine(1, 100, [burn('v2', { amount: 5n })])
    await world.mine(8453, 110, [[toggle('Pause', 'messageTransmitter')]])
    for (const chainId of [1, 8453]) await world.mine(chainId, 9_000)
    expect(await stuckOf(world)).toEqual([{ state: 'STUCK', stuckReason: 'ROUTE_PAUSED' }])
    const conditions = await conditionsOf(world)
    const [paused, stuck] = conditions
    expect(conditions.map(({ code }) => code)).toEqual(['ROUTE_PAUSED', 'TRANSFER_STUCK'])
    expect(stuck?.text).toMatch(`The bridge is paused by ${transmitter} on chain 8453.`)
    // CAST: evidence is a list of ids.
    expect(stuck?.evidence).toEqual(expect.arrayContaining(paused?.evidence as string[]))
    await world.mine(8453, 9_001, [[toggle('Unpause', 'messageTransmitter')]])
    expect(await stuckOf(world)).toEqual([{ state: 'STUCK', stuckReason: 'AWAITING_FINALITY' }])
  })

  test('behavior: of its origin is not what a transfer that left it waits for', async () => {
    const world = await serveBridge(cctp)
    await world.mine(8453, 1)
    await world.mine(1, 100, [burn('v2', { amount: 5n }), [toggle('Pause', 'tokenMinter', home)]])
    for (const chainId of [1, 8453]) await world.mine(chainId, 9_000)
    expect(await stuckOf(world)).toEqual([{ state: 'STUCK', stuckReason: 'AWAITING_FINALITY' }])
  })

  test('error: one that a compiler would not write is quarantined and stops nothing', async () => {
    const world = await serveBridge(cctp)
    await world.mine(1, 10)
    const { data: _, ...log } = toggle('Pause', 'messageTransmitter')
    const { facts, quarantined } = await world.mine(8453, 20, [[{ ...log, data: '0x00' }]])
    expect([facts.length, quarantined.length]).toEqual([0, 1])
    expect(await routeOf(world)).toMatchObject({ isPaused: false })
  })

  test('behavior: of a contract that the config does not have says nothing', async () => {
    const world = await serveBridge(cctp)
    await world.mine(1, 10)
    const log = encodeRow(rowNamed('Pause'), usdc[1], {})
    expect((await world.mine(8453, 20, [[log]])).facts).toEqual([])
    expect(await routeOf(world)).toMatchObject({ isPaused: false })
  })
})

describe('a limit', () => {
  test('default: per transfer is what the next one may carry, of this way alone', async () => {
    const world = await serveBridge(cctp)
    await world.mine(8453, 20)
    await world.mine(1, 10, [[limit(7_000_000n)]])
    expect(await routeOf(world)).toMatchObject({
      limitLeft: { chainId: 1, token: usdc[0], raw: '7000000' },
      limitUnknown: null,
      limits: [
        {
          chainId: 1,
          contract: contractOf(home, 'tokenMinter'),
          way: 'OUT',
          lane: null,
          per: 'TRANSFER',
          most: { raw: '7000000' },
          left: { raw: '7000000' },
          sinceBlock: '10',
          since: 10,
        },
      ],
    })
    expect(await routeOf(world, { origin: 8453 })).toMatchObject({
      limitLeft: null,
      limitUnknown: 'NOT_READ',
      limits: [],
    })
  })

  test('behavior: the newest counts, zero lets nothing pass, and a reorg brings the old one back', async () => {
    const world = await serveBridge(cctp)
    await world.mine(8453, 20)
    await world.mine(1, 1)
    await world.mine(1, 10, [[limit(7n)]])
    await world.mine(1, 11, [[limit(9n), limit(0n)]])
    expect(await routeOf(world)).toMatchObject({ limitLeft: { raw: '0' } })
    await world.reorg(1, 1)
    expect(await routeOf(world)).toMatchObject({ limitLeft: null, limitUnknown: 'NOT_READ' })
    await world.mine(1, 12, [[limit(2n ** 256n - 1n)]], 1)
    await world.restart()
    expect(await routeOf(world)).toMatchObject({ limitLeft: { raw: String(2n ** 256n - 1n) } })
  })

  test('behavior: what an xERC20 answers of a contract of the bridge counts with what is logged', async () => {
    const minters = [home, away].map((member) => contractOf(member, 'tokenMinter'))
    const [from = transmitter, to = transmitter] = minters
    const world = await serveBridge({
      ...cctp,
      backing: {
        reads: { callsMax: 5 },
        groups: {
          usd: {
            bridges: [bridge],
            supplies: [{ chain: 'chain1', startBlock: 1 }],
            limits: [
              { chain: 'chain1', bridge: from },
              { chain: 'chain8453', bridge: to },
            ],
          },
        },
      },
    })
    await world.mine(1, 10, [[limit(900n)]])
    await world.observe(8453, 20, [
      { of: 'mintLimit', token: usdc[1], holder: to, amount: 800n },
      { of: 'mintLeft', token: usdc[1], holder: to, amount: 30n },
      { of: 'burnLimit', token: usdc[1], holder: to, amount: 700n },
    ])
    const minted = {
      contract: to,
      way: 'IN',
      per: 'DAY',
      most: { raw: '800' },
      left: { raw: '30' },
    }
    expect(await routeOf(world)).toMatchObject({
      limitLeft: { chainId: 8453, token: usdc[1], raw: '30' },
      limitUnknown: null,
      limits: [
        { contract: from, per: 'TRANSFER' },
        { ...minted, sinceBlock: '20', since: 20 },
      ],
    })
    expect(await routeOf(world, { origin: 8453 })).toMatchObject({ limits: [] })
    await world.mine(1, 11, [[limit(29n)]])
    expect(await routeOf(world)).toMatchObject({ limitLeft: { chainId: 1, raw: '29' } })
  })

  test('behavior: of a token that the bridge does not carry is passed over', async () => {
    const world = await serveBridge(cctp)
    await world.mine(8453, 20)
    const { facts, quarantined } = await world.mine(1, 10, [[limit(7n, usdc[1])]])
    expect([facts.length, quarantined.length]).toEqual([0, 0])
  })
})

describe('a route that has halted', () => {
  const burns = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({ at: from + i, amount: BigInt(from + i) }))

  async function worldWith(count: number) {
    const world = await serveBridge(cctp)
    await world.mine(8453, 1)
    for (const { at, amount } of burns(100, count))
      await world.mine(1, at, [burn('v2', { amount })])
    return world
  }

  test('default: is one condition, and its transfers are no alerts of their own', async () => {
    const world = await worldWith(3)
    for (const chainId of [1, 8453]) await world.mine(chainId, 9_000)
    const conditions = await conditionsOf(world)
    expect(conditions.map(({ code, severity }) => [code, severity])).toEqual([
      ['ROUTE_HALTED', 'WARNING'],
      ['TRANSFER_STUCK', 'INFO'],
      ['TRANSFER_STUCK', 'INFO'],
      ['TRANSFER_STUCK', 'INFO'],
    ])
    expect(conditions[0]).toMatchObject({
      subject: `${bridge}:1:8453`,
      chains: [1, 8453],
      since: 100,
      evidence: conditions.slice(1).map(({ subject }) => subject),
    })
  })

  test('behavior: two are too few, and one that was sent later and arrived shows that it moves', async () => {
    const two = await worldWith(2)
    for (const chainId of [1, 8453]) await two.mine(chainId, 9_000)
    expect((await conditionsOf(two)).map(({ code, severity }) => [code, severity])).toEqual([
      ['TRANSFER_STUCK', 'WARNING'],
      ['TRANSFER_STUCK', 'WARNING'],
    ])
    const moving = await worldWith(3)
    await moving.mine(1, 200, [burn('v2', { amount: 77n })])
    await moving.mine(8453, 300, [mint('v2', { amount: 77n })])
    for (const chainId of [1, 8453]) await moving.mine(chainId, 9_000)
    expect((await conditionsOf(moving)).map(({ code }) => code)).toEqual(
      Array(3).fill('TRANSFER_STUCK'),
    )
  })
})

describe('one way or one lane', () => {
  const at = (n: number) => addressOf(0xc000 + n)
  const membersOf = (chainIds: readonly number[], contracts: MemberParts['contracts']) =>
    chainIds.map((chainId) => ({
      ...{ chainId, contracts, domain: '' },
      tokens: { [addressOf(0x7000 + chainId)]: 6 },
    }))

  /** Whether each route is paused, by its two chains. */
  async function pausedOf({ ask }: World) {
    const { data, errors } = await ask('{ routes { nodes { origin destination isPaused } } }')
    expect(errors).toEqual([])
    // CAST: the shape of the query above.
    const { nodes } = (
      data as { routes: { nodes: { origin: number; destination: number; isPaused: unknown }[] } }
    ).routes
    return Object.fromEntries(
      nodes.map(({ origin, destination, isPaused }) => [`${origin} ${destination}`, isPaused]),
    )
  }

  test('behavior: a cursed lane stops both ways between its chains, and lifting it leaves the global curse', async () => {
    const world = await serveBridge({
      protocol: 'ccip-1.6',
      members: membersOf([1, 10, 8453], { onRamp: at(1), offRamp: at(2), rmn: at(3) }),
    })
    for (const chainId of [1, 10, 8453]) await world.mine(chainId, 10)
    const toBase = toHex(15_971_525_489_660_198_786n, { size: 16 })
    const everywhere = '0x01000000000000000000000000000001'
    const curse = (name: 'Cursed' | 'Uncursed', ...subjects: string[]) =>
      encodeRow(rowOf('ccip', '1.6', name), at(3), { subjects })
    const free = {
      ...{ '1 10': false, '1 8453': false, '10 1': false },
      ...{ '10 8453': false, '8453 1': false, '8453 10': false },
    }
    expect(await pausedOf(world)).toEqual(free)
    await world.mine(1, 11, [[curse('Cursed', toBase)]])
    expect(await pausedOf(world)).toEqual({ ...free, '1 8453': true, '8453 1': true })
    expect((await conditionsOf(world)).map(({ chains, text }) => [chains, text])).toEqual([
      [
        [1, 8453],
        `Bridge ${bridge} is paused by ${at(3)} on chain 1: nothing leaves or arrives to or from chain 8453.`,
      ],
    ])
    await world.mine(1, 12, [[curse('Cursed', everywhere), curse('Uncursed', toBase)]])
    const ofOne = { '1 10': true, '1 8453': true, '10 1': true, '8453 1': true }
    expect(await pausedOf(world)).toEqual({ ...free, ...ofOne })
    await world.mine(1, 13, [[curse('Uncursed', everywhere)]])
    expect(await pausedOf(world)).toEqual(free)
  })

  test('behavior: what stops deposits does not stop fills', async () => {
    const world = await serveBridge({
      protocol: 'across-v3',
      members: membersOf([1, 8453], { spokePool: at(1) }),
    })
    await world.mine(8453, 10)
    const stop = (name: string, isPaused = true) =>
      encodeRow(rowOf('across', 'v3', name), at(1), { isPaused })
    await world.mine(1, 11, [[stop('PausedDeposits')]])
    expect(await pausedOf(world)).toEqual({ '1 8453': true, '8453 1': false })
    await world.mine(1, 12, [[stop('PausedFills')]])
    expect(await pausedOf(world)).toEqual({ '1 8453': true, '8453 1': true })
    expect((await conditionsOf(world)).map(({ text }) => text)).toEqual([
      expect.stringContaining('nothing arrives, nothing leaves.'),
    ])
    await world.mine(1, 13, [[stop('PausedDeposits', false)]])
    expect(await pausedOf(world)).toEqual({ '1 8453': false, '8453 1': true })
  })

  test('behavior: of a pair one side says it for both, as far as the config has its contract', async () => {
    const contracts = { standardBridge: at(1), messenger: at(2) }
    const [first, second] = membersOf([1, 8453], contracts)
    if (first === undefined || second === undefined) throw new Error('two members')
    const guarded = { ...first, contracts: { ...contracts, superchainConfig: at(4) } }
    const world = await serveBridge({ protocol: 'op-stack', members: [guarded, second] })
    await world.mine(8453, 10)
    await world.mine(1, 11, [
      [encodeRow(rowOf('opstack', 'bedrock', 'Paused'), at(4), { identifier: '' })],
    ])
    expect(await pausedOf(world)).toEqual({ '1 8453': false, '8453 1': true })
    const blind = await serveBridge({ protocol: 'op-stack', members: [first, second] })
    for (const chainId of [1, 8453]) await blind.mine(chainId, 10)
    expect(await pausedOf(blind)).toEqual({ '1 8453': null, '8453 1': null })
    expect(await routeOf(blind)).toMatchObject({ controlUnknown: 'NOT_READ' })
  })

  test('behavior: what of a limit over time is used nobody logs, and none is no limit', async () => {
    const world = await serveBridge({
      protocol: 'axelar-its',
      members: membersOf([1, 8453], { its: at(1), tokenManager: at(2) }),
    })
    await world.mine(8453, 10)
    const flow = (flowLimit_: bigint) =>
      encodeRow(rowOf('axelar-its', 'v2', 'FlowLimitSet'), at(2), {
        ...{ tokenId: toHex(1, { size: 32 }), operator: at(3), flowLimit_ },
      })
    await world.mine(1, 11, [[flow(7n)]])
    expect(await routeOf(world)).toMatchObject({
      limitLeft: null,
      limitUnknown: 'USE_NOT_READ',
      limits: [{ chainId: 1, way: 'BOTH', per: 'SIX_HOURS', most: { raw: '7' }, left: null }],
    })
    await world.mine(1, 12, [[flow(0n)]])
    expect(await routeOf(world)).toMatchObject({ limitUnknown: 'NOT_READ', limits: [] })
  })
})
