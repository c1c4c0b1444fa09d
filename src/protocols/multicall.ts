import { BaseError, decodeFunctionResult, encodeFunctionData, multicall3Abi } from 'viem'
import type { TimedCall } from '../facts/Decoder.ts'
import type { Address, Hex } from '../facts/primitives.ts'

/** One call of a Multicall3 that carries others, each of which may fail alone. */
export function toMulticall(multicall: Address, calls: readonly TimedCall[]): TimedCall {
  const args = [
    calls.map(({ to: target, data: callData }) => ({ target, allowFailure: true, callData })),
  ] as const
  const data = encodeFunctionData({ abi: multicall3Abi, functionName: 'aggregate3', args })
  return { to: multicall, data }
}

/** Answers of a multicall in order, undefined for those that failed; nothing where what answered is no such contract. */
export function decodeMulticall(data: Hex): readonly (Hex | undefined)[] {
  try {
    const results = decodeFunctionResult({ abi: multicall3Abi, functionName: 'aggregate3', data })
    return results.map(({ success, returnData }) => (success ? returnData : undefined))
  } catch (error) {
    // Another contract stands there: whatever was asked stays unread.
    if (error instanceof BaseError) return []
    throw error
  }
}
