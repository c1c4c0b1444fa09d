import { parseProject } from '../../../src/config/parseProject.ts'
import type { ChainId, Hex } from '../../../src/facts/primitives.ts'

export const chainId: ChainId = 31_001
const token: Hex = `0x${'aa'.repeat(20)}`
export const vault: Hex = `0x${'bb'.repeat(20)}`

/** One chain, `harbor`, with one vault whose shares are worth what it is asked for. */
export const vaultProject = parseProject(
  {
    chains: { harbor: { id: chainId, rpc: 'http://127.0.0.1:1' } },
    assets: {
      usd: { symbol: 'USD', decimals: 6, tokens: { harbor: token } },
      shares: { symbol: 'vUSD', decimals: 6, tokens: { harbor: vault }, sharesOf: 'usd' },
    },
    venues: [
      {
        id: 'main',
        vaults: [
          { type: 'erc4626', chain: 'harbor', address: vault, startBlock: 1, asset: 'shares' },
        ],
        risk: { collateral: {} },
      },
    ],
  },
  { variables: {}, presets: {} },
)
