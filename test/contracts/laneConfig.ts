import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import type { Address } from '../../src/facts/primitives.ts'
import type { RealChain } from './startChain.ts'
import { vault } from './vault.ts'

type Bridge = Extract<NonNullable<ConfigInput['bridges']>[string], { type: 'protocol' }>

/** One end of a bridge: its token, the vault that books what crosses, and the bridge's own contracts. */
export interface LaneEnd {
  chain: RealChain
  decimals: number
  token: Address
  vault: Address
  /** Where what arrives may wait for its second step. */
  composer?: Address
  domain: number | bigint
  contracts: Bridge['members'][number]['contracts']
}

/** Follows both ends of a bridge, `here` and `there`, and the venue whose vaults book what crosses. */
export function laneConfig(
  database: string,
  protocol: Bridge['protocol'],
  [here, there]: readonly [LaneEnd, LaneEnd],
): ConfigInput {
  const ends = [
    { name: 'here', asset: 'tide', ...here },
    { name: 'there', asset: 'tideThere', ...there },
  ]
  const whole = { initialBps: 10_000, maintenanceBps: 10_000 }
  const custom = { type: 'custom', startBlock: 0, definition: vault } as const
  return {
    database,
    chains: Object.fromEntries(
      ends.map(({ name, chain }) => [name, { id: chain.chainId, rpc: chain.rpcUrl }]),
    ),
    assets: Object.fromEntries(
      ends.map(({ name, asset, decimals, token }) => [
        asset,
        { symbol: 'TIDE', decimals, group: 'tide', tokens: { [name]: token } },
      ]),
    ),
    bridges: {
      lane: {
        ...{ type: 'protocol', protocol, assets: ends.map(({ asset }) => asset) },
        members: ends.map(({ name: chain, domain, contracts }) => {
          return { chain, domain, contracts, startBlock: 0 }
        }),
      },
    },
    venues: [
      {
        id: 'harbor',
        vaults: ends.map(({ name: chain, asset, vault: address }) => {
          return { ...custom, chain, address, asset }
        }),
        landings: ends.flatMap(({ name: chain, composer }) =>
          composer === undefined ? [] : [{ chain, address: composer }],
        ),
        risk: { collateral: Object.fromEntries(ends.map(({ asset }) => [asset, whole])) },
      },
    ],
  }
}
