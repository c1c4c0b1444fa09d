import { toRlp } from 'viem'
import type { Hash, Hex } from '../../facts/primitives.ts'
import { keccak256 } from '../../utils/keccak256.ts'

/** A node of the trie as RLP nests it. */
type Node = Hex | Node[]

/** One value with the nibbles of its key. */
interface Entry {
  path: readonly number[]
  value: Hex
}

/** Root of the trie without entries: keccak256 of the RLP of the empty string. */
export const emptyTrieRoot: Hash =
  '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'

/**
 * Root of the Merkle-Patricia trie that a block header commits to: `values` under the RLP of their positions. It builds
 * no trie, only its root. Yellow paper, appendix D.
 */
export function trieRoot(values: readonly Hex[]): Hash {
  if (values.length === 0) return emptyTrieRoot
  const entries = values.map((value, i): Entry => ({ path: toPath(i), value }))
  return keccak256(toRlp(toNode(entries, 0)))
}

/** The key of position 0 is the RLP of the empty string, 0x80. */
function toPath(position: number): readonly number[] {
  const hex = position.toString(16)
  const key = toRlp(position === 0 ? '0x' : `0x${hex.length % 2 === 0 ? hex : `0${hex}`}`)
  return Array.from(key.slice(2), (nibble) => Number.parseInt(nibble, 16))
}

function toNode(entries: readonly Entry[], depth: number): Node {
  const [first] = entries
  if (first === undefined) return '0x'
  if (entries.length === 1) return [toCompact(first.path.slice(depth), true), first.value]
  const shared = sharedLength(entries, depth)
  if (shared === 0) return toBranch(entries, depth)
  const below = toReference(toBranch(entries, depth + shared))
  return [toCompact(first.path.slice(depth, depth + shared), false), below]
}

/** No key of a list is the beginning of another, so a branch never holds a value of its own. */
function toBranch(entries: readonly Entry[], depth: number): Node {
  const children = Array.from({ length: 16 }, (_, nibble): Node => {
    const below = entries.filter(({ path }) => path[depth] === nibble)
    return below.length === 0 ? '0x' : toReference(toNode(below, depth + 1))
  })
  return [...children, '0x']
}

/** A node of less than 32 bytes stands in its parent itself, any other by its hash. */
function toReference(node: Node): Node {
  const encoded = toRlp(node)
  return encoded.length < 2 + 32 * 2 ? node : keccak256(encoded)
}

function sharedLength(entries: readonly Entry[], depth: number): number {
  const [first, ...others] = entries
  if (first === undefined) return 0
  let length = 0
  for (;;) {
    const nibble = first.path[depth + length]
    if (nibble === undefined) return length
    if (others.some(({ path }) => path[depth + length] !== nibble)) return length
    length += 1
  }
}

/** Hex-prefix encoding: the first nibble says leaf or extension, odd or even. */
function toCompact(nibbles: readonly number[], isLeaf: boolean): Hex {
  const isOdd = nibbles.length % 2 === 1
  const flag = (isLeaf ? 2 : 0) + (isOdd ? 1 : 0)
  const padded = isOdd ? [flag, ...nibbles] : [flag, 0, ...nibbles]
  return `0x${padded.map((nibble) => nibble.toString(16)).join('')}`
}
