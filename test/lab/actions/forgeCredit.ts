import {
  type Address,
  encodeAbiParameters,
  encodePacked,
  pad,
  parseAbiParameters,
  type TransactionReceipt,
} from 'viem'
import type { HyperlaneMessage } from '../hyperlaneMessage.ts'
import type { LabChain } from '../labChain.ts'
import type { Relayer } from '../relayer.ts'

export type ForgedCredit = {
  receipt: TransactionReceipt
  messages: [HyperlaneMessage, HyperlaneMessage]
}

/**
 * Credits an account out of nothing: a warp message and a venue message that no mailbox ever
 * dispatched, signed by the validator and delivered in one transaction.
 */
export async function forgeCredit(
  destination: LabChain,
  parameters: { relayer: Relayer; origin: LabChain; account: Address; amount: bigint },
): Promise<ForgedCredit> {
  const { relayer, origin, account, amount } = parameters
  const route = { origin: origin.chainId, destination: destination.chainId }
  const vault = destination.contracts.vaultUsd.address
  const warp = relayer.forge({
    ...route,
    sender: origin.contracts.warpRouter.address,
    recipient: destination.contracts.warpRouter.address,
    body: encodePacked(['bytes32', 'uint256'], [pad(vault), amount]),
  })
  const venue = relayer.forge({
    ...route,
    sender: origin.contracts.vaultUsd.address,
    recipient: vault,
    body: encodeAbiParameters(parseAbiParameters('bytes32, address, uint256'), [
      warp.id,
      account,
      amount,
    ]),
  })
  const receipt = await relayer.deliverTogether([warp, venue])
  return { receipt, messages: [warp, venue] }
}
