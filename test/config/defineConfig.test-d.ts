// Compiled by `npm run check`, never run: each expected error is one that a person's editor shows.

import type { z } from 'zod'
import { base } from '../../chains/base.ts'
import { defineConfig } from '../../src/config/defineConfig.ts'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import type { configSchema } from '../../src/config/schema.ts'

const chains = { home: { id: 1, rpc: 'http://a.test' }, base: { preset: base, rpc: 'env:BASE' } }

const right = defineConfig({
  chains,
  assets: {
    usd: { symbol: 'USD', decimals: 6, tokens: { home: '0x1', base: '0x2' }, feeds: ['f'] },
  },
  feeds: {
    f: { chain: 'home', address: '0x3', startBlock: 1n, decimals: 8, heartbeatSeconds: 60 },
  },
  venues: [
    {
      id: 'v',
      vaults: [{ type: 'erc4626', chain: 'base', address: '0x4', startBlock: 0, asset: 'usd' }],
      risk: { collateral: { usd: { initialBps: 1, maintenanceBps: 1 } } },
    },
  ],
})

defineConfig({
  chains,
  // @ts-expect-error a token on a chain that is not defined
  assets: { usd: { symbol: 'USD', decimals: 6, tokens: { mars: '0x1' } } },
  venues: [],
})

defineConfig({
  chains,
  // @ts-expect-error a feed that is not defined
  assets: { usd: { symbol: 'USD', decimals: 6, tokens: { home: '0x1' }, feeds: ['nope'] } },
  feeds: {
    f: { chain: 'home', address: '0x3', startBlock: 1n, decimals: 8, heartbeatSeconds: 60 },
  },
  venues: [],
})

defineConfig({
  chains,
  assets: { usd: { symbol: 'USD', decimals: 6, tokens: { home: '0x1' } } },
  feeds: {
    f: {
      // @ts-expect-error a feed on a chain that is not defined
      chain: 'mars',
      address: '0x3',
      startBlock: 1n,
      decimals: 8,
      heartbeatSeconds: 60,
    },
  },
  venues: [],
})

defineConfig({
  chains,
  assets: { usd: { symbol: 'USD', decimals: 6, tokens: { home: '0x1' } } },
  venues: [
    {
      id: 'v',
      // @ts-expect-error an asset that is not defined
      vaults: [{ type: 'erc4626', chain: 'home', address: '0x4', startBlock: 0, asset: 'gold' }],
      risk: { collateral: {} },
    },
  ],
})

defineConfig({
  chains,
  assets: { usd: { symbol: 'USD', decimals: 6, tokens: { home: '0x1' } } },
  venues: [
    {
      id: 'v',
      // @ts-expect-error a weight of an asset that is not defined
      risk: { collateral: { gold: { initialBps: 1, maintenanceBps: 1 } } },
    },
  ],
})

/** What compiles has a place in the schema: no field of the types is unknown to it. */
type SchemaFields = keyof z.input<typeof configSchema>
const everyField: Record<keyof ConfigInput, true> & Record<SchemaFields, true> = {
  database: true,
  reserveMb: true,
  rawLogs: true,
  chains: true,
  assets: true,
  feeds: true,
  bridges: true,
  venues: true,
  backing: true,
  audit: true,
}

export { everyField, right }
