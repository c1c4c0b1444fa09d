import { toRlp } from 'viem'
import type { Hash, Hex } from '../../facts/primitives.ts'
import { keccak256 } from '../../utils/keccak256.ts'
import { parseHex } from '../rpc/parseHex.ts'
import { toInteger } from './encodeReceipt.ts'

/** Fields of every header, in the order in which they are hashed (yellow paper, section 4.3). */
const fields: readonly (readonly [name: string, kind: 'bytes' | 'integer'])[] = [
  ['parentHash', 'bytes'],
  ['sha3Uncles', 'bytes'],
  ['miner', 'bytes'],
  ['stateRoot', 'bytes'],
  ['transactionsRoot', 'bytes'],
  ['receiptsRoot', 'bytes'],
  ['logsBloom', 'bytes'],
  ['difficulty', 'integer'],
  ['number', 'integer'],
  ['gasLimit', 'integer'],
  ['gasUsed', 'integer'],
  ['timestamp', 'integer'],
  ['extraData', 'bytes'],
  ['mixHash', 'bytes'],
  ['nonce', 'bytes'],
]

/** Fields that forks appended, in their order: EIP-1559, 4895, 4844 (two), 4788, 7685. A header ends at the first absent. */
const appended: typeof fields = [
  ['baseFeePerGas', 'integer'],
  ['withdrawalsRoot', 'bytes'],
  ['blobGasUsed', 'integer'],
  ['excessBlobGas', 'integer'],
  ['parentBeaconBlockRoot', 'bytes'],
  ['requestsHash', 'bytes'],
]

/**
 * Recomputes a block's hash from an `eth_getBlockBy…` answer; undefined where a field is missing or malformed. A chain
 * whose headers have other fields gives another hash than its own: then nothing is known of it.
 */
export function hashHeader(block: Readonly<Partial<Record<string, unknown>>>): Hash | undefined {
  const values: Hex[] = []
  for (const [name, kind] of fields) {
    const value = readField(block[name], kind)
    if (value === undefined) return undefined
    values.push(value)
  }
  for (const [name, kind] of appended) {
    const value = readField(block[name], kind)
    if (value === undefined) break
    values.push(value)
  }
  return keccak256(toRlp(values))
}

function readField(value: unknown, kind: 'bytes' | 'integer'): Hex | undefined {
  if (kind === 'bytes') return parseHex(value)
  // Difficulties pass 64 bits on old chains, so no quantity of at most 18 letters is assumed here.
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) return undefined
  return toInteger(BigInt(value))
}
