import { type Log, parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Plimsoll } from '../e2e/support/startPlimsoll.ts'
import { ccipConfig } from './ccip/ccipConfig.ts'
import { arrive, type Crossing, leave, setClosed } from './ccip/crossing.ts'
import { connectV2, deployV2, type V2Side } from './ccip/deployV2.ts'
import { type EncodedMessage, encodedOf, executeSigned, executeUnsigned } from './ccip/rolesV2.ts'
import { createPrograms, type Programs } from './createPrograms.ts'
import { expectSaid } from './expectSaid.ts'
import { invoke } from './invoke.ts'
import { type Standings, stand } from './Standing.ts'
import { startChain } from './startChain.ts'
import { bookOf } from './vault.ts'

let here: V2Side
let there: V2Side
let programs: Programs
let live: Plimsoll
const crossings: Crossing<V2Side, EncodedMessage>[] = []

beforeAll(async () => {
  const [first, second] = [await startChain(41_211), await startChain(41_212)]
  here = await deployV2(first, { selector: 7_011n, decimals: 18, kind: 'locking' })
  there = await deployV2(second, { selector: 7_012n, decimals: 8, kind: 'burning' })
  await connectV2(here, there)
  await connectV2(there, here)
  await invoke(first, here.token, 'transfer', [first.user, parseEther('1000')])
  await invoke(first, here.vault, 'deposit', [parseEther('500')], { from: first.user })
  programs = await createPrograms((database) => ccipConfig(database, 'ccip-2.0', [here, there]))
}, 240_000)

afterAll(async () => {
  await programs?.stop()
  await Promise.all([here, there].map((side) => side?.chain.stop()))
})

type Sent = (typeof crossings)[number]

function read(logs: readonly Log[]) {
  const message = encodedOf(logs)
  return { key: message.messageId, message }
}

async function send(
  from: V2Side,
  amount: bigint,
  payer: 'vault' | 'wallet' = 'vault',
): Promise<Sent> {
  const crossing = await leave([from, from === here ? there : here], { amount, payer }, read)
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

/** What the pool keeps of all that leaves for the other chain, in basis points. */
async function setFee(finalityTransferFeeBps: number): Promise<void> {
  const fees = {
    ...{ destGasOverhead: 150_000, destBytesOverhead: 32, finalityFeeUSDCents: 25 },
    ...{ fastFinalityFeeUSDCents: 25, finalityTransferFeeBps, fastFinalityTransferFeeBps: 0 },
    isEnabled: true,
  }
  const update = { destChainSelector: there.selector, tokenTransferFeeConfig: fees }
  await invoke(here.chain, here.pool, 'applyTokenTransferFeeConfigUpdates', [[update], []])
}

/** Executes a signed message that its receiver does not take. */
async function fail(crossing: Sent): Promise<void> {
  const { to, message } = crossing
  await setClosed(to, true)
  await executeSigned(to, message)
  await expect(executeSigned(to, message)).rejects.toThrow()
  await setClosed(to, false)
  stand(crossing, 'FAILED_RETRYABLE')
}

test('behavior: a message of CCIP 2.0 is delivered once, less the pool’s fee, and a replay is refused', async () => {
  const first = await send(here, parseEther('10') + 123n)
  // The box takes the dust, which the other chain’s decimals cannot say.
  expect(first.sent).toBe(parseEther('10') + 123n)
  await arrive(first, executeSigned)
  expect(first.credited).toBe(parseUnits('10', 8))
  await expect(executeSigned(there, first.message)).rejects.toThrow()
  await arrive(await send(here, parseEther('5'), 'wallet'), executeSigned)
  await setFee(25)
  const taxed = await send(here, parseEther('8'))
  await arrive(taxed, executeSigned)
  // 0.25 % stays with the pool.
  expect(taxed.credited).toBe(parseUnits('7.98', 8))
  await setFee(0)
  const failed = await send(here, parseEther('1'))
  await fail(failed)
  await arrive(failed, executeSigned)
  const back = await send(there, parseUnits('3', 8) + 55n)
  await arrive(back, executeSigned)
  expect(back.credited).toBe(parseUnits('3.00000055', 18))
})

/** What stands open after the second test. */
let open: Record<'failed' | 'doubted' | 'sent' | 'back', Sent>

test('behavior: what failed or is on its way stands where the ramps have it', async () => {
  const failed = await send(here, parseEther('2'))
  await fail(failed)
  const doubted = await send(here, parseEther('3'))
  await executeUnsigned(there, doubted.message)
  stand(doubted, 'FAILED_RETRYABLE')
  const sent = await send(here, parseEther('4'))
  const back = await send(there, parseUnits('0.5', 8))
  open = { failed, doubted, sent, back }
  live = await programs.start('live')
  await expectSaid(live, await standings())
})

test('behavior: what stands open ends while Plimsoll follows the chains, past a curse', async () => {
  const { failed, doubted, sent, back } = open
  const { chain, rmn } = there
  await arrive(failed, executeSigned)
  const everything = `0x01${'00'.repeat(14)}01`
  await invoke(chain, rmn, 'curse', [everything])
  await expect(executeSigned(there, sent.message)).rejects.toThrow()
  await expect(send(there, parseUnits('1', 8))).rejects.toThrow()
  await expectSaid(live, await standings())
  await invoke(chain, rmn, 'uncurse', [everything])
  for (const crossing of [doubted, sent, back]) await arrive(crossing, executeSigned)
  await expectSaid(live, await standings())
  await send(there, parseUnits('1', 8), 'wallet')
  await expectSaid(live, await standings())
})

test('behavior: who reads it all afterwards answers the same', async () => {
  await expectSaid(await programs.start('fresh'), await standings())
})
