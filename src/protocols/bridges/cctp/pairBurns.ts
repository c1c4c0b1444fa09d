import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { toWord } from '../../toWord.ts'
import {
  type MessageVersion,
  parseBurnMessage,
  parseMessage,
  type SentMessage,
} from './burnMessage.ts'

/** DepositForBurn of either version; `nonce` is v1's. */
export interface Burn {
  log: RawLog
  burnToken: Address
  amount: bigint
  depositor: Address
  mintRecipient: Hex
  destinationDomain: number
  nonce: bigint
}

/** A burn and the message that carries it. */
export interface PairedBurn {
  burn: Burn
  message: SentMessage
  log: RawLog
}

/** The transmitter logs MessageSent inside the call that ends with DepositForBurn, hence just before it. */
export function pairBurns(
  burns: readonly Burn[],
  sent: readonly { log: RawLog; message: Hex }[],
  version: MessageVersion,
  route: BridgeRoute,
): { paired: readonly PairedBurn[]; unpaired: readonly { log: RawLog; reason: string }[] } {
  const paired: PairedBurn[] = []
  const unpaired: { log: RawLog; reason: string }[] = []
  const messengers = new Set(route.contractsOf('tokenMessenger').map(toWord))
  const open = sent.flatMap(({ log, message }) => {
    const parsed = parseMessage(message, version)
    // Anybody may send a message; those of others carry no tokens of this messenger.
    return parsed && messengers.has(parsed.sender) ? [{ log, message: parsed }] : []
  })
  for (const burn of burns) {
    const index = open.findLastIndex(
      ({ log, message }) =>
        log.logIndex < burn.log.logIndex && message.sender === toWord(burn.log.address),
    )
    const [match] = index === -1 ? [] : open.splice(index, 1)
    const reason = match ? findContradiction(burn, match.message, version, route) : noMessage
    if (reason !== undefined) unpaired.push({ log: burn.log, reason })
    else if (match) paired.push({ burn, ...match })
  }
  for (const { log } of open) unpaired.push({ log, reason: noBurn })
  return { paired, unpaired }
}

const noMessage = 'DepositForBurn has no MessageSent of its messenger before it in the transaction.'
const noBurn = 'The token messenger sent a message without DepositForBurn after it.'

/** Why the message is not this burn's. */
function findContradiction(
  burn: Burn,
  message: SentMessage,
  version: MessageVersion,
  { domain }: BridgeRoute,
): string | undefined {
  const body = parseBurnMessage(message.body, version)
  if (body === undefined) return 'The message before DepositForBurn has no burn as its body.'
  if (`${message.originDomain}` !== domain)
    return `The message names domain ${message.originDomain} as its origin; the chain is configured as ${domain}.`
  if (message.nonce !== burn.nonce)
    return `The message has nonce ${message.nonce}, DepositForBurn ${burn.nonce}.`
  if (message.destinationDomain !== burn.destinationDomain)
    return `The message goes to domain ${message.destinationDomain}, DepositForBurn to ${burn.destinationDomain}.`
  if (body.amount !== burn.amount)
    return `The message carries ${body.amount}, DepositForBurn ${burn.amount}.`
  const isSame =
    body.burnToken === toWord(burn.burnToken) &&
    body.mintRecipient === burn.mintRecipient &&
    body.messageSender === toWord(burn.depositor)
  return isSame
    ? undefined
    : 'The message names another token, recipient or depositor than DepositForBurn.'
}
