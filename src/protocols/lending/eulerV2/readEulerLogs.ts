import type { EulerV2Pool } from '../../../config/EulerV2Pool.ts'
import type { BalanceFact } from '../../../facts/AccountFacts.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { OwnedBody } from '../toOwnedFacts.ts'
import { controllerEvents, vaultStateEvents } from './eulerV2Events.ts'
import { eulerV2Unit, eulerV2Subjects as subjects } from './eulerV2Subjects.ts'

interface Instance {
  venue: string
  pool: EulerV2Pool
}

type Quarantine = (log: RawLog, reason: string) => void

/** What vaults say in one transaction beside their shares; a malformed log is handed to `quarantine` with the reason. */
export function readEulerLogs(
  instance: Instance,
  logs: readonly RawLog[],
  quarantine: Quarantine,
): readonly OwnedBody[] {
  const owned: OwnedBody[] = []
  const debtors = new Map<Address, RawLog>()
  let accumulator = 0n
  for (const log of logs) {
    const [topic0 = '0x'] = log.topics
    if (vaultStateEvents.topics.includes(topic0)) {
      const state = readState(log, quarantine)
      if (state === undefined) continue
      owned.push({ log, body: ofVenue(instance, state.subject, state.values) })
      if (log.address === instance.pool.pool) accumulator = state.accumulator ?? accumulator
    }
    if (controllerEvents.topics.includes(topic0)) {
      const { body, debtor } = readController(instance, log, quarantine)
      if (body !== undefined) owned.push({ log, body })
      if (debtor !== undefined) debtors.set(debtor, log)
    }
  }
  // It moves with time alone, so that any status of the transaction says what it was at each change of a debt.
  const stands = [...debtors].map(([account, log]) => {
    const body: FactBody = {
      ...ofVenue(instance, subjects.accumulator, [accumulator]),
      ...{ venue: instance.venue, account },
    }
    return { log, body }
  })
  return [...owned, ...stands]
}

interface VaultState {
  subject: string
  values: readonly bigint[]
  accumulator?: bigint
}

/** What a vault says of itself. */
function readState(log: RawLog, quarantine: Quarantine): VaultState | undefined {
  const { address: vault } = log
  const event = vaultStateEvents.decode(log)
  switch (event.name) {
    case undefined:
      quarantine(log, event.reason)
      return undefined
    case 'EVaultCreated':
      return { subject: subjects.created(vault), values: [BigInt(event.args.asset)] }
    case 'GovSetInterestFee':
      return { subject: subjects.fee(vault), values: [BigInt(event.args.newFee)] }
    case 'VaultStatus': {
      const { totalShares, totalBorrows, accumulatedFees, cash } = event.args
      const { interestAccumulator: accumulator, interestRate, timestamp } = event.args
      const totals = [totalShares, totalBorrows, accumulatedFees, cash]
      const values = [...totals, accumulator, interestRate, timestamp]
      return { subject: subjects.status(vault), values, accumulator }
    }
  }
}

/** What the vault that lends says of an account, or of what counts as collateral. */
function readController(
  instance: Instance,
  log: RawLog,
  quarantine: Quarantine,
): { body?: FactBody; debtor?: Address } {
  const event = controllerEvents.decode(log)
  switch (event.name) {
    case undefined:
      quarantine(log, event.reason)
      return {}
    case 'Borrow':
    case 'InterestAccrued': {
      const { account: debtor, assets } = event.args
      return { body: toDebt(instance, debtor, assets), debtor }
    }
    case 'Repay': {
      const { account: debtor, assets } = event.args
      return { body: toDebt(instance, debtor, -assets), debtor }
    }
    case 'Liquidate':
      return { body: toLiquidation(instance, event.args.violator) }
    case 'GovSetLTV': {
      const { collateral, borrowLTV, liquidationLTV, ...ramp } = event.args
      const { initialLiquidationLTV, targetTimestamp, rampDuration } = ramp
      const limits = [borrowLTV, liquidationLTV, initialLiquidationLTV]
      const values = [...limits, targetTimestamp, rampDuration].map(BigInt)
      return { body: ofVenue(instance, subjects.ltv(collateral), values) }
    }
  }
}

function ofVenue(
  { pool: { pool: contract } }: Instance,
  subject: string,
  values: readonly bigint[],
): FactBody & { kind: 'parameter' } {
  return { kind: 'parameter', contract, venue: '', subject, values }
}

/** In assets, rounded up, as the contract counts it when it changes. */
function toDebt({ venue, pool }: Instance, account: Address, value: bigint): BalanceFact {
  const { pool: contract, vault } = pool
  const holder = { venue, account, unit: eulerV2Unit(account) } as const
  const change = { type: 'delta', value } as const
  const asset = vault.underlying.token
  return { kind: 'balance', side: 'liability', ...holder, asset, contract, change }
}

/** A liquidation is over within its call. */
function toLiquidation({ venue, pool: { pool: contract } }: Instance, account: Address): FactBody {
  const unit = eulerV2Unit(account)
  return { kind: 'liquidation', venue, account, unit, contract, phase: 'finished' }
}
