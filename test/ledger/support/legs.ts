import type { LegStep } from '../../../src/facts/BridgeFacts.ts'
import type { Binding, Leg } from '../../../src/facts/Leg.ts'
import type { Address, ChainId } from '../../../src/facts/primitives.ts'
import type { ChainCut, TransferContext } from '../../../src/ledger/TransferContext.ts'
import { alice, customRoute, route, tokenOf, topology, vaultOf, word } from './world.ts'

/** Blocks and seconds are the same number in these worlds. */
export function cutAt(
  heights: Readonly<Record<ChainId, bigint>>,
  coveredFrom: ReadonlyMap<string, bigint> = new Map([
    [route, 0n],
    [customRoute, 0n],
  ]),
): TransferContext {
  const cut = new Map<ChainId, ChainCut>(
    Object.entries(heights).map(([chainId, number]) => [
      Number(chainId),
      { number, txIndex: undefined, timestamp: number, coveredFrom },
    ]),
  )
  return { cut, topology }
}

export function bound(
  amount: bigint,
  parts: { chainId?: ChainId; account?: Address; beneficiary?: Address } = {},
): Binding {
  const { chainId = 1, account = alice, beneficiary } = parts
  return {
    holder: { venue: 'lab', account, unit: 'cross' },
    asset: tokenOf(chainId),
    contract: vaultOf(chainId),
    amount,
    beneficiary: beneficiary && { venue: 'lab', account: beneficiary, unit: 'cross' },
  }
}

/** A leg of the warp route 1 → 2 at a block, bound in full unless said. */
export function leg(step: LegStep, block: bigint, parts: Partial<Leg> = {}): Leg {
  const isFar = step === 'credited'
  const origin = parts.origin ?? 1
  const destination = parts.destination ?? 2
  const chainId = parts.at?.chainId ?? (isFar ? destination : origin)
  const amount = parts.amount ?? 100n
  const moves = step === 'sent' || step === 'queued' || step === 'credited' || step === 'refunded'
  return {
    at: {
      chainId,
      blockNumber: block,
      blockHash: word(Number(block % 200n) + 1),
      txIndex: 0,
      txHash: word(Number(block % 200n) + 2),
      logIndex: 0,
      k: 0,
    },
    timestamp: block,
    canonical: true,
    via: 'bridge',
    step,
    bridge: route,
    key: word(7),
    payloadHash: parts.key ?? word(7),
    asset: tokenOf(chainId),
    amount,
    sender: undefined,
    recipient: vaultOf(destination),
    origin,
    destination,
    bindings: moves ? [bound(amount, { chainId })] : [],
    unbound: undefined,
    ...parts,
  }
}

/** Puts a leg on a chain, at another log, or both. */
export function placed(base: Leg, at: Partial<Leg['at']>): Leg {
  return { ...base, at: { ...base.at, ...at } }
}
