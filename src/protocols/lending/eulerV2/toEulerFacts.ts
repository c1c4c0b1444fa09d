import { decodeFunctionData } from 'viem'
import { type EulerV2Pool, eulerV2Vaults } from '../../../config/EulerV2Pool.ts'
import type { ReadAnswer } from '../../../facts/Decoder.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { ParameterFact } from '../../../facts/ValuationFacts.ts'
import { decodeDynamic } from '../../strict/decodeDynamic.ts'
import { decodeAnswer } from '../decodeAnswer.ts'
import { toAddress } from '../toAddress.ts'
import { eulerAbi } from './eulerCalls.ts'
import { eulerV2Subjects as subjects } from './eulerV2Subjects.ts'

interface Instance {
  venue: string
  pool: EulerV2Pool
}

/** What an answer says; nothing where it failed or has another shape. */
export function toEulerFacts(instance: Instance, answer: ReadAnswer): readonly FactBody[] {
  const asked = decodeFunctionData({ abi: eulerAbi, data: answer.request.data })
  if (asked.functionName === 'getCollaterals')
    return collateralFacts(instance, toAddress(asked.args[0]), answer)
  const decoded = decodeAnswer(eulerAbi, answer)
  if (decoded === undefined) return []
  const { call, values } = decoded
  const { pool: contract } = instance.pool
  const set = (subject: string): readonly ParameterFact[] => [
    { kind: 'parameter', contract, venue: '', subject, values },
  ]
  switch (call.functionName) {
    case 'getQuote':
      return set(subjects.quote(toAddress(call.args[1])))
    case 'getQuotes':
      return set(subjects.quotes(toAddress(call.args[1])))
    case 'oracle':
      return set(subjects.oracle)
    case 'unitOfAccount':
      return set(subjects.unitOfAccount)
    case 'interestFee':
      return set(subjects.fee(answer.request.to))
    case 'getAccountOwner':
      return ownerFacts(instance, toAddress(call.args[0]), values[0] ?? 0n)
    case 'getCollaterals':
      return []
  }
}

/** Nobody owns an account that never used the connector. */
function ownerFacts({ venue }: Instance, account: Address, owner: bigint): readonly FactBody[] {
  if (owner === 0n || owner === BigInt(account)) return []
  return [{ kind: 'owner', venue, account, owner: `0x${owner.toString(16).padStart(40, '0')}` }]
}

/** Of the configured vaults each says what it is, of all others those that are collateral. */
function collateralFacts(
  { venue, pool }: Instance,
  account: Address,
  { data }: ReadAnswer,
): readonly FactBody[] {
  const decoded = data === undefined ? undefined : decodeDynamic([{ type: 'address[]' }], data)
  if (decoded === undefined || !('values' in decoded)) return []
  const [list] = decoded.values
  const enabled = new Set<Address>(Array.isArray(list) ? list : [])
  const known = eulerV2Vaults(pool).map(({ address }) => address)
  return [...new Set([...known, ...enabled])].map((vault) => ({
    kind: 'parameter',
    contract: pool.pool,
    venue,
    account,
    subject: subjects.collateral(vault),
    values: [enabled.has(vault) ? 1n : 0n],
  }))
}
