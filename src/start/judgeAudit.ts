import { auditQuestionsPerCall } from '../config/AuditConfig.ts'
import type { ReadAnswer, ReadRequest, TimedCall } from '../facts/Decoder.ts'
import { driftKey } from '../facts/driftKey.ts'
import type { Fact } from '../facts/Fact.ts'
import { READ_TX_INDEX } from '../facts/FactPosition.ts'
import type { Address, BlockRef, ChainId, Hex } from '../facts/primitives.ts'
import { decodeMulticall, toMulticall } from '../protocols/multicall.ts'
import { keccak256 } from '../utils/keccak256.ts'
import type { AuditQuestion } from './QuestionList.ts'

/** Differences that a chain has recorded at most: a mistake that a whole book has shows in the first hundred. */
const driftsMax = 100

/** A round of an audit: what is asked, and in which calls. */
export interface AuditRound {
  chainId: ChainId
  block: BlockRef
  questions: readonly AuditQuestion[]
  /** Each call, and the questions that it carries. */
  calls: readonly { call: TimedCall; carries: readonly TimedCall[] }[]
  /** Further differences that may be recorded. */
  room: number
}

/** Puts the questions of a round into as few calls as the chain lets them. */
export function toAuditRound(parameters: {
  chain: { id: ChainId; multicall?: Address | undefined }
  block: BlockRef
  questions: readonly AuditQuestion[]
  /** Differences that are recorded of the chain. */
  recorded: number
}): AuditRound {
  const { chain, block, questions, recorded } = parameters
  const distinct = [...new Map(questions.map((each) => [callId(each), each])).values()]
  const { multicall } = chain
  const calls: AuditRound['calls'][number][] = []
  if (multicall === undefined) for (const call of distinct) calls.push({ call, carries: [call] })
  else
    for (let i = 0; i < distinct.length; i += auditQuestionsPerCall) {
      const carries = distinct.slice(i, i + auditQuestionsPerCall)
      calls.push({ call: toMulticall(multicall, carries), carries })
    }
  return { chainId: chain.id, block, questions, calls, room: driftsMax - recorded }
}

/** What the chain room is asked: every call pinned to the block. */
export function auditRequests({ chainId, block, calls }: AuditRound): readonly ReadRequest[] {
  const { number: blockNumber, hash: blockHash } = block
  return calls.map(({ call: { to, data } }) => ({
    ...{ chainId, blockNumber, blockHash, to, data, sourceId: 'audit' },
  }))
}

/**
 * The facts of a round: answers that differ from the ledger, or differ no longer. What agrees leaves no trace, and what was not
 * answered, or means nothing, says nothing.
 */
export function judgeAudit(round: AuditRound, answers: readonly ReadAnswer[]): readonly Fact[] {
  const answered = readAnswers(round, answers)
  let { room } = round
  return round.questions.flatMap((question): Fact[] => {
    const data = answered.get(callId(question))
    const read = data === undefined ? undefined : question.read(data)
    if (read === undefined || read - question.booked === question.drift) return []
    if (question.drift === 0n) {
      if (room <= 0) return []
      room -= 1
    }
    return [toDriftFact(round, question, read)]
  })
}

function readAnswers(
  { calls }: AuditRound,
  answers: readonly ReadAnswer[],
): ReadonlyMap<string, Hex> {
  const answered = new Map<string, Hex>()
  for (const [i, { call, carries }] of calls.entries()) {
    const data = answers[i]?.data
    if (data === undefined) continue
    const isAlone = carries[0] === call
    const words = isAlone ? [data] : decodeMulticall(data)
    for (const [j, each] of carries.entries()) {
      const word = words[j]
      if (word !== undefined) answered.set(callId(each), word)
    }
  }
  return answered
}

function callId({ to, data }: TimedCall): string {
  return to + data
}

/** Filed under what it is about, so that one answer may speak of several balances. */
function toDriftFact({ chainId, block }: AuditRound, question: AuditQuestion, read: bigint): Fact {
  const { contract, venue, subject } = driftKey(question.key)
  const name = keccak256(Buffer.from(subject))
  return {
    at: {
      ...{ chainId, blockNumber: block.number, blockHash: block.hash },
      ...{ txIndex: READ_TX_INDEX, txHash: name },
      ...{ logIndex: Number.parseInt(name.slice(2, 7), 16), k: 0 },
    },
    decoder: question.decoder,
    body: { kind: 'parameter', contract, venue, subject, values: [read] },
    siblings: [],
  }
}
