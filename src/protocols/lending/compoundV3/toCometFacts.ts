import type { CompoundV3Pool } from '../../../config/CompoundV3Pool.ts'
import type { BalanceFact } from '../../../facts/AccountFacts.ts'
import type { ReadAnswer } from '../../../facts/Decoder.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { ParameterFact } from '../../../facts/ValuationFacts.ts'
import { maxOf } from '../../../utils/maxOf.ts'
import { decodeAnswer } from '../decodeAnswer.ts'
import { toAddress } from '../toAddress.ts'
import { cometAbi } from './cometCalls.ts'
import { compoundV3Subjects as subjects } from './compoundV3Subjects.ts'

/** What an answer of a Comet says; nothing where it failed or has another shape. */
export function toCometFacts(
  { venue, pool }: { venue: string; pool: CompoundV3Pool },
  answer: ReadAnswer,
): readonly FactBody[] {
  const decoded = decodeAnswer(cometAbi, answer)
  if (decoded === undefined) return []
  const { call, values } = decoded
  const { pool: contract } = pool
  const set = (subject: string, ...set: readonly bigint[]): readonly ParameterFact[] => [
    { kind: 'parameter', contract, venue: '', subject, values: set },
  ]
  switch (call.functionName) {
    case 'userBasic': {
      const [principal = 0n] = values
      const account = toAddress(call.args[0])
      const readAt = [answer.request.blockNumber]
      return [
        toBase({ venue, pool, account, side: 'asset' }, maxOf(principal, 0n)),
        toBase({ venue, pool, account, side: 'liability' }, maxOf(-principal, 0n)),
        { kind: 'parameter', contract, venue, account, subject: subjects.readAt, values: readAt },
      ]
    }
    // An audit's question, whose answer is no fact of the pool.
    case 'userCollateral':
      return []
    case 'totalsBasic': {
      const [supplyIndex = 0n, borrowIndex = 0n, , , supplied = 0n, borrowed = 0n, at = 0n] = values
      return set(subjects.totals, supplyIndex, borrowIndex, supplied, borrowed, at)
    }
    case 'getAssetInfoByAddress': {
      const [, token = 0n, feed = 0n, scale = 0n, borrow = 0n, liquidate = 0n] = values
      const asked = toAddress(call.args[0])
      if (token !== BigInt(asked)) return []
      return set(subjects.asset(asked), feed, scale, borrow, liquidate)
    }
    case 'baseTokenPriceFeed':
      return set(subjects.baseFeed, ...values)
    case 'getPrice':
      return set(subjects.price(toAddress(call.args[0])), ...values)
    case 'supplyKink':
    case 'supplyPerSecondInterestRateBase':
    case 'supplyPerSecondInterestRateSlopeLow':
    case 'supplyPerSecondInterestRateSlopeHigh':
    case 'borrowKink':
    case 'borrowPerSecondInterestRateBase':
    case 'borrowPerSecondInterestRateSlopeLow':
    case 'borrowPerSecondInterestRateSlopeHigh':
      return set(subjects.rate(call.functionName), ...values)
  }
}

/** Base is booked as principal, in the Comet's own units: what it is worth follows from the indexes. */
function toBase(
  book: { venue: string; pool: CompoundV3Pool; account: Address; side: BalanceFact['side'] },
  value: bigint,
): BalanceFact {
  const { venue, account, side } = book
  const { pool: contract } = book.pool
  const change = { type: 'absolute', value } as const
  return { kind: 'balance', side, venue, account, unit: 'cross', asset: contract, contract, change }
}
