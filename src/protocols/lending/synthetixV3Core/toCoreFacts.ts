import type { SynthetixV3CorePool } from '../../../config/SynthetixV3CorePool.ts'
import type { BalanceFact, Holder } from '../../../facts/AccountFacts.ts'
import type { ReadAnswer } from '../../../facts/Decoder.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { Address } from '../../../facts/primitives.ts'
import { maxOf } from '../../../utils/maxOf.ts'
import { decodeAnswer } from '../decodeAnswer.ts'
import { toAddress } from '../toAddress.ts'
import { coreAbi } from './coreCalls.ts'
import {
  type CorePosition,
  coreHolder,
  corePositionUnit,
  synthetixV3CoreSubjects as subjects,
} from './synthetixV3CoreSubjects.ts'

interface Instance {
  venue: string
  pool: SynthetixV3CorePool
}

/** What an answer says of core; nothing where the call failed, such as by a price that core does not get, or has another shape. */
export function toCoreFacts(instance: Instance, answer: ReadAnswer): readonly FactBody[] {
  const decoded = decodeAnswer(coreAbi, answer)
  if (decoded === undefined) return []
  const { call, values } = decoded
  const [value = 0n] = values
  const { venue, pool } = instance
  const { blockNumber } = answer.request
  switch (call.functionName) {
    case 'getPositionDebt': {
      const position = toPosition(call.args)
      const read = subjects.debtAt(position)
      return [
        ...debtBodies(instance, position, value),
        noteBlock(instance, position, read, blockNumber),
      ]
    }
    case 'getPositionCollateral': {
      const position = toPosition(call.args)
      const { collateralType } = position
      const read = subjects.sizeAt(position)
      return [
        toAbsolute(pool, holderOf(venue, position), collateralType, value),
        noteBlock(instance, position, read, blockNumber),
      ]
    }
    case 'getAccountAvailableCollateral': {
      const [accountId, type] = call.args
      return [toAbsolute(pool, { venue, ...coreHolder(accountId) }, toAddress(type), value)]
    }
    case 'getPoolCollateralIssuanceRatio': {
      const [poolId, type] = call.args
      const subject = subjects.poolRatio({ poolId, collateralType: toAddress(type) })
      return [{ kind: 'parameter', contract: pool.pool, venue: '', subject, values }]
    }
  }
}

function toPosition([accountId, poolId, type]: readonly [bigint, bigint, string]): CorePosition {
  return { accountId, poolId, collateralType: toAddress(type) }
}

/**
 * What a position owes core, or core it: below 0 a debt is a credit that may be minted. Booked at core itself, apart from
 * dollars that are held.
 */
export function debtBodies(
  { venue, pool }: Instance,
  position: CorePosition,
  debt: bigint,
): readonly BalanceFact[] {
  const holder = holderOf(venue, position)
  const credit = toAbsolute(pool, holder, pool.pool, maxOf(-debt, 0n))
  return [{ ...toAbsolute(pool, holder, pool.pool, maxOf(debt, 0n)), side: 'liability' }, credit]
}

/** That the figures of a position are of this block. */
export function noteBlock(
  { venue, pool: { pool: contract } }: Instance,
  { accountId }: CorePosition,
  subject: string,
  block: bigint,
): FactBody {
  const { account } = coreHolder(accountId)
  return { kind: 'parameter', contract, venue, account, subject, values: [block] }
}

/** Who has a position, and as which unit. */
export function holderOf(venue: string, position: CorePosition): Holder {
  return { venue, ...coreHolder(position.accountId), unit: corePositionUnit(position) }
}

function toAbsolute(
  { pool: contract }: SynthetixV3CorePool,
  holder: Holder,
  asset: Address,
  value: bigint,
): BalanceFact {
  const change = { type: 'absolute', value } as const
  return { kind: 'balance', side: 'asset', ...holder, asset, contract, change }
}
