// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const lineaContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0x02d16BC51af6BfD153d67CA61754cF912E82C4d9',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x1a44076050125825900e736c501f859c50fE728c',
    sendUln: '0x32042142DD551b4EbE17B6FEd53131dd4b4eEa06',
    receiveUln: '0xE22ED54177CE1148C557de74E4873619e6c6b205',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0x5f688F563Dc16590e570f97b542FA87931AF2feD',
    poolNative: '0x81F6138153d473E8c5EcebD3DC8Cd4903506B075',
  },
  cctpV2: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d',
    messageTransmitter: '0x81D40F21F12A8F0E3252Bccb954D722d4c464B64',
  },
  wormhole: {
    source: '@wormhole-foundation/sdk-base@6.1.5',
    core: '0x0C56aebD76E6D9e4a1Ec5e94F4162B4CBbf77b32',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0x7E63A5f1a8F0B4d0934B2f2327DAED3F6bb2ee75',
  },
  axelar: {
    source: '@axelar-network/axelar-chains-config@1.3.0',
    gateway: '0xe432150cce91c13a887f7D836923d5597adD8E31',
    interchainTokenService: '0xB5FB4BE02232B1bBA4dC8f81dc24C26980dE9e3C',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x549FEB73F2348F6cD99b9fc8c69252034897f06C',
    rmnProxy: '0x1F8fbCf559f08FE7c4076f0d68DB861e1E27f95b',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0x176211869cA2b568f2A7D4EE941E073a821EE1ff', decimals: 6 },
    USDT: { address: '0xA219439258ca9da29E9Cc4cE5596924745e12B93', decimals: 6 },
    DAI: { address: '0x4AF15ec2A0BD43Db75dd04E62FAA3B8EF36b00d5', decimals: 18 },
    WETH: { address: '0xe5D7C2a44FfDDf6b295A15c148167daaAf5Cf34f', decimals: 18 },
    WBTC: { address: '0x3aAB2285ddcDdaD8edf438C1bAB47e1a9D05a9b4', decimals: 8 },
  },
} as const satisfies WellKnown
