import { type AbiFunction, encodeFunctionData } from 'viem'
import type { CustomContext, CustomDefinition } from '../../config/CustomDefinition.ts'
import { ConfigError } from '../../errors/ConfigError.ts'
import type { BookOfRecord } from '../../facts/Decoder.ts'
import { readWord } from '../books/readWord.ts'

/** The book of a custom contract that says by a view what an account has; undefined where its definition names none. */
export function customBook(
  { audit = {}, abi }: CustomDefinition,
  { contract, venue, token }: Pick<CustomContext, 'contract' | 'venue' | 'token'>,
): BookOfRecord | undefined {
  if (audit.holding === undefined && audit.liability === undefined) return undefined
  return {
    venue,
    ask({ kind, contract: book, subject, account, unit }) {
      const view = kind === 'holding' || kind === 'liability' ? audit[kind] : undefined
      if (view === undefined || book !== contract || subject !== token) return undefined
      // A view of an account alone knows of no units.
      if (account === undefined || unit !== 'cross') return undefined
      const data = encodeFunctionData({ abi, functionName: view, args: [account] })
      return { to: contract, data, read: (answer) => readWord(answer, 0) }
    },
  }
}

/** Throws `ConfigError` unless every view that is named takes an account and answers one unsigned number. */
export function assertViews({ name, abi, audit }: CustomDefinition): void {
  for (const [side, view] of Object.entries(audit ?? {})) {
    const isView = abi.some(
      (item) => item.type === 'function' && item.name === view && isAmountOfAccount(item),
    )
    if (isView) continue
    throw new ConfigError({
      field: `${name}.audit.${side}`,
      problem: 'the ABI has no view of this name that takes an address and answers one uint',
      cure: 'Declare it, such as `function balanceOf(address account) view returns (uint256)`, or leave it out.',
    })
  }
}

function isAmountOfAccount({ inputs, outputs, stateMutability }: AbiFunction): boolean {
  const [input, ...otherInputs] = inputs
  const [output, ...otherOutputs] = outputs
  const isAlone = otherInputs.length + otherOutputs.length === 0
  const isRead = stateMutability === 'view' || stateMutability === 'pure'
  return isAlone && isRead && input?.type === 'address' && /^uint\d*$/.test(output?.type ?? '')
}
