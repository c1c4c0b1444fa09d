import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { encodeFunctionData, parseEther, parseEventLogs } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clearinghouseAbi, mailboxAbi, vaultAbi, warpRouterAbi, yieldVaultAbi } from './abis.ts'
import { bundleWithdrawal } from './actions/bundleWithdrawal.ts'
import { deposit } from './actions/deposit.ts'
import { depositYield } from './actions/depositYield.ts'
import { donateYield } from './actions/donateYield.ts'
import { emitMalformed } from './actions/emitMalformed.ts'
import { forgeCredit } from './actions/forgeCredit.ts'
import { forwardLanding } from './actions/forwardLanding.ts'
import { liquidate } from './actions/liquidate.ts'
import { moveToUnit } from './actions/moveToUnit.ts'
import { repayDebt } from './actions/repayDebt.ts'
import { sendCollateral } from './actions/sendCollateral.ts'
import { setPrice } from './actions/setPrice.ts'
import { trade } from './actions/trade.ts'
import { warpTransfer } from './actions/warpTransfer.ts'
import { withdraw } from './actions/withdraw.ts'
import { withdrawRemote } from './actions/withdrawRemote.ts'
import { createTraffic } from './createTraffic.ts'
import { expectedCollateral } from './expectedCollateral.ts'
import type { LabChain } from './labChain.ts'
import { readCollateral } from './readCollateral.ts'
import { readPosition } from './readPosition.ts'
import { readTokens } from './readTokens.ts'
import { readRawTransaction, reorg } from './reorg.ts'
import { type Lab, startLab } from './startLab.ts'

const dollar = 1_000_000n
let lab: Lab

beforeAll(async () => {
  lab = await startLab({ traders: 6 })
}, 180_000)

afterAll(async () => {
  await lab?.stop()
})

test('default: every wallet has tokens on every chain, and every contract has a block', async () => {
  for (const chain of lab.chains) {
    expect(await readTokens(chain, traderAt(0))).toBe(1_000_000n * dollar)
    for (const { address, deployedAtBlock } of Object.values(chain.contracts)) {
      const before = await chain.publicClient.getCode({
        address,
        blockNumber: deployedAtBlock - 1n,
      })
      const since = await chain.publicClient.getCode({ address, blockNumber: deployedAtBlock })
      expect([before, since === undefined]).toEqual([undefined, false])
    }
  }
})

test('default: deposit, trade, close with a profit and withdraw', async () => {
  const { home } = lab
  const account = traderAt(0)
  await deposit(home, { account, amount: 10_000n * dollar })
  await setPrice(home, { accounts: lab.accounts, feed: 'ethUsd', priceE8: 3_000_00000000n })
  await trade(home, { account, market: 1n, sizeDelta: parseEther('2') })
  // 5 basis points of 6,000 dollars.
  expect(await readCollateral(home, account)).toBe(9_997n * dollar)
  await setPrice(home, { accounts: lab.accounts, feed: 'ethUsd', priceE8: 3_100_00000000n })
  const closing = await trade(home, { account, market: 1n, sizeDelta: parseEther('-1') })
  expect(eventNames(closing.logs)).toEqual(['ProfitSettled', 'PositionChanged', 'FeeCharged'])
  expect(await readPosition(home, account, 0n, 1n)).toMatchObject({
    size: parseEther('1'),
    entryValue: parseEther('3000'),
    profit: 100n * dollar,
  })
  await moveToUnit(home, { account, fromUnit: 0n, toUnit: 2n, amount: 1_000n * dollar })
  await withdraw(home, { account, amount: 500n * dollar })
  await expectBook(account)
})

test('default: a direct transfer, both messages delivered together', async () => {
  const [home, lagoon] = lab.chains
  const [account, beneficiary] = [traderAt(1), traderAt(2)]
  await deposit(home, { account, amount: 2_000n * dollar })
  const sent = await sendCollateral(home, {
    ...{ account, destination: chainAt(1), amount: 700n * dollar, beneficiary },
  })
  expect(sent.messages.map(({ id }) => id)).toEqual([sent.messageId, sent.venueMessageId])
  expect((await expectBook(beneficiary)).inFlight).toMatchObject([
    { messageId: sent.messageId, amount: 700n * dollar },
  ])
  const receipt = await lab.relayer.deliverTogether(sent.messages)
  expect(eventNames(receipt.logs)).toEqual([
    ...['Process', 'ProcessId', 'ReceivedTransferRemote', 'Process', 'ProcessId'],
    'CollateralCredited',
  ])
  expect(await readCollateral(chainAt(1), beneficiary)).toBe(700n * dollar)
  await expectBook(beneficiary)
  await expect(lab.relayer.deliver(sent.messages[0] ?? never())).rejects.toThrow(
    'already delivered',
  )
  expect(lagoon).toBe(chainAt(1))
})

