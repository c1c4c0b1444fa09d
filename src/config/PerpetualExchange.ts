import type { GmxV2Exchange } from './GmxV2Exchange.ts'
import type { SynthetixV3Perps } from './SynthetixV3Perps.ts'

/** An exchange of perpetuals that is a venue by itself, by its protocol; `pool` is the contract that books, as of a lending pool. */
export type PerpetualExchange = SynthetixV3Perps | GmxV2Exchange
