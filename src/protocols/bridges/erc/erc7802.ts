/**
 * ERC-7802: a `token` that bridges mint and burn. Its logs have no identity of a transfer, so that a transfer is told by the
 * bridge's own event, under the bridge's own protocol. What the token tells is who minted it: whoever the config lacks as a
 * `bridge` is quarantined, because its transfers cannot be followed.
 *
 * Either side: `CrosschainMint(to, amount, sender)` and `CrosschainBurn(from, amount, sender)`; the sender is the bridge.
 */
import { parseAbi } from 'viem'
import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'

export const erc7802 = createProtocol({
  name: 'erc-7802',
  domain: 'chainId',
  contracts: {
    token: {
      abi: parseAbi([
        'event CrosschainMint(address indexed to, uint256 amount, address indexed sender)',
        'event CrosschainBurn(address indexed from, uint256 amount, address indexed sender)',
      ]),
    },
    bridge: { isOptional: true },
  },
  toFindings: (events, route) => [
    ...eventsNamed(events, 'CrosschainMint').flatMap((each) => check('minted', each, route)),
    ...eventsNamed(events, 'CrosschainBurn').flatMap((each) => check('burned', each, route)),
  ],
})

function check(
  verb: 'minted' | 'burned',
  { log, amount, sender }: { log: RawLog; amount: bigint; sender: Address },
  route: BridgeRoute,
): readonly Finding[] {
  if (route.contractsOf('bridge').includes(sender)) return []
  const reason = `${amount} were ${verb} by ${sender}, which is no bridge that the config has of this token.`
  return [{ log, reason }]
}
