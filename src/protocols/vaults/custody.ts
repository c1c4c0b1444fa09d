/**
 * ERC-20 tokens at the custody addresses of one chain.
 *
 * `Transfer(from, to, value)`  of a configured token, where `from` or `to` is a configured vault.
 *
 * It moves no holding: the vault's own events do. It is what those events are checked against.
 */
import { pad, parseAbi } from 'viem'
import type { CustomVault } from '../../config/Project.ts'
import { assert } from '../../errors/assert.ts'
import type { Decoder, QuarantinedLog } from '../../facts/Decoder.ts'
import type { CustodyFact, Fact } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import type { ChainId } from '../../facts/primitives.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { toFact } from '../toFact.ts'

const name = 'custody@1'

const events = decodeStrict(
  parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)']),
)

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
  const addresses = [...new Set(vaults.map((vault) => vault.token))]
  const keepers = [...new Set(vaults.map((vault) => pad(vault.address)))]
  const startBlock = vaults.reduce(
    (least, vault) => (vault.startBlock < least ? vault.startBlock : least),
    first.startBlock,
  )
  const filters = [
    { addresses, topics: [events.topics, keepers] },
    { addresses, topics: [events.topics, undefined, keepers] },
  ] as const
  return {
    name,
    source: { id, chainId, startBlock, filters },
    decode(transaction) {
      const facts: Fact[] = []
      const quarantined: QuarantinedLog[] = []
      for (const log of transaction.logs) {
        const event = events.decode(log)
        if (event.name === undefined) {
          quarantined.push({ chainId, log, sourceId: id, reason: event.reason })
          continue
        }
        const { from, to, value: amount } = event.args
        if (amount === 0n || from === to) continue
        const body: CustodyFact = { kind: 'custody', token: log.address, from, to, amount }
        facts.push(toFact({ decoder, chainId, log, k: rank, body }))
      }
      return { facts, reads: [], quarantined }
    },
  }
}
