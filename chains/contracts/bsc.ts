// Written by `npm run presets -- --write` from the packages it names. Do not edit.
import type { WellKnown } from '../../src/config/WellKnown.ts'

export const bscContracts = {
  hyperlane: {
    source: '@hyperlane-xyz/registry@26.1.0',
    mailbox: '0x2971b9Aec44bE4eb673DF1B88cDB57b96eefe8a4',
  },
  layerzero: {
    source: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
    endpoint: '0x1a44076050125825900e736c501f859c50fE728c',
    sendUln: '0x9F8C645f2D0b2159767Bd6E0839DE4BE49e823DE',
    receiveUln: '0xB217266c3A98C8B2709Ee26836C98cf12f6cCEC1',
  },
  stargate: {
    source: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
    tokenMessaging: '0x6E3d884C96d640526F273C61dfcF08915eBd7e2B',
    poolUsdc: '0x962Bd449E630b0d928f308Ce63f1A21F02576057',
    poolUsdt: '0x138EB30f73BC423c6455C53df6D89CB01d9eBc63',
  },
  wormhole: {
    source: '@wormhole-foundation/sdk-base@6.1.5',
    core: '0x98f3c9e6E3fAce36bAAd05FE09d375Ef1464288B',
    tokenBridge: '0xB6F6D86a8f9879A9c87f643768d9efc38c1Da6E7',
  },
  across: {
    source: '@across-protocol/contracts@5.0.27',
    spokePool: '0x4e8E101924eDE233C13e2D8622DC8aED2872d505',
  },
  axelar: {
    source: '@axelar-network/axelar-chains-config@1.3.0',
    gateway: '0x304acf330bbE08d1e512eefaa92F6a57871fD895',
    interchainTokenService: '0xB5FB4BE02232B1bBA4dC8f81dc24C26980dE9e3C',
  },
  ccip: {
    source: '@chainlink/local@0.2.9',
    router: '0x34B03Cb9086d7D758AC55af71584F81A598759FE',
    rmnProxy: '0x9e09697842194f77d315E0907F1Bda77922e8f84',
    // The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.
  },
  assets: {
    source: '@across-protocol/constants@3.1.127',
    USDC: { address: '0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d', decimals: 18 },
    USDT: { address: '0x55d398326f99059fF775485246999027B3197955', decimals: 18 },
    WETH: { address: '0x2170Ed0880ac9A755fd29B2688956BD959F933F8', decimals: 18 },
    WBTC: { address: '0x7130d2A12B9BCbFAe4f2634d864A1Ee1Ce3Ead9c', decimals: 18 },
    WBNB: { address: '0xbb4CdB9CBd36B01bD1cBaEBF2De08d9173bc095c', decimals: 18 },
  },
} as const satisfies WellKnown
