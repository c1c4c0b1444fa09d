import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/runCli.ts'
import { addressOf, type ExampleConfig } from '../config/exampleConfig.ts'
import { createFakeWorld, type FakeNode } from './support/createFakeWorld.ts'
import { exampleFiles, exampleNodes, exampleVariables } from './support/exampleNodes.ts'

const argv = ['check', '--config', 'plimsoll.config.json']

interface Change {
  config?: (config: ExampleConfig) => void
  nodes?: (nodes: Record<string, FakeNode>) => void
}

async function check(change: Change = {}) {
  const nodes = exampleNodes()
  change.nodes?.(nodes)
  const files = exampleFiles(change.config)
  const world = createFakeWorld({ argv, files, nodes, variables: exampleVariables })
  const exitCode = await runCli(world)
  return { exitCode, out: world.out(), err: world.err() }
}

/** One sentence on one line, without a stack and without a secret; exit code 2. */
async function expectSentence(change: Change, sentence: string): Promise<void> {
  const { exitCode, err } = await check(change)
  expect(err).toBe(`${sentence}\n`)
  expect(err).not.toContain('    at ')
  expect(err).not.toMatch(/http|secret/)
  expect(exitCode).toBe(2)
}

/** The example's nodes are all on one host, so each of its chains has one witness. */
const unconfirmed = (chain: string) =>
  `22:13:20 warning: chains.${chain}.rpc: names one witness, so TRANSFER_UNBACKED of bridge 'route' and FINALITY_VIOLATED of ${chain} will only ever be unconfirmed; add an endpoint of another host.\n`

const right =
  '22:13:20 The config is right, as far as the nodes can tell. (chains 2, assets 2, feeds 1, bridges 1, venues 1)\n'

test('default: a right config ends with a summary and 0, and says what nobody can confirm', async () => {
  expect(await check()).toEqual({
    exitCode: 0,
    err: '',
    out: `${unconfirmed('home')}${unconfirmed('away')}${right}`,
  })
})

test('behavior: two witnesses of a chain can confirm each other', async () => {
  const { out } = await check({
    config: (config) => config.chains.home.rpc.splice(1, 1, 'http://second.test'),
    nodes: (nodes) =>
      Object.assign(nodes, { 'http://second.test': nodes['http://127.0.0.1:1002'] }),
  })
  expect(out).toBe(`${unconfirmed('away')}${right}`)
})

test('behavior: a chain without bridges has no route to confirm', async () => {
  const { out } = await check({ config: (config) => Reflect.deleteProperty(config, 'bridges') })
  expect(out).toContain('so FINALITY_VIOLATED of away will only ever be unconfirmed')
})

/** EIP-1967 implementation slots, for every contract. */
const proxied = (nodes: Record<string, FakeNode>) => {
  for (const node of Object.values(nodes)) {
    node.answer = (method) =>
      method === 'eth_getStorageAt' ? { result: addressOf(0x77) } : undefined
  }
}

test('behavior: a proxy that is older than the start block is a warning with the block to write', async () => {
  const { exitCode, out } = await check({
    config: (config) => Object.assign(config.venues[0]?.vaults[0] ?? {}, { startBlock: 60 }),
    nodes: proxied,
  })
  expect(exitCode).toBe(0)
  expect(out).toContain(
    'warning: venues[0].vaults[0].startBlock: is 60, but the proxy is there since block 9, and whether its book began later cannot be told; write 9 unless you know.',
  )
})

test('behavior: a proxy that is followed from its first code on is right', async () => {
  const { out } = await check({ nodes: proxied })
  expect(out).toBe(`${unconfirmed('home')}${unconfirmed('away')}${right}`)
})

test('behavior: a node that forgot the states between finds no block to write, but the mistake', async () => {
  await expectSentence(
    {
      config: (config) => Object.assign(config.venues[0]?.vaults[0] ?? {}, { startBlock: 60 }),
      nodes: (nodes) => {
        for (const node of Object.values(nodes)) node.oldestState = 40n
      },
    },
    'venues[0].vaults[0].startBlock: is 60, but the contract is there before that. Write the block in which it was deployed: what was booked before the start block would be missing.',
  )
})

