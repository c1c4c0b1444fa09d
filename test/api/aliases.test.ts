import { expect, test } from 'vitest'
import { drive, members, ride } from '../protocols/bridges/stargateLogs.ts'
import { bridge, serveBridge } from './support/servedBridge.ts'

type World = Awaited<ReturnType<typeof serveBridge>>

const fields = `{ id key aliases state stage legs { step key filedUnder alias } }`

async function transferOf({ ask }: World, messageId: unknown, at?: object): Promise<unknown> {
  const query = `query ($messageId: Hex, $at: At) { transfer(messageId: $messageId, at: $at) ${fields} }`
  const { data, errors } = await ask(query, { messageId, at })
  expect(errors).toEqual([])
  // CAST: the shape of the query above.
  return (data as { transfer: unknown }).transfer
}

async function keysOf({ ask }: World, key: unknown): Promise<unknown> {
  const query = `query ($key: Hex) { transfers(where: { bridge: "${bridge}", key: $key }) { nodes { key } } }`
  const { data, errors } = await ask(query, { key })
  expect(errors).toEqual([])
  // CAST: the shape of the query above.
  return (data as { transfers: { nodes: unknown } }).transfers.nodes
}

/** A passenger of Stargate takes its ticket at 10 and leaves with its bus at 20. */
async function serveRide() {
  const world = await serveBridge({ protocol: 'stargate-v2-usdc', members })
  await world.mine(56, 30)
  const queued = await world.mine(1, 10, [ride(100n)])
  const sent = await world.mine(1, 20, [drive(100n, [{}])])
  const [ticket, seat] = [queued, sent].map(({ facts: [fact] }) => {
    if (fact?.body.kind !== 'leg') throw new Error('each block holds one leg')
    return fact.body.key
  })
  return { world, ticket, seat }
}

test('default: a transfer tells all of its names, each leg its own, and any of them finds it', async () => {
  const { world, ticket, seat } = await serveRide()
  const whole = await transferOf(world, seat)
  expect(whole).toMatchObject({
    key: seat,
    aliases: [ticket],
    state: 'IN_FLIGHT',
    stage: 'SENT',
    legs: [
      { step: 'QUEUED', key: seat, filedUnder: ticket, alias: null },
      { step: 'SENT', key: seat, filedUnder: null, alias: ticket },
    ],
  })
  expect(await transferOf(world, ticket)).toEqual(whole)
  expect(await keysOf(world, ticket)).toEqual([{ key: seat }])
  expect(await keysOf(world, seat)).toEqual([{ key: seat }])
})

test('behavior: before the log that says so, and after a reorg of it, a ticket is a name of its own', async () => {
  const { world, ticket, seat } = await serveRide()
  const waiting = {
    key: ticket,
    aliases: [],
    stage: 'QUEUED',
    legs: [{ step: 'QUEUED', key: ticket, filedUnder: null, alias: null }],
  }
  expect(await transferOf(world, ticket, { timestamp: 19 })).toMatchObject(waiting)
  expect(await transferOf(world, seat, { timestamp: 19 })).toBeNull()
  await world.reorg(1, 10)
  await world.mine(1, 20, [], 1)
  expect(await transferOf(world, ticket)).toMatchObject(waiting)
})
