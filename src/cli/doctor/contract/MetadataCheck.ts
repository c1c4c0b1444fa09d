import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { Finding } from '../DoctorLine.ts'

/** One question to a contract whose answer the config already claims to know. */
export interface MetadataCheck {
  /** Field of the config that names the contract or the value. */
  subject: string
  to: Address
  data: Hex
  /** `answer` is undefined when the call was refused or reverted. */
  judge(answer: Hex | undefined): Finding | undefined
}

const abi = parseAbi([
  'function decimals() view returns (uint8)',
  'function aggregator() view returns (address)',
  'function asset() view returns (address)',
  'function share() view returns (address)',
  'function localDomain() view returns (uint32)',
  'function mailbox() view returns (address)',
])

/** Names of the functions above. */
type Question = (typeof abi)[number]['name']

/** That a contract answers what the config says; a line either way. */
export function equals(parameters: {
  /** The field with the value. */
  field: string
  /** What the line is about, where it is not that field. */
  subject?: string
  to: Address
  question: Question
  expected: number | Address
}): MetadataCheck {
  const { field, subject = field, to, question, expected } = parameters
  return {
    subject,
    to,
    data: encodeFunctionData({ abi, functionName: question }),
    judge(answer) {
      const actual = decode(question, answer)
      if (actual === undefined) {
        const cure = 'Check the address; if it is right, check the value by hand.'
        return { status: 'warn', text: `${to} does not answer ${question}().`, cure }
      }
      if (actual === expected) {
        return { status: 'pass', text: `${question}() of ${to} is ${actual}, as configured.` }
      }
      return {
        status: 'fail',
        text: `${question}() of ${to} is ${actual}, not ${expected} as configured.`,
        cure: `Write ${actual} as ${field}, or correct the address.`,
      }
    },
  }
}

/** The answer to a question. Undefined for anything but one word of the right kind: an answer of another length is no answer to the question. */
export function decode(question: Question, answer: Hex | undefined): number | Address | undefined {
  if (answer === undefined || answer.length !== 66) return undefined
  const bits = question === 'decimals' ? 8n : question === 'localDomain' ? 32n : 160n
  if (BigInt(answer) >= 1n << bits) return undefined
  const value = decodeFunctionResult({ abi, functionName: question, data: answer })
  return typeof value === 'number' ? value : toLower(value)
}

function toLower(address: Address): Address {
  return `0x${address.slice(2).toLowerCase()}`
}
