// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const avalancheContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0xFf06aFcaABaDDd1fb08371f9ccA15D73D51FeBD6',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x1a44076050125825900e736c501f859c50fE728c',
    sendUln: '0x197D1333DEA5Fe0D6600E9b396c7f1B1cFCc558a',
    receiveUln: '0xbf3521d309642FA9B1c91A08609505BA09752c61',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0x17E450Be3Ba9557F2378E20d64AD417E59Ef9A34',
    poolUsdc: '0x5634c4a5FEd09819E3c46D86A965Dd9447d86e47',
    poolUsdt: '0x12dC9256Acc9895B076f6638D628382881e62CeE',
  },
  cctpV1: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x6B25532e1060CE10cc3B0A99e5683b91BFDe6982',
    messageTransmitter: '0x8186359aF5F57FbB40c6b14A588d2A59C0C29880',
  },
  cctpV2: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d',
    messageTransmitter: '0x81D40F21F12A8F0E3252Bccb954D722d4c464B64',
  },
  wormhole: {
    source: '@wormhole-foundation/sdk-base@6.1.5',
    core: '0x54a8e5f9c4CbA08F9943965859F6c34eAF03E26c',
    tokenBridge: '0x0e082F06FF657D94310cB8cE8B0D9a04541d8052',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0xFE9D541c92E4e90437C7152A00244886dE37a658',
  },
  axelar: {
    source: '@axelar-network/axelar-chains-config@1.3.0',
    gateway: '0x5029C0EFf6C34351a0CEc334542cDb22c7928f78',
    interchainTokenService: '0xB5FB4BE02232B1bBA4dC8f81dc24C26980dE9e3C',
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E', decimals: 6 },
    USDT: { address: '0x9702230A8Ea53601f5cD2dc00fDBc13d4dF4A8c7', decimals: 6 },
    WAVAX: { address: '0xB31f66AA3C1e785363F0875A1B74E27b85FD66c7', decimals: 18 },
  },
} as const satisfies WellKnown
