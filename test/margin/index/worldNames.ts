export const ASSETS = 64
export const SHARES = 4
export const CHAINS = 6
export const MARKETS = 24

export const assetOf = (index: number): string => `asset${index % ASSETS}`
export const marketOf = (index: number): string => `market${index % MARKETS}`
export const decimalsOf = (index: number): number => [18, 6, 8, 12][index % 4] ?? 18
export const isShareIndex = (index: number): boolean => index % ASSETS < SHARES
export const chainIds = Array.from({ length: CHAINS }, (_, index) => index + 1)
