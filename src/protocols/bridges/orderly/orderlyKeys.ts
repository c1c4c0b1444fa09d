import { concatHex, encodeAbiParameters, parseAbiParameters } from 'viem'
import type { Address, Hash, Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'

const parameters = parseAbiParameters('string, bytes32, uint256')

/** What both sides know of a deposit: the vault's chain, and the vault's count of deposits. */
export function depositKey(chainId: bigint, nonce: bigint): Hex {
  const chain: Hex = `0x${chainId.toString(16).padStart(64, '0')}`
  return keccak256(encodeAbiParameters(parameters, ['orderly deposit', chain, nonce]))
}

/** What both sides know of a withdrawal: the account, and its own count of withdrawals. */
export function withdrawalKey(accountId: Hash, nonce: bigint): Hex {
  return keccak256(encodeAbiParameters(parameters, ['orderly withdrawal', accountId, nonce]))
}

/** What stands for a token on the ledger's chain: no contract has the address. */
export function ledgerToken(tokenHash: Hash): Address {
  return `0x${tokenHash.slice(-40)}`
}

/** What a key does not commit to, and both sides say: for whom it is, and of which token. */
export function payloadOf(beneficiary: Hex, tokenHash: Hash): Hex {
  return keccak256(concatHex([beneficiary, tokenHash]))
}
