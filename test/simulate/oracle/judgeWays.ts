import type { Directory } from './Directory.ts'
import { toGroup } from './groupUnits.ts'
import type { OracleSwitch, OracleTransfer, OracleWay } from './Oracle.ts'
import { standsBetween } from './readSwitches.ts'
import type { SortedLegs } from './sortLegs.ts'
import { compareOnChain, type Leg } from './World.ts'

/** A transfer with its state and its ends. */
export interface SeenTransfer extends Pick<OracleTransfer, 'state'> {
  sorted: SortedLegs
  route: string
  origin: number
  destination: number
}

const stuckStates: readonly string[] = ['STUCK', 'EXPIRED', 'FAILED_RETRYABLE']
const openStates: readonly string[] = [...stuckStates, 'IN_FLIGHT', 'UNKNOWN']
const unsoundStates: readonly string[] = [
  ...['UNBACKED', 'DUPLICATE_CREDIT', 'CONFLICT', 'PAYLOAD_CONFLICT', 'AMOUNT_MISMATCH'],
]

/** From so many late transfers on a route may have halted (rule A4). */
const haltedMin = 3

/** Every way of every bridge between two chains that it is followed on. */
export function judgeWays(
  transfers: readonly SeenTransfer[],
  switches: readonly OracleSwitch[],
  directory: Directory,
): readonly OracleWay[] {
  const { routes, chainIds } = directory.deployment
  return routes.flatMap(({ id: route }) => {
    const ends = chainIds.filter((chainId) => directory.hasEnd(route, chainId))
    return ends.flatMap((origin) =>
      ends
        .filter((destination) => destination !== origin)
        .map((destination) => {
          const isOwn = (each: { route: string; origin: number; destination: number }): boolean =>
            each.route === route && each.origin === origin && each.destination === destination
          const between = switches.filter(
            (each) => each.route === route && standsBetween(each, origin, destination),
          )
          const way = { route, origin, destination }
          return judgeWay(way, transfers.filter(isOwn), between, directory)
        }),
    )
  })
}

function judgeWay(
  way: Pick<OracleWay, 'route' | 'origin' | 'destination'>,
  own: readonly SeenTransfer[],
  between: readonly OracleSwitch[],
  directory: Directory,
): OracleWay {
  const { route, origin, destination } = way
  const sent = own.filter(({ sorted }) => sorted.sends.length > 0)
  const late = sent.filter(({ state }) => stuckStates.includes(state))
  const isHalted = late.length >= haltedMin && !isMoving(late, own, directory)
  const isCovered = [origin, destination].every((id) => directory.reach(id) !== undefined)
  const pauses = between.filter(({ about }) => about === 'pause')
  const limits = between.filter(({ about }) => about !== 'pause')
  const isSaid = [origin, destination].every((id) => saysPauses(route, id, directory))
  return {
    ...way,
    health: own.some(({ state }) => unsoundStates.includes(state))
      ? 'UNSOUND'
      : isHalted
        ? 'HALTED'
        : !isCovered
          ? 'NOT_COVERED'
          : late.length > 0
            ? 'DELAYED'
            : 'OK',
    open: sent.filter(({ state }) => openStates.includes(state)).length,
    stuck: late.length,
    isHalted,
    mayShareKeys: mayShareKeys(route, directory),
    isPaused: pauses.length > 0 ? true : isSaid && isCovered ? false : undefined,
    pauses,
    limits,
    limitLeft: leastLeft(limits, directory),
  }
}

/** Routes of one make count their messages alike. */
function mayShareKeys(route: string, { deployment }: Directory): boolean {
  const custom = deployment.routes.filter(({ kind }) => kind === 'custom')
  return custom.length > 1 && custom.some(({ id }) => id === route)
}

/** Whether what was sent after the first of the late has arrived: of all that arrived, what was credited last decides. */
function isMoving(
  late: readonly SeenTransfer[],
  own: readonly SeenTransfer[],
  directory: Directory,
): boolean {
  const arrived = own.flatMap(({ sorted }) => {
    const [out, credit] = [firstOf(departures(sorted)), firstOf(arrivals(sorted, directory))]
    return out === undefined || credit === undefined ? [] : [{ out, credit }]
  })
  const [last] = arrived.sort(
    (a, b) =>
      Number(b.credit.place.block - a.credit.place.block) || (a.out.key < b.out.key ? 1 : -1),
  )
  const [oldest] = late
    .flatMap(({ sorted }) => sorted.sends[0]?.place.timestamp ?? [])
    .sort((a, b) => Number(a - b))
  return last !== undefined && oldest !== undefined && last.out.place.timestamp > oldest
}

function departures({ all }: SortedLegs): readonly Leg[] {
  const sent = all.filter(({ step }) => step === 'sent')
  return sent.length > 0 ? sent : all.filter(({ step }) => step === 'queued')
}

/** Credits after which nothing is awaited: a book has them, or they went to no book. */
function arrivals({ all }: SortedLegs, directory: Directory): readonly Leg[] {
  return all.filter(
    ({ step, via, shares, place, recipient }) =>
      step === 'credited' &&
      (via === 'venue' ||
        shares.length > 0 ||
        directory.venueAt(place.chainId, recipient) === undefined),
  )
}

function firstOf(legs: readonly Leg[]): Leg | undefined {
  return [...legs].sort((a, b) => compareOnChain(a.place, b.place))[0]
}

function saysPauses(route: string, chainId: number, directory: Directory): boolean {
  return (
    directory.contracts('gate', chainId).some((gate) => gate.route === route) ||
    directory
      .contracts('customRoute', chainId)
      .some((contract) => contract.route === route && contract.hasValve === true)
  )
}

/** Only what one transfer may carry is not used up by others; what is closed leaves nothing, however it is counted. */
function leastLeft(limits: readonly OracleSwitch[], directory: Directory): bigint | undefined {
  const left = limits.map(({ about, most = 0n, token, chainId }) =>
    token !== undefined && (about === 'transfer' || most === 0n)
      ? toGroup(directory, chainId, token, most)
      : undefined,
  )
  if (left.includes(0n)) return 0n
  const known = left.flatMap((each) => each ?? [])
  if (known.length < left.length) return undefined
  return known.sort((a, b) => (a < b ? -1 : 1))[0]
}
