// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const baseContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0xeA87ae93Fa0019a82A727bfd3eBd1cFCa8f64f1D',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x1a44076050125825900e736c501f859c50fE728c',
    sendUln: '0xB5320B0B3a13cC860893E2Bd79FCd7e13484Dda2',
    receiveUln: '0xc70AB6f32772f59fBfc23889Caf4Ba3376C84bAf',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0x5634c4a5FEd09819E3c46D86A965Dd9447d86e47',
    poolUsdc: '0x27a16dc786820B16E5c9028b75B99F6f604b5d26',
    poolNative: '0xdc181Bd607330aeeBEF6ea62e03e5e1Fb4B6F7C7',
  },
  cctpV1: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x1682Ae6375C4E4A97e4B583BC394c861A46D8962',
    messageTransmitter: '0xAD09780d193884d503182aD4588450C416D6F9D4',
  },
  cctpV2: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d',
    messageTransmitter: '0x81D40F21F12A8F0E3252Bccb954D722d4c464B64',
  },
  wormhole: {
    source: '@wormhole-foundation/sdk-base@6.1.5',
    core: '0xbebdb6C8ddC678FfA9f8748f85C815C556Dd8ac6',
    tokenBridge: '0x8d2de8d2f73F1F4cAB472AC9A881C9b123C79627',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0x09aea4b2242abC8bb4BB78D537A67a245A7bEC64',
  },
  axelar: {
    source: '@axelar-network/axelar-chains-config@1.3.0',
    gateway: '0xe432150cce91c13a887f7D836923d5597adD8E31',
    interchainTokenService: '0xB5FB4BE02232B1bBA4dC8f81dc24C26980dE9e3C',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x881e3A65B4d4a04dD529061dd0071cf975F58bCD',
    rmnProxy: '0xC842c69d54F83170C42C4d556B4F6B2ca53Dd3E8',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  opStack: {
    source: 'viem@2.57.20',
    parentPortal: '0x49048044D57e1C92A77f79988d21Fa8fAF74E97e',
    parentStandardBridge: '0x3154Cf16ccdb4C6d922629664174b904d80F2C35',
    messenger: '0x4200000000000000000000000000000000000007',
    standardBridge: '0x4200000000000000000000000000000000000010',
    messagePasser: '0x4200000000000000000000000000000000000016',
    // The `superchainConfig`, which logs pauses, is in no package: `parentPortal` answers it as `superchainConfig()`.
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913', decimals: 6 },
    USDbC: { address: '0xd9aAEc86B65D86f6A7B5B1b0c42FFA531710b6CA', decimals: 6 },
    USDT: { address: '0xfde4C96c8593536E31F229EA8f37b2ADa2699bb2', decimals: 6 },
    DAI: { address: '0x50c5725949A6F0c72E6C4a641F24049A917DB0Cb', decimals: 18 },
    WETH: { address: '0x4200000000000000000000000000000000000006', decimals: 18 },
  },
} as const satisfies WellKnown
