import { type AbiParameter, decodeAbiParameters, encodeAbiParameters } from 'viem'
import type { Hex } from '../../facts/primitives.ts'

/** Values by position, or why the data is not what a compiler would have written. */
export type DynamicResult = { values: readonly unknown[] } | { reason: string }

/**
 * Decodes data of any ABI types through viem and accepts it only when encoding the values again gives the same bytes.
 * Addresses come out lower-case at every depth.
 */
export function decodeDynamic(parameters: readonly AbiParameter[], data: Hex): DynamicResult {
  let values: readonly unknown[]
  let again: Hex
  try {
    values = decodeAbiParameters(parameters, data)
    again = encodeAbiParameters(parameters, values)
  } catch (error) {
    // Whatever the codec cannot read or write back is malformed by definition; its own words are the evidence.
    return { reason: `does not decode: ${firstLine(error)}` }
  }
  if (again !== data) return { reason: 'is not what encoding the decoded values gives' }
  return { values: parameters.map((parameter, index) => lower(parameter, values[index])) }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n', 1)[0] ?? ''
}

/** Only values of type address change case: a string that looks like hex stays what the contract wrote. */
function lower(parameter: AbiParameter, value: unknown): unknown {
  const array = /^(.*)\[\d*\]$/.exec(parameter.type)
  if (array && Array.isArray(value)) {
    const item = { ...parameter, type: array[1] ?? '' }
    return value.map((entry) => lower(item, entry))
  }
  if (parameter.type === 'address' && typeof value === 'string') return value.toLowerCase()
  if (parameter.type !== 'tuple' || !('components' in parameter)) return value
  if (Array.isArray(value))
    return parameter.components.map((component, index) => lower(component, value[index]))
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, entry]) => {
      const component = parameter.components.find((candidate) => candidate.name === name)
      return [name, component ? lower(component, entry) : entry]
    }),
  )
}
