import type { BridgeProtocol } from '../../config/BridgeProtocol.ts'
import { acrossV3 } from './across/acrossV3.ts'
import { arbitrum } from './arbitrum/arbitrum.ts'
import { axelarGmp } from './axelar/axelarGmp.ts'
import { axelarIts } from './axelar/axelarIts.ts'
import { ccipV2 } from './ccip/ccipV2.ts'
import { ccipV15 } from './ccip/ccipV15.ts'
import { ccipV16 } from './ccip/ccipV16.ts'
import { cctpV1 } from './cctp/cctpV1.ts'
import { cctpV2 } from './cctp/cctpV2.ts'
import { erc7683 } from './erc/erc7683.ts'
import { erc7802 } from './erc/erc7802.ts'
import { xerc20 } from './erc/xerc20.ts'
import { hyperlane } from './hyperlane.ts'
import { oft, oft8 } from './layerzero/oft.ts'
import { ntt } from './ntt/ntt.ts'
import { opStack } from './op/opStack.ts'
import { superchain } from './op/superchain.ts'
import { orderly } from './orderly/orderly.ts'
import { polygonPos } from './polygon/polygonPos.ts'
import { polygonPosExits } from './polygon/polygonPosExits.ts'
import { stargateEth, stargateUsdc, stargateUsdt } from './stargate/stargate.ts'
import { tokenBridge } from './wormhole/tokenBridge.ts'

/** Every protocol that a config can name. Add a line here; `README.md` in this folder says how to write one. */
export const protocols: Readonly<Record<string, BridgeProtocol>> = {
  'cctp-v1': cctpV1,
  'cctp-v2': cctpV2,
  hyperlane,
  oft,
  'oft-8': oft8,
  'across-v3': acrossV3,
  'wormhole-token-bridge': tokenBridge,
  'wormhole-ntt': ntt,
  'stargate-v2-usdc': stargateUsdc,
  'stargate-v2-usdt': stargateUsdt,
  'stargate-v2-eth': stargateEth,
  arbitrum,
  'axelar-gmp': axelarGmp,
  'axelar-its': axelarIts,
  'ccip-1.5': ccipV15,
  'ccip-1.6': ccipV16,
  'ccip-2.0': ccipV2,
  'op-stack': opStack,
  superchain,
  'polygon-pos': polygonPos,
  'polygon-pos-exits': polygonPosExits,
  'erc-7802': erc7802,
  xerc20,
  'erc-7683': erc7683,
  orderly,
}
