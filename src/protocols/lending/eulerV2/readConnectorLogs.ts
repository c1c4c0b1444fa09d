import { type EulerV2Pool, eulerV2Vaults } from '../../../config/EulerV2Pool.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { OwnedBody } from '../toOwnedFacts.ts'
import { collateralEvents, controllerStatusEvents } from './eulerV2Events.ts'
import { eulerV2Subjects as subjects } from './eulerV2Subjects.ts'

/** What accounts said to the connector in one transaction. */
export interface ConnectorLogs {
  owned: readonly OwnedBody[]
  /** Whoever said something that concerns the venue: whose account it is, is asked. */
  named: ReadonlySet<Address>
  /** Who came under the vault that lends: what is his collateral already is asked. */
  controlled: ReadonlySet<Address>
}

interface Instance {
  venue: string
  pool: EulerV2Pool
}

/**
 * Reads the connector's logs of one transaction; a malformed one is handed to `quarantine` with the reason. Collateral that
 * the config lacks concerns only who is under the vault that lends, which is asked about him at every change then: for
 * everybody else on the chain it is another vault's business.
 */
export function readConnectorLogs(
  instance: Instance,
  logs: readonly RawLog[],
  quarantine: (log: RawLog, reason: string) => void,
): ConnectorLogs {
  const said = logs.flatMap((log) => readLog(log, quarantine))
  const checked = new Set(said.flatMap((each) => ('isChecked' in each ? [each.account] : [])))
  const vaults = new Set(eulerV2Vaults(instance.pool).map(({ address }) => address))
  const own = said.flatMap((each) => {
    if ('isChecked' in each) return []
    const { collateral, account } = each
    const isForeign = collateral !== undefined && !vaults.has(collateral)
    return isForeign && !checked.has(account) ? [] : [each]
  })
  return {
    owned: own.map(({ log, account, collateral, enabled }) => ({
      log,
      body: toBody(
        instance,
        account,
        collateral === undefined ? subjects.controller : subjects.collateral(collateral),
        enabled,
      ),
    })),
    named: new Set(own.map(({ account }) => account)),
    controlled: new Set(
      own.flatMap(({ account, collateral, enabled }) =>
        collateral === undefined && enabled ? [account] : [],
      ),
    ),
  }
}

type Said =
  | { log: RawLog; account: Address; isChecked: true }
  /** Without a collateral it is about the controller. */
  | { log: RawLog; account: Address; collateral: Address | undefined; enabled: boolean }

function readLog(log: RawLog, quarantine: (log: RawLog, reason: string) => void): readonly Said[] {
  const [topic0 = '0x'] = log.topics
  const isCollateral = collateralEvents.topics.includes(topic0)
  if (!isCollateral && !controllerStatusEvents.topics.includes(topic0)) return []
  const event = isCollateral ? collateralEvents.decode(log) : controllerStatusEvents.decode(log)
  switch (event.name) {
    case undefined:
      quarantine(log, event.reason)
      return []
    case 'CollateralStatus':
      return [{ log, ...event.args }]
    case 'ControllerStatus': {
      const { account, enabled } = event.args
      return [{ log, account, collateral: undefined, enabled }]
    }
    case 'AccountStatusCheck':
      return [{ log, account: event.args.account, isChecked: true }]
  }
}

function toBody(
  { venue, pool: { pool: contract } }: Instance,
  account: Address,
  subject: string,
  enabled: boolean,
): FactBody {
  return { kind: 'parameter', contract, venue, account, subject, values: [enabled ? 1n : 0n] }
}
