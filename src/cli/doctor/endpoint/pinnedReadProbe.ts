import { isRevert } from '../../../chain/read/isRevert.ts'
import { RpcError } from '../../../chain/rpc/rpcErrors.ts'
import type { BaseError } from '../../../errors/BaseError.ts'
import { zeroAddress } from '../../../facts/primitives.ts'
import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

export interface PinnedReadFacts {
  /** Why a call at a block hash was refused; undefined when it was answered. */
  refusal: BaseError | undefined
}

/** Whether a call can be pinned to a block by its hash (EIP-1898), as every read is. */
export const pinnedReadProbe: Probe<EndpointContext, PinnedReadFacts> = {
  check: 'pinnedReads',
  async ask(asker, { head }) {
    const call = { to: zeroAddress, data: '0x' }
    const { failure } = await asker.ask('eth_call', [call, { blockHash: head.hash }])
    const isAnswered = failure instanceof RpcError && isRevert(failure)
    return { refusal: isAnswered ? undefined : failure }
  },
  judge({ refusal }, { readsFrom }) {
    if (refusal === undefined) {
      return [{ status: 'pass', text: 'Calls can be pinned to a block hash (EIP-1898).' }]
    }
    return [
      {
        status: readsFrom === undefined ? 'warn' : 'fail',
        text: `Calls cannot be pinned to a block hash (EIP-1898): ${refusal.shortMessage}`,
        cure:
          readsFrom === undefined
            ? 'Nothing in this config needs it; a vault with a rate would.'
            : 'Take an endpoint that can, or the rates of the vaults stay unknown.',
      },
    ]
  },
}
