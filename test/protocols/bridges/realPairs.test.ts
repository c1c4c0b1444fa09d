/**
 * Transfers of public chains by the built-in protocols. Configs are made of what the receipts show, never of a
 * transaction's name. A new protocol adds a line to `listed` if the pairs have it.
 */
import { expect, test } from 'vitest'
import type { ProtocolBridge } from '../../../src/config/Project.ts'
import type { Address } from '../../../src/facts/primitives.ts'
import { nativeToken } from '../../../src/protocols/bridges/nativeToken.ts'
import { protocols } from '../../../src/protocols/bridges/protocols.ts'
import { hasData, pairs, type RealTransaction, readTransactions } from '../readTransactions.ts'
import { matchLegs, type PlacedLeg } from './matchLegs.ts'
import { bridgeFromReceipts, movedAmounts } from './realData.ts'
import { decoderOf } from './routes.ts'

const transactions = readTransactions('bridges.json')

/** Names in `pairs.json` and in `protocols.ts`. */
const listed: Readonly<Record<string, string>> = {
  'cctp-v1': 'cctp-v1',
  'across-v3.5': 'across-v3',
  'arbitrum-canonical': 'arbitrum',
  'op-canonical': 'op-stack',
}

/** A day: longer than any delivery of the pairs but the withdrawals from rollups. */
const coveredForSeconds = 30n * 86_400n

const known = pairs.flatMap(({ protocol, ...pair }) => {
  const found = protocols[listed[protocol] ?? '']
  return found === undefined ? [] : [[protocol, pair.note, found, pair] as const]
})

/** The legs of a transaction and what of it is quarantined, as its own filters would have fetched it. */
function read(bridge: ProtocolBridge, transaction: RealTransaction) {
  const decoder = decoderOf(bridge, transaction.chainId)
  const logs = transaction.logs.filter(({ address, topics: [topic0] }) =>
    decoder.source.filters.some(
      ({ addresses, topics: [allowed] }) =>
        addresses.includes(address) && allowed.some((topic) => topic === topic0),
    ),
  )
  const { facts, quarantined } = decoder.decode({ ...transaction, logs })
  const { chainId, timestamp } = transaction
  const legs = facts.flatMap(({ body, at }): PlacedLeg[] =>
    body.kind === 'leg' ? [{ body, chainId, at: timestamp, logIndex: at.logIndex }] : [],
  )
  return { legs, quarantined, logs }
}

test.runIf(hasData)('default: every listed protocol that the pairs have is found in them', () => {
  expect(new Set(known.map(([name]) => name)).size).toBe(Object.keys(listed).length)
})

test.runIf(hasData).each(known)(
  'default: %s: %s matches in both orders, amounts exact',
  (_, __, protocol, { origin, destination }) => {
    const bridge = bridgeFromReceipts(protocol, [origin, destination])
    if (bridge === undefined) throw new Error('both receipts have logs of the protocol')
    const [out, back] = [read(bridge, origin), read(bridge, destination)]
    expect([out.quarantined, back.quarantined]).toEqual([[], []])
    const sent = out.legs.filter(({ body }) => body.step === 'sent')
    const credited = back.legs.filter(({ body }) => body.step === 'credited')
    expect(sent.length).toBeGreaterThan(0)
    expect(credited.length).toBe(sent.length)
    for (const [transaction, legs] of [
      [origin, sent],
      [destination, credited],
    ] as const)
      for (const { body } of legs)
        if (body.asset !== nativeToken)
          expect(movedAmounts(transaction, body.asset)).toContain(body.amount)
    // Native money has no Transfer to confirm it: what one side takes the other pays.
    const native = (legs: readonly PlacedLeg[]) =>
      legs.flatMap(({ body }) => (body.asset === nativeToken ? [body.amount] : []))
    expect(native(sent)).toEqual(native(credited))

    const until = destination.timestamp + coveredForSeconds
    const states = (legs: readonly PlacedLeg[], cut: bigint | Record<number, bigint> = until) =>
      [...matchLegs(bridge, legs, cut).values()].map(({ state }) => state)
    const same = <word>(state: word) => sent.map(() => state)
    expect(states([...out.legs, ...back.legs])).toEqual(same('DELIVERED'))
    expect(matchLegs(bridge, [...out.legs, ...back.legs], until)).toEqual(
      matchLegs(bridge, [...back.legs, ...out.legs], until),
    )
    // One side alone, before the other is read: on its way, or ahead of its origin.
    const early = { [origin.chainId]: origin.timestamp, [destination.chainId]: origin.timestamp }
    expect(states(out.legs, early)).toEqual(same('IN_FLIGHT'))
    const ahead = { [origin.chainId]: origin.timestamp - 1n, [destination.chainId]: until }
    expect(states(back.legs, ahead)).toEqual(same('AWAITING_SOURCE'))
  },
)

/** An adapter does not touch the token that it burns, and shared decimals ask for its own: USDT0 of Arbitrum. */
const knownTokens: Readonly<Record<string, Readonly<Record<Address, number>>>> = {
  oft: { '0xfd086bc7cd5c481dcc9c85ebe478a1c0b69fcbb9': 6 },
}
/** Another reading of `oft`, by the OFT's shared decimals: no receipt is of one with eight. */
const unseen = [
  'oft-8',
  // Their pools log the OFT's topics (trap 1); the one OFTSent of the receipts is an OFT's.
  'stargate-v2-usdc',
  'stargate-v2-usdt',
  'stargate-v2-eth',
]

const emitting = Object.values(protocols)
  .filter(({ name }) => !unseen.includes(name))
  .map((protocol) => [protocol.name, protocol] as const)

test.runIf(hasData).each(emitting)(
  'behavior: every log of an emitter of %s decodes strictly',
  (_, protocol) => {
    let owned = 0
    for (const transaction of transactions) {
      const bridge = bridgeFromReceipts(protocol, [transaction], knownTokens[protocol.name])
      if (bridge === undefined) continue
      const { legs, quarantined } = read(bridge, transaction)
      expect(
        quarantined.map(({ reason }) => reason),
        transaction.txHash,
      ).toEqual([])
      for (const { body } of legs)
        if (body.amount > 0n && body.step === 'sent' && body.asset !== nativeToken)
          expect(movedAmounts(transaction, body.asset), transaction.txHash).toContain(body.amount)
      owned += legs.length
    }
    process.stderr.write(`${protocol.name}: ${owned} legs in bridges.json\n`)
  },
)
