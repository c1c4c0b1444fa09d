import { createHash } from 'node:crypto'
import type { BalanceFact, Holder } from '../../../src/facts/AccountFacts.ts'
import type { Fact } from '../../../src/facts/Fact.ts'
import type { FactPosition } from '../../../src/facts/FactPosition.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import type { Address, BlockRef, ChainId, Hash, Hex } from '../../../src/facts/primitives.ts'
import type { SeriesKey, SeriesRow } from '../../../src/facts/Series.ts'
import type { RecordedCoverage } from '../../../src/store/Recorded.ts'
import type { Commit } from '../../../src/store/Store.ts'

export const chainA = 31_001
export const chainB = 31_002
export const alice: Address = `0x${'a1'.repeat(20)}`
export const bob: Address = `0x${'b0'.repeat(20)}`
export const carol: Address = `0x${'ca'.repeat(20)}`
export const vault: Address = `0x${'0f'.repeat(20)}`
export const token: Address = `0x${'70'.repeat(20)}`
export const venue = 'main'

export function hashOf(text: string): Hash {
  return `0x${createHash('sha256').update(text).digest('hex')}`
}

/** A block of a fork; one a second from 1,000 s on, unless said otherwise. */
export function block(number: number, { fork = 0, timestamp = 1_000 + number } = {}): BlockRef {
  return {
    number: BigInt(number),
    hash: hashOf(`block ${number} of fork ${fork}`),
    timestamp: BigInt(timestamp),
  }
}

export function position(chainId: ChainId, at: BlockRef, rank = 0): FactPosition {
  return {
    chainId,
    blockNumber: at.number,
    blockHash: at.hash,
    txIndex: rank,
    txHash: hashOf(`transaction ${rank} of ${at.hash}`),
    logIndex: rank * 2,
    k: 0,
  }
}

export function holder(account: Address): Holder {
  return { venue, account, unit: 'cross' }
}

export function balance(
  chainId: ChainId,
  at: BlockRef,
  parameters: { account: Address; delta: bigint; rank?: number },
): Fact<BalanceFact> {
  const { account, delta, rank = 0 } = parameters
  return {
    at: position(chainId, at, rank),
    decoder: 'vault@1',
    body: {
      kind: 'balance',
      ...holder(account),
      side: 'asset',
      asset: token,
      contract: vault,
      change: { type: 'delta', value: delta },
    },
    siblings: [],
  }
}

export function holdingKey(chainId: ChainId, account: Address): SeriesKey {
  return {
    kind: 'holding',
    chainId,
    contract: vault,
    venue,
    account,
    unit: 'cross',
    subject: token,
  }
}

export function holding(chainId: ChainId, account: Address, number: number, amount: bigint) {
  const row: SeriesRow = {
    key: holdingKey(chainId, account),
    blockNumber: BigInt(number),
    values: [amount],
  }
  return row
}

export function leg(
  chainId: ChainId,
  at: BlockRef,
  parameters: Partial<Leg> & Pick<Leg, 'step' | 'key'> & { of?: Address; rank?: number },
): Leg {
  const { of, rank = 100, ...fields } = parameters
  const amount = fields.amount ?? 10n
  return {
    at: position(chainId, at, rank),
    timestamp: at.timestamp,
    canonical: true,
    via: 'bridge',
    bridge: 'hyperlane:usd',
    payloadHash: fields.key,
    asset: token,
    amount,
    sender: undefined,
    recipient: undefined,
    origin: chainA,
    destination: chainB,
    bindings:
      of === undefined ? [] : [{ holder: holder(of), asset: token, contract: vault, amount }],
    unbound: of === undefined ? 'NO_BALANCE_FACT' : undefined,
    ...fields,
  }
}

export function transferKey(name: string): Hex {
  return hashOf(`transfer ${name}`)
}

export function coverage(chainId: ChainId, fromBlock: number, toBlock: number): RecordedCoverage {
  return {
    chainId,
    sourceId: `${chainId}/vault`,
    filterDigest: 'digest',
    fromBlock: BigInt(fromBlock),
    fromTimestamp: BigInt(1_000 + fromBlock),
    toBlock: BigInt(toBlock),
    decoder: 'vault@1',
    spans: [{ toBlock: BigInt(toBlock), level: 'unverified' }],
  }
}

/** A commit up to `indexed`, which is finalized three blocks below. */
export function batch(
  chainId: ChainId,
  indexed: BlockRef,
  rows: Partial<Omit<Commit, 'chainId' | 'progress'>> = {},
): Commit {
  const depth = (blocks: bigint) => (indexed.number > blocks ? indexed.number - blocks : 0n)
  return {
    chainId,
    blocks: [],
    facts: [],
    legs: [],
    series: [],
    quarantined: [],
    coverage: [],
    progress: { chainId, indexed, safe: depth(1n), finalized: depth(3n), phase: 'live' },
    publishedAtMs: 1,
    ...rows,
  }
}
