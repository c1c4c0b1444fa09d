import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { nativeToken } from '../nativeToken.ts'
import type { BridgeEvent } from './bridgeEvent.ts'
import { type CrossDomainMessage, hashMessage } from './crossDomainMessage.ts'
import { carrierOf, isCarried } from './opRoute.ts'

/** `SentMessage` of a messenger. */
interface SentLog extends Omit<CrossDomainMessage, 'value'> {
  log: RawLog
}

/** `SentMessageExtension1`, the log after it. */
interface ExtensionLog {
  log: RawLog
  value: bigint
}

/** `MessagePassed` of a message passer; `data` is what the other messenger is called with. */
interface PassedLog {
  log: RawLog
  data: Hex
  withdrawalHash: Hex
}

interface MessengerLogs {
  sent: readonly SentLog[]
  extensions: readonly ExtensionLog[]
  passed: readonly PassedLog[]
}

interface Sent extends CrossDomainMessage {
  log: RawLog
  siblings: readonly RawLog[]
}

/** The bridge logs a transfer in the call in which it sends what the other bridge is called with; the bytes join them. */
export function findInitiated(
  events: readonly BridgeEvent[],
  { sent, extensions, passed }: MessengerLogs,
  route: BridgeRoute,
): readonly Finding[] {
  const open = sent.map((each) => withValue(each, extensions))
  return events
    .filter((event) => isCarried(event, route))
    .map((event): Finding => {
      const index = open.findIndex(
        ({ sender, message }) => sender === event.log.address && message === event.calldata,
      )
      const [match] = index === -1 ? [] : open.splice(index, 1)
      if (match === undefined) return { log: event.log, reason: noMessage }
      const key = hashMessage(match)
      if (key === undefined) return { log: event.log, reason: noHash }
      if (event.token === nativeToken && match.value !== event.amount)
        return { log: event.log, reason: toWrongValue(event, match) }
      // What the passer took is the relaying call, of which the hash is the message's.
      const withdrawal = passed.find(({ data }) => keccak256(data) === key)
      return toSent(event, match, { key, withdrawal }, route)
    })
}

const noMessage = 'The bridge logs a transfer, and no message of it that says the same.'
const noHash = 'The message has another version than 0 and 1, or no SentMessageExtension1 after it.'

function toWrongValue({ amount }: BridgeEvent, { value }: CrossDomainMessage): string {
  return `The bridge logs ${amount} wei, its message carries ${value}.`
}

function withValue(sent: SentLog, extensions: readonly ExtensionLog[]): Sent {
  const next = extensions.find(
    ({ log: { address, logIndex } }) =>
      address === sent.log.address && logIndex === sent.log.logIndex + 1,
  )
  return { ...sent, value: next?.value, siblings: next ? [sent.log, next.log] : [sent.log] }
}

/** A withdrawal goes by the passer's hash as well, by which it is proven. */
function toSent(
  { log, token, from, to, amount }: BridgeEvent,
  { siblings }: Sent,
  { key, withdrawal }: { key: Hex; withdrawal: PassedLog | undefined },
  route: BridgeRoute,
): Finding {
  const body = route.leg({
    step: 'sent',
    key,
    alias: withdrawal?.withdrawalHash,
    asset: token,
    amount,
    carrierContract: carrierOf(token, log.address, route),
    sender: from,
    recipient: to,
    origin: route.chainId,
    destination: route.peer === undefined ? undefined : route.chainOf(route.peer),
  })
  return { log, siblings: withdrawal ? [...siblings, withdrawal.log] : siblings, body }
}
