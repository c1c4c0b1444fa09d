import { type Address, encodeAbiParameters, type Hex, parseAbiParameters } from 'viem'
import type { HyperlaneMessage } from '../../lab/hyperlaneMessage.ts'
import type { LabChain } from '../../lab/labChain.ts'
import type { Relayer } from '../../lab/relayer.ts'

/** A venue message that no mailbox dispatched: it credits an account for a warp message that somebody else may name too. */
export function forgeVenueMessage(parameters: {
  relayer: Relayer
  origin: LabChain
  destination: LabChain
  /** The warp message that it names. */
  messageId: Hex
  account: Address
  amount: bigint
}): HyperlaneMessage {
  const { relayer, origin, destination, messageId, account, amount } = parameters
  return relayer.forge({
    origin: origin.chainId,
    destination: destination.chainId,
    sender: origin.contracts.vaultUsd.address,
    recipient: destination.contracts.vaultUsd.address,
    body: encodeAbiParameters(parseAbiParameters('bytes32, address, uint256'), [
      messageId,
      account,
      amount,
    ]),
  })
}
