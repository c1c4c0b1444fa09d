import type { Address, Hex } from '../../facts/primitives.ts'
import { PAGE_ROWS_MAX } from '../limits/limits.ts'
import type { TransferModel } from '../models/TransferModel.ts'
import { toTransferModel } from '../models/toTransferModel.ts'
import type { Cut } from '../views/cut/Cut.ts'
import type { TransferReading } from '../views/Views.ts'
import { contentKey } from './contentKey.ts'
import type { Watch, Watched } from './Watch.ts'

/** Payload of `transferChanged`; no transfer: not known at the cut. */
export interface TransferChange {
  key: Hex
  transfer: TransferModel | undefined
  cut: Cut
}

/** Follows one transfer, also before anybody has seen it. */
export function watchTransfer(key: Hex): Watch<TransferChange> {
  return {
    key: `transfer ${key}`,
    evaluate: (reader) => new Map([[key, toChange(key, reader.transfer(key), reader.cut)]]),
  }
}

/**
 * Follows the newest transfers of a venue, or of one account in it. One that a reorg removed is told once, without its
 * transfer; one that newer ones pushed out of the page is silently let go.
 */
export function watchTransfers(venue: string, account: Address | undefined): Watch<TransferChange> {
  return {
    key: `transfers ${account ?? 'all'} ${venue}`,
    evaluate(reader, known) {
      const newest = { order: 'desc', first: PAGE_ROWS_MAX, after: undefined } as const
      const { items } = reader.transfers({ venue, account, ...newest })
      const found = new Map<string, Watched<TransferChange>>()
      // Oldest first, so that a new subscriber reads them in the order in which they happened.
      for (const { item } of items.toReversed()) {
        // Several bridges may use one key: the oldest transfer goes by it alone.
        const id = found.has(item.key) ? `${item.key} ${item.bridge}` : item.key
        found.set(id, toChange(item.key, item, reader.cut))
      }
      for (const [id, { value }] of known) {
        const isGone = value.transfer !== undefined && !found.has(id)
        if (!isGone || reader.transfer(value.key) !== undefined) continue
        found.set(id, toChange(value.key, undefined, reader.cut))
      }
      return found
    },
  }
}

function toChange(key: Hex, view: TransferReading | undefined, cut: Cut): Watched<TransferChange> {
  const transfer = view === undefined ? undefined : toTransferModel(view, cut)
  // A price that moves changes no transfer: each of its ticks would be told for every one of them.
  const unpriced = view && { ...view, valueE18: undefined, valueUnknown: undefined }
  return { content: contentKey(unpriced ?? null), value: { key, transfer, cut } }
}
