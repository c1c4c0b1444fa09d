import type { Env } from '../../env/Env.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { Pin } from './createPin.ts'
import { isBatchRefusal } from './isBatchRefusal.ts'
import { isRecord } from './parseAnswers.ts'
import { parseHex, parseQuantity, toQuantity } from './parseHex.ts'
import type { RpcAnswer, RpcCall } from './RpcCall.ts'
import { RpcAbortedError, RpcSyncingError, RpcWrongChainError } from './rpcErrors.ts'

/** Makes sure that an endpoint serves its chain, and serves it whole, before anything else is asked of it. */
export interface ChainCheck {
  /**
   * Resolves once the endpoint named its chain; throws `RpcWrongChainError`, `RpcSyncingError`, or what asking threw.
   */
  pass(signal: AbortSignal | undefined): Promise<void>
  /** Asks again next time: after a failure another backend may answer (rpc-faults F030). */
  reset(): void
}

interface CheckParameters {
  env: Env
  label: string
  witness: number
  expected: ChainId
  pin: Pin
  ask: (calls: readonly RpcCall[]) => Promise<readonly RpcAnswer[]>
}

/** An address behind a balancer may be pointed at another chain without any connection failing. */
const recheckMs = 5 * 60_000

/** Creates a check that asks by `ask`, once for all requests that wait for it, and anew every five minutes. */
export function createChainCheck(parameters: CheckParameters): ChainCheck {
  let current: Promise<void> | undefined
  let hasPassed = false
  let startedMs = 0
  const start = (): Promise<void> => {
    startedMs = parameters.env.monotonic()
    hasPassed = false
    const check = assertChain(parameters)
    check.then(
      () => {
        if (current === check) hasPassed = true
      },
      () => {
        // The rejection reaches every waiter of `pass`; here it only makes the next request ask again.
        if (current === check) current = undefined
      },
    )
    return check
  }
  return {
    async pass(signal) {
      if (parameters.env.monotonic() - startedMs >= recheckMs) current = undefined
      if (current !== undefined && hasPassed) return
      current ??= start()
      await endEarly(current, signal)
    },
    reset() {
      current = undefined
      hasPassed = false
    },
  }
}

async function assertChain(parameters: CheckParameters): Promise<void> {
  const { label, expected, pin, witness } = parameters
  const pinned = pin.number()
  const [chainId, syncing, block] = await askAll(parameters, [
    { method: 'eth_chainId', params: [] },
    { method: 'eth_syncing', params: [] },
    { method: 'eth_getBlockByNumber', params: [toQuantity(pinned), false] },
  ])
  if (chainId?.error !== undefined) throw chainId.error
  const actual = parseQuantity(chainId?.result)
  if (actual !== BigInt(expected))
    throw new RpcWrongChainError({ label, expected, actual: actual?.toString() ?? 'unknown' })
  // A node that does not know the question, or the block, says nothing against itself.
  const hash = isRecord(block?.result) ? parseHex(block.result.hash, 32) : undefined
  if (hash !== undefined && pin.number() === pinned && !pin.isRight(witness, hash))
    throw new RpcWrongChainError({ label, expected, pinned })
  if (syncing?.result === true || isRecord(syncing?.result)) throw new RpcSyncingError({ label })
}

/** One batch; one by one where the endpoint refuses batches. */
async function askAll(
  { ask }: CheckParameters,
  calls: readonly RpcCall[],
): Promise<readonly RpcAnswer[]> {
  try {
    return await ask(calls)
  } catch (error) {
    if (!isBatchRefusal(error)) throw error
    const answers: RpcAnswer[] = []
    for (const call of calls) answers.push(...(await ask([call])))
    return answers
  }
}

/** The check is shared, so one caller's abort must end that caller's wait and not the check. */
async function endEarly(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work
  if (signal.aborted) throw new RpcAbortedError()
  let onAbort: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new RpcAbortedError())
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    await Promise.race([work, aborted])
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort)
  }
}
