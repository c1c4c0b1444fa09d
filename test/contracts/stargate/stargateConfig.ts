import type { ConfigInput } from '../../../src/config/ConfigInput.ts'
import type { StargateSide } from './deployStargate.ts'

/** Follows both ends of a Stargate asset: `here` has the pool, `there` mints and burns. */
export function stargateConfig(
  database: string,
  here: StargateSide,
  there: StargateSide,
): ConfigInput {
  const sides = [
    ['here', 'tide', here],
    ['there', 'tideThere', there],
  ] as const
  return {
    database,
    chains: Object.fromEntries(
      sides.map(([name, , { chain }]) => [name, { id: chain.chainId, rpc: chain.rpcUrl }]),
    ),
    assets: Object.fromEntries(
      sides.map(([name, asset, { decimals, token }]) => [
        asset,
        { symbol: 'TIDE', decimals, group: 'tide', tokens: { [name]: token.address } },
      ]),
    ),
    bridges: {
      stargate: {
        type: 'protocol',
        protocol: 'stargate-v2-usdc',
        assets: ['tide', 'tideThere'],
        members: sides.map(([chain, , { eid, endpoint, tokenMessaging, pool }]) => ({
          chain,
          domain: eid,
          contracts: {
            endpoint: endpoint.address,
            tokenMessaging: tokenMessaging.address,
            pool: pool.address,
            ...(chain === 'there' ? { burnMintPool: pool.address } : {}),
          },
          startBlock: 0,
        })),
      },
    },
    venues: [],
  }
}
