import { type Abi, type Hex, maxUint256 } from 'viem'
import type { TreeLog } from '../../faults/support/encodeBlock.ts'
import { encodeLog } from '../../protocols/logs.ts'
import { limitPeriods, pausableAbi, valveAbi, valveWays } from '../oracle/events.ts'
import { addressOf } from './addressOf.ts'
import type { ChainState } from './ChainState.ts'
import { carrierOf, chainAt, type Deployment, type SimChain } from './Deployment.ts'
import { gateOf } from './drawGates.ts'
import type { GateBody, Message } from './Intent.ts'

const abis: Abi = [...pausableAbi, ...valveAbi]

/** Where an intent is executed: `state` is changed by what it does. */
interface Place {
  deployment: Deployment
  chain: SimChain
  state: ChainState
}

/** Logs of what stops and limits bridges; undefined where there is nothing to do. */
export function executeGate(place: Place, body: GateBody): readonly TreeLog[] | undefined {
  const { deployment, chain, state } = place
  if (body.kind === 'pause') {
    const gate = gateOf(deployment.gates, chain, body.gate)
    // OpenZeppelin's reverts where nothing would change.
    if (gate === undefined || state.stops.has(body.gate) === body.isPaused) return undefined
    toggle(state, body.gate, body.isPaused)
    const account = addressOf('guardian')
    return [encodeLog(abis, gate, body.isPaused ? 'Paused' : 'Unpaused', { account })]
  }
  if (deployment.gates?.hasValves !== true || !deployment.hasFerry) return undefined
  const carrier = carrierOf(chain, 'eur', body.version)
  const lane = body.lane === undefined ? 0n : BigInt(chainAt(deployment, body.lane).id)
  const said = { way: valveWays.indexOf(body.way), lane }
  if (body.kind === 'limit') {
    const period = limitPeriods.indexOf(body.per)
    const most = body.most ?? maxUint256
    return [encodeLog(abis, carrier, 'RouteLimited', { ...said, period, most })]
  }
  toggle(state, stopOf(carrier, body.way, body.lane), body.isStopped)
  return [encodeLog(abis, carrier, 'RouteStopped', { ...said, isStopped: body.isStopped })]
}

/** Whether a chain's own contracts let a message leave it or arrive there. */
export function isOpen(
  { chain, state }: Pick<Place, 'chain' | 'state'>,
  { family, version }: Pick<Message, 'family' | 'version'>,
  { way, other }: { way: 'out' | 'in'; other: number },
): boolean {
  if (family === 'usd') return !state.stops.has(way === 'in' ? 'ism' : 'hook')
  const carrier = carrierOf(chain, family, version)
  return ![way, 'both' as const].some((each) =>
    [undefined, other].some((lane) => state.stops.has(stopOf(carrier, each, lane))),
  )
}

function stopOf(carrier: Hex, way: 'out' | 'in' | 'both', lane: number | undefined): string {
  return `${carrier} ${way} ${lane}`
}

function toggle({ stops }: ChainState, stop: string, isOn: boolean): void {
  if (isOn) stops.add(stop)
  else stops.delete(stop)
}
