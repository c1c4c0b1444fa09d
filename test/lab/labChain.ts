import {
  type Address,
  createPublicClient,
  createTestClient,
  createWalletClient,
  defineChain,
  http,
  type PublicClient,
  type TestClient,
  type WalletClient,
} from 'viem'
import type { Anvil } from './startAnvil.ts'

export type LabContract = { address: Address; deployedAtBlock: bigint }

/** What every chain of the lab has. On remote chains `lusd` is the synthetic warp router itself. */
export type ChainContracts = Record<
  | 'mailbox'
  | 'merkleTreeHook'
  | 'requiredHook'
  | 'multisigIsm'
  | 'warpRouter'
  | 'lusd'
  | 'vaultUsd'
  | 'landing'
  | 'batch',
  LabContract
>

/** What only the home chain has. */
export type HomeContracts = ChainContracts &
  Record<
    'leth' | 'vaultEth' | 'ethUsd' | 'btcUsd' | 'lusdUsd' | 'clearinghouse' | 'yieldVault',
    LabContract
  >

/** A running node with its clients, before anything is deployed on it. */
export type LabNode = {
  chainId: number
  name: string
  rpcUrl: string
  pid: number
  publicClient: PublicClient
  testClient: TestClient<'anvil'>
  walletClient: WalletClient
  /** Runs one submission at a time: concurrent ones may be lost under automine. */
  enqueue<T>(task: () => Promise<T>): Promise<T>
  /** Freezes the node's process: its endpoint accepts connections and never answers. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

export type LabChain = LabNode & { contracts: ChainContracts }
export type HomeChain = LabNode & { contracts: HomeContracts }

/** Wraps a running anvil into viem clients. */
export function createLabNode(anvil: Anvil, chainId: number, name: string): LabNode {
  const { pid, rpcUrl, stop } = anvil
  const chain = defineChain({
    id: chainId,
    name,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const options = { chain, transport: http(rpcUrl, { retryCount: 0 }), pollingInterval: 50 }
  let queue: Promise<unknown> = Promise.resolve()
  return {
    ...{ chainId, name, rpcUrl, pid, stop },
    publicClient: createPublicClient({ ...options, cacheTime: 0 }),
    testClient: createTestClient({ ...options, mode: 'anvil' }),
    walletClient: createWalletClient(options),
    enqueue: (task) => {
      const result = queue.then(task)
      queue = result.catch(() => undefined)
      return result
    },
    pause: () => void process.kill(pid, 'SIGSTOP'),
    resume: () => void process.kill(pid, 'SIGCONT'),
  }
}
