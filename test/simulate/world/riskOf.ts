import type { Deployment } from './Deployment.ts'

interface Weights {
  initialBps: number
  maintenanceBps: number
}

/** A venue's risk parameters as the config has them, by asset and market id. */
export interface SimRisk {
  boundary: '<' | '<='
  warningBps: number
  collateral: Readonly<Record<string, Weights>>
  markets: Readonly<Record<string, Weights & { asset: string }>>
}

/** Risk parameters of a world; what names an asset that the world has not is left out. */
export function riskOf({ chains, hasFerry, hasYield, economy }: Deployment): SimRisk {
  const weights = economy?.weights ?? savedWeights
  const ferried = hasFerry ? chains.map(({ markets }) => `eur${markets.eur.decimals}`) : []
  const collateral: Record<string, Weights> = {}
  if (weights.usd !== undefined) collateral.usd = weights.usd
  if (weights.share !== undefined && hasYield) collateral.share = weights.share
  for (const id of ferried) if (weights.eur !== undefined) collateral[id] = weights.eur
  const markets = Object.entries(economy?.markets ?? {}).filter(
    ([, { asset }]) => asset !== 'gold' || (economy?.goldFeeds.length ?? 0) > 0,
  )
  return {
    boundary: economy?.boundary ?? '<',
    warningBps: economy?.warningBps ?? 11_000,
    collateral,
    markets: Object.fromEntries(markets),
  }
}

/** Of worlds that were saved before there was an economy. */
const savedWeights = {
  usd: { initialBps: 9_000, maintenanceBps: 9_500 },
  share: { initialBps: 8_000, maintenanceBps: 9_000 },
  eur: undefined,
}