test('default: a transfer through the landing, in steps, between two remote chains', async () => {
  const [lagoon, reef] = [chainAt(1), chainAt(2)]
  const account = traderAt(2)
  const sent = await sendCollateral(lagoon, {
    ...{ account, destination: reef, amount: 300n * dollar, viaLanding: true },
  })
  const [warp = never(), venue = never()] = sent.messages
  await lab.relayer.deliver(venue)
  const early = forwardLanding(reef, { caller: account, messageId: sent.messageId })
  await expect(early).rejects.toThrow('the tokens have not arrived')
  await lab.relayer.deliver(warp)
  expect((await expectBook(account)).inFlight).toHaveLength(1)
  await forwardLanding(reef, { caller: account, messageId: sent.messageId })
  expect(await readCollateral(reef, account)).toBe(300n * dollar)
  expect((await expectBook(account)).inFlight).toEqual([])
})

test('behavior: a venue message without its tokens is refused', async () => {
  const account = traderAt(1)
  const sent = await sendCollateral(lab.home, {
    ...{ account, destination: chainAt(2), amount: 10n * dollar },
  })
  const [warp = never(), venue = never()] = sent.messages
  await expect(lab.relayer.deliver(venue)).rejects.toThrow('the tokens have not arrived')
  await lab.relayer.deliver(warp)
  await lab.relayer.deliver(venue)
  await expectBook(account)
})

test('behavior: a withdrawal to a wallet on another chain is no collateral in flight', async () => {
  const account = traderAt(1)
  const before = await readTokens(chainAt(1), account)
  const { receipt, messages } = await withdrawRemote(lab.home, {
    ...{ account, destination: chainAt(1), amount: 50n * dollar },
  })
  expect(eventNames(receipt.logs)).toEqual([
    ...['CollateralWithdrawn', 'Dispatch', 'DispatchId', 'SentTransferRemote'],
  ])
  expect((await expectBook(account)).inFlight).toEqual([])
  await lab.relayer.deliverTogether(messages)
  expect(await readTokens(chainAt(1), account)).toBe(before + 50n * dollar)
})

test('behavior: a withdrawal and a stranger of equal amount share a transaction', async () => {
  const account = traderAt(1)
  const { receipt, messages } = await bundleWithdrawal(lab.home, {
    ...{ accounts: lab.accounts, account, destination: chainAt(1), amount: 20n * dollar },
  })
  expect(eventNames(receipt.logs)).toEqual([
    ...['CollateralWithdrawn', 'Dispatch', 'DispatchId', 'SentTransferRemote'],
  ])
  await lab.relayer.deliverTogether(messages)
  await expectBook(account)
})

test('behavior: a forged pair of messages credits an account out of nothing', async () => {
  const account = traderAt(3)
  const { messages } = await forgeCredit(chainAt(1), {
    ...{ relayer: lab.relayer, origin: lab.home, account, amount: 5_000n * dollar },
  })
  expect(await readCollateral(chainAt(1), account)).toBe(5_000n * dollar)
  expect((await expectBook(account)).unsourced).toEqual([
    { messageId: messages[0].id, destination: 31_002, amount: 5_000n * dollar },
  ])
  // This origin has never dispatched anything.
  await forgeCredit(lab.home, {
    ...{ relayer: lab.relayer, origin: chainAt(2), account, amount: dollar },
  })
  expect((await expectBook(account)).unsourced).toHaveLength(2)
})

