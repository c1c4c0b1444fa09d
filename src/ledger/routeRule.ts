import type { Topology } from './createTopology.ts'

/** How the two sides of a route match. */
export interface RouteRule {
  /** What arrives is what was sent, to the last unit; other routes may keep a fee, never add. */
  isExact: boolean
  /** A key is one transfer, many that nothing on chain tells apart, or one that may be delivered in parts. */
  keys: 'unique' | 'shared' | 'parts'
  /** A second send of one key is the same transfer with other contents. */
  replaces: boolean
  /** Both sides say what the message carries in one unit, so that it needs no decimals to compare. */
  isCarried: boolean
  /** Third parties pay the credits: one without a source is their deposit, and nothing of it is unbacked. */
  isFilled: boolean
  /** Side facts alone may be of transfers that the route does not carry. */
  hasStrangers: boolean
}

const message = { replaces: false, isCarried: false, isFilled: false, hasStrangers: false }
const hyperlane: RouteRule = { ...message, isExact: true, keys: 'unique' }
const custom: RouteRule = { ...message, isExact: false, keys: 'parts' }

/** The rule of a configured bridge; of one that the config no longer has the careful one. */
export function routeRule(bridge: string, topology: Topology): RouteRule {
  const config = topology.bridge(bridge)
  switch (config?.type) {
    // A warp route delivers once and what was sent, in message units.
    case 'hyperlane':
      return hyperlane
    case 'protocol': {
      const { amounts, keys, isFilled = false, hasStrangers = false } = config.protocol
      return {
        isExact: amounts === 'exact',
        keys,
        replaces: keys === 'unique',
        isCarried: true,
        isFilled,
        hasStrangers,
      }
    }
    case 'custom':
    case undefined:
      return custom
  }
}
