import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { encodeFunctionData, numberToHex } from 'viem'
import { readEvents } from '../api/support/readEvents.ts'
import { vaultAbi } from '../lab/abis.ts'
import { createRandom } from '../lab/random.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { describeLab } from './labPlimsollConfig.ts'
import type { LatencyResult } from './Results.ts'
import { type Compiled, startCompiled } from './startCompiled.ts'

const blockMs = 1_000

const subscription = `subscription ($owner: Address!) {
  marginAccountChanged(venue: "lab", owner: $owner) { cut { chains { chainId number } } }
}`

interface Seen {
  data?: { marginAccountChanged: { cut: { chains: { chainId: number; number: string }[] } } } | null
}

/**
 * Mines one block a second on a real node that announces its heads over WebSocket, each at a random phase of its second,
 * with a deposit in it, and measures the time from the node's word that the block is there until a subscriber has an
 * answer at that block.
 */
export async function measureLatency(parameters: {
  folder: string
  samples: number
  seed: number
}): Promise<LatencyResult> {
  const { folder, samples, seed } = parameters
  const lab = await startLab()
  try {
    const plimsoll = await startOnLab(lab, folder)
    const random = createRandom(seed)
    const latencies: number[] = []
    const watch = await watchBlocks(lab, plimsoll)
    await lab.home.testClient.setAutomine(false)
    const startedMs = performance.now()
    for (let i = 0; i < samples; i += 1) {
      await queueDeposit(lab)
      const dueMs = startedMs + i * blockMs + random.below(blockMs)
      await sleep(Math.max(0, dueMs - performance.now()))
      await lab.home.testClient.mine({ blocks: 1 })
      const minedMs = performance.now()
      const block = await lab.home.publicClient.getBlockNumber()
      latencies.push(Math.max(0, (await watch.seen(block)) - minedMs))
    }
    await watch.stop()
    await plimsoll.program.stop()
    return toResult(latencies)
  } finally {
    await lab.stop()
  }
}

async function startOnLab(lab: Lab, folder: string): Promise<Compiled> {
  const described = join(folder, 'lab.json')
  const config = join(folder, 'lab.config.ts')
  const module = join(import.meta.dirname, 'labPlimsollConfig.ts')
  const database = join(folder, 'lab.db')
  writeFileSync(described, describeLab(lab))
  writeFileSync(
    config,
    `import { labPlimsollConfig } from ${JSON.stringify(module)}\n` +
      `export default labPlimsollConfig(${JSON.stringify(described)}, ${JSON.stringify(database)})\n`,
  )
  const plimsoll = await startCompiled(config)
  await plimsoll.caughtUp()
  return plimsoll
}

async function queueDeposit({ home, traders }: Lab): Promise<void> {
  const [account] = traders
  if (account === undefined) throw new Error('The lab has a trader.')
  const data = encodeFunctionData({
    abi: vaultAbi,
    functionName: 'deposit',
    args: [account, 1_000_000n],
  })
  const to = home.contracts.vaultUsd.address
  const request = { from: account, to, data, gas: numberToHex(3_000_000n) }
  await home.walletClient.request({ method: 'eth_sendTransaction', params: [request] })
}

/** Notes when each height of the home chain first arrived in a subscription. */
async function watchBlocks(lab: Lab, plimsoll: Compiled) {
  const response = await fetch(`${plimsoll.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: subscription, variables: { owner: lab.traders[0] } }),
  })
  const events = readEvents(response)
  let height = -1n
  let atMs = 0
  let wake = (): void => {}
  const read = async (): Promise<void> => {
    for (;;) {
      // CAST: the shape of the subscription's answers.
      const event = (await events.next()) as Seen | undefined
      if (event === undefined) return
      const arrivedMs = performance.now()
      const chains = event.data?.marginAccountChanged.cut.chains ?? []
      const own = chains.find(({ chainId }) => chainId === lab.home.chainId)
      if (own === undefined || BigInt(own.number) <= height) continue
      height = BigInt(own.number)
      atMs = arrivedMs
      wake()
    }
  }
  const reading = read()
  return {
    async seen(block: bigint): Promise<number> {
      while (height < block) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return atMs
    },
    async stop(): Promise<void> {
      await events.cancel()
      await reading
    },
  }
}

function toResult(latencies: readonly number[]): LatencyResult {
  const sorted = [...latencies].sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { samples: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) }
}
