import { encodeFunctionData, parseAbi, toFunctionSelector } from 'viem'
import type { Erc7540Vault } from '../../config/Erc7540Vault.ts'
import type { ReadAnswer, TimedCall } from '../../facts/Decoder.ts'
import type { FactBody } from '../../facts/Fact.ts'
import type { Address } from '../../facts/primitives.ts'
import { fromWord } from '../toWord.ts'

/**
 * What a controller may claim now, in both forms. By ERC-7540 `maxDeposit` moves with `claimableDepositRequest`, over all
 * request ids, which a claim cannot name either; `maxMint` is what the same claim gives in shares, and so with redemptions.
 */
const claimAbi = parseAbi([
  'function maxDeposit(address controller) view returns (uint256 assets)',
  'function maxMint(address controller) view returns (uint256 shares)',
  'function maxRedeem(address controller) view returns (uint256 shares)',
  'function maxWithdraw(address controller) view returns (uint256 assets)',
])

/** Subjects under which answers are recorded, named as what was asked: first what was given, then what is due for it. */
export const claimSubjects = {
  deposit: ['maxDeposit', 'maxMint'],
  redeem: ['maxRedeem', 'maxWithdraw'],
} as const

const subjectOf = new Map<string, string>(
  claimAbi.map((item) => [toFunctionSelector(item), item.name]),
)

/** The reads that say how much of a controller's requests has become claimable, and for how much. */
export function claimCalls(
  { address: to, requests }: Erc7540Vault,
  controller: Address,
): readonly TimedCall[] {
  return requests.flatMap((side) =>
    claimSubjects[side].map((functionName) => ({
      to,
      data: encodeFunctionData({ abi: claimAbi, functionName, args: [controller] }),
    })),
  )
}

/** The rate, or what a controller may claim; undefined for an answer that is not one word. */
export function decodeRequestRead(
  venue: string,
  vault: Erc7540Vault,
  { request, data }: ReadAnswer,
): FactBody | undefined {
  if (data === undefined || data.length !== 66) return undefined
  const value = BigInt(data)
  const subject = subjectOf.get(request.data.slice(0, 10))
  if (subject === undefined) return { kind: 'index', asset: vault.share, assetsPerShareUnit: value }
  const account = fromWord(`0x${request.data.slice(10)}`)
  if (account === undefined) return undefined
  const contract = vault.address
  return { kind: 'parameter', contract, venue, account, subject, values: [value] }
}
