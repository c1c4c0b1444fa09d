import type { Abi } from 'viem'
import type { ControlParameters, LegParameters } from '../config/BridgeRoute.ts'
import type { CustomContext, CustomDefinition } from '../config/CustomDefinition.ts'
import { assert } from '../errors/assert.ts'
import type { ControlFact, LegFact } from '../facts/BridgeFacts.ts'
import type { ChainId } from '../facts/primitives.ts'
import { toLegFact } from './bridges/toLegFact.ts'
import { checkControl } from './custom/checkControl.ts'
import { checkLeg } from './custom/checkLeg.ts'
import type { ContractRef } from './custom/createBookBuilder.ts'
import { createDefinition, type DefineParameters } from './custom/createDefinition.ts'

/** Builds the facts of one event of a bridge. */
export interface BridgeBuilder extends ContractRef {
  /** Configured id of the bridge. */
  readonly bridge: string
  /** A leg of amount 0 is a fact too: a step such as `attested` may not know its amount. */
  leg(leg: LegParameters): LegFact
  /** What stops or limits the bridge from now on, or no longer does; all that passes the contract both ways unless said. */
  control(control: BridgeControl): ControlFact
}

interface BridgeControl extends Pick<ControlParameters, 'way' | 'change'> {
  /** Chains at the other end that it is about; all unless said. */
  lanes?: readonly ChainId[] | undefined
}

interface BridgeParameters<abi extends Abi> extends DefineParameters<abi, BridgeBuilder> {
  /** Whether its events say when it stops transfers, so that silence means that it does not. Default false. */
  saysPauses?: boolean
}

/**
 * Describes an operator's own bridge: its ABI, and for each event of interest a pure function to legs. A function that
 * throws quarantines its log and never stops indexing.
 *
 * @throws {ConfigError} when an event cannot be decoded by this ABI.
 */
export function defineBridge<const abi extends Abi>(
  parameters: BridgeParameters<abi>,
): CustomDefinition {
  const { saysPauses = false } = parameters
  return { ...createDefinition('bridge', parameters, createBridgeBuilder), saysPauses }
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
    control({ way = 'both', lanes, change }) {
      const checked = checkControl({ contract, way, change })
      return { kind: 'control', bridge, contract, way, lanes, change: checked.change }
    },
  }
}
