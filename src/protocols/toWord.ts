import type { Address, Hash } from '../facts/primitives.ts'
import { RecentWords } from '../utils/RecentWords.ts'

const padding = '0'.repeat(24)

/** An address as a topic or a message holds it: 32 bytes, left-padded. */
export function toWord(address: Address): Hash {
  return `0x${padding}${address.slice(2)}`
}

/** The address in 32 bytes; undefined for what is no EVM address, such as an account on Solana. */
export function fromWord(word: Hash): Address | undefined {
  return recent.get(word, cutPadding)
}

/** The accounts of one log come again in the next, and every map on their way is faster with the same string. */
const recent = new RecentWords<Address>()

function cutPadding(word: string): Address | undefined {
  return word.startsWith(padding, 2) ? `0x${word.slice(2 + padding.length)}` : undefined
}
