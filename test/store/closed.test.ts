import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LegStep } from '../../src/facts/BridgeFacts.ts'
import type { Leg } from '../../src/facts/Leg.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import { type DerivationLeg, deriveTransfer } from '../../src/store/sqlite/deriveTransfer.ts'
import { cutAt, leg, placed } from '../ledger/support/legs.ts'
import { customRoute, route, word } from '../ledger/support/world.ts'

const steps: readonly LegStep[] = ['queued', 'sent', 'committed', 'failed', 'cancelled', 'refunded']

/** A leg of anything but a credit on either chain, in the first six blocks. */
const anyLeg = fc
  .record({
    step: fc.constantFrom(...steps),
    chainId: fc.constantFrom(1, 1, 2),
    block: fc.integer({ min: 1, max: 6 }),
    payloadHash: fc.constantFrom(word(7), word(7), word(7), word(8)),
    bridge: fc.constantFrom(route, route, route, customRoute),
  })
  .map(({ step, chainId, block, ...parts }) => placed(leg(step, BigInt(block), parts), { chainId }))

/** The i-th leg stands in the i-th log, so that no two are one. */
const anyLegs = fc
  .array(anyLeg, { minLength: 2, maxLength: 4 })
  .map((legs) => legs.map((own, logIndex) => placed(own, { logIndex })))

function toDerivation({ at, step, via, payloadHash, key, bridge, ...own }: Leg): DerivationLeg {
  return {
    ...{ chainId: at.chainId, number: Number(at.blockNumber), step, via },
    isSettled: own.bindings.length > 0,
    amount: Buffer.from([2, Number(own.amount)]),
    payloadHash: payloadHash === key ? null : Buffer.from(payloadHash.slice(2), 'hex'),
    bridge: bridge === route ? 1 : 2,
    ...{ origin: own.origin, destination: own.destination, isLink: false },
  }
}

const byPlace = (a: Leg, b: Leg): number =>
  a.at.chainId - b.at.chainId ||
  Number(a.at.blockNumber - b.at.blockNumber) ||
  a.at.logIndex - b.at.logIndex

test('property: of what came back the ledger says so in every cut from which the store leaves it out', () => {
  let leftOut = 0
  fc.assert(
    fc.property(anyLegs, (legs) => {
      const derived = deriveTransfer(legs.toSorted(byPlace).map(toDerivation))
      if (derived?.closed !== 1) return
      for (let near = BigInt(derived.credited_number); near <= 7n; near += 1n)
        for (let far = 0n; far <= 7n; far += 1n) {
          if (near < BigInt(derived.sent_number)) continue
          const view = evaluateTransfer(legs, cutAt({ 1: near, 2: far }))
          expect(['REFUNDED', 'CANCELLED']).toContain(view?.state)
          leftOut += 1
        }
    }),
    { numRuns: 20_000, seed: 7 },
  )
  expect(leftOut).toBeGreaterThan(10_000)
})
