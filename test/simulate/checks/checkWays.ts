import type { Cut } from '../../../src/api/views/cut/Cut.ts'
import type { RouteView, TransferReading } from '../../../src/api/views/Views.ts'
import type { Retention } from '../../../src/store/Upkeep.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import { findStuckReason } from '../oracle/findStuckReason.ts'
import type { OracleAsset, OracleState, OracleSwitch, OracleWay } from '../oracle/Oracle.ts'

interface Served {
  transfers: readonly TransferReading[]
  /** Undefined where nobody asked for them. */
  routes: readonly RouteView[] | undefined
  retention: readonly Retention[]
}

/**
 * Every route has the health, the transfers on their way, and the pauses and limits that the world says, and what is late
 * says what it waits for. Throws `InvariantBroken`.
 */
export function checkWays(
  { transfers, routes, retention }: Served,
  { cut, assets }: { cut: Cut; assets: readonly OracleAsset[] },
  state: OracleState,
): void {
  const finalized = new Map(cut.chains.map(({ chainId, finalized: height }) => [chainId, height]))
  const given = transfers.map(({ key, bridge, stuckReason }) => `${key} ${bridge} ${stuckReason}`)
  const wanted = state.transfers.map(
    (transfer) =>
      `${transfer.key} ${transfer.route} ${findStuckReason(transfer, state.switches, finalized)}`,
  )
  // Of a block that is forgotten nobody knows the time.
  const isForgotten = (chainId: number, block: bigint): boolean =>
    retention.some((each) => each.chainId === chainId && block < each.number)
  const difference = findDifference(
    [
      ...given,
      ...(routes?.map((route) => spellServed(route, { assets, state, isForgotten })) ?? []),
    ],
    [
      ...wanted,
      ...(routes === undefined ? [] : state.ways.map((way) => spellWay(way, isForgotten))),
    ],
  )
  if (difference !== undefined) throw new InvariantBroken('condition', difference)
}

function spellServed(
  route: RouteView,
  {
    assets,
    state,
    isForgotten,
  }: { assets: readonly OracleAsset[]; state: OracleState; isForgotten: IsForgotten },
): string {
  const { bridge, origin, destination, health, inFlight, stuck, control } = route
  const { isPaused, pauses, limitLeft } = control
  // What a token answered is no word of the bridge: see `checkBacking`.
  const limits = control.limits.filter(({ token, contract }) => token !== contract)
  const isAnswered = limits.length < control.limits.length
  const stops = [...pauses.map((each) => ({ ...each, per: 'pause', most: 0n })), ...limits]
  const words = stops.map(({ chainId, contract, way, lane, per, most, sinceBlock, since }) =>
    spellStop([chainId, contract, way, lane, per, most, sinceBlock], {
      since: isForgotten(chainId, sinceBlock) ? undefined : since,
    }),
  )
  const left = isAnswered ? undefined : limitLeft && toGroup(limitLeft, assets)
  const wanted = state.ways.find(
    (way) => way.route === bridge && way.origin === origin && way.destination === destination,
  )
  const flow = wanted?.mayShareKeys === true ? 'shared' : spellFlow(health, inFlight, stuck)
  return `route ${bridge} ${origin} ${destination} ${flow} ${isPaused} ${left} [${words.sort().join()}]`
}

type IsForgotten = (chainId: number, block: bigint) => boolean

function spellFlow(health: string, open: { count: number }, stuck: { count: number }): string {
  return `${health} ${open.count} ${stuck.count}`
}

function spellStop(words: readonly unknown[], { since }: { since: bigint | undefined }): string {
  return [...words, since].join(' ')
}

function toGroup(
  { chainId, asset, amount }: { chainId: number; asset: string; amount: bigint },
  assets: readonly OracleAsset[],
): bigint {
  const decimals = assets.find(({ tokens }) => tokens[chainId] === asset)?.decimals ?? 0
  return amount * 10n ** BigInt(groupDecimals - decimals)
}

const groupDecimals = 36

function spellWay(
  { route, origin, destination, health, open, stuck, isPaused, limitLeft, ...way }: OracleWay,
  isForgotten: IsForgotten,
): string {
  const spell = (each: OracleSwitch): string => {
    const { chainId, contract, lane, about, most, block, timestamp } = each
    const since = isForgotten(chainId, block) ? undefined : timestamp
    return spellStop([chainId, contract, each.way, lane, about, most, block], { since })
  }
  const words = [...way.pauses, ...way.limits].map(spell)
  // The store files a key under one route, whoever else uses it.
  const flow = way.mayShareKeys ? 'shared' : spellFlow(health, { count: open }, { count: stuck })
  return `route ${route} ${origin} ${destination} ${flow} ${isPaused} ${limitLeft} [${words.sort().join()}]`
}
