import { parseEther, parseGwei, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type Deployed, deploy, invoke } from '../invoke.ts'
import { openArtifacts } from '../openArtifacts.ts'
import type { RealChain } from '../startChain.ts'
import { messagelib, protocol } from './packages.ts'

const endpointFiles = {
  ...protocol,
  files: { endpoint: 'artifacts/contracts/EndpointV2.sol/EndpointV2.json' },
}
const workerFiles = {
  ...messagelib,
  files: {
    sendLibrary: 'artifacts/contracts/uln/uln302/SendUln302.sol/SendUln302.json',
    receiveLibrary: 'artifacts/contracts/uln/uln302/ReceiveUln302.sol/ReceiveUln302.json',
    treasury: 'artifacts/contracts/Treasury.sol/Treasury.json',
    priceFeed: 'artifacts/contracts/PriceFeed.sol/PriceFeed.json',
    executor: 'artifacts/contracts/Executor.sol/Executor.json',
    executorFees: 'artifacts/contracts/ExecutorFeeLib.sol/ExecutorFeeLib.json',
    dvn: 'artifacts/contracts/uln/dvn/DVN.sol/DVN.json',
    dvnFees: 'artifacts/contracts/uln/dvn/DVNFeeLib.sol/DVNFeeLib.json',
  },
}

/** Keys of the two signers whom the verifier's contract asks for, in the order of their addresses. */
export const verifiers = [
  privateKeyToAccount(`0x${'11'.repeat(32)}`),
  privateKeyToAccount(`0x${'22'.repeat(32)}`),
].sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1))

/** LayerZero's own contracts of one chain. */
export interface LayerzeroChain {
  chain: RealChain
  eid: number
  endpoint: Deployed
  sendLibrary: Deployed
  receiveLibrary: Deployed
  dvn: Deployed
  executor: Deployed
  priceFeed: Deployed
}

/** Deploys endpoint, libraries, treasury, price feed, verifier and executor, and connects them. */
export async function deployEndpoint(chain: RealChain, eid: number): Promise<LayerzeroChain> {
  const { endpoint: artifact } = await openArtifacts(endpointFiles)
  const endpoint = await deploy(chain, artifact, [eid, chain.owner])
  const libraries = await deployLibraries(chain, endpoint)
  const workers = await deployWorkers(chain, eid, { endpoint, ...libraries })
  return { chain, eid, endpoint, ...libraries, ...workers }
}

async function deployLibraries(chain: RealChain, endpoint: Deployed) {
  const artifacts = await openArtifacts(workerFiles)
  // Gas that the treasury may use, and the most that it may take.
  const sending = [endpoint.address, 200_000n, parseEther('1')]
  const sendLibrary = await deploy(chain, artifacts.sendLibrary, sending)
  const receiveLibrary = await deploy(chain, artifacts.receiveLibrary, [endpoint.address])
  for (const { address } of [sendLibrary, receiveLibrary])
    await invoke(chain, endpoint, 'registerLibrary', [address])
  const treasury = await deploy(chain, artifacts.treasury)
  await invoke(chain, treasury, 'setNativeFeeBP', [100n])
  await invoke(chain, sendLibrary, 'setTreasury', [treasury.address])
  return { sendLibrary, receiveLibrary }
}

async function deployWorkers(
  chain: RealChain,
  eid: number,
  served: Pick<LayerzeroChain, 'endpoint' | 'sendLibrary' | 'receiveLibrary'>,
) {
  const { owner } = chain
  const { endpoint, sendLibrary, receiveLibrary } = served
  const artifacts = await openArtifacts(workerFiles)
  const priceFeed = await deploy(chain, artifacts.priceFeed)
  await invoke(chain, priceFeed, 'initialize', [owner])
  const worker = [[sendLibrary.address, receiveLibrary.address], priceFeed.address] as const
  const signers = verifiers.map(({ address }) => address)
  const quorum = BigInt(signers.length)
  const dvn = await deploy(chain, artifacts.dvn, [eid, eid, ...worker, signers, quorum, [owner]])
  const executor = await deploy(chain, artifacts.executor)
  const initial = [endpoint.address, zeroAddress, ...worker, owner, [owner]]
  await invoke(chain, executor, 'initialize', initial)
  for (const [hired, fees] of [
    [dvn, artifacts.dvnFees],
    [executor, artifacts.executorFees],
  ] as const) {
    const { address } = await deploy(chain, fees, [eid, parseEther('1')])
    await invoke(chain, hired, 'setWorkerFeeLib', [address])
  }
  return { priceFeed, dvn, executor }
}

/** Lets packets go to another endpoint and come from it: default libraries, verifier, executor and prices. */
export async function connectEndpoint(here: LayerzeroChain, remoteEid: number): Promise<void> {
  const { chain, endpoint, sendLibrary, receiveLibrary, dvn, executor, priceFeed } = here
  const uln = {
    confirmations: 1n,
    ...{ requiredDVNCount: 1, optionalDVNCount: 0, optionalDVNThreshold: 0 },
    ...{ requiredDVNs: [dvn.address], optionalDVNs: [] },
  }
  for (const library of [sendLibrary, receiveLibrary])
    await invoke(chain, library, 'setDefaultUlnConfigs', [[{ eid: remoteEid, config: uln }]])
  const execution = { maxMessageSize: 10_000, executor: executor.address }
  await invoke(chain, sendLibrary, 'setDefaultExecutorConfigs', [
    [{ eid: remoteEid, config: execution }],
  ])
  await invoke(chain, endpoint, 'setDefaultSendLibrary', [remoteEid, sendLibrary.address])
  await invoke(chain, endpoint, 'setDefaultReceiveLibrary', [remoteEid, receiveLibrary.address, 0n])
  const price = { priceRatio: 10n ** 20n, gasPriceInUnit: parseGwei('1'), gasPerByte: 16 }
  await invoke(chain, priceFeed, 'setPrice', [[{ eid: remoteEid % 30_000, price }]])
  const job = { dstEid: remoteEid, multiplierBps: 12_000, floorMarginUSD: 0n }
  await invoke(chain, dvn, 'setDstConfig', [[{ ...job, gas: 200_000n }]])
  const run = { lzReceiveBaseGas: 60_000n, lzComposeBaseGas: 30_000n, nativeCap: parseEther('1') }
  await invoke(chain, executor, 'setDstConfig', [[{ ...job, ...run }]])
}
