import type { Follower } from '../chain/Follower.ts'
import { BaseError } from '../errors/BaseError.ts'
import type { Decoder, ReadAnswer, ReadRequest } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import { READ_TX_INDEX } from '../facts/FactPosition.ts'
import { factDecoder } from '../facts/factDecoder.ts'
import type { Hash } from '../facts/primitives.ts'
import { keccak256 } from '../utils/keccak256.ts'
import type { Log } from '../utils/Log.ts'

/**
 * Asks the chain for pinned reads and turns the answers into facts, filed after the transactions of their block. What is
 * not answered, or at a block that meanwhile left the chain, gives no fact: the value stays as old as it is.
 */
export async function answerReads(parameters: {
  requests: readonly ReadRequest[]
  follower: Follower
  decoders: ReadonlyMap<string, Decoder>
  log: Log
}): Promise<readonly Fact[]> {
  const { requests, follower, decoders, log } = parameters
  if (requests.length === 0) return []
  const answers = await read(follower, requests, log)
  return answers.flatMap((answer) => {
    const decoder = decoders.get(answer.request.sourceId)
    if (decoder === undefined) return []
    const by = factDecoder(decoder.name, decoder.source.id)
    return toBodies(decoder.decodeRead?.(answer)).map((body, k) =>
      toReadFact(answer.request, by, body, k),
    )
  })
}

function toBodies(
  decoded: ReturnType<NonNullable<Decoder['decodeRead']>>,
): readonly Fact['body'][] {
  if (decoded === undefined) return []
  return 'kind' in decoded ? [decoded] : decoded
}

async function read(
  follower: Follower,
  requests: readonly ReadRequest[],
  log: Log,
): Promise<readonly ReadAnswer[]> {
  try {
    return await follower.read(requests)
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    log.warn({ code: error.code }, `A rate stays as old as it is: ${error.shortMessage}`)
    return []
  }
}

/** What is asked, whatever the block: an answered read is filed under it. */
export function questionOf({ to, data }: Pick<ReadRequest, 'to' | 'data'>): Hash {
  return keccak256(`${to}${data.slice(2)}`)
}

/** A read's place among the reads of its block comes from what was asked, so that its id never depends on the batch. */
function toReadFact(request: ReadRequest, decoder: string, body: Fact['body'], k: number): Fact {
  const { chainId, blockNumber, blockHash } = request
  const question = questionOf(request)
  return {
    at: {
      chainId,
      blockNumber,
      blockHash,
      txIndex: READ_TX_INDEX,
      txHash: question,
      logIndex: Number.parseInt(question.slice(2, 7), 16),
      k,
    },
    decoder,
    body,
    siblings: [],
  }
}
