import type { ChainId } from '../../facts/primitives.ts'
import { parseQuantity } from './parseHex.ts'
import { RpcAbortedError, RpcWrongChainError } from './rpcErrors.ts'

/** Makes sure that an endpoint serves its chain before anything else is asked of it. */
export interface ChainCheck {
  /** Resolves once the endpoint named its chain; throws `RpcWrongChainError`, or what asking threw. */
  pass(signal: AbortSignal | undefined): Promise<void>
  /** Asks again next time: after a failure another backend may answer (rpc-faults F030). */
  reset(): void
}

/** Creates a check that asks by `askChainId`, once for all requests that wait for it. */
export function createChainCheck(parameters: {
  label: string
  expected: ChainId
  askChainId: () => Promise<unknown>
}): ChainCheck {
  let current: Promise<void> | undefined
  const start = (): Promise<void> => {
    const check = assertChain(parameters)
    check.catch(() => {
      // The rejection reaches every waiter of `pass`; here it only makes the next request ask again.
      if (current === check) current = undefined
    })
    return check
  }
  return {
    async pass(signal) {
      current ??= start()
      await endEarly(current, signal)
    },
    reset() {
      current = undefined
    },
  }
}

async function assertChain(parameters: Parameters<typeof createChainCheck>[0]): Promise<void> {
  const { label, expected, askChainId } = parameters
  const actual = parseQuantity(await askChainId())
  if (actual === BigInt(expected)) return
  throw new RpcWrongChainError({ label, expected, actual: actual?.toString() ?? 'unknown' })
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
