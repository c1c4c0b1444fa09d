import { type Log, parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Plimsoll } from '../e2e/support/startPlimsoll.ts'
import { createPrograms, type Programs } from './createPrograms.ts'
import { expectSaid } from './expectSaid.ts'
import { invoke } from './invoke.ts'
import { arrive, type Crossing, cross, leave } from './layerzero/crossing.ts'
import type { OftSide } from './layerzero/deployOft.ts'
import { layerzeroConfig } from './layerzero/layerzeroConfig.ts'
import {
  attest,
  commit,
  deliver,
  deliverAsAnybody,
  handOver,
  intervene,
  tooLittleGas,
  verify,
} from './layerzero/roles.ts'
import { startRoute } from './layerzero/startRoute.ts'
import { type Standings, stand } from './Standing.ts'
import { bookOf } from './vault.ts'

let here: OftSide
let there: OftSide
let programs: Programs
let live: Plimsoll
const crossings: Crossing[] = []

beforeAll(async () => {
  const sides = await startRoute()
  here = sides[0]
  there = sides[1]
  programs = await createPrograms((database) => layerzeroConfig(database, here, there))
}, 240_000)

afterAll(async () => {
  await programs?.stop()
  await Promise.all([here, there].map((side) => side?.chain.stop()))
})

async function send(from: OftSide, amount: bigint, payer?: 'wallet'): Promise<Crossing> {
  const crossing = await leave([from, from === here ? there : here], amount, payer)
  crossings.push(crossing)
  return crossing
}

async function standings(): Promise<Standings> {
  return {
    chains: [here.chain, there.chain],
    account: here.chain.user,
    standings: crossings,
    books: [
      await bookOf(here.chain, here.vault.address, 'tide'),
      await bookOf(there.chain, there.vault.address, 'tideThere'),
    ],
  }
}

test('behavior: what an OFT sends is delivered once, less dust and fee, and a replay is refused', async () => {
  const first = await send(here, parseEther('10') + 123n)
  expect(first.sent).toBe(parseEther('10'))
  await cross(first)
  expect(first.credited).toBe(parseUnits('10', 8))
  await expect(deliverAsAnybody(there, first.packet)).rejects.toThrow()
  // The executor logs an alert of what it cannot deliver again.
  expect(await deliver(there, first.packet)).toHaveLength(1)
  await cross(await send(here, parseEther('5') + 1n, 'wallet'))
  await invoke(here.chain, here.oft, 'setFeeBps', [there.eid, 25, true])
  const taxed = await send(here, parseEther('8') + 7n)
  // 0.25 % stays with the adapter, and the dust with it.
  expect(taxed.sent).toBe(parseEther('8') + 7n)
  await cross(taxed)
  expect(taxed.credited).toBe(parseUnits('7.98', 8))
  await invoke(here.chain, here.oft, 'setFeeBps', [there.eid, 0, true])
  const back = await send(there, parseUnits('3', 8) + 55n)
  expect(back.sent).toBe(parseUnits('3', 8))
  await cross(back)
  expect(back.credited).toBe(parseEther('3'))
  const retried = await send(here, parseEther('1'))
  await verify(there, retried.packet)
  await deliver(there, retried.packet, tooLittleGas)
  await handOver(there, await arrive(retried))
  stand(retried, 'DELIVERED')
})

/** What stands open after the second test. */
let open: Record<
  'failed' | 'nilified' | 'landed' | 'committed' | 'attested' | 'sent' | 'back',
  Crossing
>
/** With what the composer was to be handed of the packet that landed. */
let landing: readonly Log[] = []

test('behavior: what was interrupted or is on its way stands where the endpoint has it', async () => {
  const failed = await send(here, parseEther('2'))
  await verify(there, failed.packet)
  await deliver(there, failed.packet, tooLittleGas)
  stand(failed, 'FAILED_RETRYABLE')
  const nilified = await send(here, parseEther('3'))
  await verify(there, nilified.packet)
  await intervene(there, 'nilify', nilified.packet)
  await expect(deliverAsAnybody(there, nilified.packet)).rejects.toThrow()
  stand(nilified, 'FAILED_RETRYABLE')
  const [burnt, cleared] = [await send(here, parseEther('4')), await send(here, parseEther('5'))]
  for (const { packet } of [burnt, cleared]) await verify(there, packet)
  // Once a later packet is cleared the earlier ones may be executed in any order, and burnt.
  await intervene(there, 'clear', cleared.packet)
  await intervene(there, 'burn', burnt.packet)
  for (const { packet } of [burnt, cleared])
    await expect(deliverAsAnybody(there, packet)).rejects.toThrow()
  for (const lost of [burnt, cleared]) stand(lost, 'CANCELLED')
  const skipped = await send(here, parseEther('6'))
  await intervene(there, 'skip', skipped.packet)
  await expect(verify(there, skipped.packet)).rejects.toThrow()
  stand(skipped, 'CANCELLED')
  const landed = await send(here, parseEther('7'))
  await verify(there, landed.packet)
  landing = await arrive(landed)
  await handOver(there, landing, tooLittleGas)
  const committed = await send(here, parseEther('8'))
  await verify(there, committed.packet)
  stand(committed, 'IN_FLIGHT', 'COMMITTED')
  const attested = await send(here, parseEther('9'))
  await attest(there, attested.packet)
  stand(attested, 'IN_FLIGHT', 'ATTESTED')
  const sent = await send(here, parseEther('11'))
  const back = await send(there, parseUnits('0.5', 8))
  open = { failed, nilified, landed, committed, attested, sent, back }
  live = await programs.start('live')
  await expectSaid(live, await standings())
})

test('behavior: what stands open ends while Plimsoll follows the chains, step by step', async () => {
  const { failed, nilified, landed, committed, attested, sent, back } = open
  await handOver(there, landing)
  stand(landed, 'DELIVERED')
  await attest(there, sent.packet)
  stand(sent, 'IN_FLIGHT', 'ATTESTED')
  await commit(there, attested.packet)
  stand(attested, 'IN_FLIGHT', 'COMMITTED')
  const landings = [await arrive(failed), await arrive(committed)]
  await expectSaid(live, await standings())
  for (const logs of landings) await handOver(there, logs)
  for (const crossing of [failed, committed]) stand(crossing, 'DELIVERED')
  for (const crossing of [nilified, sent, back]) await cross(crossing)
  await expectSaid(live, await standings())
  await handOver(there, await arrive(attested))
  stand(attested, 'DELIVERED')
  await send(there, parseUnits('1', 8), 'wallet')
  await expectSaid(live, await standings())
})

test('behavior: who reads it all afterwards answers the same', async () => {
  const fresh = await programs.start('fresh')
  await expectSaid(fresh, await standings())
})
