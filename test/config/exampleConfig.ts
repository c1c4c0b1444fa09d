import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'

export const addressOf = (n: number) => `0x${n.toString(16).padStart(40, '0')}`

/** A right config that uses every part of the shape but custom definitions. Each call returns a fresh, plain JSON value. */
export function exampleConfig() {
  return {
    database: './example.db',
    chains: {
      home: { id: 31001, rpc: ['http://127.0.0.1:1001', 'http://127.0.0.1:1002'] },
      away: { id: 31002, rpc: 'env:AWAY_RPC', blockTimeMs: 1_000 },
    },
    assets: {
      usd: {
        symbol: 'USD',
        decimals: 6,
        tokens: { home: addressOf(0x11), away: addressOf(0x12) },
        feeds: ['usd-feed'],
      },
      share: {
        symbol: 'yUSD',
        decimals: 6,
        tokens: { home: addressOf(0x21) },
        sharesOf: 'usd',
      },
    },
    feeds: {
      'usd-feed': {
        chain: 'home',
        address: addressOf(0x31),
        startBlock: 5,
        decimals: 8,
        heartbeatSeconds: 3_600,
      },
    },
    bridges: {
      route: {
        type: 'hyperlane' as const,
        asset: 'usd',
        members: [
          {
            chain: 'home',
            mailbox: addressOf(0x41),
            router: addressOf(0x42),
            startBlock: 7,
          },
          {
            chain: 'away',
            mailbox: addressOf(0x43),
            router: addressOf(0x44),
            startBlock: 8,
          },
        ],
        foreignDomains: { '1': 1 },
      },
    },
    venues: [
      {
        id: 'lab',
        vaults: [
          {
            type: 'erc4626' as const,
            chain: 'home',
            address: addressOf(0x21),
            startBlock: 9,
            asset: 'share',
          },
        ],
        landings: [{ chain: 'away', address: addressOf(0x51) }],
        links: [{ owner: addressOf(0x61), accounts: [addressOf(0x62)] }],
        risk: {
          collateral: {
            usd: { initialBps: 9_000, maintenanceBps: 9_500 },
            share: { initialBps: 8_000, maintenanceBps: 9_000 },
          },
          markets: { 'ETH-PERP': { asset: 'usd', initialBps: 1_000, maintenanceBps: 500 } },
        },
      },
    ],
  } satisfies ConfigInput
}

export type ExampleConfig = ReturnType<typeof exampleConfig>

export const exampleWorld = {
  variables: { AWAY_RPC: 'http://127.0.0.1:1003/key-of-the-operator' },
  presets: {},
}
