import { countWitnesses, unconfirmedAlerts } from '../../preflight/unconfirmedAlerts.ts'
import type { Finding } from '../DoctorLine.ts'
import type { ChainContext } from './ChainContext.ts'

/** How many endpoints of a chain are independent, and what can never be confirmed when only one is. */
export function judgeWitnesses({ chain, project }: ChainContext): Finding {
  const alerts = unconfirmedAlerts(chain, project)
  const { length } = chain.endpoints
  const count =
    length === 1
      ? '1 endpoint'
      : `${length} endpoints, ${countWitnesses(chain)} of them independent`
  if (alerts.length === 0) return { status: 'pass', text: `${count}.` }
  return {
    status: 'warn',
    text: `${count}, so ${alerts.join(' and ')} will only ever be unconfirmed.`,
    cure: `Add an endpoint of another host to chains.${chain.name}.rpc.`,
  }
}
