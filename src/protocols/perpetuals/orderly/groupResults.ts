import type { RawLog } from '../../../facts/RawLog.ts'
import type { LedgerEvent } from './orderlyEvents.ts'

type EventNamed<name extends LedgerEvent['name']> = Extract<LedgerEvent, { name: name }>

/** A log of the ledger with what it says. */
export interface LedgerLog<event extends LedgerEvent = LedgerEvent> {
  log: RawLog
  event: event
}

/** A result with the logs before it that are its parts, which do not say of which account they are. */
export type LedgerGroup = LedgerLog & {
  executions: readonly LedgerLog<EventNamed<'SettlementExecution'>>[]
  transfers: readonly LedgerLog<EventNamed<'LiquidationTransfer'>>[]
}

/**
 * Joins the logs of one transaction, in log order: the executions of a settlement and the transfers of a liquidation stand
 * before their result, and are of the next one. What has no result, or not as many parts as it says, is `unjoined`.
 */
export function groupResults(logs: readonly LedgerLog[]): {
  groups: readonly LedgerGroup[]
  unjoined: readonly RawLog[]
} {
  const groups: LedgerGroup[] = []
  const unjoined: RawLog[] = []
  let executions: LedgerLog<EventNamed<'SettlementExecution'>>[] = []
  let transfers: LedgerLog<EventNamed<'LiquidationTransfer'>>[] = []
  for (const { log, event } of logs) {
    if (event.name === 'SettlementExecution') executions.push({ log, event })
    else if (event.name === 'LiquidationTransfer') transfers.push({ log, event })
    else if (event.name === 'SettlementResult') {
      if (isWhole(event, executions)) groups.push({ log, event, executions, transfers: [] })
      else unjoined.push(log, ...executions.map((each) => each.log))
      executions = []
    } else if (event.name === 'LiquidationResult') {
      groups.push({ log, event, executions: [], transfers })
      transfers = []
    } else groups.push({ log, event, executions: [], transfers: [] })
  }
  unjoined.push(...[...executions, ...transfers].map(({ log }) => log))
  return { groups, unjoined }
}

/** The ledger itself refuses a settlement whose parts do not add up, so that a log is missing then. */
function isWhole(
  { args }: EventNamed<'SettlementResult'>,
  executions: readonly LedgerLog<EventNamed<'SettlementExecution'>>[],
): boolean {
  const sum = executions.reduce((total, { event }) => total + event.args.settledAmount, 0n)
  return BigInt(executions.length) === args.settlementExecutionsCount && sum === args.settledAmount
}
