import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { nativeToken } from '../nativeToken.ts'
import { peerChainOf, withdrawalKeyOf } from './arbitrumRoute.ts'

interface Executed {
  log: RawLog
  to: Address
  l2Sender: Address
  transactionIndex: bigint
}

interface Finalized {
  log: RawLog
  l1Token: Address
  _from: Address
  _to: Address
  _amount: bigint
}

interface Called {
  log: RawLog
  to: Address
  value: bigint
}

interface ExitLogs {
  executed: readonly Executed[]
  finalized: readonly Finalized[]
  calls: readonly Called[]
}

/** The outbox logs an execution and then has the bridge call, which pays and logs last. */
export function findExits(logs: ExitLogs, route: BridgeRoute): readonly Finding[] {
  const { executed, finalized, calls } = logs
  const own = finalized.filter(({ l1Token }) => route.tokens.has(l1Token))
  const joined = new Set<Finalized>()
  const findings = executed.flatMap((event): readonly Finding[] => {
    const next = executed
      .filter(({ log }) => log.logIndex > event.log.logIndex)
      .reduce((first, { log }) => Math.min(first, log.logIndex), Number.POSITIVE_INFINITY)
    const isOf = ({ log: { logIndex } }: { log: RawLog }) =>
      logIndex > event.log.logIndex && logIndex < next
    const withdrawal = own.find((each) => isOf(each) && each.log.address === event.to)
    if (withdrawal !== undefined) {
      joined.add(withdrawal)
      return [toToken(event, withdrawal, route)]
    }
    const call = calls.find((each) => isOf(each) && each.to === event.to && each.value > 0n)
    return call === undefined || !route.tokens.has(nativeToken)
      ? []
      : [toNative(event, call, route)]
  })
  const alone = own.filter((each) => !joined.has(each))
  return [...findings, ...alone.map(({ log }) => ({ log, reason: noExecution }))]
}

const noExecution = 'A gateway finalized a withdrawal without an execution of the outbox before it.'

function toToken(event: Executed, withdrawal: Finalized, route: BridgeRoute): Finding {
  const { log, l1Token, _from, _to, _amount } = withdrawal
  const body = route.leg({
    step: 'credited',
    key: withdrawalKeyOf(route.peer, event.transactionIndex),
    asset: l1Token,
    amount: _amount,
    carrierContract: log.address,
    sender: _from,
    recipient: _to,
    origin: peerChainOf(route),
    destination: route.chainId,
  })
  return { log, siblings: [event.log], body }
}

function toNative(event: Executed, { log, to, value }: Called, route: BridgeRoute): Finding {
  const body = route.leg({
    step: 'credited',
    key: withdrawalKeyOf(route.peer, event.transactionIndex),
    asset: nativeToken,
    amount: value,
    carrierContract: log.address,
    sender: event.l2Sender,
    recipient: to,
    origin: peerChainOf(route),
    destination: route.chainId,
  })
  return { log, siblings: [event.log], body }
}
