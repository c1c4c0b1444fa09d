import type { BookDrift } from '../ledger/BookDrift.ts'
import { groupBy } from '../utils/groupBy.ts'
import type { Condition } from './Condition.ts'

/** Accounts that one condition names: whoever looks into it needs some, and their number says the rest. */
const namedMax = 20

/** What audits found, by venue, chain and contract. It is said, and never corrected. */
export function auditConditions(
  drifts: readonly BookDrift[],
  timeOf: (drift: BookDrift) => bigint | undefined,
): readonly Condition[] {
  const books = groupBy(drifts, ({ key }) => `${key.chainId}|${key.venue}|${key.contract}`)
  return [...books.values()].map((book) => toCondition(book, timeOf))
}

function toCondition(
  [first, ...others]: readonly [BookDrift, ...BookDrift[]],
  timeOf: (drift: BookDrift) => bigint | undefined,
): Condition {
  const { key, blockNumber, read, booked } = first
  const { chainId, venue, contract, account, kind, subject } = key
  const text = `The contract ${contract} of ${venue} on chain ${chainId} says that the ${kind} of ${account} in ${subject} is ${read} at the final block ${blockNumber}; its logs add up to ${booked}.`
  const also = ` So it is with ${others.length} more of its balances.`
  return {
    code: 'BOOK_DRIFT',
    severity: 'warning',
    isConfirmed: true,
    chains: [chainId],
    subject: contract,
    since: timeOf(first),
    text: others.length === 0 ? text : text + also,
    evidence: [first, ...others].slice(0, namedMax).map(spell),
  }
}

function spell({ key, blockNumber, read, booked }: BookDrift): string {
  const unit = key.unit === undefined || key.unit === 'cross' ? '' : ` unit=${key.unit}`
  return `${key.chainId}:${blockNumber} ${key.kind} account=${key.account}${unit} asset=${key.subject} read=${read} expected=${booked}`
}
