import type { MarginView } from './MarginUnit.ts'

/** The same cut with some prices elsewhere; their sides and averages go with them. Subjects without a state stay so. */
export function moveView(view: MarginView, prices: ReadonlyMap<string, bigint>): MarginView {
  const states = new Map(view.states)
  for (const [subject, mid] of prices) {
    const state = states.get(subject)
    if (state === undefined) continue
    states.set(subject, { ...state, mid, bid: undefined, ask: undefined, average: undefined })
  }
  return { ...view, states }
}
