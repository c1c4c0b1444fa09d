import type { ConfigInput } from '../../../src/config/ConfigInput.ts'
import { vault } from '../vault.ts'
import type { CcipSide } from './deployBase.ts'

/** Follows both ends of a lane and the venue that books what crosses. */
export function ccipConfig(
  database: string,
  protocol: 'ccip-1.6' | 'ccip-2.0',
  [here, there]: readonly [CcipSide, CcipSide],
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
      ccip: {
        type: 'protocol',
        protocol,
        assets: ['tide', 'tideThere'],
        members: sides.map(([chain, , { selector, onRamp, offRamp, pool, lockBox, token }]) => ({
          chain,
          domain: selector,
          contracts: {
            onRamp: onRamp.address,
            offRamp: offRamp.address,
            pool: lockBox === undefined ? pool.address : [pool.address, lockBox],
            token: token.address,
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
            {
              vault: { address },
            },
          ]) => ({
            ...{ type: 'custom' as const, chain, address, asset, startBlock: 0, definition: vault },
          }),
        ),
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
