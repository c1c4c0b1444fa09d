import { deployChains } from './deployChains.ts'
import type { HyperlaneMessage } from './hyperlaneMessage.ts'
import { countAccounts, createLabAccounts, type LabAccounts } from './labAccounts.ts'
import { openLabCache } from './labCache.ts'
import { createLabNode, type HomeChain, type LabChain, type LabNode } from './labChain.ts'
import { createRelayer, type Relayer } from './relayer.ts'
import { startAnvil } from './startAnvil.ts'

export type LabOptions = {
  chains?: 1 | 2 | 3
  slotsInAnEpoch?: number
  /** Without it every transaction is mined at once, in a block of its own. */
  blockTimeSeconds?: number
  traders?: number
  /**
   * How many blocks back a node can read its state; logs stay readable for good. Every state that
   * anvil keeps grows with the chain: 2,000 of them take 2 GB at block 5,000, 100 take 0.2 GB.
   */
  historyBlocks?: number
  onProgress?: (message: string) => void
}

export type Lab = {
  home: HomeChain
  /** The home chain first. A chain's Hyperlane domain is its chain id. */
  chains: [HomeChain, ...LabChain[]]
  accounts: LabAccounts
  traders: LabAccounts['traders']
  relayer: Relayer
  /** Freezes every node; their endpoints then accept connections and never answer. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

const chainNames = ['harbor', 'lagoon', 'reef']
const homeChainId = 31_001

/** Starts one to three real nodes with a venue, its markets and a Hyperlane bridge between them. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const { chains: chainCount = 3, traders = 4, onProgress = () => {} } = options
  const cache = await openLabCache(onProgress)
  const accounts = createLabAccounts(traders)
  onProgress(`Starting ${chainCount} nodes.`)
  const nodes = await startNodes(chainCount, cache.anvilBinary, options)
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()))
  }
  try {
    onProgress('Deploying the contracts.')
    const { home, remotes, dispatched } = await deployChains(nodes, cache, accounts)
    const chains: Lab['chains'] = [home, ...remotes]
    if (options.blockTimeSeconds === undefined)
      for (const chain of chains) await chain.testClient.setAutomine(true)
    const relayer = createRelayer(chains, accounts)
    onProgress('Delivering the first tokens.')
    await Promise.all(remotes.map((chain) => deliverFirstTokens(relayer, chain, dispatched)))
    const pause = () => {
      for (const chain of chains) chain.pause()
    }
    const resume = () => {
      for (const chain of chains) chain.resume()
    }
    return { home, chains, accounts, traders: accounts.traders, relayer, pause, resume, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startNodes(
  chainCount: number,
  binary: string,
  { slotsInAnEpoch = 1, historyBlocks = 256, blockTimeSeconds, traders = 4 }: LabOptions,
): Promise<LabNode[]> {
  const started = await Promise.allSettled(
    chainNames.slice(0, chainCount).map(async (name, index) => {
      const chainId = homeChainId + index
      const accountCount = countAccounts(traders)
      const anvil = await startAnvil({
        ...{ binary, chainId, accountCount, slotsInAnEpoch, historyBlocks, blockTimeSeconds },
      })
      return createLabNode(anvil, chainId, name)
    }),
  )
  const nodes = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failed = started.find((result) => result.status === 'rejected')
  if (failed === undefined) return nodes
  await Promise.all(nodes.map((node) => node.stop()))
  throw failed.reason
}

async function deliverFirstTokens(
  relayer: Relayer,
  chain: LabChain,
  dispatched: HyperlaneMessage[],
): Promise<void> {
  const messages = dispatched.filter((message) => message.destination === chain.chainId)
  // One transaction may use at most 16 million gas.
  const perTransaction = 10
  for (let index = 0; index < messages.length; index += perTransaction)
    await relayer.deliverTogether(messages.slice(index, index + perTransaction))
}
