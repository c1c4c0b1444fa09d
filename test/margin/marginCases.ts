import type { RiskConfig } from '../../src/config/Project.ts'
import { evaluateBook } from '../../src/margin/evaluateBook.ts'
import type {
  BalanceLine,
  DeductionLine,
  HoldingLine,
  InFlightLine,
  PositionLine,
  Price,
  PriceBook,
  UnitBook,
} from '../../src/margin/MarginInput.ts'
import type { UnitMargin } from '../../src/margin/MarginStatus.ts'
import { toPricedMarket } from '../../src/margin/PricedMarket.ts'
import { type CrossChainSystem, crossChain } from '../../src/margin/presets/crossChain.ts'
import type { BoundEnd } from '../../src/margin/toMarginUnit.ts'

export const E18 = 10n ** 18n
export const E6 = 10n ** 6n

/** Whole dollars as 1e18 USD. */
export const usd = (dollars: bigint) => dollars * E18

export const decimals: ReadonlyMap<string, number> = new Map([
  ['usdc', 6],
  ['eth', 18],
  ['dai', 18],
])

const line = (assetId: string, amount: bigint, chainId = 1) => ({
  assetId,
  decimals: decimals.get(assetId) ?? 18,
  amount,
  chainId,
})

export const holding = (assetId: string, amount: bigint, chainId = 1): HoldingLine => ({
  kind: 'holding',
  ...line(assetId, amount, chainId),
})

export const liability = (assetId: string, amount: bigint, chainId = 1): HoldingLine => ({
  kind: 'liability',
  ...line(assetId, amount, chainId),
})

/** Age 0 of p99 100 s and stuck 300 s, haircut 1 %, unless said otherwise. */
export const inFlight = (
  assetId: string,
  amount: bigint,
  policy: Partial<InFlightLine> = {},
): InFlightLine => ({
  kind: 'inFlight',
  ...line(assetId, amount),
  bridge: 'hyperlane:usd',
  transferKey: '0xaa',
  ageSeconds: 0n,
  p99Seconds: 100n,
  stuckAfterSeconds: 300n,
  haircutBps: 100n,
  ...policy,
})

export const deduction = (
  kind: DeductionLine['kind'],
  assetId: string,
  amount: bigint,
  ownerUnknown = false,
): DeductionLine => ({
  kind,
  ...line(assetId, amount),
  transferKey: '0xbb',
  ownerUnknown,
})

export const position = (sizeE18: bigint, entryValueE18: bigint, fundingOwedE18 = 0n) =>
  ({
    chainId: 1,
    marketId: 'eth-usd',
    sizeE18,
    entryValueE18,
    fundingOwedE18,
  }) satisfies PositionLine

export const freshPrice = (priceE18: bigint): Price => banded(priceE18, priceE18, priceE18)

export const banded = (lowE18: bigint, priceE18: bigint, highE18: bigint): Price => ({
  state: lowE18 === highE18 ? 'fresh' : 'late',
  priceE18,
  lowE18,
  highE18,
  updatedAt: 1_000n,
  ageSeconds: 10n,
  source: 'feed',
})

export const deadPrice: Price = {
  state: 'dead',
  source: 'feed',
  lastPriceE18: E18,
  updatedAt: 1n,
}

/** USDC 1 dollar, ETH 2,000, DAI 1 and without weight. */
export const prices = (changes: Record<string, Price> = {}): PriceBook => ({
  prices: new Map(
    Object.entries({
      usdc: freshPrice(E18),
      eth: freshPrice(usd(2_000n)),
      dai: freshPrice(E18),
      ...changes,
    }),
  ),
})

/** USDC weighs 100 %, ETH 80 / 90 %; ETH positions need 10 / 5 %; WARNING below 120 % of the initial requirement. */
export const risk: RiskConfig = {
  boundary: '<',
  warningBps: 12_000n,
  collateral: new Map([
    ['usdc', { initialBps: 10_000n, maintenanceBps: 10_000n }],
    ['eth', { initialBps: 8_000n, maintenanceBps: 9_000n }],
  ]),
  markets: new Map([['eth-usd', { asset: 'eth', initialBps: 1_000n, maintenanceBps: 500n }]]),
}

export const book = (
  balances: readonly BalanceLine[],
  positions: readonly PositionLine[] = [],
  rest: Partial<UnitBook> = {},
): UnitBook => ({ unit: 'cross', balances, positions, isLiquidating: false, ...rest })

const system = crossChain({ risk, decimals })

/** The rules of the venue whose parameters these are. */
export const systemOf = (parameters: RiskConfig): CrossChainSystem =>
  parameters === risk ? system : crossChain({ risk: parameters, decimals })

export const evaluate = (
  unitBook: UnitBook,
  options: { prices?: PriceBook; risk?: RiskConfig; end?: BoundEnd } = {},
): UnitMargin =>
  evaluateBook({
    book: unitBook,
    market: toPricedMarket(options.prices ?? prices()),
    system: systemOf(options.risk ?? risk),
    end: options.end ?? 'best',
  })
