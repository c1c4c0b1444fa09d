// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const scrollContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0x2f2aFaE1139Ce54feFC03593FeE8AB2aDF4a85A7',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x1a44076050125825900e736c501f859c50fE728c',
    sendUln: '0x9BbEb2B2184B9313Cf5ed4a4DDFEa2ef62a2a03B',
    receiveUln: '0x8363302080e711E0CAb978C081b9e69308d49808',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0x4e422B0aCb2Bd7e3aC70B5c0E5eb806e86a94038',
    poolUsdc: '0x3Fc69CC4A842838bCDC9499178740226062b14E4',
    poolNative: '0xC2b638Cb5042c1B3c5d5C969361fB50569840583',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0x3baD7AD0728f9917d1Bf08af5782dCbD516cDd96',
  },
  axelar: {
    source: '@axelar-network/axelar-chains-config@1.3.0',
    gateway: '0xe432150cce91c13a887f7D836923d5597adD8E31',
    interchainTokenService: '0xB5FB4BE02232B1bBA4dC8f81dc24C26980dE9e3C',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x9a55E8Cab6564eb7bbd7124238932963B8Af71DC',
    rmnProxy: '0x68B38980aD70650a6f3229BA156e5c1F88A21320',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0x06eFdBFf2a14a7c8E15944D1F4A48F9F95F663A4', decimals: 6 },
    USDT: { address: '0xf55BEC9cafDbE8730f096Aa55dad6D22d44099Df', decimals: 6 },
    WETH: { address: '0x5300000000000000000000000000000000000004', decimals: 18 },
    WBTC: { address: '0x3C1BCa5a656e69edCD0D4E36BEbb3FcDAcA60Cf1', decimals: 8 },
  },
} as const satisfies WellKnown
