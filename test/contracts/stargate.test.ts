import { type Log, maxUint256, parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Plimsoll } from '../e2e/support/startPlimsoll.ts'
import { createPrograms, type Programs } from './createPrograms.ts'
import { expectSaid } from './expectSaid.ts'
import { invoke } from './invoke.ts'
import { connectEndpoint, deployEndpoint } from './layerzero/deployEndpoint.ts'
import { type OftSide, withVault } from './layerzero/deployOft.ts'
import type { SentPacket } from './layerzero/packet.ts'
import {
  deliver,
  deliverAsAnybody,
  handOver,
  sendFromVault,
  tooLittleGas,
  verify,
} from './layerzero/roles.ts'
import { type Standing, type Standings, stand } from './Standing.ts'
import {
  connectStargate,
  deployPool,
  deployStargateOft,
  type StargateSide,
} from './stargate/deployStargate.ts'
import {
  carriedByTaxi,
  carriedByTicket,
  claim,
  driveBus,
  moveCredit,
  seatKeyOf,
  type Ticket,
  takeTaxi,
  takeTicket,
  ticketKeyOf,
} from './stargate/roles.ts'
import { stargateConfig } from './stargate/stargateConfig.ts'
import { startChain } from './startChain.ts'
import { bookOf, measure } from './vault.ts'

let here: StargateSide
let there: StargateSide
let vaults: readonly [OftSide, OftSide]
let programs: Programs
let live: Plimsoll
const crossings: Standing[] = []

beforeAll(async () => {
  const [hereEid, thereEid] = [30_511, 30_512]
  const origin = await deployEndpoint(await startChain(41_301), hereEid)
  const destination = await deployEndpoint(await startChain(41_302), thereEid)
  await connectEndpoint(origin, thereEid)
  await connectEndpoint(destination, hereEid)
  here = await deployPool(origin)
  there = await deployStargateOft(destination)
  await connectStargate(here, there)
  await connectStargate(there, here)
  const { chain, pool, token } = here
  await invoke(chain, pool, 'setOFTPath', [thereEid, true])
  await moveCredit(here, there, parseUnits('900', 6))
  await invoke(chain, token, 'transfer', [chain.user, parseEther('1000')])
  vaults = [await vaultOf(here), await vaultOf(there)]
  const [{ vault }] = vaults
  await invoke(chain, token, 'approve', [vault.address, maxUint256], { from: chain.user })
  await invoke(chain, vault, 'deposit', [parseEther('100')], { from: chain.user })
  programs = await createPrograms((database) => stargateConfig(database, [here, there], vaults))
}, 240_000)

afterAll(async () => {
  await programs?.stop()
  await Promise.all([here, there].map((side) => side?.chain.stop()))
})

/** Does something on a chain, and measures what it does to the user's wallet. */
function measureUser<result>({ chain, token }: StargateSide, act: () => Promise<result>) {
  return measure({ chain, token: token.address, account: chain.user }, act)
}

function note(
  from: StargateSide,
  standing: Pick<Standing, 'key' | 'sent' | 'stage'>,
  isCollateral = false,
): Standing {
  const { chainId } = from.chain
  const stands = { isCollateral, credited: null, state: 'IN_FLIGHT', chainId }
  const crossing = { ...standing, ...stands }
  crossings.push(crossing)
  return crossing
}

interface Taxi {
  packet: SentPacket
  crossing: Standing
}

async function ride(from: StargateSide, amount: bigint): Promise<Taxi> {
  const to = from === here ? there : here
  const { result: packet, change } = await measureUser(from, () => takeTaxi(from, to, amount))
  const key = seatKeyOf(packet.guid, from.chain.user, carriedByTaxi(packet))
  return { packet, crossing: note(from, { key, sent: -change, stage: 'SENT' }) }
}

/** A taxi from the book of the one vault to that of the other, by its composer. */
async function rideCollateral(amount: bigint): Promise<Taxi> {
  const [from, to] = vaults
  const { chain, token, vault } = from
  const { result: packet, change } = await measure({ chain, token, account: vault.address }, () =>
    sendFromVault(from, to, amount),
  )
  const key = seatKeyOf(packet.guid, to.composer, carriedByTaxi(packet))
  return { packet, crossing: note(here, { key, sent: -change, stage: 'SENT' }, true) }
}

/** Pays the composer. */
async function land({ packet, crossing }: Taxi): Promise<readonly Log[]> {
  const [, { chain, token, composer }] = vaults
  await verify(there, packet)
  const { result, change } = await measure({ chain, token, account: composer }, () =>
    deliver(there, packet),
  )
  crossing.credited = change
  stand(crossing, 'IN_FLIGHT', 'LANDED')
  return result
}

interface Waiting {
  ticket: Ticket
  crossing: Standing
}

async function wait(amount: bigint): Promise<Waiting> {
  const { result: ticket, change } = await measureUser(here, () => takeTicket(here, there, amount))
  const key = ticketKeyOf(here, there, ticket)
  return { ticket, crossing: note(here, { key, sent: -change, stage: 'QUEUED' }) }
}

/** A bus takes those who wait; from then on passengers whom nothing tells apart are one transfer. */
async function drive(waiting: readonly Waiting[]): Promise<SentPacket> {
  const packet = await driveBus(
    here,
    there,
    waiting.map(({ ticket }) => ticket),
  )
  for (const { ticket, crossing } of waiting) {
    crossing.key = seatKeyOf(packet.guid, here.chain.user, carriedByTicket(ticket))
    crossing.stage = 'SENT'
    const like = crossings.find((each) => each !== crossing && each.key === crossing.key)
    if (like === undefined) continue
    like.sent += crossing.sent
    crossings.splice(crossings.indexOf(crossing), 1)
  }
  return packet
}

