import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { CustomVault, Erc4626Vault, Project, VenueConfig } from '../../src/config/Project.ts'
import { bridgeSourceId } from '../../src/protocols/bridgeSourceId.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { filterDigest } from '../../src/protocols/filterDigest.ts'
import { bridge, market, vault, vaultAbi } from './labDefinitions.ts'
import { addressOf, chainId, encodeLog, transactionOf } from './logs.ts'

const policy = { stuckAfterSeconds: 1n, p99Seconds: 1n, skewSeconds: 1n, haircutBps: 0n }
const shares: Erc4626Vault = {
  type: 'erc4626',
  chainId,
  address: addressOf(1),
  startBlock: 1n,
  asset: 'shares',
  underlying: addressOf(2),
  shareDecimals: 18,
}
const usd: CustomVault = {
  type: 'custom',
  chainId,
  address: addressOf(3),
  startBlock: 5n,
  asset: 'usd',
  token: addressOf(1),
  definition: vault,
}
const eth: CustomVault = { ...usd, asset: 'eth', token: addressOf(4) }
const venue: VenueConfig = {
  id: 'lab',
  vaults: [shares, usd, eth],
  markets: [
    {
      type: 'custom',
      chainId,
      address: addressOf(3),
      startBlock: 5n,
      definition: market,
      token: addressOf(2),
    },
  ],
  landings: [],
  links: [],
  risk: { boundary: '<', warningBps: 12_000n, collateral: new Map(), markets: new Map() },
}
const member = {
  chainId,
  domain: 1,
  mailbox: addressOf(7),
  router: addressOf(8),
  token: addressOf(9),
  startBlock: 1n,
}
const project: Pick<Project, 'feeds' | 'bridges' | 'venues'> = {
  feeds: [
    {
      id: 'f',
      chainId,
      address: addressOf(6),
      startBlock: 1n,
      decimals: 8,
      heartbeatSeconds: 1n,
      deadAfterSeconds: 2n,
    },
  ],
  bridges: [
    {
      type: 'hyperlane',
      id: 'warp',
      asset: 'usd',
      members: [member],
      policy,
      foreignDomains: new Map(),
    },
    {
      type: 'custom',
      id: 'own',
      members: [{ chainId, address: addressOf(10), startBlock: 1n }],
      policy,
      definition: bridge,
    },
  ],
  venues: [venue],
}

test('default: an instance for every contract, with stable ids', () => {
  const named = createDecoders(project).map(({ name, source }) => `${name} ${source.id}`)
  // A custom decoder's name also carries its ABI's digest.
  expect(named.map((text) => text.replace(/(?<=^lab-\w+@\d)\+[0-9a-f]{8} /, ' '))).toEqual([
    `chainlink@1 ${chainId}/chainlink:${addressOf(6)}`,
    `erc4626@1 ${chainId}/erc4626:${addressOf(1)}`,
    `lab-vault@3 ${chainId}/vault:${addressOf(3)}:lab:usd`,
    `lab-vault@3 ${chainId}/vault:${addressOf(3)}:lab:eth`,
    `lab-market@1 ${chainId}/market:${addressOf(3)}:lab`,
    `hyperlane@1 ${chainId}/hyperlane:${addressOf(8)}`,
    `lab-bridge@1 ${chainId}/bridge:${addressOf(10)}:own`,
    `custody@1 ${chainId}/custody`,
  ])
})

test('behavior: another ABI for the same logs is another decoder, another order of it is not', () => {
  const { abi } = bridge
  const nameOf = (other: typeof abi): string => {
    const bridges = project.bridges.flatMap((each) =>
      each.type === 'custom' ? [{ ...each, definition: { ...bridge, abi: other } }] : [],
    )
    return createDecoders({ feeds: [], bridges, venues: [] })[0]?.name ?? ''
  }
  const renamed = abi.map((item) =>
    item.type === 'event'
      ? { ...item, inputs: item.inputs.map((input) => ({ ...input, name: `${input.name}_` })) }
      : item,
  )
  expect(nameOf(abi)).toMatch(/^lab-bridge@1\+[0-9a-f]{8}$/)
  expect(nameOf([...abi].reverse())).toBe(nameOf(abi))
  expect(nameOf(renamed)).not.toBe(nameOf(abi))
})

// Coverage of a route is looked up by this id; another spelling would read as a route that is not covered.
test('behavior: the source id of a bridge is that of its decoder', () => {
  const ids = createDecoders(project).map(({ source }) => source.id)
  for (const bridge of project.bridges) expect(ids).toContain(bridgeSourceId(bridge, chainId))
})

// Facts are idempotent by position: two decoders that give one log the same rank would lose one fact without a word.
test('behavior: decoders that read one log never share a rank', () => {
  const abi = parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)'])
  const transfer = encodeLog(abi, addressOf(1), 'Transfer', {
    from: addressOf(3),
    to: addressOf(11),
    value: 1n,
  })
  const deposited = encodeLog(vaultAbi, addressOf(3), 'Deposited', {
    account: addressOf(11),
    payer: addressOf(11),
    amount: 1n,
  })
  for (const log of [transfer, deposited]) {
    const readers = createDecoders(project).filter(({ source }) =>
      source.filters.some(
        ({ addresses, topics }) =>
          addresses.includes(log.address) && topics[0].some((topic) => topic === log.topics[0]),
      ),
    )
    const ranks = readers.flatMap((decoder) =>
      decoder.decode(transactionOf([log])).facts.map(({ at }) => at.k),
    )
    expect(ranks.length).toBeGreaterThan(1)
    expect(new Set(ranks).size).toBe(ranks.length)
  }
})

test('behavior: a filter digest ignores order and start block, and sees every address', () => {
  const [first, second] = createDecoders(project)
  if (!first || !second) throw new Error('the project has decoders')
  const digest = (vaults: readonly CustomVault[]) => {
    const decoders = createDecoders({ ...project, venues: [{ ...venue, vaults }] })
    const custody = decoders.find(({ name }) => name === 'custody@1')
    return custody && filterDigest(custody.source)
  }
  expect(filterDigest(first.source)).not.toBe(filterDigest(second.source))
  expect(digest([usd, eth])).toBe(digest([eth, { ...usd, startBlock: 99n }]))
  expect(digest([usd, eth])).not.toBe(digest([usd]))
})

test('error: one contract twice for one purpose', () => {
  const twice = { ...project, venues: [venue, { ...venue, id: 'other' }] }
  expect(() => createDecoders(twice)).toThrow('configured twice')
})

test('error: a definition in the wrong place', () => {
  const wrong = { ...venue, vaults: [{ ...usd, definition: market }] }
  expect(() => createDecoders({ ...project, venues: [wrong] })).toThrow('describes a market')
})
