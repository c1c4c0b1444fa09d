import { concat, encodePacked, type Hex, keccak256, pad } from 'viem'
import type { HDAccount } from 'viem/accounts'
import { merkleTreeHookAbi } from './abis.ts'
import type { HyperlaneMessage } from './hyperlaneMessage.ts'
import type { LabChain } from './labChain.ts'

/**
 * Metadata of a message-id multisig ISM: tree, root, index and the validator's signature. The ISM
 * compares only the signature, so the newest checkpoint of the origin serves every message.
 */
export async function signCheckpoint(
  origin: LabChain,
  message: HyperlaneMessage,
  validator: HDAccount,
): Promise<Hex> {
  const hook = {
    address: origin.contracts.merkleTreeHook.address,
    abi: merkleTreeHookAbi,
  } as const
  const [root, count] = await Promise.all([
    origin.publicClient.readContract({ ...hook, functionName: 'root' }),
    origin.publicClient.readContract({ ...hook, functionName: 'count' }),
  ])
  // A forged message may come from a chain that has never dispatched one.
  const index = Math.max(count - 1, 0)
  const tree = pad(hook.address)
  const domainHash = keccak256(
    encodePacked(['uint32', 'bytes32', 'string'], [message.origin, tree, 'HYPERLANE']),
  )
  const checkpoint = encodePacked(
    ['bytes32', 'bytes32', 'uint32', 'bytes32'],
    [domainHash, root, index, message.id],
  )
  const signature = await validator.signMessage({ message: { raw: keccak256(checkpoint) } })
  return concat([tree, root, encodePacked(['uint32'], [index]), signature])
}
