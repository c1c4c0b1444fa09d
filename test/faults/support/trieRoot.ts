import { type Hex, keccak256, size, toRlp } from 'viem'

/** A key as nibbles with its value. */
type Item = readonly [nibbles: string, value: Hex]

/** An RLP structure: a node that is embedded, or the hash of one. */
type Rlp = Hex | Rlp[]

/** Root of the Merkle Patricia trie that holds `items`, written from the yellow paper's appendix D without any database. */
export function trieRoot(items: readonly (readonly [key: Hex, value: Hex])[]): Hex {
  if (items.length === 0) return keccak256(toRlp('0x'))
  return keccak256(toRlp(toNode(items.map(([key, value]) => [key.slice(2), value]))))
}

function toNode(items: readonly Item[]): Rlp {
  const [first] = items
  if (first === undefined) return '0x'
  const [path, value] = first
  if (items.length === 1) return [toPath(path, true), value]
  const shared = sharedPrefix(items)
  if (shared > 0) {
    const rest = items.map(([key, each]): Item => [key.slice(shared), each])
    return [toPath(path.slice(0, shared), false), toReference(toNode(rest))]
  }
  const branches = Array.from('0123456789abcdef', (nibble) => {
    const below = items.filter(([key]) => key.startsWith(nibble))
    if (below.length === 0) return '0x' as const
    return toReference(toNode(below.map(([key, each]): Item => [key.slice(1), each])))
  })
  return [...branches, items.find(([key]) => key === '')?.[1] ?? '0x']
}

function sharedPrefix(items: readonly Item[]): number {
  const [first] = items
  const path = first?.[0] ?? ''
  let length = path.length
  for (const [key] of items) while (!key.startsWith(path.slice(0, length))) length -= 1
  return length
}

/** Hex-prefix encoding: the first nibble says leaf and odd. */
function toPath(nibbles: string, isLeaf: boolean): Hex {
  const flag = isLeaf ? 2 : 0
  return nibbles.length % 2 === 0 ? `0x${flag}0${nibbles}` : `0x${flag + 1}${nibbles}`
}

function toReference(node: Rlp): Rlp {
  const encoded = toRlp(node)
  return size(encoded) < 32 ? node : keccak256(encoded)
}
