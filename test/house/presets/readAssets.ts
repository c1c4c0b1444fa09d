import { createRequire } from 'node:module'
import { z } from 'zod'
import type { ChainNames } from './ChainNames.ts'

/** A token as a package tells it. */
export interface ReadAsset {
  address: string
  decimals: number
}

const table = z.object({
  TOKEN_SYMBOLS_MAP: z.record(
    z.string(),
    z.looseObject({ decimals: z.number(), addresses: z.record(z.string(), z.string()) }),
  ),
})

/** Symbol in a preset, and what the package calls it: on BNB Chain the same coins have other decimals and keys. */
const symbols: readonly (readonly [symbol: string, keys: readonly string[]])[] = [
  ['USDC', ['USDC', 'USDC-BNB']],
  ['USDC.e', ['USDC.e']],
  ['USDbC', ['USDbC']],
  ['USDT', ['USDT', 'USDT-BNB']],
  ['DAI', ['DAI']],
  ['WETH', ['WETH']],
  ['WBTC', ['WBTC', 'WBTC-BNB']],
  ['WBNB', ['WBNB']],
  ['WPOL', ['WPOL']],
  ['WAVAX', ['WAVAX']],
  ['WHYPE', ['WHYPE']],
]

/** Ethereum's list holds the home of every symbol; these are other chains' coins, which have no home there. */
const foreign: readonly string[] = ['USDC.e', 'USDbC', 'WBNB', 'WPOL', 'WAVAX']

/** Canonical tokens of one chain by symbol. */
export function readAssets(
  folder: string,
  { id }: ChainNames,
): Readonly<Record<string, ReadAsset>> {
  const { TOKEN_SYMBOLS_MAP: tokens } = table.parse({
    ...createRequire(`${folder}/package.json`)(`${folder}/dist/cjs/index.js`),
  })
  const found: Record<string, ReadAsset> = {}
  for (const [symbol, keys] of symbols) {
    if (id === 1 && foreign.includes(symbol)) continue
    for (const key of id === 56 ? keys : keys.slice(0, 1)) {
      const token = tokens[key]
      const address = token?.addresses[id]
      if (token !== undefined && address !== undefined)
        found[symbol] = { address, decimals: token.decimals }
    }
  }
  return found
}
