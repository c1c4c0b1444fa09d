import type { Address } from '../../facts/primitives.ts'
import type { AskMany } from './readCodes.ts'

/** EIP-1967: keccak256('eip1967.proxy.implementation') − 1, and the same of 'eip1967.proxy.beacon'. */
const slots = [
  '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc',
  '0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50',
] as const

/** What each address is a proxy of (the implementation or its beacon); undefined where it is none, or the node cannot tell. */
export async function readImplementations(
  askMany: AskMany,
  addresses: readonly Address[],
): Promise<readonly (Address | undefined)[]> {
  const calls = addresses.flatMap((address) =>
    slots.map((slot) => ({ method: 'eth_getStorageAt', params: [address, slot, 'latest'] })),
  )
  const answers = await askMany(calls)
  return addresses.map((_, i) => {
    const words = slots.map((_slot, j) => toAddress(answers[i * slots.length + j]?.result))
    return words.find((word) => word !== undefined)
  })
}

/** Some nodes leave out the leading zeros of a word. */
function toAddress(word: unknown): Address | undefined {
  if (typeof word !== 'string' || !/^0x[0-9a-f]{1,64}$/i.test(word)) return undefined
  const value = BigInt(word)
  if (value === 0n || value >= 1n << 160n) return undefined
  return `0x${value.toString(16).padStart(40, '0')}`
}
