import type { Abi } from 'viem'
import type { LegParameters } from '../config/BridgeRoute.ts'
import type { CustomContext, CustomDefinition } from '../config/CustomDefinition.ts'
import { assert } from '../errors/assert.ts'
import type { LegFact } from '../facts/Fact.ts'
import { toLegFact } from './bridges/toLegFact.ts'
import { checkLeg } from './custom/checkLeg.ts'
import type { ContractRef } from './custom/createBookBuilder.ts'
import { createDefinition, type DefineParameters } from './custom/createDefinition.ts'

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
    leg: (leg) =>
      toLegFact(bridge, checkLeg({ ...leg, carrierContract: leg.carrierContract ?? contract })),
  }
}
