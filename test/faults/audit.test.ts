import { toFunctionSelector } from 'viem'
import { expect, test } from 'vitest'
import { parseProject } from '../../src/config/parseProject.ts'
import { verify } from '../../src/start/verify.ts'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import { createWorld, type World } from './support/createWorld.ts'
import { refuse } from './support/evaluateCall.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { callFault } from './support/Fault.ts'
import { chainIds, contracts } from './support/protocol.ts'
import { readConditions } from './support/readServed.ts'
import type { Program } from './support/runProgram.ts'
import { answerToken } from './support/tokens.ts'
import { worldConfig } from './support/worldConfig.ts'

const { yieldVault } = contracts.harbor
const balanceOf = toFunctionSelector('balanceOf(address)')

/** Every ten seconds: what holds the program up for a minute holds up several rounds. */
const audit = { everySeconds: 10, callsMax: 3 }

/** A world whose yield vault answers its balances, and more by what `unlogged` says from a block on. */
async function createAuditedWorld(unlogged: (block: number) => bigint): Promise<World> {
  const world = await createWorld({ audit, liveBlocks: 60 })
  answerToken({ tree: world.trees.harbor, address: yieldVault, unlogged })
  return world
}

async function driftsOf(program: Program) {
  const conditions = await readConditions(program)
  return conditions.filter(({ code }) => code === 'BOOK_DRIFT')
}

/** Blocks at which the vault was asked about accounts. */
function listen(
  world: World,
  answer: () => ReturnType<typeof refuse> | undefined = () => undefined,
) {
  const asked: string[] = []
  const spy = callFault('listen', { methods: ['eth_call'] }, ({ params: [question, at] }) => {
    const text = JSON.stringify(question)
    if (!text.includes(yieldVault) || !text.includes(balanceOf)) return undefined
    asked.push(JSON.stringify(at))
    return answer()
  })
  world.node.faults.push(spy)
  return asked
}

test('default: an honest vault is asked at final blocks, by their hashes, and nothing is recorded of it', async () => {
  const world = await createAuditedWorld(() => 0n)
  const asked = listen(world)
  const program = await world.start()
  await awaitTips(world, program)
  expect(asked.length).toBeGreaterThan(9)
  const hashes = new Set(asked)
  for (const hash of hashes) expect(hash).toMatch(/^\{"blockHash":"0x[0-9a-f]{64}"\}$/)
  // Never more calls at one block than are allowed.
  for (const hash of hashes)
    expect(asked.filter((each) => each === hash).length).toBeLessThanOrEqual(audit.callsMax)
  expect(await driftsOf(program)).toEqual([])
  await expectLikeFresh(world, program)
})

test('behavior: shares that a vault moves without a log are a condition until it moves them back', async () => {
  const world = await createAuditedWorld((block) => (block >= 235 && block < 262 ? 5n : 0n))
  const program = await world.start()
  const seen: number[] = []
  for (let second = 0; second < 130; second += 1) {
    await world.clock.run(1_000)
    const { length } = await driftsOf(program)
    if (seen.at(-1) !== length) seen.push(length)
  }
  await awaitTips(world, program)
  expect(seen).toEqual([0, 1, 0])
  await program.stop()
  const { database } = program
  const rpc = { harbor: 'http://127.0.0.1:1', island: 'http://127.0.0.1:2' }
  const config = worldConfig({ database, rpc, book: world.book, audit })
  const project = parseProject(config, { variables: {}, presets: {} })
  const store = await openSqliteStore({ path: database, pid: process.pid, nowMs: 0 })
  try {
    const { chains } = await verify({ store, project })
    expect(chains.map(({ mismatches }) => mismatches)).toEqual([[], []])
    // What is recorded of a block that was passed long ago is in its digest, too.
    expect((await store.checkDigests(chainIds.harbor)).damage).toEqual([])
  } finally {
    await store.close()
  }
})

test('error: a node that has no state of final blocks is no drift, and holds nothing up', async () => {
  const world = await createAuditedWorld(() => 5n)
  const asked = listen(world, () => refuse(-32_000, 'missing trie node'))
  const program = await world.start()
  await awaitTips(world, program)
  expect(asked.length).toBeGreaterThan(3)
  expect(await driftsOf(program)).toEqual([])
  const said = world.captured.lines.filter((line) => line.includes('not audited'))
  expect(said).toHaveLength(1)
  await expectLikeFresh(world, program)
})
