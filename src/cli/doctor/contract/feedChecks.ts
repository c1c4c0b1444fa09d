import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem'
import type { FeedConfig } from '../../../config/FeedConfig.ts'
import type { Project } from '../../../config/Project.ts'
import { toFieldPath } from '../../../config/parse/toFieldPath.ts'
import type { Address, ChainId, Hex } from '../../../facts/primitives.ts'
import { pythReadAbi } from '../../../protocols/oracles/pyth.ts'
import { decode, equals, type MetadataCheck } from './MetadataCheck.ts'

const abi = parseAbi([
  'function aggregator() view returns (address)',
  'function phaseAggregators(uint16 phase) view returns (address)',
])

/** What the feeds of a chain can be asked. */
export function feedChecks(project: Project, chainId: ChainId): readonly MetadataCheck[] {
  return project.feeds.filter((feed) => feed.chainId === chainId).flatMap(checksOf)
}

/** An operator's own contract has no function that is known. */
function checksOf(feed: FeedConfig): readonly MetadataCheck[] {
  const { id, address: to, decimals: expected, source } = feed
  const field = toFieldPath(['feeds', id, 'decimals'])
  const decimals = equals({ field, to, question: 'decimals', expected })
  switch (source?.type) {
    case undefined:
      return [decimals, notProxy(toFieldPath(['feeds', id, 'address']), to)]
    case 'proxy':
      return [
        decimals,
        ...[...source.aggregators].map(([phase, aggregator]) =>
          phaseCheck(feed, phase, aggregator),
        ),
      ]
    case 'pyth':
      return [exponentCheck(feed, source.priceId)]
    case 'custom':
      return []
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

function phaseCheck(
  { id, address: to }: FeedConfig,
  phase: bigint,
  expected: Address,
): MetadataCheck {
  const subject = toFieldPath(['feeds', id, 'aggregators', `${phase}`])
  return {
    subject,
    to,
    data: encodeFunctionData({ abi, functionName: 'phaseAggregators', args: [Number(phase)] }),
    judge(answer) {
      const actual = decode('aggregator', answer)
      if (actual === undefined) {
        const cure = 'Check the address of the proxy.'
        return { status: 'warn', text: `${to} does not answer phaseAggregators(${phase}).`, cure }
      }
      if (actual === expected)
        return { status: 'pass', text: `Phase ${phase} of ${to} is ${actual}, as configured.` }
      const text = `Phase ${phase} of ${to} is ${actual}, not ${expected} as configured.`
      return { status: 'fail', text, cure: `Write ${actual} as ${subject}.` }
    },
  }
}

/** Four words behind `0x`. */
const priceDigits = 2 + 4 * 64

function exponentCheck({ id, address: to, decimals }: FeedConfig, priceId: Hex): MetadataCheck {
  const subject = toFieldPath(['feeds', id, 'decimals'])
  return {
    subject,
    to,
    data: encodeFunctionData({ abi: pythReadAbi, args: [priceId] }),
    judge(answer) {
      if (answer?.length !== priceDigits) {
        const cure = 'Check the address and the priceId.'
        return { status: 'warn', text: `${to} knows no price ${priceId}.`, cure }
      }
      const [, , exponent] = decodeFunctionResult({ abi: pythReadAbi, data: answer })
      if (exponent === -decimals)
        return {
          status: 'pass',
          text: `The price of ${to} is scaled by 10^${exponent}, as configured.`,
        }
      const text = `The price of ${to} is scaled by 10^${exponent}, not by ${decimals} decimals.`
      return { status: 'fail', text, cure: `Write ${-exponent} as ${subject}.` }
    },
  }
}
