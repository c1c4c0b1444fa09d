import type { ConfigInput } from './input/ConfigInput.ts'

/**
 * Types a config, and returns it as it is. A chain, asset or feed that is referred to by a name that the config does not
 * define does not compile.
 *
 * @example
 * export default defineConfig({
 *   chains: { base: { id: 8453, rpc: 'env:BASE_RPC' } },
 *   assets: { usd: { symbol: 'USD', decimals: 6, tokens: { base: '0x…' } } },
 *   venues: [],
 * })
 */
export function defineConfig<
  const chain extends string,
  const asset extends string,
  const feed extends string,
>(config: ConfigInput<chain, asset, feed>): ConfigInput<chain, asset, feed> {
  return config
}
