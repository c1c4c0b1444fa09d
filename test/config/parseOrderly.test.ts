import { keccak256, toHex } from 'viem'
import { expect, test } from 'vitest'
import { listContracts } from '../../src/cli/preflight/listContracts.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { ConfigError } from '../../src/errors/ConfigError.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { listSources } from '../../src/protocols/listSources.ts'
import { addressOf, exampleConfig, exampleWorld } from './exampleConfig.ts'

const hashOf = (symbol: string) => keccak256(toHex(symbol))
const booked = `0x${hashOf('USDC').slice(-40)}`

/** The example whose dollar is booked on the chain `away` by Orderly's ledger. */
function withLedger(parts: object = {}, token: string = booked) {
  const config = exampleConfig()
  const usd = { ...config.assets.usd, symbol: 'USDC', tokens: { away: token } }
  const ledger = {
    ...{ type: 'orderly', chain: 'away', address: addressOf(0x1ed), startBlock: 5 },
    ...{ tokens: [{ asset: 'usd' }], symbols: ['PERP_ETH_USDC'], ...parts },
  }
  const risk = { collateral: { usd: { initialBps: 10_000, maintenanceBps: 10_000 } } }
  return {
    ...config,
    assets: { usd },
    bridges: {},
    venues: [{ id: 'orderly', markets: [ledger], risk }],
  }
}

const parse = (config: unknown) => parseProject(config, exampleWorld)

test('default: a ledger with its markets by the hash that it logs', () => {
  const house = [`0x${'c4'.repeat(32)}`]
  const project = parse(withLedger({ house }))
  expect(project.venues[0]?.markets).toEqual([
    {
      ...{ type: 'orderly', chainId: 31002, address: addressOf(0x1ed), startBlock: 5n, house },
      tokens: [booked],
      symbols: new Map([[hashOf('PERP_ETH_USDC'), 'PERP_ETH_USDC']]),
    },
  ])
  expect(createDecoders(project).map(({ name }) => name)).toContain('orderlyLedger@1')
  // What has no code is not looked for.
  expect(listContracts(project).map(({ address }) => address)).not.toContain(booked)
  expect(listSources(project).map(({ purpose }) => purpose.kind)).toContain('market')
})

test('error: a token that is not made of its symbol is refused with the one that is', () => {
  const messageOf = (config: unknown) => {
    try {
      parse(config)
    } catch (error) {
      if (error instanceof ConfigError) return error.message
      throw error
    }
    return 'no error'
  }
  expect(messageOf(withLedger({}, addressOf(0x12)))).toContain(
    `Write '${booked}' in assets.usd.tokens.away.`,
  )
  const other = { tokens: [{ asset: 'usd', symbol: 'USDT' }] }
  expect(messageOf(withLedger(other))).toContain(`Write '0x${hashOf('USDT').slice(-40)}'`)
  expect(messageOf(withLedger({ tokens: [{ asset: 'gold' }] }))).toContain("'gold' is not one")
  expect(messageOf(withLedger({ house: ['0x12'] }))).toContain('Write 0x and 64 hex digits.')
})
