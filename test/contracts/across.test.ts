import {
  encodeFunctionData,
  type Hex,
  parseAbi,
  parseEther,
  parseEventLogs,
  zeroAddress,
} from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { createFolder, type Plimsoll, startPlimsoll } from '../e2e/support/startPlimsoll.ts'
import { type DeployedPool, deployPool } from './across/deployPool.ts'
import { awaitHeads } from './awaitHeads.ts'
import { type RealChain, startChain } from './startChain.ts'

const [originId, destinationId] = [41_001, 41_002]
const amount = parseEther('2')
const promised = parseEther('1.9')

const wethAbi = parseAbi([
  'function deposit() payable',
  'function approve(address spender, uint256 amount) returns (bool)',
])
const depositedAbi = parseAbi([
  'event V3FundsDeposited(address inputToken, address outputToken, uint256 inputAmount, uint256 outputAmount, uint256 indexed destinationChainId, uint32 indexed depositId, uint32 quoteTimestamp, uint32 fillDeadline, uint32 exclusivityDeadline, address indexed depositor, address recipient, address exclusiveRelayer, bytes message)',
])

let origin: RealChain
let destination: RealChain
let [poolHere, poolThere]: [DeployedPool?, DeployedPool?] = []
let folder: Awaited<ReturnType<typeof createFolder>>
let plimsoll: Plimsoll | undefined

beforeAll(async () => {
  origin = await startChain(originId)
  destination = await startChain(destinationId)
  poolHere = await deployPool(origin)
  poolThere = await deployPool(destination)
  folder = await createFolder()
  const { abi, pool, weth } = poolHere
  await origin.send(
    origin.owner,
    pool,
    encodeFunctionData({
      abi,
      functionName: 'setEnableRoute',
      args: [weth, BigInt(destinationId), true],
    }),
  )
  for (const [chain, { pool, weth }] of [
    [origin, poolHere],
    [destination, poolThere],
  ] as const)
    for (const account of [chain.user, chain.relayer]) {
      const wrap = encodeFunctionData({ abi: wethAbi, functionName: 'deposit' })
      await chain.send(account, weth, wrap, parseEther('100'))
      const args = [pool, parseEther('100')] as const
      const approve = encodeFunctionData({ abi: wethAbi, functionName: 'approve', args })
      await chain.send(account, weth, approve)
    }
}, 240_000)

afterAll(async () => {
  await plimsoll?.stop()
  await folder?.remove()
  await origin?.stop()
  await destination?.stop()
})

/** What a relayer repeats of a deposit. */
type RelayData = Awaited<ReturnType<typeof deposit>>

/** Deposits on the origin; `fillSeconds` is how long it may be filled. */
async function deposit(fillSeconds: number) {
  if (poolHere === undefined || poolThere === undefined) throw new Error('pools are deployed')
  const { timestamp } = await origin.client.getBlock()
  const now = Number(timestamp)
  const data = encodeFunctionData({
    abi: poolHere.abi,
    functionName: 'depositV3',
    args: [
      ...[origin.user, origin.user, poolHere.weth, poolThere.weth, amount, promised],
      ...[BigInt(destinationId), zeroAddress, now, now + fillSeconds, 0, '0x'],
    ],
  })
  const { logs } = await origin.send(origin.user, poolHere.pool, data)
  const [event] = parseEventLogs({ abi: depositedAbi, logs })
  if (event === undefined) throw new Error('a deposit logs what it holds')
  const { destinationChainId, quoteTimestamp, ...relayData } = event.args
  return { ...relayData, originChainId: BigInt(originId) }
}

/** A relayer pays the recipient. */
async function fill(relayData: RelayData): Promise<void> {
  if (poolThere === undefined) throw new Error('pools are deployed')
  const args = [relayData, BigInt(destinationId)]
  const data = encodeFunctionData({ abi: poolThere.abi, functionName: 'fillV3Relay', args })
  await destination.send(destination.relayer, poolThere.pool, data)
}

function config(): ConfigInput {
  if (poolHere === undefined || poolThere === undefined) throw new Error('pools are deployed')
  return {
    database: `${folder.path}/across.db`,
    chains: {
      here: { id: originId, rpc: origin.rpcUrl },
      there: { id: destinationId, rpc: destination.rpcUrl },
    },
    assets: {
      weth: {
        symbol: 'WETH',
        decimals: 18,
        tokens: { here: poolHere.weth, there: poolThere.weth },
      },
    },
    bridges: {
      across: {
        type: 'protocol',
        protocol: 'across-v3',
        assets: ['weth'],
        members: [
          { chain: 'here', contracts: { spokePool: poolHere.pool }, startBlock: 0 },
          { chain: 'there', contracts: { spokePool: poolThere.pool }, startBlock: 0 },
        ],
      },
    },
    venues: [],
  }
}

interface TransferAnswer {
  key: Hex
  state: string
  sent: { raw: string } | null
  credited: { raw: string } | null
  legs: { step: string }[]
}

/** All transfers in the order of first sight, once the program stands at both tips. */
async function readTransfers(program: Plimsoll): Promise<readonly TransferAnswer[]> {
  await awaitHeads(program, [origin, destination])
  const { transfers } = await program.query<{ transfers: { nodes: TransferAnswer[] } }>(
    `{ transfers(first: 10, orderDirection: ASC) {
      nodes { key state sent { raw } credited { raw } legs { step } }
    } }`,
  )
  return transfers.nodes
}

test('behavior: deposits of real spoke pools are delivered, in flight and expired; a second fill is refused', async () => {
  const filled = await deposit(3_600)
  await fill(filled)
  await expect(fill(filled)).rejects.toThrow()
  await deposit(3_600)
  await deposit(60)
  // The deadline of the last one passes on both chains.
  for (const { client } of [origin, destination]) {
    await client.increaseTime({ seconds: 120 })
    await client.mine({ blocks: 2 })
  }
  await expect(
    fill({ ...filled, depositId: 2, fillDeadline: filled.fillDeadline - 3_540 }),
  ).rejects.toThrow()
  plimsoll = await startPlimsoll(config())
  expect(await readTransfers(plimsoll)).toMatchObject([
    {
      state: 'DELIVERED',
      sent: { raw: String(amount) },
      credited: { raw: String(promised) },
      legs: [{ step: 'SENT' }, { step: 'CREDITED' }],
    },
    { state: 'IN_FLIGHT', sent: { raw: String(amount) }, credited: null },
    { state: 'EXPIRED', sent: { raw: String(amount) }, credited: null },
  ])
})

test('behavior: what is filled while Plimsoll follows the chains is delivered', async () => {
  if (plimsoll === undefined) throw new Error('the first test started it')
  const late = await deposit(3_600)
  const before = await readTransfers(plimsoll)
  expect(before.at(-1)).toMatchObject({ state: 'IN_FLIGHT' })
  await fill(late)
  const after = await readTransfers(plimsoll)
  expect(after.at(-1)).toMatchObject({ key: before.at(-1)?.key, state: 'DELIVERED' })
})