test('behavior: a liquidation beyond the home balance leaves a debt', async () => {
  const { home, accounts } = lab
  const account = traderAt(4)
  await deposit(home, { account, amount: 1_000n * dollar })
  await setPrice(home, { accounts, feed: 'btcUsd', priceE8: 60_000_00000000n })
  await trade(home, { account, market: 2n, sizeDelta: parseEther('0.1') })
  await setPrice(home, { accounts, feed: 'btcUsd', priceE8: 40_000_00000000n })
  const receipt = await liquidate(home, { accounts, account })
  expect(eventNames(receipt.logs)).toEqual([
    ...['LiquidationStarted', 'ProfitSettled', 'DebtChanged', 'PositionChanged'],
    ...['CollateralSeized', 'LiquidationFinished'],
  ])
  expect(await readCollateral(home, account)).toBe(0n)
  await deposit(home, { account, amount: 2_000n * dollar })
  await repayDebt(home, { account })
  // The loss was 2,000, the fee 3, and 997 were at hand.
  expect(await readCollateral(home, account)).toBe(997n * dollar)
  await expectBook(account)
})

test('behavior: a liquidation within the balance seizes a penalty', async () => {
  const { home, accounts } = lab
  const account = traderAt(5)
  await deposit(home, { account, amount: 1_000n * dollar })
  await moveToUnit(home, { account, fromUnit: 0n, toUnit: 2n, amount: 500n * dollar })
  await setPrice(home, { accounts, feed: 'btcUsd', priceE8: 50_000_00000000n })
  await trade(home, { account, market: 2n, unit: 2n, sizeDelta: parseEther('-0.1') })
  await setPrice(home, { accounts, feed: 'btcUsd', priceE8: 53_000_00000000n })
  await liquidate(home, { accounts, account, unit: 2n })
  // 500 less a fee of 2.5, a loss of 300 and a penalty of 1 % of 5,300.
  expect(await readCollateral(home, account, 2n)).toBe(144_500_000n)
  expect(await readTokens(home, accounts.liquidator)).toBe(53n * dollar)
  await expectBook(account)
})

test('behavior: a donation raises the rate of the yield vault', async () => {
  const { home } = lab
  const rate = () =>
    home.publicClient.readContract({
      address: home.contracts.yieldVault.address,
      abi: yieldVaultAbi,
      functionName: 'convertToAssets',
      args: [dollar],
    })
  await depositYield(home, { account: traderAt(0), amount: 100n * dollar })
  expect(await rate()).toBe(dollar)
  await donateYield(home, { minter: lab.accounts.owner, amount: 10n * dollar })
  expect(await rate()).toBe(1_100_000n)
})

test('behavior: malformed logs change neither the book nor the recomputation', async () => {
  const account = traderAt(5)
  for (const shape of ['truncatedData', 'dirtyAddress', 'trailingData', 'extraTopic'] as const) {
    const { logs } = await emitMalformed(lab.home, { account, amount: 9n * dollar, shape })
    expect(logs).toHaveLength(1)
  }
  await expectBook(account)
})

test('behavior: a reorg drops a deposit and may bring in others', async () => {
  const reef = chainAt(2)
  const account = traderAt(0)
  const to = reef.contracts.vaultUsd.address
  const { blockHash, blockNumber } = await deposit(reef, { account, amount: 40n * dollar })
  const encode = (amount: bigint) =>
    encodeFunctionData({ abi: vaultAbi, functionName: 'deposit', args: [account, amount] })
  await reorg(reef, 1, [
    { from: account, to, data: encode(30n * dollar) },
    { from: account, to, data: encode(5n * dollar) },
  ])
  const block = await reef.publicClient.getBlock({ blockNumber })
  expect(block.hash).not.toBe(blockHash)
  expect(await reef.publicClient.getBlockNumber()).toBe(blockNumber)
  expect(await readCollateral(reef, account)).toBe(35n * dollar)
  await expectBook(account)
})

test('behavior: a reorg may put a transaction into another block', async () => {
  const reef = chainAt(2)
  const account = traderAt(1)
  const { transactionHash, blockNumber } = await deposit(reef, { account, amount: dollar })
  await reef.testClient.mine({ blocks: 2 })
  await reorg(reef, 3, [{ raw: await readRawTransaction(reef, transactionHash), offset: 2 }])
  const receipt = await reef.publicClient.getTransactionReceipt({ hash: transactionHash })
  expect([receipt.status, receipt.blockNumber]).toEqual(['success', blockNumber + 2n])
  await expectBook(account)
})

