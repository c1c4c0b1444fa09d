import { createRangeSizer, type RangeSizer } from './createRangeSizer.ts'

/** What was learnt about ranges, per endpoint: each provider has caps of its own. */
export interface RangeSizers {
  /** The sizer of the endpoint with this label. */
  of(label: string): RangeSizer
  /** The endpoint with this label has answered or refused a range; it is likely to be asked next. */
  hear(label: string): RangeSizer
  /** The sizer of the endpoint that was heard last. */
  last(): RangeSizer
  /** Blocks to ask for next: what that endpoint takes. */
  blocks(): bigint
}

/** Creates sizers for the endpoints of one chain, none of which passes `blocksMax`. */
export function createRangeSizers(blocksMax: bigint): RangeSizers {
  const byLabel = new Map<string, RangeSizer>()
  // Until somebody is heard, failures teach this one.
  let heard = createRangeSizer(blocksMax)
  const of = (label: string): RangeSizer => {
    const known = byLabel.get(label)
    if (known !== undefined) return known
    const sizer = createRangeSizer(blocksMax)
    byLabel.set(label, sizer)
    return sizer
  }
  return {
    of,
    hear(label) {
      heard = of(label)
      return heard
    },
    last: () => heard,
    blocks: () => heard.blocks(),
  }
}
