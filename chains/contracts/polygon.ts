// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const polygonContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0x5d934f4e2f797775e53561bB72aca21ba36B96BB',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x1a44076050125825900e736c501f859c50fE728c',
    sendUln: '0x6c26c61a97006888ea9E4FA36584c7df57Cd9dA3',
    receiveUln: '0x1322871e4ab09Bc7f5717189434f97bBD9546e95',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0x6CE9bf8CDaB780416AD1fd87b318A077D2f50EaC',
    poolUsdc: '0x9Aa02D4Fae7F58b8E8f34c66E756cC734DAc7fe4',
    poolUsdt: '0xd47b03ee6d86Cf251ee7860FB2ACf9f91B9fD4d7',
  },
  cctpV1: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x9daF8c91AEFAE50b9c0E69629D3F6Ca40cA3B3FE',
    messageTransmitter: '0xF3be9355363857F3e001be68856A2f96b4C39Ba9',
  },
  cctpV2: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d',
    messageTransmitter: '0x81D40F21F12A8F0E3252Bccb954D722d4c464B64',
  },
  wormhole: {
    source: '@wormhole-foundation/sdk-base@6.1.5',
    core: '0x7A4B5a56256163F07b2C80A7cA55aBE66c4ec4d7',
    tokenBridge: '0x5a58505a96D1dbf8dF91cB21B54419FC36e93fdE',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0x9295ee1d8C5b022Be115A2AD3c30C72E34e7F096',
  },
  axelar: {
    source: '@axelar-network/axelar-chains-config@1.3.0',
    gateway: '0x6f015F16De9fC8791b234eF68D486d2bF203FBA8',
    interchainTokenService: '0xB5FB4BE02232B1bBA4dC8f81dc24C26980dE9e3C',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x849c5ED5a80F5B408Dd4969b78c2C8fdf0565Bfe',
    rmnProxy: '0xf1ceAa46D8d13Cac9fC38aaEF3d3d14754C5A9c2',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  polygonPos: {
    source: '@maticnetwork/meta@2.4.59',
    rootChainManager: '0xA0c68C638235ee32657e8f720a23ceC1bFc77C77',
    erc20Predicate: '0x40ec5B33f54e0E8A33A975908C5BA1c14e5BbbDf',
    etherPredicate: '0x8484Ef722627bf18ca5Ae6BcF031c23E6e922B30',
    childChainManager: '0xA6FA4fB5f76172d178d61B04b0ecd319C5d1C0aa',
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359', decimals: 6 },
    'USDC.e': { address: '0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174', decimals: 6 },
    USDT: { address: '0xc2132D05D31c914a87C6611C10748AEb04B58e8F', decimals: 6 },
    DAI: { address: '0x8f3Cf7ad23Cd3CaDbD9735AFf958023239c6A063', decimals: 18 },
    WETH: { address: '0x7ceB23fD6bC0adD59E62ac25578270cFf1b9f619', decimals: 18 },
    WBTC: { address: '0x1BFD67037B42Cf73acF2047067bd4F2C47D9BfD6', decimals: 8 },
    WPOL: { address: '0x0d500B1d8E8eF31E21C99d1Db9A6444d3ADf1270', decimals: 18 },
  },
} as const satisfies WellKnown