test('behavior: auto delivery delivers what is dispatched, and never what is dropped', async () => {
  const destination = chainAt(1)
  const wallet = traderAt(0)
  const before = await readTokens(destination, wallet)
  const errors: unknown[] = []
  const auto = await lab.relayer.autoDeliver({
    intervalMs: 20,
    onError: (error) => errors.push(error),
  })
  await deposit(lab.home, { account: wallet, amount: dollar })
  const first = await warpTransfer(lab.home, { wallet, destination, amount: 7n * dollar })
  const [message = never()] = first.messages
  for (let tries = 0; tries < 200 && !(await lab.relayer.isDelivered(message)); tries++)
    await sleep(20)
  const { messages } = await sendCollateral(lab.home, {
    ...{ account: wallet, destination, amount: dollar },
  })
  for (const { id } of messages) lab.relayer.drop(id)
  await sleep(300)
  await auto.stop()
  expect(errors).toEqual([])
  expect(await readTokens(destination, wallet)).toBe(before + 7n * dollar)
})

test('behavior: a paused node is silent until it is resumed', async () => {
  const { publicClient } = lab.home
  lab.home.pause()
  // The system stops the node's threads one by one, so a first request may still be answered.
  let answer = publicClient.getBlockNumber()
  await expect
    .poll(() => {
      answer = publicClient.getBlockNumber()
      return Promise.race([answer, sleep(200, 'silence')])
    })
    .toBe('silence')
  lab.home.resume()
  expect(await answer).toBeGreaterThan(0n)
})

test('property: traffic repeats for a seed, and the books agree with the recomputation', async () => {
  const run = async (other: Lab, count: number) => {
    const traffic = createTraffic(other, { seed: 7 })
    const story: string[] = []
    for (let index = 0; index < count; index++) story.push(await traffic.step())
    return { story, traffic }
  }
  const fresh = async (count: number) => {
    const other = await startLab({ traders: 3 })
    try {
      const { story, traffic } = await run(other, count)
      return { story, drained: await traffic.drain(), books: await countBooks(other) }
    } finally {
      await other.stop()
    }
  }
  const first = await fresh(150)
  expect(first.books).toBeGreaterThan(4)
  const second = await fresh(40)
  expect(second.story).toEqual(first.story.slice(0, 40))
}, 60_000)

test('behavior: a node does not outlive a process that was killed', async () => {
  const script = fileURLToPath(new URL('./startAndHang.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'jiti/register', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const pid = Number(line.toString())
  expect(isRunning(pid)).toBe(true)
  child.kill('SIGKILL')
  for (let waitedMs = 0; waitedMs < 5_000 && isRunning(pid); waitedMs += 50) await sleep(50)
  expect(isRunning(pid)).toBe(false)
}, 60_000)

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Compares the books of all vaults with their logs, at the present heads. */
async function expectBook(account: `0x${string}`, where = lab) {
  const atBlocks: Record<number, bigint> = {}
  for (const chain of where.chains)
    atBlocks[chain.chainId] = await chain.publicClient.getBlockNumber()
  const expected = await expectedCollateral(where, account, atBlocks)
  for (const chain of where.chains)
    for (const unit of [0n, 1n, 2n]) {
      const holding = expected.holdings.find(
        (candidate) =>
          candidate.vault === chain.contracts.vaultUsd.address &&
          candidate.chainId === chain.chainId &&
          candidate.unit === unit,
      )
      expect(holding?.amount ?? 0n).toBe(await readCollateral(chain, account, unit))
    }
  return expected
}

/** Checks every trader, and that each vault holds exactly the sum of its book. */
async function countBooks(where: Lab): Promise<number> {
  const sums = new Map<number, bigint>()
  let count = 0
  for (const trader of where.traders)
    for (const { chainId, vault, amount } of (await expectBook(trader, where)).holdings) {
      count += 1
      if (vault !== where.home.contracts.vaultEth.address)
        sums.set(chainId, (sums.get(chainId) ?? 0n) + amount)
    }
  for (const chain of where.chains)
    expect(await readTokens(chain, chain.contracts.vaultUsd.address)).toBe(sums.get(chain.chainId))
  return count
}

function eventNames(logs: Parameters<typeof parseEventLogs>[0]['logs']): string[] {
  const abi = [...vaultAbi, ...clearinghouseAbi, ...mailboxAbi, ...warpRouterAbi]
  return parseEventLogs({ abi, logs }).map(({ eventName }) => eventName)
}

function traderAt(index: number): `0x${string}` {
  return lab.traders[index] ?? never()
}

function chainAt(index: number): LabChain {
  return lab.chains[index] ?? never()
}

function never(): never {
  throw new Error('The lab lacks what this test needs.')
}
