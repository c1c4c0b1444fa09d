import { encodeFunctionData, parseAbi } from 'viem'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'

/** What a messenger sends, as `SentMessage` and the `SentMessageExtension1` after it log it. */
export interface CrossDomainMessage {
  /** Its upper 16 bits are the version. */
  messageNonce: bigint
  sender: Address
  target: Address
  /** Wei; undefined where the messenger does not log it, which it did not before Bedrock. */
  value: bigint | undefined
  gasLimit: bigint
  message: Hex
}

const abis = [
  parseAbi(['function relayMessage(address target, address sender, bytes message, uint256 nonce)']),
  parseAbi([
    'function relayMessage(uint256 nonce, address sender, address target, uint256 value, uint256 minGasLimit, bytes message)',
  ]),
] as const

/**
 * The hash by which the other messenger relays it: `hashCrossDomainMessageV0` and `V1` of `libraries/Hashing.sol`
 * (@eth-optimism/contracts-bedrock 0.17.3). Undefined for another version, or where version 1 lacks its value.
 */
export function hashMessage({
  messageNonce: nonce,
  sender,
  target,
  value,
  gasLimit,
  message,
}: CrossDomainMessage): Hex | undefined {
  const version = nonce >> 240n
  if (version === 0n)
    return keccak256(encodeFunctionData({ abi: abis[0], args: [target, sender, message, nonce] }))
  if (version !== 1n || value === undefined) return undefined
  const args = [nonce, sender, target, value, gasLimit, message] as const
  return keccak256(encodeFunctionData({ abi: abis[1], args }))
}
