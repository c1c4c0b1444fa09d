/** What the packages call the chains of the presets; absent where a package does not know the chain. */
export interface ChainNames {
  /** Name of the preset and of its file. */
  preset: string
  id: number
  hyperlane: string
  layerzero?: string
  wormhole?: string
  axelar?: string
}

export const chainNames: readonly ChainNames[] = [
  chain('arbitrum', 42_161, { wormhole: 'Arbitrum', axelar: 'arbitrum' }),
  chain('avalanche', 43_114, { wormhole: 'Avalanche', axelar: 'avalanche' }),
  chain('base', 8_453, { wormhole: 'Base', axelar: 'base' }),
  chain('bsc', 56, { wormhole: 'Bsc', axelar: 'binance' }),
  chain('ethereum', 1, { wormhole: 'Ethereum', axelar: 'ethereum' }),
  chain('gnosis', 100, {}),
  chain('hyperEvm', 999, {
    hyperlane: 'hyperevm',
    layerzero: 'hyperliquid',
    wormhole: 'HyperEVM',
  }),
  chain('linea', 59_144, { wormhole: 'Linea', axelar: 'linea', layerzero: 'zkconsensys' }),
  chain('optimism', 10, { wormhole: 'Optimism', axelar: 'optimism' }),
  chain('polygon', 137, { wormhole: 'Polygon', axelar: 'polygon' }),
  chain('scroll', 534_352, { wormhole: 'Scroll', axelar: 'scroll' }),
  chain('unichain', 130, { wormhole: 'Unichain' }),
]

function chain(preset: string, id: number, names: Partial<ChainNames>): ChainNames {
  return { preset, id, hyperlane: preset, layerzero: preset, ...names }
}
