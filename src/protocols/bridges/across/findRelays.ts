import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { fromWord } from '../../toWord.ts'
import { keyOf, type Relay, zeroWord } from './relay.ts'
import type { Deposit } from './toDeposit.ts'
import type { Fill } from './toFill.ts'

/** The depositor pays the pool. */
export function toSent({ log, relay }: Deposit, route: BridgeRoute): readonly Finding[] {
  const { inputToken, inputAmount, outputAmount, outputToken, destinationChainId } = relay
  const asset = carriedToken(inputToken, route)
  if (asset === undefined || inputAmount === 0n) return []
  if (outputToken === zeroWord) return [{ log, reason: noOutput }]
  if (!isCarriedOn(destinationChainId, outputToken, route)) return []
  const body = route.leg({
    step: 'sent',
    key: keyOf(relay),
    asset,
    amount: inputAmount,
    carried: outputAmount,
    deadline: BigInt(relay.fillDeadline),
    carrierContract: log.address,
    sender: fromWord(relay.depositor),
    recipient: fromWord(relay.recipient),
    origin: route.chainId,
    destination: route.chainOf(destinationChainId),
  })
  return [{ log, siblings: [], body }]
}

const noOutput =
  'The deposit leaves the output token to its relayer, so that no fill can be told to be its own.'

/** A relayer pays the recipient out of its own pocket; a slow fill is paid by the pool. */
export function toCredited(fill: Fill, route: BridgeRoute): readonly Finding[] {
  const { log, relay, fillType, paidAmount, paidTo } = fill
  const asset = carriedToken(relay.outputToken, route)
  if (asset === undefined || relay.inputAmount === 0n) return []
  if (!isCarriedOn(relay.originChainId, relay.inputToken, route)) return []
  const payer = payerOf(fill)
  if (payer === undefined)
    return [
      { log, reason: `The fill is of type ${fillType} by ${fill.relayer}, which nobody pays.` },
    ]
  const body = route.leg({
    step: 'credited',
    key: keyOf(relay),
    asset,
    amount: paidAmount,
    carried: relay.outputAmount,
    carrierContract: payer,
    sender: fromWord(relay.depositor),
    recipient: fromWord(paidTo),
    origin: route.chainOf(relay.originChainId),
    destination: route.chainId,
  })
  return [{ log, siblings: [], body }]
}

function payerOf({ log, fillType, relayer }: Fill): Address | undefined {
  switch (fillType) {
    case 0:
    case 1:
      return fromWord(relayer)
    case 2:
      return log.address
    default:
      return undefined
  }
}

function carriedToken(word: Hex, { tokens }: BridgeRoute): Address | undefined {
  const token = fromWord(word)
  return token !== undefined && tokens.has(token) ? token : undefined
}

/** The other side is read by the same config: what it passes over there is passed over here. */
function isCarriedOn(chain: Relay['originChainId'], token: Hex, route: BridgeRoute): boolean {
  const tokens = route.peerTokens(chain)
  const address = fromWord(token)
  return tokens === undefined || (address !== undefined && tokens.has(address))
}
