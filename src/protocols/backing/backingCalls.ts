import { encodeFunctionData, erc20Abi, parseAbi } from 'viem'
import type { BackingConfig } from '../../config/BackingConfig.ts'
import { questionsPerCallMax } from '../../config/backingCallCount.ts'
import type { Observation, ObservedFact } from '../../facts/BackingFacts.ts'
import type { ReadAnswer, TimedCall } from '../../facts/Decoder.ts'
import type { Address, ChainId, Hex } from '../../facts/primitives.ts'
import { readWord } from '../books/readWord.ts'
import { decodeMulticall, toMulticall } from '../multicall.ts'

/** Limits of an xERC20 (ERC-7281): at most, and what is left at the moment. */
const limitAbi = parseAbi([
  'function mintingMaxLimitOf(address) view returns (uint256)',
  'function mintingCurrentLimitOf(address) view returns (uint256)',
  'function burningMaxLimitOf(address) view returns (uint256)',
  'function burningCurrentLimitOf(address) view returns (uint256)',
])

/** A question to a token, and what its answer says. */
interface Question {
  to: Address
  data: Hex
  asks: Omit<Observation, 'amount'>
}

/** One call of a chain, and the questions that it carries. */
export interface BackingCall extends TimedCall {
  questions: readonly Question[]
  isMulticall: boolean
}

/**
 * The fewest calls that ask a chain's tokens for what the logs say of them: one where the chain has a multicall contract
 * (up to 500 questions), else one per question.
 */
export function backingCalls(
  chainId: ChainId,
  { groups, multicalls }: Pick<BackingConfig, 'groups' | 'multicalls'>,
): readonly BackingCall[] {
  const questions = listQuestions(chainId, groups)
  const multicall = multicalls.get(chainId)
  if (multicall === undefined)
    return questions.map((question) => ({
      to: question.to,
      data: question.data,
      questions: [question],
      isMulticall: false,
    }))
  const calls: BackingCall[] = []
  for (let i = 0; i < questions.length; i += questionsPerCallMax)
    calls.push(toCall(multicall, questions.slice(i, i + questionsPerCallMax)))
  return calls
}

/** What a call answered; a question that reverted is left out, and undefined where nothing was answered. */
export function decodeBackingCall(
  { request, data }: ReadAnswer,
  calls: readonly BackingCall[],
): ObservedFact | undefined {
  const call = calls.find(({ to, data: asked }) => to === request.to && asked === request.data)
  if (call === undefined || data === undefined) return undefined
  const words = call.isMulticall ? decodeMulticall(data) : [data]
  const observations = call.questions.flatMap(({ asks }, i): Observation[] => {
    const word = words[i]
    const amount = word === undefined ? undefined : readWord(word, 0)
    return amount === undefined ? [] : [{ ...asks, amount }]
  })
  return observations.length === 0 ? undefined : { kind: 'observed', observations }
}

function listQuestions(chainId: ChainId, groups: BackingConfig['groups']): readonly Question[] {
  const questions = groups.flatMap(({ escrows, supplies, limits }): (Question & Place)[] => [
    ...escrows.map(({ chainId: at, token, address: holder }) => ({
      at,
      to: token,
      data: encodeFunctionData({ abi: erc20Abi, functionName: 'balanceOf', args: [holder] }),
      asks: { of: 'balance' as const, token, holder },
    })),
    ...supplies.map(({ chainId: at, token }) => ({
      at,
      to: token,
      data: encodeFunctionData({ abi: erc20Abi, functionName: 'totalSupply' }),
      asks: { of: 'supply' as const, token },
    })),
    ...limits.flatMap(({ chainId: at, token, bridge }) =>
      limitKinds.map(([of, functionName]) => ({
        at,
        to: token,
        data: encodeFunctionData({ abi: limitAbi, functionName, args: [bridge] }),
        asks: { of, token, holder: bridge },
      })),
    ),
  ])
  return questions.filter(({ at }) => at === chainId)
}

interface Place {
  at: ChainId
}

const limitKinds = [
  ['mintLimit', 'mintingMaxLimitOf'],
  ['mintLeft', 'mintingCurrentLimitOf'],
  ['burnLimit', 'burningMaxLimitOf'],
  ['burnLeft', 'burningCurrentLimitOf'],
] as const

function toCall(multicall: Address, questions: readonly Question[]): BackingCall {
  return { ...toMulticall(multicall, questions), questions, isMulticall: true }
}