async function arrive({ packet, crossing }: Taxi, at = there): Promise<void> {
  const { change } = await measureUser(at, () => deliver(at, packet))
  crossing.credited = change
  stand(crossing, 'DELIVERED')
}

async function cross(taxi: Taxi, at = there): Promise<void> {
  await verify(at, taxi.packet)
  await arrive(taxi, at)
}

function vaultOf(side: StargateSide): Promise<OftSide> {
  return withVault(side, { oft: side.pool, token: side.token.address })
}

async function standings(): Promise<Standings> {
  const [bookHere, bookThere] = vaults
  return {
    chains: [here.chain, there.chain],
    account: here.chain.user,
    standings: crossings,
    books: [
      await bookOf(here.chain, bookHere.vault.address, 'tide'),
      await bookOf(there.chain, bookThere.vault.address, 'tideThere'),
    ],
  }
}

test('behavior: a taxi and a bus are delivered once, less fee and dust, and a replay is refused', async () => {
  const taxi = await ride(here, parseEther('10') + 123n)
  expect(taxi.crossing.sent).toBe(parseEther('10'))
  await cross(taxi)
  // The fee of 0.06 % is rounded up by one unit more.
  expect(taxi.crossing.credited).toBe(parseUnits('9.993999', 6))
  await expect(deliverAsAnybody(there, taxi.packet)).rejects.toThrow()
  const waiting = [
    await wait(parseEther('5')),
    await wait(parseEther('5')),
    await wait(parseEther('7')),
  ]
  const bus = await drive(waiting)
  const [pair, single] = crossings.slice(-2)
  if (pair === undefined || single === undefined) throw new Error('two of three are one transfer')
  expect(pair.sent).toBe(parseEther('10'))
  await verify(there, bus)
  const { change } = await measureUser(there, () => deliver(there, bus))
  pair.credited = 2n * parseUnits('4.996999', 6)
  single.credited = parseUnits('6.995799', 6)
  expect(change).toBe(pair.credited + single.credited)
  for (const crossing of [pair, single]) stand(crossing, 'DELIVERED')
  const back = await ride(there, parseUnits('3', 6))
  await cross(back, here)
  expect(back.crossing.credited).toBe(parseEther('2.998199'))
  const booked = await rideCollateral(parseEther('20'))
  await handOver(there, await land(booked))
  expect(booked.crossing.credited).toBe(parseUnits('19.987999', 6))
  stand(booked.crossing, 'DELIVERED')
  const retried = await ride(here, parseEther('1'))
  await verify(there, retried.packet)
  await deliver(there, retried.packet, tooLittleGas)
  await arrive(retried)
})

/** What stands open after the second test. */
let open: Record<'failed' | 'cached' | 'sent' | 'back', Taxi>
let [waiting, onBoard]: Waiting[] = []
let leaving: SentPacket
let [landed, coming]: Taxi[] = []
let landing: readonly Log[] = []

test('behavior: who waits, has left, failed or could not be paid stands where Stargate has it', async () => {
  const failed = await ride(here, parseEther('2'))
  await verify(there, failed.packet)
  await deliver(there, failed.packet, tooLittleGas)
  stand(failed.crossing, 'FAILED_RETRYABLE')
  const cached = await ride(here, parseEther('3'))
  await verify(there, cached.packet)
  const minter = [there.pool.address]
  await invoke(there.chain, there.token, 'removeMinter', minter)
  const { change } = await measureUser(there, () => deliver(there, cached.packet))
  expect(change).toBe(0n)
  await invoke(there.chain, there.token, 'addMinter', minter)
  stand(cached.crossing, 'FAILED_RETRYABLE')
  landed = await rideCollateral(parseEther('30'))
  landing = await land(landed)
  coming = await rideCollateral(parseEther('10'))
  onBoard = await wait(parseEther('4'))
  leaving = await drive([onBoard])
  waiting = await wait(parseEther('6'))
  const sent = await ride(here, parseEther('8'))
  await verify(there, sent.packet)
  const back = await ride(there, parseUnits('0.5', 6))
  open = { failed, cached, sent, back }
  live = await programs.start('live')
  await expectSaid(live, await standings())
})

test('behavior: what stands open ends while Plimsoll follows the chains', async () => {
  const { failed, cached, sent, back } = open
  if (!waiting || !onBoard || !landed || !coming) throw new Error('the second test left them')
  await arrive(failed)
  // The endpoint takes no packet before it has seen all that left earlier.
  const landings = [landing, await land(coming)]
  const amount = carriedByTaxi(cached.packet)
  const { change } = await measureUser(there, () => claim(there, cached.packet, amount))
  cached.crossing.credited = change
  stand(cached.crossing, 'DELIVERED')
  await expect(claim(there, cached.packet, amount)).rejects.toThrow()
  const bus = await drive([waiting])
  await expectSaid(live, await standings())
  for (const [packet, { crossing }] of [
    [leaving, onBoard],
    [bus, waiting],
  ] as const)
    await cross({ packet, crossing })
  await arrive(sent)
  await cross(back, here)
  for (const logs of landings) await handOver(there, logs)
  for (const { crossing } of [landed, coming]) stand(crossing, 'DELIVERED')
  await expectSaid(live, await standings())
  await wait(parseEther('1'))
  await expectSaid(live, await standings())
})

test('behavior: who reads it all afterwards answers the same', async () => {
  await expectSaid(await programs.start('fresh'), await standings())
})
