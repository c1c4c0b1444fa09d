import { encodeAbiParameters, encodeFunctionData, parseAbi, parseAbiParameters } from 'viem'
import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { LegStep } from '../../../facts/BridgeFacts.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { nativeToken } from '../nativeToken.ts'

/** What a bridge says of a transfer on one side. */
interface Moved {
  log: RawLog
  token: Address
  from: Address
  to: Address
  amount: bigint
}

interface SentMessage {
  log: RawLog
  destination: bigint
  target: Address
  messageNonce: bigint
  sender: Address
  message: Hex
}

const hashed = parseAbiParameters('uint256, uint256, uint256, address, address, bytes')

const relayAbi = parseAbi([
  'function relayERC20(address token, address from, address to, uint256 amount)',
  'function relayETH(address from, address to, uint256 amount)',
])

/** The bridge sends, and then logs itself what it sent. */
export function findSent(
  sends: readonly (Moved & { destination: bigint })[],
  messages: readonly SentMessage[],
  route: BridgeRoute,
): readonly Finding[] {
  const open = [...messages]
  return inLogOrder(sends, route).map((send): Finding => {
    const { log, destination } = send
    const calldata = toCalldata(send)
    const index = open.findIndex(
      (each) =>
        each.sender === log.address &&
        each.destination === destination &&
        each.message === calldata &&
        each.log.logIndex < log.logIndex,
    )
    const [match] = index === -1 ? [] : open.splice(index, 1)
    if (match === undefined)
      return { log, reason: 'The bridge logs a transfer without a message before it that says so.' }
    const parts = { key: hashMessage(match, route.chainId), siblings: [match.log] }
    return toFinding('sent', send, parts, [BigInt(route.chainId), destination], route)
  })
}

function toCalldata({ token, from, to, amount }: Moved): Hex {
  return token === nativeToken
    ? encodeFunctionData({ abi: relayAbi, functionName: 'relayETH', args: [from, to, amount] })
    : encodeFunctionData({
        abi: relayAbi,
        functionName: 'relayERC20',
        args: [token, from, to, amount],
      })
}

/** `Hashing.hashL2toL2CrossDomainMessage` (ethereum-optimism/optimism, 2024-10). */
function hashMessage(
  { destination, messageNonce, sender, target, message }: SentMessage,
  source: number,
): Hex {
  const values = [destination, BigInt(source), messageNonce, sender, target, message] as const
  return keccak256(encodeAbiParameters(hashed, values))
}

/** The bridge pays inside the relay, which the messenger logs last. */
export function findRelayed(
  relays: readonly (Moved & { source: bigint })[],
  messages: readonly { log: RawLog; source: bigint; messageHash: Hex }[],
  route: BridgeRoute,
): readonly Finding[] {
  return inLogOrder(relays, route).map((relay): Finding => {
    const { log, source } = relay
    const match = messages.find((each) => each.log.logIndex > log.logIndex)
    if (match?.source !== source)
      return { log, reason: 'The bridge pays a transfer without a relay from its origin after it.' }
    const parts = { key: match.messageHash, siblings: [match.log] }
    return toFinding('credited', relay, parts, [source, BigInt(route.chainId)], route)
  })
}

/** Each chain has every token at one address, so that what is carried here is carried there. */
function inLogOrder<moved extends Moved>(events: readonly moved[], { tokens }: BridgeRoute) {
  return events
    .filter(({ token }) => tokens.has(token))
    .sort((a, b) => a.log.logIndex - b.log.logIndex)
}

function toFinding(
  step: LegStep,
  { log, token, from, to, amount }: Moved,
  { key, siblings }: { key: Hex; siblings: readonly RawLog[] },
  [origin, destination]: readonly [bigint, bigint],
  route: BridgeRoute,
): Finding {
  const body = route.leg({
    step,
    key,
    asset: token,
    amount,
    carrierContract: token === nativeToken ? log.address : token,
    sender: from,
    recipient: to,
    origin: route.chainOf(origin),
    destination: route.chainOf(destination),
  })
  return { log, siblings, body }
}

/** Its destination is the send's to say. */
export function toRefunded(
  { log, from, amount, messageHash }: Pick<Moved, 'log' | 'from' | 'amount'> & { messageHash: Hex },
  route: BridgeRoute,
): readonly Finding[] {
  if (!route.tokens.has(nativeToken)) return []
  const body = route.leg({
    step: 'refunded',
    key: messageHash,
    asset: nativeToken,
    amount,
    carrierContract: log.address,
    recipient: from,
    origin: route.chainId,
    destination: undefined,
  })
  return [{ log, siblings: [], body }]
}
