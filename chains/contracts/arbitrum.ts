// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const arbitrumContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0x979Ca5202784112f4738403dBec5D0F3B9daabB9',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x1a44076050125825900e736c501f859c50fE728c',
    sendUln: '0x975bcD720be66659e3EB3C0e4F1866a3020E493A',
    receiveUln: '0x7B9E184e07a6EE1aC23eAe0fe8D6Be2f663f05e6',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0x19cFCE47eD54a88614648DC3f19A5980097007dD',
    poolUsdc: '0xe8CDF27AcD73a434D661C84887215F7598e7d0d3',
    poolUsdt: '0xcE8CcA271Ebc0533920C83d39F417ED6A0abB7D0',
    poolNative: '0xA45B5130f36CDcA45667738e2a258AB09f4A5f7F',
  },
  cctpV1: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x19330d10D9Cc8751218eaf51E8885D058642E08A',
    messageTransmitter: '0xC30362313FBBA5cf9163F0bb16a0e01f01A896ca',
  },
  cctpV2: {
    source: '@circle-fin/provider-cctp-v2@1.14.0',
    tokenMessenger: '0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d',
    messageTransmitter: '0x81D40F21F12A8F0E3252Bccb954D722d4c464B64',
  },
  wormhole: {
    source: '@wormhole-foundation/sdk-base@6.1.5',
    core: '0xa5f208e072434bC67592E4C49C1B991BA79BCA46',
    tokenBridge: '0x0b2402144Bb366A632D14B83F244D2e0e21bD39c',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0xe35e9842fceaCA96570B734083f4a58e8F7C5f2A',
  },
  axelar: {
    source: '@axelar-network/axelar-chains-config@1.3.0',
    gateway: '0xe432150cce91c13a887f7D836923d5597adD8E31',
    interchainTokenService: '0xB5FB4BE02232B1bBA4dC8f81dc24C26980dE9e3C',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x141fa059441E0ca23ce184B6A78bafD2A517DdE8',
    rmnProxy: '0xC311a21e6fEf769344EB1515588B9d535662a145',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  arbitrum: {
    source: '@arbitrum/sdk@4.1.0',
    bridge: '0x8315177aB297bA92A06054cE80a67Ed4DBd7ed3a',
    inbox: '0x4Dbd4fc535Ac27206064B68FfCf827b0A60BAB3f',
    outbox: '0x0B9857ae2D4A3DBe74ffE1d7DF045bb7F96E4840',
    parentGatewayRouter: '0x72Ce9c846789fdB6fC1f34aC4AD25Dd9ef7031ef',
    parentErc20Gateway: '0xa3A7B6F88361F48403514059F1F16C8E78d60EeC',
    parentWethGateway: '0xd92023E9d9911199a6711321D1277285e6d4e2db',
    childGatewayRouter: '0x5288c571Fd7aD117beA99bF60FE0846C4E84F933',
    childErc20Gateway: '0x09e9222E96E7B4AE2a407B98d48e330053351EEe',
    childWethGateway: '0x6c411aD3E74De3E7Bd422b94A27770f5B86C623B',
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0xaf88d065e77c8cC2239327C5EDb3A432268e5831', decimals: 6 },
    'USDC.e': { address: '0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8', decimals: 6 },
    USDT: { address: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9', decimals: 6 },
    DAI: { address: '0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1', decimals: 18 },
    WETH: { address: '0x82aF49447D8a07e3bd95BD0d56f35241523fBab1', decimals: 18 },
    WBTC: { address: '0x2f2a2543B76A4166549F7aaB2e75Bef0aefC5B0f', decimals: 8 },
  },
} as const satisfies WellKnown
