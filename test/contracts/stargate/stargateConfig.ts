import type { ConfigInput } from '../../../src/config/ConfigInput.ts'
import type { OftSide } from '../layerzero/deployOft.ts'
import { vault } from '../vault.ts'
import type { StargateSide } from './deployStargate.ts'

/** Follows both ends of a Stargate asset, and vaults that send through them: `here` has the pool, `there` mints and burns. */
export function stargateConfig(
  database: string,
  [here, there]: readonly [StargateSide, StargateSide],
  [vaultHere, vaultThere]: readonly [OftSide, OftSide],
): ConfigInput {
  const sides = [
    ['here', 'tide', here, vaultHere],
    ['there', 'tideThere', there, vaultThere],
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
    venues: [
      {
        id: 'harbor',
        vaults: sides.map(
          ([
            chain,
            asset,
            ,
            {
              vault: { address },
            },
          ]) => ({
            ...{ type: 'custom' as const, chain, address, asset, startBlock: 0, definition: vault },
          }),
        ),
        landings: sides.map(([chain, , , { composer }]) => ({ chain, address: composer })),
        risk: {
          collateral: {
            tide: { initialBps: 10_000, maintenanceBps: 10_000 },
            tideThere: { initialBps: 10_000, maintenanceBps: 10_000 },
          },
        },
      },
    ],
  }
}
