import { maxUint256 } from 'viem'
import { createLogReader } from './createLogReader.ts'
import type { Directory } from './Directory.ts'
import { limitPeriods, pausableAbi, valveAbi, valveWays } from './events.ts'
import type { OracleSwitch } from './Oracle.ts'
import { logsOf, type PlacedTransaction, placeOf } from './World.ts'

const readPausable = createLogReader(pausableAbi)
const readValve = createLogReader(valveAbi)

/** The last word of every switch at the cut. `transactions` are in the order of each chain. */
export function readSwitches(
  transactions: readonly PlacedTransaction[],
  directory: Directory,
): readonly OracleSwitch[] {
  const said = transactions.flatMap((transaction) => [
    ...readGates(transaction, directory),
    ...readValves(transaction, directory),
  ])
  const last = new Map<string, OracleSwitch>()
  for (const word of said) {
    const { chainId, route, contract, way, lane, about } = word
    last.set([chainId, route, contract, way, lane, about].join('|'), word)
  }
  return [...last.values()].filter(({ most }) => most !== undefined)
}

function readGates(transaction: PlacedTransaction, directory: Directory): readonly OracleSwitch[] {
  return directory.contracts('gate', transaction.place.chainId).flatMap((gate) =>
    logsOf(transaction, gate.address).flatMap(({ log, index }): OracleSwitch[] => {
      const event = readPausable(log)
      if (event === undefined) return []
      const { chainId, block, timestamp } = placeOf(transaction, index)
      const { route, address: contract, way } = gate
      const most = event.name === 'Paused' ? 0n : undefined
      const of = { route, contract, way, lane: undefined, about: 'pause' as const }
      return [{ chainId, block, timestamp, ...of, most, token: undefined }]
    }),
  )
}

function readValves(transaction: PlacedTransaction, directory: Directory): readonly OracleSwitch[] {
  const routes = directory.contracts('customRoute', transaction.place.chainId)
  return routes
    .filter(({ hasValve }) => hasValve === true)
    .flatMap(({ address: contract, route, token }) =>
      logsOf(transaction, contract).flatMap(({ log, index }): OracleSwitch[] => {
        const event = readValve(log)
        const way = event && valveWays[event.args.way]
        if (event === undefined || way === undefined) return []
        const { chainId, block, timestamp } = placeOf(transaction, index)
        const lane = event.args.lane === 0n ? undefined : Number(event.args.lane)
        const of = { chainId, block, timestamp, route, contract, way, lane }
        if (event.name === 'RouteStopped') {
          const most = event.args.isStopped ? 0n : undefined
          return [{ ...of, about: 'pause', most, token: undefined }]
        }
        const { period, most } = event.args
        const about = limitPeriods[period] ?? 'day'
        return [{ ...of, about, most: most === maxUint256 ? undefined : most, token }]
      }),
    )
}

/** Whether a contract stands in the way from one chain to another. */
export function standsBetween(
  { chainId, way, lane }: Pick<OracleSwitch, 'chainId' | 'way' | 'lane'>,
  origin: number,
  destination: number,
): boolean {
  if (chainId === origin) return way !== 'in' && (lane === undefined || lane === destination)
  if (chainId === destination) return way !== 'out' && (lane === undefined || lane === origin)
  return false
}
