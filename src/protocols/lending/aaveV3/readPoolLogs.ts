import type { AaveV3Pool } from '../../../config/AaveV3Pool.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { configuratorEvents, oracleEvents, poolEvents, tokenEvents } from './aaveV3Events.ts'
import { type TokenChange, toTokenChange } from './pairClaims.ts'
import { type Claim, toClaims } from './toClaims.ts'
import { configuratorSetting, oracleSetting, poolSettings, type Setting } from './toSettings.ts'

/** The logs of one pool in one transaction by what they say, each list in log order. */
export interface PoolLogs {
  settings: (Setting & { log: RawLog })[]
  changes: TokenChange[]
  claims: Claim[]
  transfers: { log: RawLog; from: Address; to: Address; scaled: bigint }[]
  liquidations: { log: RawLog; account: Address }[]
}

type Quarantine = (log: RawLog, reason: string) => void

/** Sorts a pool's logs by emitter and event; a malformed one is handed to `quarantine` with the reason. */
export function readPoolLogs(
  pool: AaveV3Pool,
  logs: readonly RawLog[],
  quarantine: Quarantine,
): PoolLogs {
  const into: PoolLogs = { settings: [], changes: [], claims: [], transfers: [], liquidations: [] }
  const reserves = new Map(pool.reserves.map((reserve) => [reserve.token, reserve]))
  for (const log of logs) {
    switch (log.address) {
      case pool.pool:
        readPool(log, reserves, into, quarantine)
        break
      case pool.configurator:
        readConfigurator(log, reserves, into, quarantine)
        break
      case pool.oracle: {
        const event = oracleEvents.decode(log)
        if (event.name === undefined) quarantine(log, event.reason)
        else into.settings.push({ log, ...oracleSetting(event) })
        break
      }
      default:
        readToken(log, into, quarantine)
    }
  }
  return into
}

type Reserves = ReadonlyMap<Address, AaveV3Pool['reserves'][number]>

function readPool(log: RawLog, reserves: Reserves, into: PoolLogs, quarantine: Quarantine): void {
  const event = poolEvents.decode(log)
  if (event.name === undefined) {
    quarantine(log, event.reason)
    return
  }
  const settings = poolSettings(event, (reserve) => reserves.has(reserve))
  for (const setting of settings) into.settings.push({ log, ...setting })
  into.claims.push(...toClaims(event, log, (reserve) => reserves.get(reserve)))
  if (event.name === 'LiquidationCall') into.liquidations.push({ log, account: event.args.user })
}

function readConfigurator(
  log: RawLog,
  reserves: Reserves,
  into: PoolLogs,
  quarantine: Quarantine,
): void {
  const event = configuratorEvents.decode(log)
  if (event.name === undefined) {
    quarantine(log, event.reason)
    return
  }
  into.settings.push({ log, ...configuratorSetting(event) })
  if (event.name !== 'ReserveInitialized') return
  const { asset, aToken, variableDebtToken } = event.args
  const known = reserves.get(asset)
  if (known === undefined) return
  if (known.aToken === aToken && known.variableDebtToken === variableDebtToken) return
  const reason = `The pool lists ${asset} with aToken ${aToken} and debt token ${variableDebtToken}, the config with ${known.aToken} and ${known.variableDebtToken}: its balances are not read.`
  quarantine(log, reason)
}

function readToken(log: RawLog, into: PoolLogs, quarantine: Quarantine): void {
  const event = tokenEvents.decode(log)
  switch (event.name) {
    case 'Mint': {
      const { onBehalfOf: account, value, balanceIncrease, index } = event.args
      const parts = { sign: 1n, account, value, balanceIncrease, index } as const
      addChange(log, parts, into, quarantine)
      break
    }
    case 'Burn': {
      const { from: account, value, balanceIncrease, index } = event.args
      const parts = { sign: -1n, account, value, balanceIncrease, index } as const
      addChange(log, parts, into, quarantine)
      break
    }
    case 'BalanceTransfer': {
      const { from, to, value: scaled } = event.args
      if (from !== to && scaled !== 0n) into.transfers.push({ log, from, to, scaled })
      break
    }
    case undefined:
      quarantine(log, event.reason)
  }
}

function addChange(
  log: RawLog,
  parts: Parameters<typeof toTokenChange>[1],
  into: PoolLogs,
  quarantine: Quarantine,
): void {
  if (parts.index === 0n) {
    quarantine(log, 'The index is 0, at which no amount has a scaled one.')
    return
  }
  const change = toTokenChange(log, parts)
  if (change !== undefined) into.changes.push(change)
}
