// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const hyperEvmContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0x3a464f746D23Ab22155710f44dB16dcA53e0775E',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x3A73033C0b1407574C76BdBAc67f126f6b4a9AA9',
    sendUln: '0xfd76d9CB0Bac839725aB79127E7411fe71b1e3CA',
    receiveUln: '0x7cacBe439EaD55fa1c22790330b12835c6884a91',
  },
  cctpV2: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d',
    messageTransmitter: '0x81D40F21F12A8F0E3252Bccb954D722d4c464B64',
  },
  wormhole: {
    source: '@wormhole-foundation/sdk-base@6.1.5',
    core: '0x7C0faFc4384551f063e05aee704ab943b8B53aB3',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0x35E63eA3eb0fb7A3bc543C71FB66412e1F6B0E04',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x13b3332b66389B1467CA6eBd6fa79775CCeF65ec',
    rmnProxy: '0x07f15e9813FBd007d38CF534133C0838f449ecFA',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0xb88339CB7199b77E23DB6E890353E22632Ba630f', decimals: 6 },
    USDT: { address: '0xB8CE59FC3717ada4C02eaDF9682A9e934F625ebb', decimals: 6 },
    WHYPE: { address: '0x5555555555555555555555555555555555555555', decimals: 18 },
  },
} as const satisfies WellKnown
