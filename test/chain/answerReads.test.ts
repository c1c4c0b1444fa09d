import { expect, test } from 'vitest'
import type { ReadRequest } from '../../src/facts/Decoder.ts'
import type { Hex } from '../../src/facts/primitives.ts'
import { type FakeAnswer, refuse } from './support/createFakeNode.ts'
import { chainId, createWorld, mineTo, vault, type World } from './support/createWorld.ts'

function requestAt(world: World, number: number, data: Hex): ReadRequest {
  const { hash } = world.chain.at(number)
  return {
    chainId,
    blockNumber: BigInt(number),
    blockHash: hash,
    to: vault,
    data,
    sourceId: 'vault',
  }
}

/** Answers `eth_call` by its calldata; anything else goes to the node. */
function answerCalls(world: World, toAnswer: (data: string, blockHash: string) => FakeAnswer) {
  world.node.intercept = (call) => {
    if (call.method !== 'eth_call') return undefined
    const [transaction, block] = call.params
    const { data }: { data: string } = JSON.parse(JSON.stringify(transaction))
    const { blockHash }: { blockHash: string } = JSON.parse(JSON.stringify(block))
    return toAnswer(data, blockHash)
  }
}

test('default: reads are answered in order, pinned by block hash', async () => {
  const world = createWorld()
  mineTo(world.chain, 30)
  answerCalls(world, (data, blockHash) => ({ result: `${blockHash}${data.slice(2)}` }))
  const requests = Array.from({ length: 130 }, (_, i) =>
    requestAt(world, i % 30, `0x${(i + 16).toString(16).padStart(4, '0')}`),
  )
  const answers = await world.start().follower.read(requests)
  expect(answers.map((answer) => answer.request)).toEqual(requests)
  for (const { request, data } of answers)
    expect(data).toBe(`${request.blockHash}${request.data.slice(2)}`)
  // 130 calls in batches of 50, and the chain check.
  expect(world.start().follower.status().rpc.requests).toBe(0)
})

test.each([
  [3, 'execution reverted: nope'],
  [-32000, 'execution reverted'],
  [-32015, 'VM execution error: reverted 0x'],
  [-32000, 'invalid opcode: INVALID'],
])('behavior: a call refused by its contract (%i, %s) answers undefined', async (code, text) => {
  const world = createWorld()
  answerCalls(world, (data) => (data === '0x01' ? refuse(code, text) : { result: '0x2a' }))
  const requests = [requestAt(world, 0, '0x01'), requestAt(world, 0, '0x02')]
  const answers = await world.start().follower.read(requests)
  expect(answers.map((answer) => answer.data)).toEqual([undefined, '0x2a'])
})

test('behavior: an empty answer is believed the second time only', async () => {
  const world = createWorld()
  let asked = 0
  answerCalls(world, (data) => {
    asked += 1
    return { result: data === '0x01' || asked < 3 ? '0x' : '0x2a' }
  })
  const requests = [requestAt(world, 0, '0x01'), requestAt(world, 0, '0x02')]
  const answers = await world.start().follower.read(requests)
  expect(answers.map((answer) => answer.data)).toEqual(['0x', '0x2a'])
})

test('error: a read at a block that was reorged away rejects as gone', async () => {
  const world = createWorld()
  mineTo(world.chain, 30)
  const request = requestAt(world, 28, '0x01')
  world.chain.reorg(5, 6)
  for (const text of ['header not found', 'some words nobody foresaw']) {
    answerCalls(world, () => refuse(-32000, text))
    await expect(world.start().follower.read([request])).rejects.toMatchObject({
      name: 'BlockGoneError',
      blockNumber: 28n,
      retryable: false,
    })
  }
})

test('behavior: a node that does not know the block yet is asked again', async () => {
  const world = createWorld()
  mineTo(world.chain, 30)
  let asked = 0
  answerCalls(world, () => {
    asked += 1
    return asked < 3 ? refuse(-32000, 'header not found') : { result: '0x2a' }
  })
  const answers = await world.start().follower.read([requestAt(world, 30, '0x01')])
  expect(answers[0]?.data).toBe('0x2a')
})

test('error: an unreachable chain rejects after a bounded number of attempts', async () => {
  const world = createWorld()
  world.node.rewrite = () => ({ status: 503, headers: new Map(), body: '' })
  await expect(world.start().follower.read([requestAt(world, 0, '0x01')])).rejects.toMatchObject({
    name: 'RpcStatusError',
  })
  expect(world.env.slept()).toBeLessThan(10_000)
})

test('error: a node that does not offer eth_call is asked once, without waiting', async () => {
  const world = createWorld()
  mineTo(world.chain, 30)
  let asked = 0
  answerCalls(world, () => {
    asked += 1
    return refuse(-32601, 'the method eth_call does not exist/is not available')
  })
  await expect(world.start().follower.read([requestAt(world, 30, '0x01')])).rejects.toMatchObject({
    name: 'RpcError',
  })
  expect(asked).toBe(1)
  expect(world.env.slept()).toBe(0)
})

test.each([
  [-32000, 'missing trie node 8f0c (path )'],
  [-32000, 'required historical state unavailable (reexec=128)'],
  [4444, 'pruned history unavailable'],
  [-32602, 'BlockOutOfRangeError: block height is 300 but requested was 12'],
])('error: a node that no longer has the state is asked once: %i %s', async (code, text) => {
  const world = createWorld()
  mineTo(world.chain, 30)
  let asked = 0
  answerCalls(world, () => {
    asked += 1
    return refuse(code, text)
  })
  await expect(world.start().follower.read([requestAt(world, 30, '0x01')])).rejects.toMatchObject({
    name: 'RpcError',
  })
  expect(asked).toBe(1)
})

test('error: an answer that is no hex rejects', async () => {
  const world = createWorld()
  answerCalls(world, () => ({ result: 42 }))
  await expect(world.start().follower.read([requestAt(world, 0, '0x01')])).rejects.toMatchObject({
    name: 'RpcContentError',
  })
})

test('default: block and code', async () => {
  const world = createWorld()
  mineTo(world.chain, 30)
  const { follower } = world.start()
  const { hash, timestamp } = world.chain.at(7)
  expect(await follower.block(7n)).toEqual({ number: 7n, hash, timestamp: BigInt(timestamp) })
  expect(await follower.block(31n)).toBeUndefined()
  expect(await follower.code(vault)).toBe('0x60')
})
