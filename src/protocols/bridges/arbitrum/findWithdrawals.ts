import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { nativeToken } from '../nativeToken.ts'
import {
  childTokenOf,
  isCarried,
  noChildToken,
  peerChainOf,
  withdrawalKeyOf,
} from './arbitrumRoute.ts'

interface Initiated {
  log: RawLog
  l1Token: Address
  _from: Address
  _to: Address
  _l2ToL1Id: bigint
  _amount: bigint
}

interface Sent {
  log: RawLog
  caller: Address
  destination: Address
  position: bigint
  callvalue: bigint
}

/** What leaves the rollup: tokens by a gateway, native money by ArbSys itself. */
export function findWithdrawals(
  { initiated, sent }: { initiated: readonly Initiated[]; sent: readonly Sent[] },
  route: BridgeRoute,
): readonly Finding[] {
  const native = route.tokens.has(nativeToken) ? sent.filter(({ callvalue }) => callvalue > 0n) : []
  return [
    ...initiated
      .filter(({ l1Token }) => isCarried(l1Token, route))
      .map((event): Finding => {
        const token = childTokenOf(event.l1Token, route)
        const { log, _from, _to, _l2ToL1Id, _amount } = event
        if (token === undefined) return { log, reason: noChildToken }
        return toSent(
          { log, from: _from, to: _to, position: _l2ToL1Id, amount: _amount, token },
          route,
        )
      }),
    ...native.map(({ log, caller, destination, position, callvalue }) =>
      toSent(
        { log, from: caller, to: destination, position, amount: callvalue, token: nativeToken },
        route,
      ),
    ),
  ]
}

interface Withdrawal {
  log: RawLog
  token: Address
  from: Address
  to: Address
  position: bigint
  amount: bigint
}

function toSent(
  { log, token, from, to, position, amount }: Withdrawal,
  route: BridgeRoute,
): Finding {
  const body = route.leg({
    step: 'sent',
    key: withdrawalKeyOf(route.domain, position),
    asset: token,
    amount,
    // The gateway burns of the holder; ArbSys is paid.
    carrierContract: token === nativeToken ? log.address : token,
    sender: from,
    recipient: to,
    origin: route.chainId,
    destination: peerChainOf(route),
  })
  return { log, siblings: [], body }
}
