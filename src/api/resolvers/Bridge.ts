import type { BridgeResolvers } from '../generated/resolverTypes.ts'

export const Bridge: BridgeResolvers = {
  id: ({ config }) => config.id,
  type: ({ config }) => config.type,
  protocol: ({ config }) => (config.type === 'protocol' ? config.protocol.name : undefined),
  policy: ({ config }) => config.policy,
}
