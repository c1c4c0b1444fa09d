// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const unichainContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0x3a464f746D23Ab22155710f44dB16dcA53e0775E',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x6F475642a6e85809B1c36Fa62763669b1b48DD5B',
    sendUln: '0xC39161c743D0307EB9BCc9FEF03eeb9Dc4802de7',
    receiveUln: '0xe1844c5D63a9543023008D332Bd3d2e6f1FE1043',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0xB1EeAD6959cb5bB9B20417d6689922523B2B86C3',
    poolNative: '0xe9aBA835f813ca05E50A6C0ce65D0D74390F7dE7',
  },
  cctpV1: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x4e744b28E787c3aD0e810eD65A24461D4ac5a762',
    messageTransmitter: '0x353bE9E2E38AB1D19104534e4edC21c643Df86f4',
  },
  cctpV2: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d',
    messageTransmitter: '0x81D40F21F12A8F0E3252Bccb954D722d4c464B64',
  },
  wormhole: {
    source: '@wormhole-foundation/sdk-base@6.1.5',
    core: '0xCa1D5a146B03f6303baF59e5AD5615ae0b9d146D',
    tokenBridge: '0x3Ff72741fd67D6AD0668d93B41a09248F4700560',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0x09aea4b2242abC8bb4BB78D537A67a245A7bEC64',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x68891f5F96695ECd7dEdBE2289D1b73426ae7864',
    rmnProxy: '0x2c8De9677b07Cc256228069109D9842f0cB96291',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  opStack: {
    source: 'viem@2.57.20',
    parentPortal: '0x0bd48f6B86a26D3a217d0Fa6FfE2B491B956A7a2',
    parentStandardBridge: '0x81014F44b0a345033bB2b3B21C7a1A308B35fEeA',
    messenger: '0x4200000000000000000000000000000000000007',
    standardBridge: '0x4200000000000000000000000000000000000010',
    messagePasser: '0x4200000000000000000000000000000000000016',
    // The `superchainConfig`, which logs pauses, is in no package: `parentPortal` answers it as `superchainConfig()`.
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0x078D782b760474a361dDA0AF3839290b0EF57AD6', decimals: 6 },
    USDT: { address: '0x9151434b16b9763660705744891fA906F660EcC5', decimals: 6 },
    WETH: { address: '0x4200000000000000000000000000000000000006', decimals: 18 },
    WBTC: { address: '0x0555E30da8f98308EdB960aa94C0Db47230d2B9c', decimals: 8 },
  },
} as const satisfies WellKnown