test('behavior: forty contracts cost a handful of requests', async () => {
  const tokens = Array.from({ length: 40 }, (_, i) => [`token${i}`, addressOf(0x1000 + i)] as const)
  const nodes = exampleNodes()
  const files = exampleFiles((config) => {
    for (const [id, home] of tokens) {
      const asset = { symbol: 'T', decimals: 18, tokens: { home }, feeds: ['usd-feed'] }
      Object.assign(config.assets, { [id]: asset })
    }
  })
  const home = nodes['http://127.0.0.1:1001']
  if (home === undefined) throw new Error('the example has this node')
  home.codeSince = new Map([...home.codeSince, ...tokens.map(([, at]) => [at, 0n] as const)])
  const world = createFakeWorld({ argv, files, nodes, variables: exampleVariables })
  expect(await runCli(world)).toBe(0)
  expect(home.requests).toBeLessThanOrEqual(6)
})

test('error: wrong chain id', async () => {
  await expectSentence(
    { nodes: (nodes) => Object.assign(nodes['http://127.0.0.1:1002'] ?? {}, { chainId: 8453 }) },
    'chains.home.rpc[1]: home#2 serves chain 8453, not chain 31001. Write an endpoint of chain 31001 there, or correct chains.home.id.',
  )
})

test('error: unreachable endpoint', async () => {
  await expectSentence(
    { nodes: (nodes) => Reflect.deleteProperty(nodes, exampleVariables.AWAY_RPC) },
    'chains.away.rpc: away#1 cannot be reached. Start the node, or write an endpoint that answers.',
  )
})

test('error: an address without code', async () => {
  await expectSentence(
    { config: (config) => Object.assign(config.feeds['usd-feed'], { address: addressOf(0x99) }) },
    `feeds["usd-feed"].address: there is no contract at ${addressOf(0x99)} on home (chain 31001). Write the address that the contract has on this chain.`,
  )
})

test('error: a start block after deployment names the block to write', async () => {
  await expectSentence(
    { config: (config) => Object.assign(config.venues[0]?.vaults[0] ?? {}, { startBlock: 60 }) },
    'venues[0].vaults[0].startBlock: is 60, but the contract is there since block 9. Write 9: what was booked before the start block would be missing.',
  )
})

test('error: a start block beyond the head', async () => {
  await expectSentence(
    { config: (config) => Object.assign(config.venues[0]?.vaults[0] ?? {}, { startBlock: 101 }) },
    'venues[0].vaults[0].startBlock: is 101, but home is only at block 100. Write the block in which the contract was deployed.',
  )
})

test('error: several problems are listed one a line, in the order of the config', async () => {
  const { exitCode, err } = await check({
    config: (config) => Object.assign(config.feeds['usd-feed'], { address: addressOf(0x99) }),
    nodes: (nodes) => Reflect.deleteProperty(nodes, exampleVariables.AWAY_RPC),
  })
  expect(err.split('\n').map((line) => line.split(': ')[0])).toEqual([
    'feeds["usd-feed"].address',
    'chains.away.rpc',
    '',
  ])
  expect(exitCode).toBe(2)
})

test('behavior: the block before deployment has no code, so the deployment block is right', async () => {
  const { exitCode } = await check({
    config: (config) => Object.assign(config.venues[0]?.vaults[0] ?? {}, { startBlock: 9 }),
  })
  expect(exitCode).toBe(0)
})

test('behavior: a node without old states cannot tell, which is a warning', async () => {
  const { exitCode, out } = await check({
    nodes: (nodes) => {
      for (const node of Object.values(nodes)) node.oldestState = 50n
    },
  })
  expect(exitCode).toBe(0)
  expect(out).toContain(
    'warning: venues[0].vaults[0].startBlock: home keeps no state of block 8, so it was not checked against the deployment.',
  )
})

test.each([
  [
    'unknown asset',
    (config: ExampleConfig) => Object.assign(config.venues[0]?.vaults[0] ?? {}, { asset: 'gold' }),
    "venues[0].vaults[0].asset: 'gold' is not one of the assets. Write one of: usd, share, or add it under assets.",
  ],
  [
    'duplicate venue',
    (config: ExampleConfig) => config.venues.push(...structuredClone(config.venues)),
    "venues[1].id: the venue 'lab' is already defined by venues[0]. Give it another id, or move its vaults and markets into the first.",
  ],
])('error: %s', async (_, config, sentence) => {
  await expectSentence({ config: (example) => void config(example) }, sentence)
})
