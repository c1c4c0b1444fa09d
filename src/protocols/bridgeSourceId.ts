import type { BridgeConfig } from '../config/Project.ts'
import type { ChainId } from '../facts/primitives.ts'

/** Source set that covers a bridge on one chain; undefined where the bridge is not followed there. */
export function bridgeSourceId(bridge: BridgeConfig, chainId: ChainId): string | undefined {
  if (bridge.type === 'hyperlane') {
    const member = bridge.members.find((candidate) => candidate.chainId === chainId)
    return member === undefined ? undefined : `${chainId}/hyperlane:${member.router}`
  }
  if (bridge.type === 'protocol') {
    const isFollowed = bridge.members.some((candidate) => candidate.chainId === chainId)
    return isFollowed ? `${chainId}/${bridge.protocol.name}:${bridge.id}` : undefined
  }
  const member = bridge.members.find((candidate) => candidate.chainId === chainId)
  return member === undefined ? undefined : `${chainId}/bridge:${member.address}:${bridge.id}`
}
