import type { z } from 'zod'
import type { ChainPreset } from '../ChainPreset.ts'
import { fields, leaf } from './leaf.ts'
import { address, integer, oneOf, wholeNumber } from './values.ts'

/** Endpoints per chain; more only multiply the probes. */
const rpcCountMax = 16

/** A day: a chain that makes no block for longer cannot be followed by polling. */
const blockTimeMsMax = 86_400_000

/** Requests per second that can be asked for; no provider sells more to one client. */
const requestsPerSecondMax = 10_000

/** Longest name of a witness, such as the name of a provider. */
const witnessLengthMax = 64

/** One endpoint as written, before its variables are looked up. */
export interface EndpointValues {
  url: string
  witness: string | undefined
  requestsPerSecond: number | undefined
}

const rpc = leaf<readonly EndpointValues[]>(
  "Write an http(s) or ws(s) URL, 'env:NAME', { url, witness?, requestsPerSecond? }, or a list of them.",
  (value) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    const endpoints = list.map(readEndpoint)
    const known = endpoints.filter((endpoint) => endpoint !== undefined)
    const isWrong = known.length !== list.length || list.length === 0 || list.length > rpcCountMax
    return isWrong ? undefined : { value: known }
  },
)

function readEndpoint(entry: unknown): EndpointValues | undefined {
  if (typeof entry === 'string')
    return { url: entry, witness: undefined, requestsPerSecond: undefined }
  if (typeof entry !== 'object' || entry === null) return undefined
  const { url, witness, requestsPerSecond, ...others }: Partial<Record<string, unknown>> = {
    ...entry,
  }
  const isRight =
    typeof url === 'string' &&
    (witness === undefined || isWitness(witness)) &&
    (requestsPerSecond === undefined || isRate(requestsPerSecond)) &&
    Object.keys(others).length === 0
  return isRight ? { url, witness, requestsPerSecond } : undefined
}

function isWitness(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= witnessLengthMax
}

function isRate(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= requestsPerSecondMax
}

const preset = leaf<ChainPreset | string>(
  "Write an export of 'plimsoll/chains', or its name.",
  (value) => (typeof value === 'string' || isPreset(value) ? { value } : undefined),
)

function isPreset(value: unknown): value is ChainPreset {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'blockTimeMs' in value &&
    'finality' in value &&
    'domains' in value
  )
}

/** The chain id a preset brings may be left out. */
export const chainId = wholeNumber({
  min: 1,
  max: Number.MAX_SAFE_INTEGER,
  cure: 'Write the EIP-155 chain id, such as 8453.',
})

/** An hour, as Chainlink's own example waits before a price is used again. */
const graceSecondsDefault = 3_600n

const depth = integer({ min: 0n, max: 1_000_000n, cure: 'Write a number of blocks.' })

export const chainSchema = fields({
  id: chainId.optional(),
  rpc,
  preset: preset.optional(),
  blockTimeMs: wholeNumber({
    min: 1,
    max: blockTimeMsMax,
    cure: 'Write the usual time between two blocks in milliseconds, such as 2000.',
  }).optional(),
  finality: fields({
    policy: oneOf('tag', 'depth').optional(),
    safeDepth: depth.optional(),
    finalizedDepth: depth.optional(),
    onViolation: oneOf('halt', 'repair').optional(),
  }).optional(),
  sequencer: fields({
    feed: address,
    startBlock: integer({
      min: 0n,
      cure: 'Write the number of the block in which the feed was deployed.',
    }),
    graceSeconds: integer({ min: 0n, max: 604_800n, cure: 'Write a number of seconds.' }).default(
      graceSecondsDefault,
    ),
  }).optional(),
  coverage: oneOf('unverified', 'verified', 'proven').optional(),
  bloom: oneOf('trusted', 'untrusted').optional(),
  multicall: address.optional(),
  staleAfterSeconds: wholeNumber({
    min: 1,
    max: 604_800,
    cure: 'Write a number of seconds, such as 60.',
  }).optional(),
  concurrency: wholeNumber({
    min: 1,
    max: 64,
    cure: 'Write the number of concurrent requests per endpoint, 1 to 64.',
  }).optional(),
  rangeBlocksMax: integer({
    min: 1n,
    max: 1_000_000n,
    cure: 'Write the number of blocks of one eth_getLogs range, such as 2000.',
  }).optional(),
  timeoutMs: wholeNumber({
    min: 100,
    max: 300_000,
    cure: 'Write the deadline of one request in milliseconds, such as 15000.',
  }).optional(),
})

export type ChainValues = z.output<typeof chainSchema>
