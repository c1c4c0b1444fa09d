import { decodeFunctionData, encodeAbiParameters, parseAbiParameters } from 'viem'
import type { Address, Hex } from '../../../src/facts/primitives.ts'
import { cometAbi } from '../../../src/protocols/lending/compoundV3/cometCalls.ts'
import { type CometLedger, cometRates } from './CometLedger.ts'

/** What a Comet is configured with, beside its interest. */
export interface CometTerms {
  /** By token: which feed it asks, and what that answers, 1e8. */
  feeds: ReadonlyMap<Address, { feed: Address; price: bigint }>
  borrow: bigint
  liquidate: bigint
}

const word = (value: bigint): Hex => encodeAbiParameters(parseAbiParameters('uint256'), [value])

/** A Comet's answer to a call; undefined where it reverts. */
export function answerComet(ledger: CometLedger, data: Hex, terms: CometTerms): Hex | undefined {
  const { functionName, args = [] } = decodeFunctionData({ abi: cometAbi, data })
  const asked = args[0]?.toLowerCase()
  const { supply, borrow } = cometRates
  switch (functionName) {
    case 'userBasic':
      return ledger.userBasic(`0x${asked?.slice(2) ?? ''}`)
    case 'totalsBasic':
      return ledger.totalsBasic()
    case 'baseTokenPriceFeed':
      return word(BigInt(terms.feeds.get(ledger.pool.base.token)?.feed ?? 0n))
    case 'getPrice': {
      const { base, collaterals } = ledger.pool
      // A feed answers whoever asks, also where the Comet itself asks another.
      const named = [base, ...collaterals].find(({ priceFeed }) => priceFeed === asked)
      const known = named && terms.feeds.get(named.token)
      return known === undefined ? undefined : word(known.price)
    }
    case 'getAssetInfoByAddress': {
      const asset = ledger.pool.collaterals.find(({ token }) => token === asked)
      const feed = asset === undefined ? undefined : terms.feeds.get(asset.token)?.feed
      if (asset === undefined || feed === undefined) return undefined
      return encodeAbiParameters(
        parseAbiParameters('uint8, address, address, uint64, uint64, uint64, uint64, uint128'),
        [
          ...([0, asset.token, feed, 10n ** BigInt(asset.decimals)] as const),
          ...([terms.borrow, terms.liquidate, terms.liquidate, 10n ** 30n] as const),
        ],
      )
    }
    case 'supplyKink':
      return word(supply.kink)
    case 'supplyPerSecondInterestRateBase':
      return word(supply.base)
    case 'supplyPerSecondInterestRateSlopeLow':
      return word(supply.low)
    case 'supplyPerSecondInterestRateSlopeHigh':
      return word(supply.high)
    case 'borrowKink':
      return word(borrow.kink)
    case 'borrowPerSecondInterestRateBase':
      return word(borrow.base)
    case 'borrowPerSecondInterestRateSlopeLow':
      return word(borrow.low)
    case 'borrowPerSecondInterestRateSlopeHigh':
      return word(borrow.high)
  }
}
