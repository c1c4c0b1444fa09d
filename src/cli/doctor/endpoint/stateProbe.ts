import { isMissingState } from '../../../chain/read/isMissingState.ts'
import { toQuantity } from '../../../chain/rpc/parseHex.ts'
import { RpcError } from '../../../chain/rpc/rpcErrors.ts'
import { zeroAddress } from '../../../facts/primitives.ts'
import type { Asker } from '../Asker.ts'
import { findLowest } from '../findLowest.ts'
import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

/** Blocks by which the oldest state may be wrong; nearer would cost requests and tell an operator nothing. */
const precision = 128n

export interface StateFacts {
  /** Oldest block whose state was answered; undefined when that of the head was not. */
  oldest: bigint | undefined
}

/** How far back contract state is answered. */
export const stateProbe: Probe<EndpointContext, StateFacts> = {
  check: 'archive',
  async ask(asker, { head }) {
    const has = (block: bigint) => hasState(asker, block)
    if (await has(0n)) return { oldest: 0n }
    if (!(await has(head.number))) return { oldest: undefined }
    return { oldest: await findLowest({ low: 1n, high: head.number, precision }, has) }
  },
  judge({ oldest }, { readsFrom }) {
    if (oldest === undefined) {
      const cure = 'Take an endpoint that answers eth_getBalance.'
      return [
        { status: 'warn', text: 'No contract state was answered, not even of the head.', cure },
      ]
    }
    const text = oldest === 0n ? 'Keeps all states.' : `Keeps states from about block ${oldest} on.`
    if (readsFrom === undefined || oldest <= readsFrom) return [{ status: 'pass', text }]
    return [
      {
        status: 'warn',
        text: `${text} Vault rates are read from block ${readsFrom} on.`,
        cure: `Add an archive endpoint, or what shares were worth before block ${oldest} stays unknown.`,
      },
    ]
  },
}

async function hasState(asker: Asker, block: bigint): Promise<boolean> {
  const { result, failure } = await asker.ask('eth_getBalance', [zeroAddress, toQuantity(block)])
  if (failure === undefined) return typeof result === 'string'
  // Whatever a node calls it, a refusal of an old block's state is one; a lost connection is not.
  if (failure instanceof RpcError || isMissingState(failure)) return false
  throw failure
}
