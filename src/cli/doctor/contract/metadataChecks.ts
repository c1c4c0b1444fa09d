import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem'
import type { Project } from '../../../config/Project.ts'
import { toFieldPath } from '../../../config/parse/toFieldPath.ts'
import type { Address, ChainId, Hex } from '../../../facts/primitives.ts'
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
  'function localDomain() view returns (uint32)',
  'function mailbox() view returns (address)',
])

/** Names of the functions above. */
type Question = (typeof abi)[number]['name']

/** All that a chain's contracts can be asked about what the config says of them. Pure. */
export function metadataChecks(project: Project, chainId: ChainId): readonly MetadataCheck[] {
  return [
    ...tokenChecks(project, chainId),
    ...feedChecks(project, chainId),
    ...vaultChecks(project, chainId),
    ...bridgeChecks(project, chainId),
  ]
}

function tokenChecks(project: Project, chainId: ChainId): readonly MetadataCheck[] {
  const chain = project.chains.find(({ id }) => id === chainId)?.name ?? `${chainId}`
  return project.assets.flatMap(({ id, decimals: expected, tokens }) => {
    const to = tokens.get(chainId)
    if (to === undefined) return []
    // An asset has one token on each chain, and one number of decimals for all of them.
    const subject = toFieldPath(['assets', id, 'tokens', chain])
    const field = toFieldPath(['assets', id, 'decimals'])
    return [equals({ subject, field, to, question: 'decimals', expected })]
  })
}

function feedChecks(project: Project, chainId: ChainId): readonly MetadataCheck[] {
  return project.feeds
    .filter((feed) => feed.chainId === chainId)
    .flatMap(({ id, address, decimals }) => [
      equals({
        field: toFieldPath(['feeds', id, 'decimals']),
        to: address,
        question: 'decimals',
        expected: decimals,
      }),
      notProxy(toFieldPath(['feeds', id, 'address']), address),
    ])
}

function vaultChecks(project: Project, chainId: ChainId): readonly MetadataCheck[] {
  return project.venues.flatMap(({ vaults }, i) =>
    vaults.flatMap((vault, j) => {
      if (vault.type !== 'erc4626' || vault.chainId !== chainId) return []
      const place = (key: string) => toFieldPath(['venues', i, 'vaults', j, key])
      const { address: to, underlying, shareDecimals } = vault
      return [
        equals({ field: place('underlying'), to, question: 'asset', expected: underlying }),
        equals({
          field: place('shareDecimals'),
          to,
          question: 'decimals',
          expected: shareDecimals,
        }),
      ]
    }),
  )
}

function bridgeChecks(project: Project, chainId: ChainId): readonly MetadataCheck[] {
  return project.bridges.flatMap((bridge) => {
    if (bridge.type !== 'hyperlane') return []
    return bridge.members.flatMap(({ chainId: at, mailbox, router, domain }, i) => {
      if (at !== chainId) return []
      const place = (key: string) => toFieldPath(['bridges', bridge.id, 'members', i, key])
      return [
        equals({ field: place('domain'), to: mailbox, question: 'localDomain', expected: domain }),
        equals({ field: place('mailbox'), to: router, question: 'mailbox', expected: mailbox }),
      ]
    })
  })
}

function equals(parameters: {
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

/** The proxy that readers call emits nothing; `aggregator()` is a function of the proxy only. */
function notProxy(subject: string, to: Address): MetadataCheck {
  return {
    subject,
    to,
    data: encodeFunctionData({ abi, functionName: 'aggregator' }),
    judge(answer) {
      const aggregator = decode('aggregator', answer)
      if (aggregator === undefined) return undefined
      return {
        status: 'fail',
        text: `${to} is the proxy before the aggregator and emits no answers.`,
        cure: `Write ${aggregator}, its aggregator.`,
      }
    },
  }
}

/** Undefined for anything but one word of the right kind: an answer of another length is no answer to the question. */
function decode(question: Question, answer: Hex | undefined): number | Address | undefined {
  if (answer === undefined || answer.length !== 66) return undefined
  const bits = question === 'decimals' ? 8n : question === 'localDomain' ? 32n : 160n
  if (BigInt(answer) >= 1n << bits) return undefined
  const value = decodeFunctionResult({ abi, functionName: question, data: answer })
  return typeof value === 'number' ? value : toLower(value)
}

function toLower(address: Address): Address {
  return `0x${address.slice(2).toLowerCase()}`
}
