import { encodeFunctionData, pad, parseAbi, toEventSelector, toHex } from 'viem'
import { runCli } from '../../../src/cli/runCli.ts'
import { addressOf, type ExampleConfig } from '../../config/exampleConfig.ts'
import { createFakeWorld, type FakeNode, type FakeWorldParameters } from './createFakeWorld.ts'
import { exampleFiles, exampleNodes, exampleVariables } from './exampleNodes.ts'
import { type NodeScript, scriptNode } from './scriptNode.ts'

/** Where the second node of the home chain listens in these tests: another host, so another witness. */
export const secondUrl = 'http://second.test/canary0123456789'

export interface DoctorChange {
  config?: (config: ExampleConfig) => void
  home?: Partial<NodeScript>
  second?: Partial<NodeScript>
  away?: Partial<NodeScript>
  /** Last changes to the nodes as the network sees them. */
  nodes?: (nodes: Record<string, FakeNode>) => void
  folder?: FakeWorldParameters['folder']
  json?: boolean
}

const abi = parseAbi([
  'function decimals() view returns (uint8)',
  'function asset() view returns (address)',
  'function localDomain() view returns (uint32)',
  'function mailbox() view returns (address)',
])

type Question = (typeof abi)[number]['name']

/** One answer of a contract: its key and the word. */
export function callOf(to: string, question: Question, word: bigint | string): [string, string] {
  const value =
    typeof word === 'bigint' ? toHex(word, { size: 32 }) : pad(toHex(BigInt(word)), { size: 32 })
  return [`${to}:${encodeFunctionData({ abi, functionName: question })}`, value]
}

export const homeCalls: [string, string][] = [
  callOf(addressOf(0x11), 'decimals', 6n),
  callOf(addressOf(0x21), 'decimals', 6n),
  callOf(addressOf(0x21), 'asset', addressOf(0x11)),
  callOf(addressOf(0x31), 'decimals', 8n),
  callOf(addressOf(0x41), 'localDomain', 31001n),
  callOf(addressOf(0x42), 'mailbox', addressOf(0x41)),
]
const awayCalls: [string, string][] = [
  callOf(addressOf(0x12), 'decimals', 6n),
  callOf(addressOf(0x43), 'localDomain', 31002n),
  callOf(addressOf(0x44), 'mailbox', addressOf(0x43)),
]

const answered = toEventSelector('AnswerUpdated(int256,uint256,uint256)')
const transfer = toEventSelector('Transfer(address,address,uint256)')
const sent = toEventSelector('SentTransferRemote(uint32,bytes32,uint256)')

export const homeHead = 20_000n

/** A node on which everything is well. Its clock is that of the fake world. */
function wellScript(): Omit<NodeScript, 'chainId' | 'codeSince' | 'logs' | 'calls'> {
  return {
    head: homeHead,
    genesisTime: 1_700_000_000 - Number(homeHead) - 2,
    safe: 32n,
    finalized: 64n,
    rangeMax: 1_000_000n,
    rangeText: 'the range is too wide',
    logsMax: 1_000_000,
    oldestState: 0n,
    oldestLogs: 0n,
    isSilent: false,
    hasPinnedCalls: true,
    hasReceipts: true,
    hasTimestamps: true,
    batchMax: 1_000,
    implementation: undefined,
    fork: 'aa',
    isSyncing: false,
  }
}

function homeScript(): NodeScript {
  const codeSince = exampleNodes()['http://127.0.0.1:1001']?.codeSince ?? new Map()
  const logs = [
    { address: addressOf(0x31), topic: answered, block: 5n },
    { address: addressOf(0x31), topic: answered, block: homeHead - 9n },
    { address: addressOf(0x21), topic: transfer, block: homeHead - 8n },
    { address: addressOf(0x42), topic: sent, block: homeHead - 7n },
  ]
  return { ...wellScript(), chainId: 31001, codeSince, logs, calls: new Map(homeCalls) }
}

function awayScript(): NodeScript {
  const codeSince = exampleNodes()[exampleVariables.AWAY_RPC]?.codeSince ?? new Map()
  const logs = [{ address: addressOf(0x44), topic: sent, block: 8n }]
  return { ...wellScript(), chainId: 31002, codeSince, logs, calls: new Map(awayCalls) }
}

/** Runs `plimsoll doctor` on the example config with one thing changed. */
export async function runDoctor(change: DoctorChange = {}) {
  const nodes: Record<string, FakeNode> = {
    'http://127.0.0.1:1001': scriptNode({ ...homeScript(), ...change.home }),
    [secondUrl]: scriptNode({ ...homeScript(), ...change.second }),
    [exampleVariables.AWAY_RPC]: scriptNode({ ...awayScript(), ...change.away }),
  }
  change.nodes?.(nodes)
  const files = exampleFiles((config) => {
    config.chains.home.rpc.splice(1, 1, secondUrl)
    change.config?.(config)
  })
  const argv = [
    'doctor',
    '--config',
    'plimsoll.config.json',
    ...(change.json === false ? [] : ['--json']),
  ]
  const world = createFakeWorld({
    argv,
    files,
    nodes,
    variables: exampleVariables,
    ...(change.folder === undefined ? {} : { folder: change.folder }),
  })
  const exitCode = await runCli(world)
  return { exitCode, out: world.out(), err: world.err(), nodes }
}
