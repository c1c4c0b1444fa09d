import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { type Address, type Hex, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { fromWord, toWord } from '../../toWord.ts'
import type { Payment } from '../Payment.ts'
import { keysOf, parseTransferPayload, rateOf, type TransferPayload } from './transferPayload.ts'

interface Published {
  log: RawLog
  sender: Address
  sequence: bigint
  payload: Hex
}

/** The bridge takes the token, burns it where it is a wrapped one, and then publishes. */
export function findPublished(
  published: readonly Published[],
  payments: readonly Payment[],
  route: BridgeRoute,
): readonly Finding[] {
  const bridges = route.contractsOf('tokenBridge')
  const burns = payments.filter(({ from, to }) => bridges.includes(from) && to === zeroAddress)
  return published
    .filter(({ sender }) => bridges.includes(sender))
    .flatMap((message): readonly Finding[] => {
      const payload = parseTransferPayload(message.payload)
      if (payload === undefined) return [{ log: message.log, reason: noTransfer }]
      return payload === 'other' ? [] : toSent(message, payload, burns, route)
    })
}

const noTransfer = 'The token bridge published a transfer of another length than a transfer has.'

function toSent(
  { log, sender, sequence }: Published,
  payload: TransferPayload,
  burns: Payment[],
  route: BridgeRoute,
): readonly Finding[] {
  const taken = takeToken(payload, sender, log, burns, route)
  if (taken === undefined) return []
  const { token, siblings } = taken
  const body = route.leg({
    step: 'sent',
    ...keysOf(Number(route.domain), toWord(sender), sequence, payload.to),
    asset: token,
    amount: payload.amount * rateOf(token, route),
    carried: payload.amount,
    carrierContract: sender,
    sender: payload.from && fromWord(payload.from),
    recipient: fromWord(payload.to),
    origin: route.chainId,
    destination: route.chainOf(payload.toChain),
  })
  return [{ log, siblings, body }]
}

/** A token of this chain is named; a wrapped one is what the bridge burned last, in the message's amount. */
function takeToken(
  { tokenChain, tokenAddress, amount }: TransferPayload,
  bridge: Address,
  log: RawLog,
  burns: Payment[],
  route: BridgeRoute,
): { token: Address; siblings: readonly RawLog[] } | undefined {
  if (`${tokenChain}` === route.domain) {
    const token = fromWord(tokenAddress)
    return token !== undefined && route.tokens.has(token) ? { token, siblings: [] } : undefined
  }
  const index = burns.findLastIndex(
    ({ from, value, log: { address, logIndex } }) =>
      from === bridge && logIndex < log.logIndex && value === amount * rateOf(address, route),
  )
  const [burn] = index === -1 ? [] : burns.splice(index, 1)
  return burn && { token: burn.log.address, siblings: [burn.log] }
}
