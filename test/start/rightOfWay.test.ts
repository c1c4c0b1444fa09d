import { expect, test } from 'vitest'
import { createRightOfWay } from '../../src/start/createRightOfWay.ts'

/** A loop whose every turn takes 1 ms; `onTurn` sees the number of each. */
function createTurns(onTurn: (turn: number) => void = () => {}) {
  let turns = 0
  return {
    count: () => turns,
    env: {
      monotonic: () => turns,
      sleep: async () => {
        turns += 1
        onTurn(turns)
      },
    },
  }
}

const never = new AbortController().signal

test('default: a step waits four turns when nobody asks, in which connections are accepted', async () => {
  const turns = createTurns()
  await createRightOfWay(turns.env).giveWay(never)
  expect(turns.count()).toBe(4)
})

test('behavior: a step waits until the last answer has begun, though its request has not ended', async () => {
  const answered = new Set<string>()
  const turns = createTurns((turn) => {
    if (turn === 4) answered.add('first')
    if (turn === 7) answered.add('second')
  })
  const rightOfWay = createRightOfWay(turns.env)
  rightOfWay.enter(() => answered.has('first'))
  rightOfWay.enter(() => answered.has('second'))
  await rightOfWay.giveWay(never)
  expect(turns.count()).toBe(10)
})

test('behavior: a request that ended without an answer is waited for no more', async () => {
  const turns = createTurns((turn) => {
    if (turn === 3) leave()
  })
  const rightOfWay = createRightOfWay(turns.env)
  const leave = rightOfWay.enter(() => false)
  await rightOfWay.giveWay(never)
  expect(turns.count()).toBe(6)
})

test('behavior: requests without end hold a step up for 25 ms and not longer', async () => {
  const turns = createTurns()
  const rightOfWay = createRightOfWay(turns.env)
  rightOfWay.enter(() => false)
  await rightOfWay.giveWay(never)
  expect(turns.count()).toBe(25)
})

test('behavior: the end of the program ends the wait', async () => {
  const stop = new AbortController()
  const turns = createTurns((turn) => {
    if (turn === 2) stop.abort()
  })
  const rightOfWay = createRightOfWay(turns.env)
  rightOfWay.enter(() => false)
  await rightOfWay.giveWay(stop.signal)
  expect(turns.count()).toBe(2)
})

test('behavior: twenty requests within a second are a crowd, and one fewer or slower ones are none', () => {
  let nowMs = 0
  const rightOfWay = createRightOfWay({ monotonic: () => nowMs, sleep: async () => {} })
  const ask = (count: number, everyMs: number) => {
    for (let i = 0; i < count; i += 1) {
      nowMs += everyMs
      rightOfWay.enter(() => true)()
    }
  }
  ask(19, 10)
  expect(rightOfWay.isCrowded()).toBe(false)
  ask(1, 10)
  expect(rightOfWay.isCrowded()).toBe(true)
  nowMs += 1_000
  expect(rightOfWay.isCrowded()).toBe(false)
  ask(40, 60)
  expect(rightOfWay.isCrowded()).toBe(false)
})
