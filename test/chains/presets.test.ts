import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Chain, getAddress, zeroAddress } from 'viem'
import * as viemChains from 'viem/chains'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as exported from '../../chains/index.ts'
import { loadPresets } from '../../src/cli/config/loadPresets.ts'
import type { ChainPreset } from '../../src/config/ChainPreset.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { addressOf } from '../config/exampleConfig.ts'

const folder = fileURLToPath(new URL('../../chains', import.meta.url))
const presets: [name: string, preset: ChainPreset][] = Object.entries(exported)
const publicPresets = presets.filter(([name]) => name !== 'anvil')

const reference =
  process.env.PLIMSOLL_CHAIN_IDS ??
  fileURLToPath(new URL('../../../shared/reference/chain-ids.json', import.meta.url))
const hasReference = existsSync(reference)
if (!hasReference)
  process.stderr.write(
    `SKIPPED: no table of chain ids at ${reference}; set PLIMSOLL_CHAIN_IDS to chain-ids.json.\n`,
  )

const knownAsset = z.strictObject({
  address: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  decimals: z.number().int().min(6).max(18),
})

/** viem's chain of an id; ids of test networks occur there more than once, those of the presets do not. */
function viemChain(id: number): Chain | undefined {
  const all: readonly Chain[] = Object.values(viemChains)
  return all.find((chain) => chain.id === id)
}

/** A config whose only chain is the preset's, with a Hyperlane route so that its domain is read. */
function configOf(preset: ChainPreset | string) {
  const member = { chain: 'here', mailbox: addressOf(2), router: addressOf(3), startBlock: 1 }
  return {
    chains: { here: { rpc: 'https://rpc.test', preset } },
    assets: { usd: { symbol: 'USD', decimals: 6, tokens: { here: addressOf(1) } } },
    bridges: { route: { type: 'hyperlane' as const, asset: 'usd', members: [member] } },
    venues: [],
  }
}

test('default: the chains of the README are there, under the names of their files', () => {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''))
  expect(presets.map(([name]) => name).sort()).toEqual(
    files.filter((file) => file !== 'index').sort(),
  )
  expect(presets.map(([, { id }]) => id).sort((a, b) => a - b)).toEqual([
    1, 10, 56, 100, 130, 137, 999, 8453, 31337, 42161, 43114, 59144, 534352,
  ])
})

test('behavior: the command line finds every preset in the module that configs import', () => {
  expect(loadPresets({ 'plimsoll/chains': exported })).toEqual({ ...exported })
})

test.each(publicPresets)('behavior: %s has the multicall contract that viem knows', (_, preset) => {
  const known = viemChain(preset.id)?.contracts?.multicall3
  expect(preset.multicall).toBe(known?.address.toLowerCase())
})

test.each(presets)('behavior: %s parses by name and by import', (name, preset) => {
  const world = { variables: {}, presets: loadPresets({ 'plimsoll/chains': exported }) }
  const byName = parseProject(configOf(name), world)
  expect(byName).toEqual(parseProject(configOf(preset), { variables: {}, presets: {} }))
  expect(byName.chains[0]).toMatchObject({
    id: preset.id,
    blockTimeMs: preset.blockTimeMs,
    bloom: preset.bloom ?? 'untrusted',
    finality: {
      policy: preset.finality.policy,
      safeDepth: BigInt(preset.finality.safeDepth),
      finalizedDepth: BigInt(preset.finality.finalizedDepth),
    },
  })
  expect(byName.bridges[0]).toMatchObject({
    members: [{ domain: preset.domains.hyperlane ?? preset.id }],
  })
})

test.each(publicPresets)(
  'behavior: %s has the id and the block time that viem gives',
  (_, preset) => {
    const chain = viemChain(preset.id)
    expect(chain?.id).toBe(preset.id)
    expect(chain?.testnet ?? false).toBe(false)
    expect([preset.blockTimeMs, undefined]).toContain(chain?.blockTime)
  },
)

test.each(presets)('behavior: %s finalizes no earlier than it is safe', (_, preset) => {
  const { safeDepth, finalizedDepth } = preset.finality
  expect(safeDepth).toBeGreaterThan(0)
  expect(finalizedDepth).toBeGreaterThan(safeDepth)
})

test('behavior: no bridge has one number for two chains', () => {
  const numbers = presets.flatMap(([, { domains }]) =>
    Object.entries(domains).map(([protocol, number]) => `${protocol}:${number}`),
  )
  expect(numbers.filter((number, i) => numbers.indexOf(number) !== i)).toEqual([])
})

