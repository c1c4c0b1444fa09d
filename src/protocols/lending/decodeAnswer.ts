import { type Abi, type DecodeFunctionDataReturnType, decodeFunctionData, getAbiItem } from 'viem'
import { assert } from '../../errors/assert.ts'
import type { ReadAnswer } from '../../facts/Decoder.ts'
import type { Hex } from '../../facts/primitives.ts'
import { createWordCodec } from '../strict/wordCodec.ts'

/** Hex digits of a word. */
const WORD = 64

/**
 * What was asked by a function of `abi`, and the answer's static words as numbers in the order of its outputs. Undefined
 * where the call failed or the answer has another shape: then it says nothing.
 */
export function decodeAnswer<const abi extends Abi>(
  abi: abi,
  { request, data }: ReadAnswer,
): { call: DecodeFunctionDataReturnType<abi>; values: readonly bigint[] } | undefined {
  if (data === undefined) return undefined
  const call = decodeFunctionData({ abi, data: request.data })
  const outputs = outputsOf(abi, call.functionName)
  if (data.length !== 2 + WORD * outputs.length) return undefined
  const values: bigint[] = []
  for (const [i, type] of outputs.entries()) {
    const word: Hex = `0x${data.slice(2 + WORD * i, 2 + WORD * (i + 1))}`
    const value = createWordCodec(type)?.(word)
    if (value === undefined) return undefined
    values.push(BigInt(value))
  }
  return { call, values }
}

function outputsOf(abi: Abi, name: string): readonly string[] {
  const item = getAbiItem({ abi, name })
  assert(item?.type === 'function', `${name} is a function of the ABI that it was asked by`)
  return item.outputs.map(({ type }) => type)
}
