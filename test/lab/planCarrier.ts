import { encodeDeployData, encodeFunctionData } from 'viem'
import { mailboxAbi, merkleTreeHookAbi, multisigIsmAbi } from './abis.ts'
import { bytecodeOf, type DeploymentContext } from './deploymentContext.ts'

/** Hyperlane's mailbox with a 1-of-1 multisig ISM and the merkle tree as its default hook. */
export function planCarrier({ plan, cache, accounts, domain }: DeploymentContext) {
  const { owner, validator } = accounts
  const mailbox = plan.deploy(
    owner,
    encodeDeployData({
      abi: mailboxAbi,
      bytecode: bytecodeOf(cache.hyperlane, 'Mailbox'),
      args: [domain],
    }),
  )
  const multisigIsm = plan.deploy(
    owner,
    encodeDeployData({
      abi: multisigIsmAbi,
      bytecode: bytecodeOf(cache.hyperlane, 'StorageMessageIdMultisigIsm'),
      args: [[validator.address], 1],
    }),
  )
  const merkleTreeHook = plan.deploy(
    owner,
    encodeDeployData({
      abi: merkleTreeHookAbi,
      bytecode: bytecodeOf(cache.hyperlane, 'MerkleTreeHook'),
      args: [mailbox],
    }),
  )
  // The required hook does nothing: a second merkle tree hook would insert every message twice.
  const requiredHook = plan.deploy(owner, bytecodeOf(cache.hyperlane, 'PausableHook'))
  plan.call(
    owner,
    mailbox,
    encodeFunctionData({
      abi: mailboxAbi,
      functionName: 'initialize',
      args: [owner, multisigIsm, merkleTreeHook, requiredHook],
    }),
  )
  return { mailbox, multisigIsm, merkleTreeHook, requiredHook }
}
