import type { ConfigInput } from '../../../src/config/ConfigInput.ts'
import { vault } from '../vault.ts'
import type { OftSide } from './deployOft.ts'

/** Follows both ends of an OFT and the venue that books what crosses: `here` has the adapter. */
export function layerzeroConfig(database: string, here: OftSide, there: OftSide): ConfigInput {
  const sides = [
    ['here', 'tide', here],
    ['there', 'tideThere', there],
  ] as const
  return {
    database,
    chains: Object.fromEntries(
      sides.map(([name, , { chain }]) => [name, { id: chain.chainId, rpc: chain.rpcUrl }]),
    ),
    assets: {
      tide: { symbol: 'TIDE', decimals: 18, group: 'tide', tokens: { here: here.token } },
      tideThere: { symbol: 'TIDE', decimals: 8, group: 'tide', tokens: { there: there.token } },
    },
    bridges: {
      oft: {
        type: 'protocol',
        protocol: 'oft',
        assets: ['tide', 'tideThere'],
        members: sides.map(([chain, , { eid, endpoint, oft, receiveLibrary, executor }]) => ({
          chain,
          domain: eid,
          contracts: {
            endpoint: endpoint.address,
            oft: oft.address,
            receiveLibrary: receiveLibrary.address,
            executor: executor.address,
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
        landings: sides.map(([chain, , { composer }]) => ({ chain, address: composer })),
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