test.runIf(hasReference)('behavior: bridge numbers are those of the reference table', () => {
  const table = z
    .array(
      z.object({
        chainId: z.number(),
        cctpDomain: z.number().nullable(),
        lzEid: z.number(),
        hyperlaneDomain: z.number(),
        hypBlockTime: z.number(),
        wormholeChain: z.number().nullable(),
        ccipSelector: z.string(),
      }),
    )
    .parse(JSON.parse(readFileSync(reference, 'utf8')))
  const rows = new Map(table.map((row) => [row.chainId, row]))
  const compared = publicPresets.flatMap(([name, preset]) => {
    const row = rows.get(preset.id)
    if (row === undefined) return []
    const { hyperlane, cctp, layerzero, wormhole, ccip } = preset.domains
    expect([name, hyperlane, cctp, layerzero, wormhole, `${ccip}`]).toEqual([
      name,
      row.hyperlaneDomain,
      row.cctpDomain ?? undefined,
      row.lzEid,
      row.wormholeChain ?? undefined,
      row.ccipSelector,
    ])
    // The registry's estimates are old and rounded up; a block time far above them is a slip of the pen.
    expect(preset.blockTimeMs).toBeLessThanOrEqual(row.hypBlockTime * 1_000)
    return [name]
  })
  // Gnosis is the one that the table lacks.
  expect(compared).toHaveLength(publicPresets.length - 1)
})

const source =
  /viem 2|registry|sdk-base|lz-definitions|ccip-sdk|axelar-chains-config|provider-cctp-v2|rpc-faults F\d|bridges\.md|lab\.md|squid-sdk [0-9a-f]{7}|unverified|A choice/

/** Lines that state a fact: a scalar field, a finality policy, a domain or a quirk. */
const fact = /^\s+(\w+: [\d'{][^\n]*\d|\w+: '|'[A-Z])/

test.each(presets)('behavior: every fact of %s says where it is from', (name) => {
  const lines = readFileSync(`${folder}/${name}.ts`, 'utf8').split('\n')
  const unsourced = lines.flatMap((line, i) => {
    if (!fact.test(line)) return []
    if (/\/\/ /.test(line)) return source.test(line) ? [] : [line]
    const above = lines.slice(0, i)
    const last = above.findLastIndex((other) => /^\s*(\/\/|\*|\/\*)/.test(other))
    const first = above.findLastIndex((other, j) => j < last && !/^\s*(\/\/|\*|\/\*)/.test(other))
    return source.test(above.slice(first + 1, last + 1).join(' ')) ? [] : [line]
  })
  expect(lines.filter((line) => fact.test(line)).length).toBeGreaterThan(2)
  expect(unsourced).toEqual([])
})

/** What logs that a bridge is stopped, and whom the presets name to ask for it. */
const unnamed = [
  { group: 'ccip', role: 'rmn', by: 'rmnProxy' },
  { group: 'opStack', role: 'superchainConfig', by: 'parentPortal' },
] as const

test.each(publicPresets)(
  'behavior: what stops bridges of %s and no package names is said, with whoever answers it',
  (name, { contracts }) => {
    const text = readFileSync(`${folder}/contracts/${name}.ts`, 'utf8')
    for (const { group, role, by } of unnamed) {
      const roles = contracts?.[group]
      expect(text.includes(`The \`${role}\``)).toBe(roles !== undefined)
      if (roles !== undefined) expect(Object.keys(roles)).toContain(by)
      expect(Object.keys(roles ?? {})).not.toContain(role)
    }
  },
)

describe.each(publicPresets)('contracts of %s', (_, { contracts }) => {
  const { assets, ...groups } = contracts ?? { assets: { source: '' } }
  const sources = [...Object.values(groups), assets].map(({ source }) => source)
  const addresses = Object.values(groups).flatMap(({ source, ...roles }) => Object.values(roles))

  test('default: every group names its package and version', () => {
    expect(sources.length).toBeGreaterThan(2)
    for (const source of sources) expect(source).toMatch(/^(@[a-z-]+\/)?[a-z0-9-]+@\d+\.\d+\.\d+$/)
  })

  test('behavior: addresses carry a right checksum, and none stands for two roles of a protocol', () => {
    for (const address of addresses) expect(getAddress(address)).toBe(address)
    for (const { source, ...roles } of Object.values(groups)) {
      expect(new Set(Object.values(roles)).size).toBe(Object.keys(roles).length)
    }
    expect(addresses).not.toContain(zeroAddress)
  })

  test('behavior: tokens carry a right checksum and sane decimals, each symbol another token', () => {
    const { source, ...tokens } = assets
    const known = Object.values(tokens).map((token) => knownAsset.parse(token))
    for (const { address } of known) expect(getAddress(address)).toBe(address)
    expect(new Set(known.map(({ address }) => address)).size).toBe(known.length)
  })
})
