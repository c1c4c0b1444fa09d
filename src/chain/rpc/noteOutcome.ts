import type { Env } from '../../env/Env.ts'
import type { BaseError } from '../../errors/BaseError.ts'
import type { EndpointState } from '../ChainStatus.ts'
import { isMissingMethod } from '../read/isMissingMethod.ts'
import type { Member } from './Member.ts'
import { isRecord } from './parseAnswers.ts'
import { parseQuantity } from './parseHex.ts'
import type { RpcAnswer, RpcCall } from './RpcCall.ts'
import {
  RpcError,
  RpcRateLimitError,
  RpcSyncingError,
  RpcUnreachableError,
  RpcWrongChainError,
} from './rpcErrors.ts'
import { toFirstBlock } from './toFirstBlock.ts'

const restMsMin = 250
/** A dead endpoint is probed again at least this often. */
const restMsMax = 30_000

const limitMsMin = 1_000
/** As long as a `Retry-After` may be. */
const limitMsMax = 15_000

/** A node may be upgraded, or a balancer may lead to another one; ten minutes cost one request. */
const missingMethodMs = 10 * 60_000
/** Where nobody else has the history a whole back-fill waits for it, and one backend of several may be the one that lacks it. */
const prunedMs = 2 * 60_000

/** Pruned history by code (EIP-4444) or in words; state that is missing is another matter. */
const prunedText = /prun|history (is )?(unavailable|not available)/i
const prunedCode = 4444

/** Notes that the member answered; what single answers say about it is remembered. Returns the head it named, if any. */
export function noteAnswers(
  env: Env,
  member: Member,
  calls: readonly RpcCall[],
  answers: readonly RpcAnswer[],
): bigint | undefined {
  noteAlive(member)
  let head: bigint | undefined
  let isLimited = false
  for (const [i, answer] of answers.entries()) {
    const call = calls[i]
    if (call === undefined) continue
    if (answer.error === undefined) head ??= readHead(call, answer.result)
    else if (answer.error.isRateLimit) isLimited = true
    else noteRefusal(env, member, call, answer.error)
  }
  if (isLimited) noteLimit(env, member, undefined)
  else member.limits = 0
  return head
}

/** Notes that the member does what it is there for: whatever was wrong with it is over. */
export function noteAlive(member: Member): void {
  member.hasAnswered = true
  member.failures = 0
  member.failure = undefined
  member.restUntilMs = 0
}

/** Notes that the member gave no answer at all. */
export function noteFailure(env: Env, member: Member, error: BaseError): void {
  if (!error.retryable) return
  if (error instanceof RpcRateLimitError) {
    noteLimit(env, member, error.retryAfterMs)
    return
  }
  if (error instanceof RpcError && error.isRateLimit) {
    noteLimit(env, member, undefined)
    return
  }
  member.failures += 1
  member.failure = { state: toState(error), reason: toReason(member, error) }
  const restMs = Math.min(restMsMin * 2 ** Math.min(member.failures - 1, 10), restMsMax)
  member.restUntilMs = env.monotonic() + jitter(env, restMs)
}

/** Obeys the wait that was asked for; without one, waits longer each time, so that a limit is not knocked at in step. */
function noteLimit(env: Env, member: Member, askedMs: number | undefined): void {
  member.limits += 1
  const ownMs = Math.min(limitMsMin * 2 ** Math.min(member.limits - 1, 10), limitMsMax)
  member.limitedUntilMs = env.monotonic() + Math.max(askedMs ?? 0, jitter(env, ownMs))
}

/** Between half of `ms` and `ms`. */
function jitter(env: Env, ms: number): number {
  return ms * (0.5 + env.random() / 2)
}

/** Only what names the endpoint by its label was written for readers; anything else might quote an address. */
function toReason(member: Member, error: BaseError): string {
  return 'label' in error ? error.shortMessage : `${member.endpoint.label} failed.`
}

function toState(error: BaseError): EndpointState {
  if (error instanceof RpcWrongChainError) return 'wrongChain'
  if (error instanceof RpcSyncingError) return 'syncing'
  return error instanceof RpcUnreachableError ? 'unreachable' : 'failing'
}

function noteRefusal(env: Env, member: Member, call: RpcCall, error: RpcError): void {
  if (isMissingMethod(error)) {
    member.missing.set(call.method, { untilMs: env.monotonic() + missingMethodMs, error })
    return
  }
  if (error.rpcCode !== prunedCode && !prunedText.test(error.text)) return
  const block = toFirstBlock(call)
  if (block !== undefined) notePruned(env, member, block)
}

/** Remembers that the history of `block` is gone; below it everything is. */
export function notePruned(env: Env, member: Member, block: bigint): void {
  const known = member.pruned?.block ?? -1n
  member.pruned = {
    block: block > known ? block : known,
    untilMs: env.monotonic() + prunedMs,
  }
}

function readHead({ method, params }: RpcCall, result: unknown): bigint | undefined {
  if (method === 'eth_blockNumber') return parseQuantity(result)
  const isLatest = method === 'eth_getBlockByNumber' && params[0] === 'latest'
  return isLatest && isRecord(result) ? parseQuantity(result.number) : undefined
}
