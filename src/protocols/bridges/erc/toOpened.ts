import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { fromWord } from '../../toWord.ts'

/** Something that moves in an order: accounts and tokens are 32 bytes. */
interface Output {
  token: Hex
  amount: bigint
  recipient: Hex
  chainId: bigint
}

interface Opened {
  log: RawLog
  orderId: Hex
  resolvedOrder: {
    user: Address
    originChainId: bigint
    /** Seconds. */
    fillDeadline: number
    orderId: Hex
    maxSpent: readonly Output[]
    minReceived: readonly Output[]
  }
}

/** The user pays the settler what the filler will receive on this chain. */
export function toOpened(
  { log, orderId, resolvedOrder: order }: Opened,
  route: BridgeRoute,
): readonly Finding[] {
  const paid = order.minReceived.flatMap(({ token: word, amount, chainId }) => {
    const token = fromWord(word)
    const isOwn = chainId === BigInt(route.chainId) && token !== undefined
    return isOwn && route.tokens.has(token) ? [{ token, amount }] : []
  })
  const [first, second] = paid
  if (first === undefined) return []
  const reason = second === undefined ? findProblem(orderId, order, route) : severalTokens
  if (reason !== undefined) return [{ log, reason }]
  const [promised, other] = order.maxSpent
  const body = route.leg({
    step: 'sent',
    key: orderId,
    asset: first.token,
    amount: first.amount,
    deadline: BigInt(order.fillDeadline),
    carrierContract: log.address,
    sender: order.user,
    recipient: promised && other === undefined ? fromWord(promised.recipient) : undefined,
    origin: route.chainId,
    destination: undefined,
  })
  return [{ log, siblings: [], body }]
}

const severalTokens = 'The order pays several tokens on this chain, which is no one transfer.'

function findProblem(
  orderId: Hex,
  order: Opened['resolvedOrder'],
  route: BridgeRoute,
): string | undefined {
  if (order.originChainId !== BigInt(route.chainId))
    return `The order names chain ${order.originChainId} as its origin.`
  return order.orderId === orderId
    ? undefined
    : `The order is opened as ${orderId} and resolved as ${order.orderId}.`
}
