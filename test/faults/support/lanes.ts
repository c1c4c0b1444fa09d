import { type Hex, keccak256, parseAbi, stringToHex } from 'viem'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { type BridgeBuilder, defineBridge } from '../../../src/protocols/defineBridge.ts'
import { encodeLog as encodeEvent } from '../../protocols/logs.ts'
import type { TreeLog } from './encodeBlock.ts'
import { addressOf, chainIds, contracts } from './protocol.ts'
import type { ChainName } from './scenario.ts'

/** A bridge of the operator's own, from harbor to island, whose every step has an event. */
const laneAbi = parseAbi([
  'event Sent(bytes32 indexed key, bytes32 payload, uint256 amount, uint256 deadline)',
  'event Credited(bytes32 indexed key, bytes32 payload, uint256 amount)',
  'event Failed(bytes32 indexed key, bytes32 payload)',
  'event Refunded(bytes32 indexed key, bytes32 payload, uint256 amount)',
])

export interface LaneStep {
  key: Hex
  /** What the message holds besides its key, as a word. */
  payload?: string
  amount?: bigint
  /** Last second for its credit. */
  deadline?: bigint
}

const laneDefinition = defineBridge({
  name: 'fault-lane',
  abi: laneAbi,
  events: {
    Sent: ({ key, payload, amount, deadline }, bridge) =>
      bridge.leg({
        ...legOf(bridge, 'harbor'),
        step: 'sent',
        key,
        payloadHash: payload,
        amount,
        deadline,
      }),
    Credited: ({ key, payload, amount }, bridge) =>
      bridge.leg({
        ...legOf(bridge, 'island'),
        step: 'credited',
        key,
        payloadHash: payload,
        amount,
      }),
    Failed: ({ key, payload }, bridge) =>
      bridge.leg({
        ...legOf(bridge, 'island'),
        step: 'failed',
        key,
        payloadHash: payload,
        amount: 0n,
      }),
    Refunded: ({ key, payload, amount }, bridge) =>
      bridge.leg({
        ...legOf(bridge, 'harbor'),
        step: 'refunded',
        key,
        payloadHash: payload,
        amount,
      }),
  },
})

function legOf({ contract }: BridgeBuilder, on: ChainName) {
  return {
    asset: on === 'harbor' ? contracts.harbor.usd : contracts.island.router,
    carrierContract: contract,
    origin: chainIds.harbor,
    destination: chainIds.island,
  }
}

const policy = { stuckAfterSeconds: 30, p99Seconds: 10, skewSeconds: 10, haircutBps: 0 }

/** Config of lanes by name: versions of one bridge, with contracts of their own. */
export function lanesNamed(...names: readonly string[]): ConfigInput['bridges'] {
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        type: 'custom' as const,
        members: (['harbor', 'island'] as const).map((chain) => ({
          chain,
          address: addressOf(name),
          startBlock: 0,
        })),
        policy,
        definition: laneDefinition,
      },
    ]),
  )
}

/** The log of a step of a lane's transfer. */
export function laneLog(
  lane: string,
  event: 'Sent' | 'Credited' | 'Failed' | 'Refunded',
  { key, payload = 'payload', amount = 0n, deadline = 2n ** 40n }: LaneStep,
): TreeLog {
  const args = { key, payload: keccak256(stringToHex(payload)), amount, deadline }
  return encodeEvent([...laneAbi], addressOf(lane), event, args)
}
