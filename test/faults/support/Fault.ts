import type { HttpAnswer } from '../../../src/env/Env.ts'
import type { HttpFailure } from '../../../src/env/HttpError.ts'

/** One JSON-RPC call as a node reads it. */
export interface RpcRequest {
  id: unknown
  method: string
  params: readonly unknown[]
}

/** What a node says to one call. */
export type Reply =
  | { result: unknown; error?: undefined }
  | { error: { code: number; message: string; data?: unknown }; result?: undefined }

/** What becomes of one HTTP request. */
export type Outcome =
  | { type: 'answer'; answer: HttpAnswer; delayMs?: number }
  | { type: 'fail'; failure: HttpFailure; delayMs?: number }
  /** No byte ever arrives. */
  | { type: 'hang' }

/** One HTTP request with the answer that the node would give. */
export interface Exchange {
  calls: readonly RpcRequest[]
  isBatch: boolean
  right: HttpAnswer
}

/** A step of a WebSocket connection: its handshake, an announced head, or the answer to a request. */
export interface Frame {
  kind: 'handshake' | 'head' | 'answer'
  text: string
}

/** What becomes of a frame: nothing arrives, the connection ends, or these texts arrive instead. */
export type FrameOutcome = 'lost' | 'close' | readonly string[]

/** When a fault acts: everything that is left out is no limit. */
export interface FaultScope {
  methods?: readonly string[]
  /** Virtual ms since the world began. */
  fromMs?: number
  toMs?: number
  /** Injections after which it is over. */
  times?: number
  /** Share of the matching calls that it takes. */
  chance?: number
}

/** A scripted misbehaviour of one node. `met` proves that the program really met it. */
export interface Fault extends FaultScope {
  name: string
  met: number
  /** Takes one call of a request; undefined lets the right reply pass. */
  onCall?: ((call: RpcRequest, right: Reply) => Reply | undefined) | undefined
  /** Takes a whole request; undefined lets the right answer pass. */
  onExchange?: ((exchange: Exchange) => Outcome | undefined) | undefined
  /** Takes a step of a WebSocket connection; `methods` does not matter. */
  onFrame?: ((frame: Frame) => FrameOutcome | undefined) | undefined
}

/** A fault of WebSocket connections. */
export function frameFault(
  name: string,
  scope: Omit<FaultScope, 'methods'>,
  onFrame: NonNullable<Fault['onFrame']>,
): Fault {
  return { name, met: 0, ...scope, onFrame }
}

/** A fault that replaces replies to single calls. */
export function callFault(
  name: string,
  scope: FaultScope,
  onCall: NonNullable<Fault['onCall']>,
): Fault {
  return { name, met: 0, ...scope, onCall }
}

/** A fault that replaces whole HTTP answers. */
export function exchangeFault(
  name: string,
  scope: FaultScope,
  onExchange: NonNullable<Fault['onExchange']>,
): Fault {
  return { name, met: 0, ...scope, onExchange }
}

/** Whether the fault is due for one of `methods` now. */
export function isDue(
  fault: Fault,
  methods: readonly string[],
  at: { nowMs: number; random: () => number },
): boolean {
  if (fault.fromMs !== undefined && at.nowMs < fault.fromMs) return false
  if (fault.toMs !== undefined && at.nowMs >= fault.toMs) return false
  if (fault.times !== undefined && fault.met >= fault.times) return false
  if (fault.methods !== undefined && !methods.some((method) => fault.methods?.includes(method)))
    return false
  return fault.chance === undefined || at.random() < fault.chance
}
