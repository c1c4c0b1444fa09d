import { factId } from '../../facts/FactPosition.ts'
import type { LegResolvers } from '../generated/resolverTypes.ts'
import { knownChain } from './Transfer.ts'

export const Leg: LegResolvers = {
  id: ({ at }) => factId(at),
  chainId: ({ at }) => at.chainId,
  blockNumber: ({ at }) => at.blockNumber,
  blockHash: ({ at }) => at.blockHash,
  transactionHash: ({ at }) => at.txHash,
  logIndex: ({ at }) => at.logIndex,
  isCanonical: ({ canonical }) => canonical,
  origin: ({ origin }) => knownChain(origin),
  destination: ({ destination }) => knownChain(destination),
  amount: ({ at, asset, amount }) => ({ chainId: at.chainId, token: asset, raw: amount }),
  bindings: ({ at, bindings }) => bindings.map((binding) => ({ binding, chainId: at.chainId })),
}
