import { concatHex, numberToHex } from 'viem'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { toWord } from '../../toWord.ts'

/** Decimals in which both sides count: messages have as many or fewer. */
const WIRE_DECIMALS = 8

/** What a transfer is called before its release: chain, manager and sequence. */
export function queueKeyOf(manager: Address, sequence: bigint, { domain }: BridgeRoute): Hex {
  const chain = numberToHex(Number(domain), { size: 2 })
  return keccak256(concatHex([chain, toWord(manager), numberToHex(sequence, { size: 8 })]))
}

/** An amount as both sides say it; undefined where no message could carry it. */
export function toCarried(amount: bigint, token: Address, route: BridgeRoute): bigint | undefined {
  const excess = (route.tokens.get(token) ?? 0) - WIRE_DECIMALS
  if (excess <= 0) return amount * 10n ** BigInt(-excess)
  const rate = 10n ** BigInt(excess)
  return amount % rate === 0n ? amount / rate : undefined
}

/** The token of a log that names none: a route has one, because a manager moves one. */
export function onlyToken({ tokens }: BridgeRoute): Address | undefined {
  const [token, other] = [...tokens.keys()]
  return other === undefined ? token : undefined
}

/** Why `onlyToken` has no answer. */
export const noOnlyToken = 'The config has not one token for this chain, and a manager moves one.'

/** Why `toCarried` has no answer. */
export const dusty = 'The manager moved dust, which no message with eight decimals says.'
