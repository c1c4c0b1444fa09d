import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { encodeFunctionData, type Hex, keccak256, numberToHex, stringToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { nodeEnv } from '../../../src/env/nodeEnv.ts'
import { sleepFor } from '../../../src/env/sleepFor.ts'
import { batchAbi } from '../../lab/abis.ts'
import { parseMessage } from '../../lab/hyperlaneMessage.ts'
import type { LabChain } from '../../lab/labChain.ts'
import { signCheckpoint } from '../../lab/signCheckpoint.ts'
import { chainAt } from '../world/Deployment.ts'
import type { Intent, Message } from '../world/Intent.ts'
import { toConfig } from '../world/toConfig.ts'
import { createFaultProxy, type FaultProxy } from './createFaultProxy.ts'
import type { Nodes } from './openNodes.ts'
import { readStagedBlock } from './readStagedBlock.ts'
import type { ScriptBlock, Stage, StagedBlock } from './Stage.ts'
import { startOn } from './startOn.ts'
import { type Call, type Delivery, toCalls } from './toCalls.ts'

/** Real ms within which everything is as it should be: an audit that was put off waits for some of them, a slow machine too. */
const settleMs = 50_000

/** The program's time passes so much faster: nodes on this machine need no patience. */
const haste = 20

/** No transaction of a script needs more. */
const gas = 15_000_000n

/** Real nodes as a stage: they begin every script at the same block, and are as they were after it. */
export async function createNodeStage({ lab, deployment }: Nodes): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-stage-'))
  const snapshots = await Promise.all(lab.chains.map(({ testClient }) => testClient.snapshot()))
  const proxies = await Promise.all(lab.chains.map(({ rpcUrl }) => createFaultProxy(rpcUrl)))
  /** What was sent once is sent again as it was. */
  const signed = new Map<string, Hex>()
  const labels = new Map<string, string>()
  const messages = new Map<Hex, Hex>()
  let nowMs = 0
  const env = {
    ...nodeEnv(),
    now: () => nowMs,
    monotonic: () => performance.now() * haste,
    sleep: (ms: number, signal?: AbortSignal) => sleepFor(ms / haste, signal),
  }
  const nodeAt = (index: number): { chain: LabChain; proxy: FaultProxy } => {
    const [chain, proxy] = [lab.chains[index], proxies[index]]
    if (chain === undefined || proxy === undefined) throw new Error(`there is no chain ${index}`)
    return { chain, proxy }
  }
  const prove = async (message: Message): Promise<Delivery> => {
    const bytes = messages.get(message.key)
    if (bytes === undefined) throw new Error(`nobody knows the message ${message.key}`)
    const { chain: origin } = nodeAt(message.origin)
    const metadata = await signCheckpoint(origin, parseMessage(bytes), lab.accounts.validator)
    return { metadata, message: bytes }
  }
  const sign = async (index: number, intent: Intent): Promise<Hex> => {
    const key = `${index}:${intent.label}`
    const known = signed.get(key)
    if (known !== undefined) return known
    const { chain } = nodeAt(index)
    const calls: Call[] = []
    for (const body of intent.bodies)
      calls.push(...(await toCalls(deployment, chainAt(deployment, index), body, prove)))
    const raw = await signBatch(chain, intent.label, calls)
    signed.set(key, raw)
    labels.set(keccak256(raw), intent.label)
    return raw
  }
  const mine = async (index: number, block: ScriptBlock): Promise<StagedBlock> => {
    const { chain } = nodeAt(index)
    const request = (method: string, params: readonly unknown[] = []) =>
      // CAST: viem's types do not know every method of anvil.
      chain.testClient.request({ method, params } as never)
    for (const intent of block.intents)
      await request('eth_sendRawTransaction', [await sign(index, intent)])
    await request('anvil_setNextBlockBaseFeePerGas', [numberToHex(0)])
    await request('evm_setNextBlockTimestamp', [Number(block.timestamp)])
    await request('evm_mine')
    return readStagedBlock(chain, labels)
  }
  return {
    name: 'real',
    deployment,
    messages,
    mine,
    async reorg(index, depth, blocks) {
      const { chain, proxy } = nodeAt(index)
      // Whoever asks meanwhile waits, so that the branches change at once.
      await proxy.pause()
      try {
        // CAST: viem's types do not know anvil_rollback.
        await chain.testClient.request({ method: 'anvil_rollback', params: [depth] } as never)
        const mined: StagedBlock[] = []
        for (const block of blocks) mined.push(await mine(index, block))
        return mined
      } finally {
        proxy.resume()
      }
    },
    setFault: (index, fault) => nodeAt(index).proxy.setFault(fault),
    setNow(ms) {
      nowMs = ms
    },
    start: (database, edit) => {
      const config = toConfig(deployment, join(folder, database), ({ index }) => [
        nodeAt(index).proxy.url,
      ])
      return startOn(env, patient(edit(config)))
    },
    wait: (ms) => sleep(ms / haste),
    async settle(isThere) {
      const endMs = performance.now() + settleMs
      while (performance.now() < endMs) {
        if (await isThere()) return true
        await sleep(10)
      }
      return isThere()
    },
    async end() {
      await Promise.all(proxies.map((proxy) => proxy.stop()))
      for (const [i, { testClient }] of lab.chains.entries())
        await testClient.revert({ id: snapshots[i] ?? '0x0' })
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A request that takes a node on a busy machine a second has not failed, though the program's time runs faster. */
function patient(config: ConfigInput): ConfigInput {
  const chains = Object.entries(config.chains).map(([name, chain]) => {
    const timeoutMs = (chain.timeoutMs ?? 0) * haste
    return [name, { ...chain, timeoutMs }] as const
  })
  return { ...config, chains: Object.fromEntries(chains) }
}

/** A sender of its own for every label, so that a transaction stays the same wherever it is mined, and whatever is not. */
async function signBatch(
  { chainId, contracts }: LabChain,
  label: string,
  calls: readonly Call[],
): Promise<Hex> {
  const account = privateKeyToAccount(keccak256(stringToHex(`sender of ${label}`)))
  return account.signTransaction({
    type: 'eip1559',
    chainId,
    nonce: 0,
    gas,
    maxFeePerGas: 0n,
    maxPriorityFeePerGas: 0n,
    to: contracts.batch.address,
    data: encodeFunctionData({ abi: batchAbi, functionName: 'run', args: [calls] }),
  })
}
