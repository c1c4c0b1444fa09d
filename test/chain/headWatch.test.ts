import { expect, test } from 'vitest'
import type { ChainEvent } from '../../src/chain/ChainEvent.ts'
import { createHeadWorld, type HeadWorld, mineAlike } from './support/createHeadWorld.ts'
import { answered, expectedLines, feed, lines, makeLogs, mineTo } from './support/createWorld.ts'

const blockMs = 2_000

/** Mines and announces a block every two seconds of the fake clock. */
function mineEvery(world: HeadWorld, onMined: (number: number, nowMs: number) => void = () => {}) {
  const mine = async () => {
    for (;;) {
      await world.env.sleep(blockMs)
      const block = mineAlike(world.peers, makeLogs(world.chain.blocks.length))
      onMined(block.number, world.env.slept())
      for (const { socket } of world.peers) socket.announce(block)
      if (block.number > 1_000) return
    }
  }
  void mine()
}

function createSocketWorld(kinds: readonly string[] = ['ws@one', 'http@one']): HeadWorld {
  const world = createHeadWorld(kinds, { blockTimeMs: blockMs })
  mineTo(world.chain, 100)
  for (const { own } of world.peers) own.blocks = [...world.chain.blocks]
  return world
}

const reachesNumber = (number: bigint) => (event: ChainEvent) =>
  event.type === 'blocks' && event.toBlock.number >= number

test('default: an announced block is handed on in the moment it is announced', async () => {
  const world = createSocketWorld()
  const minedMs = new Map<number, number>()
  const delays: number[] = []
  mineEvery(world, (number, nowMs) => minedMs.set(number, nowMs))
  await world.start().until((event) => {
    const at = event.type === 'blocks' ? minedMs.get(Number(event.toBlock.number)) : undefined
    if (at !== undefined) delays.push(world.env.slept() - at)
    return reachesNumber(160n)(event)
  })
  expect(delays.length).toBeGreaterThan(50)
  // The first blocks come before the subscription stands, by looking.
  expect(delays.slice(5).every((ms) => ms === 0)).toBe(true)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain, 0, 160))
})

test('behavior: looks go on beside announcements, but fewer of them', async () => {
  const count = async (isMute: boolean) => {
    const world = createSocketWorld()
    for (const { socket } of world.peers) socket.isMute = isMute
    mineEvery(world)
    await world.start().until(reachesNumber(160n))
    const calls = world.peers.flatMap(({ calls }) => calls)
    return calls.filter(({ params }) => params[0] === 'latest').length
  }
  const announced = await count(false)
  const looked = await count(true)
  expect(announced).toBeGreaterThan(20)
  expect(looked).toBeGreaterThan(announced * 3)
})

test('behavior: a socket that falls silent delays a block by one look at most', async () => {
  const world = createSocketWorld()
  const minedMs = new Map<number, number>()
  const delays: number[] = []
  mineEvery(world, (number, nowMs) => {
    minedMs.set(number, nowMs)
    if (number === 140) for (const { socket } of world.peers) socket.isMute = true
  })
  await world.start().until((event) => {
    if (event.type === 'blocks')
      for (const { number } of event.blocks) {
        const at = minedMs.get(Number(number))
        if (at !== undefined) delays.push(world.env.slept() - at)
      }
    return reachesNumber(200n)(event)
  })
  expect(Math.max(...delays)).toBeLessThanOrEqual(2 * blockMs)
  // From then on it is looked for as often as without a socket.
  expect(Math.max(...delays.slice(-20))).toBeLessThanOrEqual(blockMs / 4)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain, 0, 200))
})

test('behavior: announcements out of order, twice, of orphans and of a lagging peer lose and double nothing', async () => {
  const world = createSocketWorld(['ws@one', 'ws@two'])
  for (const peer of world.peers) peer.finalizedDepth = 60
  const run = world.start()
  const play = async () => {
    for (let round = 0; round < 40; round += 1) {
      await world.env.sleep(blockMs)
      const mined = Array.from({ length: 1 + (round % 3) }, () =>
        mineAlike(world.peers, makeLogs(world.chain.blocks.length, round)),
      )
      const first = mined[0]
      for (const { socket } of world.peers)
        for (const block of [...mined].reverse().concat(first ?? [])) socket.announce(block)
      if (round % 10 !== 9) continue
      // The chain leaves two blocks behind, and a peer goes on announcing one of them.
      const orphan = world.chain.head()
      world.chain.reorg(2, 3, (number) => makeLogs(number, round + 1))
      for (const { own } of world.peers) own.blocks = [...world.chain.blocks]
      world.peer(2).socket.announce(orphan)
      world.peer(1).socket.announce(world.chain.head())
    }
    await world.env.sleep(blockMs)
    last = mineAlike(world.peers).hash
  }
  let last: string | undefined
  void play()
  await run.until((event) => event.type === 'blocks' && event.toBlock.hash === last)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: an announced block whose bloom excludes every wanted log costs no request at all', async () => {
  const world = createHeadWorld(['ws'], { blockTimeMs: blockMs, bloom: 'trusted' })
  mineTo(world.chain, 100)
  const run = world.start()
  let asked = 0
  const play = async () => {
    for (let number = 101; number <= 160; number += 1) {
      await world.env.sleep(blockMs)
      const before = world.peer(1).calls.length
      const isWanted = number % 20 === 0
      const block = world.chain.mine(
        isWanted ? [{ address: feed, topics: [answered], data: '0x01' }] : [],
      )
      world.peer(1).socket.announce(block)
      await new Promise<void>((resolve) => setImmediate(resolve))
      if (!isWanted && number > 110) asked += world.peer(1).calls.length - before
    }
  }
  void play()
  await run.until(reachesNumber(160n))
  expect(asked).toBe(0)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain, 0, 160))
})
