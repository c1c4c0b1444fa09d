/**
 * What backs bridged tokens, on one chain.
 *
 * `Transfer(from, to, value)`  of a token into or out of a configured escrow: what the escrow holds.
 *                              of a token from or to the zero address: what was issued of it.
 *
 * Beside the logs the tokens themselves are asked every so often, see `backingCalls`. Both say the same, or one of them lies.
 */
import { pad, parseAbi } from 'viem'
import type { BackingConfig, BackingEscrow, BackingSupply } from '../../config/BackingConfig.ts'
import type { EscrowFact, SupplyFact } from '../../facts/BackingFacts.ts'
import type { Decoder, LogFilter, QuarantinedLog } from '../../facts/Decoder.ts'
import type { Fact } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import { type Address, type ChainId, type Hash, zeroAddress } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { minOf } from '../../utils/minOf.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { toFact } from '../toFact.ts'
import { backingCalls, decodeBackingCall } from './backingCalls.ts'

const name = 'backing@1'

const events = decodeStrict(
  parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)']),
)

/** Follows what stands on one chain of every group; undefined where nothing does. */
export function createBackingDecoder(parameters: {
  chainId: ChainId
  backing: BackingConfig
  rank: number
}): Decoder | undefined {
  const { chainId, backing, rank } = parameters
  const own = <place extends { chainId: ChainId }>(places: readonly place[]): readonly place[] =>
    places.filter((place) => place.chainId === chainId)
  const escrows = own(backing.groups.flatMap((group) => group.escrows))
  const supplies = own(backing.groups.flatMap((group) => group.supplies))
  const [first, ...others] = [...escrows, ...supplies].map(({ startBlock }) => startBlock)
  if (first === undefined) return undefined
  const id = `${chainId}/backing`
  const decoder = factDecoder(name, id)
  const calls = backingCalls(chainId, backing)
  return {
    name,
    source: {
      id,
      chainId,
      startBlock: minOf(first, ...others),
      filters: toFilters(escrows, supplies),
    },
    timedReads:
      backing.readsEverySeconds === undefined
        ? undefined
        : { everySeconds: backing.readsEverySeconds, calls },
    decode({ logs }) {
      const facts: Fact[] = []
      const quarantined: QuarantinedLog[] = []
      for (const log of logs) {
        const event = events.decode(log)
        if (event.name === undefined) {
          quarantined.push({ chainId, log, sourceId: id, reason: event.reason })
          continue
        }
        const bodies = toBodies(log, event.args, escrows, supplies)
        for (const [i, body] of bodies.entries())
          facts.push(toFact({ decoder, chainId, log, k: rank + i, body }))
      }
      return { facts, reads: [], quarantined }
    },
    decodeRead: (answer) => decodeBackingCall(answer, calls),
  }
}

function toFilters(
  escrows: readonly BackingEscrow[],
  supplies: readonly BackingSupply[],
): readonly LogFilter[] {
  return [
    ...toPair(
      escrows.map(({ token }) => token),
      escrows.map(({ address }) => pad(address)),
    ),
    ...toPair(
      supplies.map(({ token }) => token),
      supplies.length === 0 ? [] : [pad(zeroAddress)],
    ),
  ]
}

function toPair(tokens: readonly Address[], parties: readonly Hash[]): readonly LogFilter[] {
  const addresses = [...new Set(tokens)]
  const party = [...new Set(parties)]
  if (addresses.length === 0) return []
  return [
    { addresses, topics: [events.topics, party] },
    { addresses, topics: [events.topics, undefined, party] },
  ]
}

/** What one transfer does to the accounts that it touches. What happened before an account's start is in its opening. */
function toBodies(
  { address: token, blockNumber }: RawLog,
  { from, to, value }: { from: Address; to: Address; value: bigint },
  escrows: readonly BackingEscrow[],
  supplies: readonly BackingSupply[],
): readonly (EscrowFact | SupplyFact)[] {
  if (value === 0n || from === to) return []
  const isEscrow = (holder: Address): boolean =>
    escrows.some(
      (escrow) =>
        escrow.token === token && escrow.address === holder && blockNumber >= escrow.startBlock,
    )
  const isSupply = supplies.some(
    (supply) => supply.token === token && blockNumber >= supply.startBlock,
  )
  const bodies: (EscrowFact | SupplyFact)[] = []
  if (isEscrow(from)) bodies.push({ kind: 'escrow', token, holder: from, amount: -value })
  if (isEscrow(to)) bodies.push({ kind: 'escrow', token, holder: to, amount: value })
  if (isSupply && from === zeroAddress) bodies.push({ kind: 'supply', token, amount: value })
  if (isSupply && to === zeroAddress) bodies.push({ kind: 'supply', token, amount: -value })
  return bodies
}
