import type { BridgeProtocol } from '../../config/BridgeProtocol.ts'
import { acrossV3 } from './across/acrossV3.ts'
import { cctpV1 } from './cctp/cctpV1.ts'
import { cctpV2 } from './cctp/cctpV2.ts'
import { hyperlane } from './hyperlane.ts'
import { oft, oft8 } from './layerzero/oft.ts'
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
}
