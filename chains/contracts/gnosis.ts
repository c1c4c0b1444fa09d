// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const gnosisContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0xaD09d78f4c6b9dA2Ae82b1D34107802d380Bb74f',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x1a44076050125825900e736c501f859c50fE728c',
    sendUln: '0x3C156b1f625D2B4E004D43E91aC2c3a719C29c7B',
    receiveUln: '0x9714Ccf1dedeF14BaB5013625DB92746C1358cb4',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0xAf368c91793CB22739386DFCbBb2F1A9e4bCBeBf',
    poolUsdc: '0xB1EeAD6959cb5bB9B20417d6689922523B2B86C3',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x4aAD6071085df840abD9Baf1697d5D5992bDadce',
    rmnProxy: '0xf5e5e1676942520995c1e39aFaC58A75Fe1cd2bB',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
  },
} as const satisfies WellKnown
