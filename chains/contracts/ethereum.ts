// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const ethereumContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0xc005dc82818d67AF737725bD4bf75435d065D239',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x1a44076050125825900e736c501f859c50fE728c',
    sendUln: '0xbB2Ea70C9E858123480642Cf96acbcCE1372dCe1',
    receiveUln: '0xc02Ab410f0734EFa3F14628780e6e695156024C2',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0x6d6620eFa72948C5f68A3C8646d58C00d3f4A980',
    poolUsdc: '0xc026395860Db2d07ee33e05fE50ed7bD583189C7',
    poolUsdt: '0x933597a323Eb81cAe705C5bC29985172fd5A3973',
    poolNative: '0x77b2043768d28E9C9aB44E1aBfC95944bcE57931',
  },
  cctpV1: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0xBd3fa81B58Ba92a82136038B25aDec7066af3155',
    messageTransmitter: '0x0a992d191DEeC32aFe36203Ad87D7d289a738F81',
  },
  cctpV2: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d',
    messageTransmitter: '0x81D40F21F12A8F0E3252Bccb954D722d4c464B64',
  },
  wormhole: {
    source: '@wormhole-foundation/sdk-base@6.1.5',
    core: '0x98f3c9e6E3fAce36bAAd05FE09d375Ef1464288B',
    tokenBridge: '0x3ee18B2214AFF97000D974cf647E7C347E8fa585',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0x5c7BCd6E7De5423a257D81B442095A1a6ced35C5',
  },
  axelar: {
    source: '@axelar-network/axelar-chains-config@1.3.0',
    gateway: '0x4F4495243837681061C4743b74B3eEdf548D56A5',
    interchainTokenService: '0xB5FB4BE02232B1bBA4dC8f81dc24C26980dE9e3C',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x80226fc0Ee2b096224EeAc085Bb9a8cba1146f7D',
    rmnProxy: '0x411dE17f12D1A34ecC7F45f49844626267c75e81',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48', decimals: 6 },
    USDT: { address: '0xdAC17F958D2ee523a2206206994597C13D831ec7', decimals: 6 },
    DAI: { address: '0x6B175474E89094C44Da98b954EedeAC495271d0F', decimals: 18 },
    WETH: { address: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2', decimals: 18 },
    WBTC: { address: '0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599', decimals: 8 },
  },
} as const satisfies WellKnown
