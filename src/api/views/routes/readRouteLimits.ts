import type { BackingLimit } from '../../../config/BackingConfig.ts'
import type { BridgeConfig } from '../../../config/Project.ts'
import type { ObservationKind } from '../../../facts/BackingFacts.ts'
import { observedKey } from '../../../facts/backingKeys.ts'
import type { Address, ChainId } from '../../../facts/primitives.ts'
import { type SeriesRow, seriesKeyId } from '../../../facts/Series.ts'
import { type Controls, isOnRoute, type Limit } from '../../../ledger/controls.ts'
import { toGroupUnits } from '../../../ledger/groupUnits.ts'
import type { Route } from '../../../store/Snapshot.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { RouteControl, RouteLimit } from '../Views.ts'
import { toPause } from './toPause.ts'

/** What limits a route: what its contracts log, and what xERC20s answered that let its contracts mint and burn. */
export function readRouteLimits(
  context: ReadContext,
  route: Route,
  { limits }: Controls,
): readonly RouteLimit[] {
  const answered = readAnswered(context, route.bridge).filter((limit) => isOnRoute(limit, route))
  const known = new Set(answered.map(placeOf))
  const logged = limits
    .filter((limit) => isOnRoute(limit, route))
    .map((limit) => toLogged(context, limit))
  return [...logged.filter((limit) => !known.has(placeOf(limit))), ...answered]
}

/** The least that a limit leaves, where all are of one asset group: amounts of two assets are in no order. */
export function limitLeft(
  limits: readonly RouteLimit[],
  { topology }: Pick<ReadContext, 'topology'>,
  notCovered: string | undefined,
): Pick<RouteControl, 'limitLeft' | 'limitUnknown'> {
  const none = (limitUnknown: RouteControl['limitUnknown']) => ({
    limitLeft: undefined,
    limitUnknown,
  })
  if (limits.length === 0) return none(notCovered === undefined ? 'NOT_READ' : 'NOT_COVERED')
  const sizes = limits.flatMap((limit) => {
    const asset = topology.assetOfToken(limit.chainId, limit.token)
    if (asset === undefined || limit.left === undefined) return []
    const size = toGroupUnits(limit.left, asset.decimals)
    return [{ group: asset.group, size, ...limit, left: limit.left }]
  })
  const [first, ...rest] = sizes.sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : 0))
  const isClosed = first?.left === 0n
  if (first === undefined || (sizes.length < limits.length && !isClosed))
    return none('USE_NOT_READ')
  if (rest.some(({ group }) => group !== first.group)) return none('SEVERAL_TOKENS')
  const { chainId, token: asset, left: amount } = first
  return { limitLeft: { chainId, asset, amount }, limitUnknown: undefined }
}

/** What one transfer may carry is not used up by others; of what is counted over time nobody logs the use. */
function toLogged(context: ReadContext, limit: Limit): RouteLimit {
  const { per, token, most } = limit
  const left = per === 'transfer' || most === 0n ? most : undefined
  return { ...toPause(context, limit), per, token, most, left }
}

function readAnswered(context: ReadContext, bridge: string): readonly RouteLimit[] {
  const { project, snapshot, heights } = context
  const config = project.bridges.find(({ id }) => id === bridge)
  const own = (project.backing?.groups ?? [])
    .flatMap((group) => group.limits)
    .filter((limit) => config !== undefined && contractsOf(config, limit.chainId).has(limit.bridge))
  if (own.length === 0) return []
  const contracts = own.map(({ chainId, token: contract }) => ({ chainId, contract }))
  const rows = snapshot.series({ of: 'contracts', kind: 'observed', contracts }, heights)
  const known = new Map(rows.map((row) => [seriesKeyId(row.key), row]))
  return own.flatMap((limit) => [
    ...toAnswered(context, bridge, limit, known, {
      way: 'out',
      most: 'burnLimit',
      left: 'burnLeft',
    }),
    ...toAnswered(context, bridge, limit, known, {
      way: 'in',
      most: 'mintLimit',
      left: 'mintLeft',
    }),
  ])
}

function toAnswered(
  { snapshot }: ReadContext,
  bridge: string,
  { chainId, token, bridge: holder }: BackingLimit,
  known: ReadonlyMap<string, SeriesRow>,
  asked: { way: 'out' | 'in'; most: ObservationKind; left: ObservationKind },
): readonly RouteLimit[] {
  const rowOf = (of: ObservationKind) =>
    known.get(seriesKeyId(observedKey(chainId, { of, token, holder })))
  const [most, left] = [rowOf(asked.most), rowOf(asked.left)]
  if (most === undefined || left === undefined) return []
  const block = snapshot.blockAt(chainId, left.blockNumber)
  return [
    {
      ...{ chainId, bridge, token, contract: holder, way: asked.way, lane: undefined },
      per: 'day',
      most: most.values[0] ?? 0n,
      left: left.values[0] ?? 0n,
      sinceBlock: left.blockNumber,
      since: block?.number === left.blockNumber ? block.timestamp : undefined,
      evidence: `${chainId}:${left.blockNumber}`,
    },
  ]
}

function contractsOf(bridge: BridgeConfig, chainId: ChainId): ReadonlySet<Address> {
  switch (bridge.type) {
    case 'hyperlane':
      return new Set(bridge.members.filter(isOn(chainId)).map(({ router }) => router))
    case 'protocol':
      return new Set(
        bridge.members
          .filter(isOn(chainId))
          .flatMap(({ contracts }) => [...contracts.values()].flat()),
      )
    case 'custom':
      return new Set(bridge.members.filter(isOn(chainId)).map(({ address }) => address))
  }
}

function isOn(chainId: ChainId) {
  return (member: { chainId: ChainId }): boolean => member.chainId === chainId
}

function placeOf({ chainId, contract, way, token }: RouteLimit): string {
  return [chainId, contract, way, token].join()
}
