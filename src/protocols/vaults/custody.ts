/**
 * ERC-20 tokens at the custody addresses of one chain.
 *
 * `Transfer(from, to, value)`  of a configured token, where `from` or `to` is a configured vault.
 * `Deposit(dst, wad)`          of a token that is declared to wrap coins as WETH9 does: minted to `dst`, without a Transfer.
 * `Withdrawal(src, wad)`       the same way back.
 *
 * They move no holding: the vault's own events do. They are what those events are checked against. Each token is asked for its
 * `decimals()` now and then: amounts are read by what the config says, and a token that says something else must not pass
 * unseen (rpc-faults F093).
 */
import { encodeFunctionData, pad, parseAbi } from 'viem'
import type { CustomVault } from '../../config/Project.ts'
import { assert } from '../../errors/assert.ts'
import type { CustodyFact } from '../../facts/BridgeFacts.ts'
import type { Decoder, LogFilter, QuarantinedLog, ReadAnswer } from '../../facts/Decoder.ts'
import type { Fact, FactBody } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import { type Address, type ChainId, zeroAddress } from '../../facts/primitives.ts'
import { decodeStrict, type StrictEvent } from '../decodeStrict.ts'
import { toFact } from '../toFact.ts'

const name = 'custody@1'

const transferAbi = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
])
const wrapAbi = parseAbi([
  'event Deposit(address indexed dst, uint256 wad)',
  'event Withdrawal(address indexed src, uint256 wad)',
])
const transfers = decodeStrict(transferAbi)
const wraps = decodeStrict(wrapAbi)
const events = decodeStrict([...transferAbi, ...wrapAbi])

const decimalsCall = encodeFunctionData({
  abi: parseAbi(['function decimals() view returns (uint8)']),
})

/** Subject of what a token says of its decimals. */
export const decimalsSubject = 'decimals'

/** Decimals change when a token is replaced behind its proxy: an hour late is soon enough to be told. */
const decimalsEverySeconds = 3_600n

/** Token movements of those of `vaults` that stand on the chain; there must be one. */
export function createCustodyDecoder(parameters: {
  chainId: ChainId
  vaults: readonly CustomVault[]
  rank?: number
}): Decoder {
  const { chainId, rank = 0 } = parameters
  const vaults = parameters.vaults.filter((vault) => vault.chainId === chainId)
  const [first] = vaults
  assert(first !== undefined, 'custody is followed only where a custom vault stands')
  const id = `${chainId}/custody`
  const decoder = factDecoder(name, id)
  const startBlock = vaults.reduce(
    (least, vault) => (vault.startBlock < least ? vault.startBlock : least),
    first.startBlock,
  )
  return {
    name,
    source: { id, chainId, startBlock, filters: toFilters(vaults) },
    timedReads: {
      everySeconds: decimalsEverySeconds,
      calls: tokensOf(vaults).map((to) => ({ to, data: decimalsCall })),
    },
    decode(transaction) {
      const facts: Fact[] = []
      const quarantined: QuarantinedLog[] = []
      for (const log of transaction.logs) {
        const event = events.decode(log)
        if (event.name === undefined) {
          quarantined.push({ chainId, log, sourceId: id, reason: event.reason })
          continue
        }
        const { from, to, amount } = toMovement(event)
        if (amount === 0n || from === to) continue
        const body: CustodyFact = { kind: 'custody', token: log.address, from, to, amount }
        facts.push(toFact({ decoder, chainId, log, k: rank, body }))
      }
      return { facts, reads: [], quarantined }
    },
    decodeRead: toDecimals,
  }
}

function tokensOf(vaults: readonly CustomVault[]): readonly Address[] {
  return [...new Set(vaults.map((vault) => vault.token))]
}

function toFilters(vaults: readonly CustomVault[]): readonly LogFilter[] {
  const addresses = tokensOf(vaults)
  const wrapped = tokensOf(vaults.filter((vault) => vault.wraps === 'weth9'))
  const keepers = [...new Set(vaults.map((vault) => pad(vault.address)))]
  const filters: readonly LogFilter[] = [
    { addresses, topics: [transfers.topics, keepers] },
    { addresses, topics: [transfers.topics, undefined, keepers] },
  ]
  if (wrapped.length === 0) return filters
  return [...filters, { addresses: wrapped, topics: [wraps.topics, keepers] }]
}

type TokenEvent = StrictEvent<typeof transferAbi> | StrictEvent<typeof wrapAbi>

function toMovement({ name, args }: TokenEvent): { from: Address; to: Address; amount: bigint } {
  switch (name) {
    case 'Transfer':
      return { from: args.from, to: args.to, amount: args.value }
    case 'Deposit':
      return { from: zeroAddress, to: args.dst, amount: args.wad }
    case 'Withdrawal':
      return { from: args.src, to: zeroAddress, amount: args.wad }
  }
}

/** A token without `decimals()` reverts, and says nothing: what the config says stands alone then (rpc-faults F091). */
function toDecimals({ request, data }: ReadAnswer): FactBody | undefined {
  if (data === undefined || data.length !== 66) return undefined
  const values = [BigInt(data)]
  return { kind: 'parameter', contract: request.to, venue: '', subject: decimalsSubject, values }
}
