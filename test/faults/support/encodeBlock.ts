import { concat, type Hex, hexToBytes, keccak256, numberToHex, toRlp } from 'viem'
import { trieRoot } from './trieRoot.ts'

export interface TreeLog {
  address: Hex
  topics: readonly Hex[]
  data: Hex
}

/** A transaction as far as a log reader sees it. */
export interface TreeTransaction {
  hash: Hex
  logs: readonly TreeLog[]
}

/** What a header commits to; `salt` makes two blocks with equal contents differ. */
export interface BlockParts {
  number: number
  parentHash: Hex
  timestamp: bigint
  salt: Hex
  logsBloom: Hex
  receiptsRoot: Hex
}

/** keccak256 of the empty list, of the empty trie, and 32 zero bytes: what a block without uncles and state has. */
export const emptyUncles = '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347'
export const emptyRoot = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'
export const zeroHash: Hex = `0x${'00'.repeat(32)}`
export const zeroAddress: Hex = `0x${'00'.repeat(20)}`
export const gasLimit = 30_000_000
export const baseFee = 7

/** Header hash after London: keccak256 of the RLP of its sixteen fields (yellow paper, section 4.3). */
export function hashHeader(parts: BlockParts): Hex {
  return keccak256(
    toRlp([
      parts.parentHash,
      emptyUncles,
      zeroAddress,
      zeroHash,
      emptyRoot,
      parts.receiptsRoot,
      parts.logsBloom,
      toScalar(0n),
      toScalar(BigInt(parts.number)),
      toScalar(BigInt(gasLimit)),
      toScalar(0n),
      toScalar(parts.timestamp),
      parts.salt,
      zeroHash,
      '0x0000000000000000',
      toScalar(BigInt(baseFee)),
    ]),
  )
}

/** Root over the receipts of a block: type 2, successful, gas counted by position. */
export function hashReceipts(transactions: readonly TreeTransaction[]): Hex {
  return trieRoot(
    transactions.map((transaction, i) => [
      toRlp(toScalar(BigInt(i))),
      encodeReceipt(transaction, i),
    ]),
  )
}

/** Gas used up to and including the transaction at `position`. */
export function cumulativeGas(position: number): bigint {
  return BigInt(position + 1) * 50_000n
}

function encodeReceipt({ logs }: TreeTransaction, position: number): Hex {
  const fields = [
    '0x01' as const,
    toScalar(cumulativeGas(position)),
    toBloom(logs),
    logs.map(({ address, topics, data }) => [address, [...topics], data]),
  ]
  return concat(['0x02', toRlp(fields)])
}

/** Bloom of `logs`: three bits per address and topic, over bytes (yellow paper, section 4.3.1). */
export function toBloom(logs: readonly TreeLog[]): Hex {
  if (logs.length === 0) return emptyBloom
  const bytes = new Uint8Array(256)
  for (const log of logs)
    for (const value of [log.address, ...log.topics])
      for (const bit of bitsOf(value)) {
        const index = 255 - (bit >> 3)
        bytes[index] = (bytes[index] ?? 0) | (1 << (bit & 7))
      }
  return `0x${Buffer.from(bytes).toString('hex')}`
}

export const emptyBloom: Hex = `0x${'00'.repeat(256)}`

const knownBits = new Map<Hex, readonly number[]>()

function bitsOf(value: Hex): readonly number[] {
  const known = knownBits.get(value)
  if (known !== undefined) return known
  const hash = hexToBytes(keccak256(value))
  const bits = [0, 2, 4].map((i) => (((hash[i] ?? 0) << 8) | (hash[i + 1] ?? 0)) & 2047)
  knownBits.set(value, bits)
  return bits
}

/** RLP scalars have no leading zero; zero is empty. */
function toScalar(value: bigint): Hex {
  if (value === 0n) return '0x'
  const hex = numberToHex(value)
  return hex.length % 2 === 0 ? hex : `0x0${hex.slice(2)}`
}
