import { type Log, parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Plimsoll } from '../e2e/support/startPlimsoll.ts'
import { ccipConfig } from './ccip/ccipConfig.ts'
import { arrive, type Crossing, leave, setClosed } from './ccip/crossing.ts'
import { connectV16, deployV16, type V16Side } from './ccip/deployV16.ts'
import { type InboundMessage, messageOf } from './ccip/messageV16.ts'
import { commitMessage, execute, executeAgain } from './ccip/rolesV16.ts'
import { createPrograms, type Programs } from './createPrograms.ts'
import { expectSaid } from './expectSaid.ts'
import { invoke } from './invoke.ts'
import { type Standings, stand } from './Standing.ts'
import { startChain } from './startChain.ts'
import { balanceOf, bookOf } from './vault.ts'

let here: V16Side
let there: V16Side
let programs: Programs
let live: Plimsoll
const crossings: Crossing<V16Side, InboundMessage>[] = []

beforeAll(async () => {
  const [first, second] = [await startChain(41_201), await startChain(41_202)]
  here = await deployV16(first, { selector: 7_001n, decimals: 18, kind: 'locking' })
  there = await deployV16(second, { selector: 7_002n, decimals: 8, kind: 'burning' })
  await connectV16(here, there)
  await connectV16(there, here)
  await invoke(first, here.token, 'transfer', [first.user, parseEther('1000')])
  await invoke(first, here.vault, 'deposit', [parseEther('500')], { from: first.user })
  programs = await createPrograms((database) => ccipConfig(database, 'ccip-1.6', [here, there]))
}, 240_000)

afterAll(async () => {
  await programs?.stop()
  await Promise.all([here, there].map((side) => side?.chain.stop()))
})

type Sent = (typeof crossings)[number]

function read(logs: readonly Log[]) {
  const message = messageOf(logs)
  return { key: message.header.messageId, message }
}

async function send(
  from: V16Side,
  amount: bigint,
  payer: 'vault' | 'wallet' = 'vault',
): Promise<Sent> {
  const crossing = await leave([from, from === here ? there : here], { amount, payer }, read)
  crossings.push(crossing)
  return crossing
}

async function cross(crossing: Sent): Promise<void> {
  await commitMessage(crossing.to, crossing.from, crossing.message)
  await arrive(crossing, execute)
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

/** Executes a committed message that its receiver does not take. */
async function fail(crossing: Sent): Promise<void> {
  const { to, from, message } = crossing
  await commitMessage(to, from, message)
  await setClosed(to, true)
  await execute(to, message)
  await expect(executeAgain(to, message)).rejects.toThrow()
  await setClosed(to, false)
  stand(crossing, 'FAILED_RETRYABLE')
}

test('behavior: a message of CCIP is delivered once, also after it failed, and a replay moves nothing', async () => {
  const first = await send(here, parseEther('10') + 123n)
  // The pool takes the dust, which the other chain’s decimals cannot say.
  expect(first.sent).toBe(parseEther('10') + 123n)
  await cross(first)
  expect(first.credited).toBe(parseUnits('10', 8))
  const tokens = () => balanceOf(there.chain, there.token.address, there.vault.address)
  const before = await tokens()
  for (const replay of [execute, executeAgain]) await replay(there, first.message)
  await expect(commitMessage(there, here, first.message)).rejects.toThrow()
  expect(await tokens()).toBe(before)
  await cross(await send(here, parseEther('5'), 'wallet'))
  const failed = await send(here, parseEther('1'))
  await fail(failed)
  await arrive(failed, executeAgain)
  const back = await send(there, parseUnits('3', 8) + 55n)
  await cross(back)
  expect(back.credited).toBe(parseUnits('3.00000055', 18))
})

/** What stands open after the second test. */
let open: Record<'failed' | 'committed' | 'sent' | 'back', Sent>

test('behavior: what failed or is on its way stands where the ramps have it', async () => {
  const failed = await send(here, parseEther('2'))
  await fail(failed)
  const committed = await send(here, parseEther('3'))
  await commitMessage(there, here, committed.message)
  const sent = await send(here, parseEther('4'))
  await expect(execute(there, sent.message)).rejects.toThrow()
  const back = await send(there, parseUnits('0.5', 8))
  open = { failed, committed, sent, back }
  live = await programs.start('live')
  await expectSaid(live, await standings())
})

test('behavior: what stands open ends while Plimsoll follows the chains, past a curse', async () => {
  const { failed, committed, sent, back } = open
  const { chain, rmn } = there
  await arrive(failed, executeAgain)
  const everything = `0x01${'00'.repeat(14)}01`
  await invoke(chain, rmn, 'curse', [everything])
  await expect(commitMessage(there, here, sent.message)).rejects.toThrow()
  await expect(send(there, parseUnits('1', 8))).rejects.toThrow()
  await expectSaid(live, await standings())
  await invoke(chain, rmn, 'uncurse', [everything])
  await arrive(committed, execute)
  for (const crossing of [sent, back]) await cross(crossing)
  await expectSaid(live, await standings())
  await send(there, parseUnits('1', 8), 'wallet')
  await expectSaid(live, await standings())
})

test('behavior: who reads it all afterwards answers the same', async () => {
  await expectSaid(await programs.start('fresh'), await standings())
})
