/**
 * What bridges bring to a chain, less what they take away: the account of that chain in the accountant's sense (rule A2). A
 * chain cannot send away more than it was ever sent.
 *
 * It reads the bridge's own logs once more, with the bridge's own decoder, and keeps only the amounts of its legs.
 */

import type { LegStep } from '../../facts/BridgeFacts.ts'
import type { Decoder } from '../../facts/Decoder.ts'
import type { Fact } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import type { Address } from '../../facts/primitives.ts'
import { flowRank } from '../factRank.ts'

const version = 1

/** Follows the flow of `tokens` over a bridge, of which `legs` decodes the legs on one chain. */
export function createFlowDecoder(parameters: {
  legs: Decoder
  tokens: ReadonlySet<Address>
}): Decoder {
  const { legs, tokens } = parameters
  const name = `flow@${version}.${legs.name}`
  const id = `${legs.source.id}/flow`
  const decoder = factDecoder(name, id)
  return {
    name,
    source: { ...legs.source, id },
    // What cannot be trusted is quarantined once, by the bridge.
    decode: (transaction) => ({
      facts: legs.decode(transaction).facts.flatMap((fact) => toFlow(fact, decoder, tokens)),
      reads: [],
      quarantined: [],
    }),
  }
}

function toFlow(
  { at, body, siblings }: Fact,
  decoder: string,
  tokens: ReadonlySet<Address>,
): Fact[] {
  if (body.kind !== 'leg' || body.amount === 0n || !tokens.has(body.asset)) return []
  const sign = signOf(body.step)
  if (sign === undefined) return []
  const { asset: token, bridge, amount } = body
  return [
    {
      at: { ...at, k: flowRank(at.k) },
      decoder,
      body: { kind: 'flow', token, bridge, amount: sign * amount },
      siblings,
    },
  ]
}

/** What was queued moved then, and is sent with amount 0; what was cancelled comes back as its refund. */
function signOf(step: LegStep): 1n | -1n | undefined {
  switch (step) {
    case 'credited':
    case 'refunded':
      return 1n
    case 'queued':
    case 'sent':
      return -1n
    case 'attested':
    case 'committed':
    case 'failed':
    case 'cancelled':
      return undefined
  }
}
