import { encodeFunctionData, parseAbi } from 'viem'
import {
  type EulerV2Pool,
  type EulerV2VaultConfig,
  eulerV2Vaults,
} from '../../../config/EulerV2Pool.ts'
import type { TimedCall } from '../../../facts/Decoder.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { toWord } from '../../toWord.ts'

/** What is asked of the oracle, the vaults and the connector. */
export const eulerAbi = parseAbi([
  'function getQuote(uint256 inAmount, address base, address quote) view returns (uint256 outAmount)',
  'function getQuotes(uint256 inAmount, address base, address quote) view returns (uint256 bidOutAmount, uint256 askOutAmount)',
  'function oracle() view returns (address oracle)',
  'function unitOfAccount() view returns (address unitOfAccount)',
  'function interestFee() view returns (uint16 fee)',
  'function getAccountOwner(address account) view returns (address owner)',
  'function getCollaterals(address account) view returns (address[] collaterals)',
])

/**
 * Units of a token that are quoted: the largest power of ten that every vault on the way to the price can count, so that a
 * price has all its places.
 */
export const quotedPlaces = 33

/**
 * Middle, bid and ask of what a vault holds, and of collateral the middle of its shares: the contract asks for that, and it must
 * follow from the rest. What values are stated in counts as itself.
 */
export function quoteCalls(pool: EulerV2Pool, vault: EulerV2VaultConfig): readonly TimedCall[] {
  const { oracle: to, unitOfAccount } = pool
  const { address, underlying } = vault
  const quote = (functionName: 'getQuote' | 'getQuotes', base: Address) => {
    const args = [10n ** BigInt(quotedPlaces), base, unitOfAccount.token] as const
    return ask(pool, to, encodeFunctionData({ abi: eulerAbi, functionName, args }))
  }
  const isUnit = underlying.token === unitOfAccount.token
  const sides = [quote('getQuote', underlying.token), quote('getQuotes', underlying.token)]
  return [...(isUnit ? [] : sides), ...(address === pool.pool ? [] : [quote('getQuote', address)])]
}

/** What no log says, or only said before anybody listened: whom the vault asks for prices, in what, and its fees. */
export function parameterCalls(pool: EulerV2Pool): readonly TimedCall[] {
  const of = (functionName: 'oracle' | 'unitOfAccount' | 'interestFee', to: Address) =>
    ask(pool, to, encodeFunctionData({ abi: eulerAbi, functionName }))
  return [
    of('oracle', pool.pool),
    of('unitOfAccount', pool.pool),
    ...eulerV2Vaults(pool).map(({ address }) => of('interestFee', address)),
  ]
}

/** Who owns an account. */
export function ownerCall(pool: EulerV2Pool, account: Address): TimedCall {
  const call = { abi: eulerAbi, functionName: 'getAccountOwner', args: [account] } as const
  return ask(pool, pool.evc, encodeFunctionData(call))
}

/** All that is an account's collateral, whatever it was that made it so. */
export function collateralsCall(pool: EulerV2Pool, account: Address): TimedCall {
  const call = { abi: eulerAbi, functionName: 'getCollaterals', args: [account] } as const
  return ask(pool, pool.evc, encodeFunctionData(call))
}

/**
 * The vault that lends stands behind the question, where a contract does not look: venues share oracles, collaterals and the
 * connector, and an answer is filed under its question.
 */
function ask({ pool }: EulerV2Pool, to: Address, data: Hex): TimedCall {
  return { to, data: `${data}${toWord(pool).slice(2)}` }
}
