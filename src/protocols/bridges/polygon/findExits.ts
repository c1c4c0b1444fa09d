import { concatHex, numberToHex } from 'viem'
import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { type Address, type Hex, zeroAddress } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { toWord } from '../../toWord.ts'
import type { Payment } from '../Payment.ts'

/** The owner burns on Polygon. */
export function findBurnt(payments: readonly Payment[], route: BridgeRoute): readonly Finding[] {
  return payments
    .filter(({ to, value }) => to === zeroAddress && value > 0n)
    .map(({ log, from, value }): Finding => {
      const rootToken = rootTokenOf(log.address, route)
      if (rootToken === undefined) return { log, reason: severalTokens }
      const body = route.leg({
        step: 'sent',
        key: keyOf(rootToken, from, value),
        asset: log.address,
        amount: value,
        carrierContract: log.address,
        sender: from,
        recipient: from,
        origin: route.chainId,
        destination: route.peer === undefined ? undefined : route.chainOf(route.peer),
      })
      return { log, siblings: [], body }
    })
}

const severalTokens =
  'A burn does not say which token of Ethereum it asks for, and the bridge has not exactly one on each chain.'

/** The predicate pays on Ethereum. */
export function findExited(
  payments: readonly (Payment & { token: Address })[],
  route: BridgeRoute,
): readonly Finding[] {
  const predicates = route.contractsOf('predicate')
  return payments
    .filter(({ from, token, value }) => {
      return predicates.includes(from) && route.tokens.has(token) && value > 0n
    })
    .map(({ log, token, from, to, value }): Finding => {
      const body = route.leg({
        step: 'credited',
        key: keyOf(token, to, value),
        asset: token,
        amount: value,
        carrierContract: from,
        sender: to,
        recipient: to,
        origin: route.peer === undefined ? undefined : route.chainOf(route.peer),
        destination: route.chainId,
      })
      return { log, siblings: [], body }
    })
}

/** The token on Ethereum that a burn asks for; where Ethereum is not followed any name does, since nothing matches it. */
function rootTokenOf(token: Address, route: BridgeRoute): Address | undefined {
  const tokens = route.peer === undefined ? undefined : route.peerTokens(route.peer)
  if (tokens === undefined) return token
  const [only, other] = tokens.keys()
  return other === undefined && route.tokens.size === 1 ? only : undefined
}

function keyOf(rootToken: Address, owner: Address, amount: bigint): Hex {
  return keccak256(concatHex([toWord(rootToken), toWord(owner), numberToHex(amount, { size: 32 })]))
}
