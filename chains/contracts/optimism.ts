// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const optimismContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0xd4C1905BB1D26BC93DAC913e13CaCC278CdCC80D',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x1a44076050125825900e736c501f859c50fE728c',
    sendUln: '0x1322871e4ab09Bc7f5717189434f97bBD9546e95',
    receiveUln: '0x3c4962Ff6258dcfCafD23a814237B7d6Eb712063',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0xF1fCb4CBd57B67d683972A59B6a7b1e2E8Bf27E6',
    poolUsdc: '0xcE8CcA271Ebc0533920C83d39F417ED6A0abB7D0',
    poolUsdt: '0x19cFCE47eD54a88614648DC3f19A5980097007dD',
    poolNative: '0xe8CDF27AcD73a434D661C84887215F7598e7d0d3',
  },
  cctpV1: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x2B4069517957735bE00ceE0fadAE88a26365528f',
    messageTransmitter: '0x0a992d191DEeC32aFe36203Ad87D7d289a738F81',
  },
  cctpV2: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d',
    messageTransmitter: '0x81D40F21F12A8F0E3252Bccb954D722d4c464B64',
  },
  wormhole: {
    source: '@wormhole-foundation/sdk-base@6.1.5',
    core: '0xEe91C335eab126dF5fDB3797EA9d6aD93aeC9722',
    tokenBridge: '0x1D68124e65faFC907325e3EDbF8c4d84499DAa8b',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0x6f26Bf09B1C792e3228e5467807a900A503c0281',
  },
  axelar: {
    source: '@axelar-network/axelar-chains-config@1.3.0',
    gateway: '0xe432150cce91c13a887f7D836923d5597adD8E31',
    interchainTokenService: '0xB5FB4BE02232B1bBA4dC8f81dc24C26980dE9e3C',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x3206695CaE29952f4b0c22a169725a865bc8Ce0f',
    rmnProxy: '0x55b3FCa23EdDd28b1f5B4a3C7975f63EFd2d06CE',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  opStack: {
    source: 'viem@2.57.20',
    parentPortal: '0xbEb5Fc579115071764c7423A4f12eDde41f106Ed',
    parentStandardBridge: '0x99C9fc46f92E8a1c0deC1b1747d010903E884bE1',
    messenger: '0x4200000000000000000000000000000000000007',
    standardBridge: '0x4200000000000000000000000000000000000010',
    messagePasser: '0x4200000000000000000000000000000000000016',
    // The `superchainConfig`, which logs pauses, is in no package: `parentPortal` answers it as `superchainConfig()`.
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85', decimals: 6 },
    'USDC.e': { address: '0x7F5c764cBc14f9669B88837ca1490cCa17c31607', decimals: 6 },
    USDT: { address: '0x94b008aA00579c1307B0EF2c499aD98a8ce58e58', decimals: 6 },
    DAI: { address: '0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1', decimals: 18 },
    WETH: { address: '0x4200000000000000000000000000000000000006', decimals: 18 },
    WBTC: { address: '0x68f180fcCe6836688e9084f035309E29Bf0A2095', decimals: 8 },
  },
} as const satisfies WellKnown
