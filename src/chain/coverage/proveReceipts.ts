import type { Hash, Hex } from '../../facts/primitives.ts'
import { encodeReceipt } from './encodeReceipt.ts'
import { trieRoot } from './trieRoot.ts'

/** Whether receipts are all of a block's: `unknown` where one has a type or a form whose encoding is not known. */
export type ReceiptsProof = 'proven' | 'refuted' | 'unknown'

/**
 * Recomputes the receipts root of a block from an `eth_getBlockReceipts` answer and compares it. Polygon's state-sync
 * transaction stands last in the answer and outside the root (rpc-faults F053): then its logs are in no proof.
 */
export function proveReceipts(receipts: readonly unknown[], receiptsRoot: Hash): ReceiptsProof {
  const encoded: Hex[] = []
  for (const receipt of receipts) {
    const bytes = encodeReceipt(receipt)
    if (bytes === undefined) return 'unknown'
    encoded.push(bytes)
  }
  if (trieRoot(encoded) === receiptsRoot) return 'proven'
  const withoutLast = encoded.slice(0, -1)
  return encoded.length > 0 && trieRoot(withoutLast) === receiptsRoot ? 'unknown' : 'refuted'
}
