import type { Moved } from '../../../facts/AccountFacts.ts'
import { type Address, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { cometEvents } from './compoundV3Events.ts'

/** The logs of one Comet in one transaction by what they say, each list in log order. */
export interface CometLogs {
  collateral: CollateralChange[]
  /** Accounts whose base they name, each with the first log that does. */
  touched: Map<Address, RawLog>
  absorbed: { log: RawLog; account: Address }[]
  isUpgraded: boolean
}

interface CollateralChange {
  log: RawLog
  account: Address
  asset: Address
  /** Signed, in the token's own units. */
  value: bigint
  moved?: Moved
}

/** Sorts a Comet's logs by event; a malformed one is handed to `quarantine` with the reason. */
export function readCometLogs(
  logs: readonly RawLog[],
  quarantine: (log: RawLog, reason: string) => void,
): CometLogs {
  const into: CometLogs = { collateral: [], touched: new Map(), absorbed: [], isUpgraded: false }
  for (const log of logs) {
    const event = cometEvents.decode(log)
    if (event.name === undefined) quarantine(log, event.reason)
    else take(event, log, into)
  }
  return into
}

type CometEvent = Exclude<ReturnType<typeof cometEvents.decode>, { name: undefined }>

function take({ name, args }: CometEvent, log: RawLog, into: CometLogs): void {
  switch (name) {
    case 'Supply':
      touch(into, log, args.dst)
      break
    case 'Withdraw':
      touch(into, log, args.src)
      break
    case 'Transfer':
      touch(into, log, args.from)
      touch(into, log, args.to)
      break
    case 'AbsorbDebt':
      touch(into, log, args.borrower)
      into.absorbed.push({ log, account: args.borrower })
      break
    case 'SupplyCollateral': {
      const { from, dst: account, asset, amount } = args
      add(into, {
        log,
        account,
        asset,
        value: amount,
        moved: { asset, amount, counterparty: from },
      })
      break
    }
    case 'WithdrawCollateral': {
      const { src: account, to, asset, amount } = args
      add(into, { log, account, asset, value: -amount, moved: { asset, amount, counterparty: to } })
      break
    }
    case 'TransferCollateral':
      if (args.from === args.to) break
      add(into, { log, account: args.from, asset: args.asset, value: -args.amount })
      add(into, { log, account: args.to, asset: args.asset, value: args.amount })
      break
    case 'AbsorbCollateral': {
      const { borrower: account, asset, collateralAbsorbed } = args
      // It becomes the Comet's own: no token moves, and no account has it.
      add(into, { log, account, asset, value: -collateralAbsorbed })
      break
    }
    case 'Upgraded':
      into.isUpgraded = true
      break
  }
}

function add(into: CometLogs, change: CollateralChange): void {
  if (change.value !== 0n) into.collateral.push(change)
}

function touch({ touched }: CometLogs, log: RawLog, account: Address): void {
  if (account !== zeroAddress && !touched.has(account)) touched.set(account, log)
}
