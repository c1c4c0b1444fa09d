import type { BridgeConfig } from '../config/Project.ts'
import type { ChainId } from '../facts/primitives.ts'

/** Whether a bridge's contracts on a chain log when they stop transfers, as far as the config has them. */
export function saysPauses(bridge: BridgeConfig, chainId: ChainId): boolean {
  switch (bridge.type) {
    case 'hyperlane': {
      const member = bridge.members.find((candidate) => candidate.chainId === chainId)
      return member?.pausableIsm !== undefined || member?.pausableHook !== undefined
    }
    case 'protocol': {
      const { pausedBy = [] } = bridge.protocol
      const member = bridge.members.find((candidate) => candidate.chainId === chainId)
      return pausedBy.some((role) => (member?.contracts.get(role) ?? []).length > 0)
    }
    case 'custom':
      return bridge.definition.saysPauses === true
  }
}
