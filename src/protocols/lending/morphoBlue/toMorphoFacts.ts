import type { MorphoBluePool } from '../../../config/MorphoBluePool.ts'
import type { ReadAnswer } from '../../../facts/Decoder.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { ParameterFact } from '../../../facts/ValuationFacts.ts'
import { decodeAnswer } from '../decodeAnswer.ts'
import { toAddress } from '../toAddress.ts'
import { morphoBlueSubjects as subjects } from './morphoBlueSubjects.ts'
import { morphoAbi } from './morphoCalls.ts'

/** What an answer says of a market; nothing where it failed or has another shape. */
export function toMorphoFacts(
  { venue, pool }: { venue: string; pool: MorphoBluePool },
  answer: ReadAnswer,
): readonly FactBody[] {
  const decoded = decodeAnswer(morphoAbi, answer)
  if (decoded === undefined) return []
  const { call, values } = decoded
  const { pool: contract, marketId } = pool
  const set = (subject: string): readonly ParameterFact[] => [
    { kind: 'parameter', contract, venue: '', subject, values },
  ]
  switch (call.functionName) {
    case 'market':
      return set(subjects.totals(marketId))
    case 'rateAtTarget':
      return set(subjects.rateAtTarget(marketId))
    case 'price':
      return set(subjects.price(marketId))
    case 'position': {
      const account = toAddress(call.args[1])
      const change = { type: 'absolute', value: values[0] ?? 0n } as const
      const holder = { venue, account, unit: 'cross' } as const
      return [{ kind: 'balance', side: 'asset', ...holder, asset: contract, contract, change }]
    }
  }
}
