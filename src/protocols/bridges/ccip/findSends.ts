import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { type CcipMessage, type CcipToken, fromBytes, keyOf, TOKENS_MAX } from './ccipMessage.ts'

/** A token of a message whose two ends are known. */
interface Carried extends CcipToken {
  token: Address
  destToken: Hex
}

/** The sender pays the pool of each token, and then the ramp logs the message. */
export function findSends(
  messages: readonly CcipMessage[],
  route: BridgeRoute,
): readonly Finding[] {
  return messages.flatMap((message): readonly Finding[] => {
    const { log } = message
    const tokens = message.tokens.filter((token) => isCarried(token, message, route))
    if (tokens.length === 0) return []
    const carried = tokens.flatMap((token) => (isKnown(token) ? [token] : []))
    const reason =
      carried.length < tokens.length
        ? 'Nothing in the transaction says which token a pool took, or what the destination pays.'
        : findProblem(message, carried, route)
    if (reason !== undefined) return [{ log, reason }]
    return carried.map((token) => toSent(token, carried.length, message, route))
  })
}

/** What the other side passes over is passed over here: tokens that the route has on one chain alone. */
function isCarried(
  { token, pool, destToken }: CcipToken,
  { destination }: CcipMessage,
  route: BridgeRoute,
): boolean {
  const isOwn =
    token === undefined
      ? pool !== undefined && route.contractsOf('pool').includes(pool)
      : route.tokens.has(token)
  const peers = destination === undefined ? undefined : route.peerTokens(destination)
  if (!isOwn || peers === undefined || destToken === undefined) return isOwn
  const address = fromBytes(destToken)
  return address !== undefined && peers.has(address)
}

function isKnown(token: CcipToken): token is Carried {
  return token.token !== undefined && token.destToken !== undefined
}

function findProblem(
  { source }: CcipMessage,
  carried: readonly Carried[],
  { domain }: BridgeRoute,
): string | undefined {
  if (`${source}` !== domain)
    return `The message names ${source} as its origin; the chain is configured as ${domain}.`
  if (carried.length > TOKENS_MAX)
    return `The message carries ${carried.length} tokens, more than ${TOKENS_MAX}.`
  return new Set(carried.map(({ destToken }) => destToken)).size < carried.length
    ? 'The message carries one token twice.'
    : undefined
}

function toSent(
  { token, pool, destToken, recipient, amount, carried, siblings }: Carried,
  count: number,
  { log, messageId, sender, destination }: CcipMessage,
  route: BridgeRoute,
): Finding {
  const body = route.leg({
    step: 'sent',
    key: keyOf(messageId, destToken, count),
    asset: token,
    amount,
    carried: toDestinationUnits(carried, { token, destToken }, destination, route),
    carrierContract: pool ?? log.address,
    sender,
    recipient: fromBytes(recipient),
    origin: route.chainId,
    destination: destination === undefined ? undefined : route.chainOf(destination),
  })
  return { log, siblings, body }
}

/** What the pool of the destination pays for it: scaled by the difference of decimals, rounded down (TokenPool.sol). */
function toDestinationUnits(
  amount: bigint,
  { token, destToken }: Pick<Carried, 'token' | 'destToken'>,
  destination: CcipMessage['destination'],
  route: BridgeRoute,
): bigint {
  const from = route.tokens.get(token)
  const address = fromBytes(destToken)
  const peers = destination === undefined ? undefined : route.peerTokens(destination)
  const to = address === undefined ? undefined : peers?.get(address)
  // A destination that is not followed never says what it paid, so that there is nothing to agree with.
  if (from === undefined || to === undefined) return amount
  return to < from ? amount / 10n ** BigInt(from - to) : amount * 10n ** BigInt(to - from)
}
