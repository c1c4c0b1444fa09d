import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import { hasSharedKeys, splitByBridge } from '../../src/ledger/splitByBridge.ts'
import { cutAt, leg, placed } from './support/legs.ts'
import { customRoute, route, vaultOf } from './support/world.ts'

const { cut } = cutAt({ 1: 90n, 2: 90n })
const other = { bridge: customRoute }
const waiting = { bindings: [], recipient: vaultOf(2) }
const venue = { via: 'venue' as const, bridge: '' }

const bridgesOf = (legs: readonly Leg[]) =>
  splitByBridge(legs, cut).map((group) => [...new Set(group.map(({ bridge }) => bridge))])

test('default: a key of one bridge is one group, whoever names it', () => {
  const legs = [leg('sent', 10n), leg('credited', 20n, venue)]
  expect(hasSharedKeys(legs)).toBe(false)
  expect(splitByBridge(legs, cut)).toEqual([legs])
})

test('behavior: a venue that books in the bridge’s own transaction is of that bridge', () => {
  const credits = [leg('credited', 20n), placed(leg('credited', 21n, other), { logIndex: 0 })]
  const booked = placed(leg('credited', 21n, venue), { logIndex: 1 })
  expect(bridgesOf([leg('sent', 10n), ...credits, booked])).toEqual(
    [[route], [customRoute, '']].sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)),
  )
})

test('property: no order of legs changes the groups, and no leg is lost or doubled', () => {
  const legs = [
    leg('sent', 10n),
    leg('sent', 11n, other),
    leg('credited', 20n, waiting),
    leg('credited', 21n, { ...waiting, ...other }),
    leg('credited', 30n, venue),
    leg('credited', 31n, venue),
  ]
  const spell = (groups: readonly (readonly Leg[])[]) =>
    groups.map((group) =>
      group.map(({ at, via }) => `${via} ${at.chainId} ${at.blockNumber}`).sort(),
    )
  const wanted = spell(splitByBridge(legs, cut))
  expect(wanted.flat()).toHaveLength(legs.length)
  fc.assert(
    fc.property(fc.shuffledSubarray(legs, { minLength: legs.length }), (order) => {
      expect(spell(splitByBridge(order, cut))).toEqual(wanted)
    }),
    { numRuns: 100, seed: 1 },
  )
})
