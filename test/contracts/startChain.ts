import {
  type Address,
  type Chain,
  createTestClient,
  defineChain,
  type Hex,
  http,
  publicActions,
  walletActions,
} from 'viem'
import { openLabCache } from '../lab/labCache.ts'
import { startAnvil } from '../lab/startAnvil.ts'
import type { Artifact } from './openArtifacts.ts'

/** An anvil with unlocked accounts that mines each transaction at once. */
export type RealChain = Awaited<ReturnType<typeof startChain>>

/** Starts a node for contracts of a protocol; `genesis` is the time of its first block in seconds. */
export async function startChain(chainId: number, { genesis }: { genesis?: bigint } = {}) {
  const { anvilBinary } = await openLabCache(() => {})
  const anvil = await startAnvil({
    binary: anvilBinary,
    chainId,
    accountCount: 4,
    slotsInAnEpoch: 1,
    historyBlocks: 1_000,
    blockTimeSeconds: undefined,
    genesis,
  })
  const client = createTestClient({
    mode: 'anvil',
    chain: toChain(chainId, anvil.rpcUrl),
    transport: http(anvil.rpcUrl),
    pollingInterval: 20,
  })
    .extend(publicActions)
    .extend(walletActions)
  await client.setAutomine(true)
  const [owner, user, relayer] = await client.getAddresses()
  if (owner === undefined || user === undefined || relayer === undefined)
    throw new Error('the node has accounts')

  /** Sends a transaction of `from` and waits until it is mined; one that reverts rejects. */
  async function send(from: Address, to: Address | undefined, data: Hex, value = 0n) {
    const request = { account: from, data, value, gas: 15_000_000n }
    const hash = await client.sendTransaction(to === undefined ? request : { ...request, to })
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status === 'reverted') throw new Error(`${hash} reverted`)
    return receipt
  }

  return { chainId, client, owner, user, relayer, send, rpcUrl: anvil.rpcUrl, stop: anvil.stop }
}

/** Creates a contract from its creation code and encoded arguments. */
export async function create(chain: RealChain, { bytecode }: Artifact, args: Hex = '0x') {
  const { contractAddress } = await chain.send(
    chain.owner,
    undefined,
    `${bytecode}${args.slice(2)}`,
  )
  if (contractAddress === null || contractAddress === undefined)
    throw new Error('a creation has an address')
  return contractAddress
}

function toChain(id: number, url: string): Chain {
  return defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })
}
