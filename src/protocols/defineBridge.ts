import type { Abi } from 'viem'
import type { CustomContext, CustomDefinition } from '../config/CustomDefinition.ts'
import { assert } from '../errors/assert.ts'
import type { LegFact, LegStep } from '../facts/Fact.ts'
import type { Address, ChainId, Hex } from '../facts/primitives.ts'
import { toAddress, toAmount, toHash } from './custom/checkArguments.ts'
import type { ContractRef } from './custom/createBookBuilder.ts'
import { createDefinition, type DefineParameters } from './custom/createDefinition.ts'

/** One side of a transfer, as the bridge says it. `amount` is in units of `asset`, a token on this chain. */
interface LegParameters {
  step: LegStep
  /** 32 bytes that both sides share. */
  key: Hex
  /** What the key does not commit to by itself; the key unless said. */
  payloadHash?: Hex
  asset: Address
  amount: bigint
  /** Contract that holds, burns or mints on this chain; the one that logged the event unless said. */
  carrierContract?: Address
  sender?: Address | undefined
  recipient?: Address | undefined
  origin: ChainId
  destination: ChainId
}

/** Builds the facts of one event of a bridge. */
export interface BridgeBuilder extends ContractRef {
  /** Configured id of the bridge. */
  readonly bridge: string
  /** A leg of amount 0 is a fact too: a step such as `attested` may not know its amount. */
  leg(leg: LegParameters): LegFact
}

/**
 * Describes an operator's own bridge: its ABI, and for each event of interest a pure function to legs. A function that
 * throws quarantines its log and never stops indexing.
 *
 * @throws {ConfigError} when an event cannot be decoded by this ABI.
 */
export function defineBridge<const abi extends Abi>(
  parameters: DefineParameters<abi, BridgeBuilder>,
): CustomDefinition {
  return createDefinition('bridge', parameters, createBridgeBuilder)
}

function createBridgeBuilder(context: CustomContext): BridgeBuilder {
  const { chainId, contract, bridge, blockNumber, txHash } = context
  assert(bridge !== undefined, 'a bridge contract belongs to a configured bridge')
  return {
    chainId,
    contract,
    bridge,
    blockNumber,
    txHash,
    leg(leg) {
      const { step, origin, destination } = leg
      const key = toHash('key', leg.key)
      return {
        kind: 'leg',
        step,
        bridge,
        key,
        payloadHash: leg.payloadHash === undefined ? key : toHash('payloadHash', leg.payloadHash),
        asset: toAddress('asset', leg.asset),
        amount: toAmount(
          'amount',
          leg.amount,
          'Pass what the bridge carries; `step` says which way.',
        ),
        carrierContract: toAddress('carrierContract', leg.carrierContract ?? contract),
        sender: leg.sender && toAddress('sender', leg.sender),
        recipient: leg.recipient && toAddress('recipient', leg.recipient),
        origin,
        destination,
      }
    },
  }
}
