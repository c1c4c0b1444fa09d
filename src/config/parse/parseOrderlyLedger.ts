import { ConfigError } from '../../errors/ConfigError.ts'
import type { Address, ChainId, Hash } from '../../facts/primitives.ts'
import { keccak256 } from '../../utils/keccak256.ts'
import type { OrderlyLedger } from '../OrderlyLedger.ts'
import type { AssetConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import { toFieldPath } from './toFieldPath.ts'

type MarketValues = ConfigValues['venues'][number]['markets'][number]

/** Resolves Orderly's ledger; what it books is named by hashes of symbols, and stands in the assets so. Throws `ConfigError`. */
export function parseOrderlyLedger(
  ledger: Extract<MarketValues, { type: 'orderly' }>,
  found: {
    chainId: ChainId
    assets: ReadonlyMap<string, AssetConfig>
    path: readonly (string | number)[]
  },
): OrderlyLedger {
  const { type, address, startBlock, tokens, symbols, house } = ledger
  const { chainId, assets, path } = found
  const booked = tokens.map(({ asset: id, symbol }, i): Address => {
    const field = toFieldPath([...path, 'tokens', i, 'asset'])
    const asset = findNamed(assets, id, { field, section: 'assets' })
    const named: Address = `0x${hashOf(symbol ?? asset.symbol).slice(-40)}`
    if (asset.tokens.get(chainId) === named) return named
    throw new ConfigError({
      field,
      problem: `is booked as ${symbol ?? asset.symbol}, which the ledger knows by its hash and no contract`,
      cure: `Write '${named}' in assets.${id}.tokens.${ledger.chain}.`,
    })
  })
  return {
    ...{ type, chainId, address, startBlock, tokens: booked, house },
    symbols: new Map(symbols.map((symbol) => [hashOf(symbol), symbol])),
  }
}

function hashOf(text: string): Hash {
  return keccak256(new TextEncoder().encode(text))
}
