import {
  concatHex,
  encodeAbiParameters,
  encodePacked,
  keccak256,
  type Log,
  numberToHex,
  pad,
  parseAbiParameters,
  parseSignature,
  zeroHash,
} from 'viem'
import { invoke } from '../invoke.ts'
import { oracles, toBytes } from './deployBase.ts'
import { configDigest, type V16Side } from './deployV16.ts'
import { type InboundMessage, rootOf } from './messageV16.ts'

const reportContext = [configDigest, zeroHash] as const

const commitReport = parseAbiParameters([
  'CommitReport report',
  'struct TokenPrice { address sourceToken; uint224 usdPerToken; }',
  'struct GasPrice { uint64 destChainSelector; uint224 usdPerUnitGas; }',
  'struct Prices { TokenPrice[] tokenPriceUpdates; GasPrice[] gasPriceUpdates; }',
  'struct Root { uint64 sourceChainSelector; bytes onRampAddress; uint64 minSeqNr; uint64 maxSeqNr; bytes32 merkleRoot; }',
  'struct Signature { bytes32 r; bytes32 s; }',
  'struct CommitReport { Prices priceUpdates; Root[] blessedMerkleRoots; Root[] unblessedMerkleRoots; Signature[] rmnSignatures; }',
])
const executionReports = parseAbiParameters([
  'ExecutionReport[] reports',
  'struct Header { bytes32 messageId; uint64 sourceChainSelector; uint64 destChainSelector; uint64 sequenceNumber; uint64 nonce; }',
  'struct TokenAmount { bytes sourcePoolAddress; address destTokenAddress; uint32 destGasAmount; bytes extraData; uint256 amount; }',
  'struct Message { Header header; bytes sender; bytes data; address receiver; uint256 gasLimit; TokenAmount[] tokenAmounts; }',
  'struct ExecutionReport { uint64 sourceChainSelector; Message[] messages; bytes[][] offchainTokenData; bytes32[] proofs; uint256 proofFlagBits; }',
])

/** Nodes commit the next message of the lane: the ramp takes them in order. */
export async function commitMessage(
  at: V16Side,
  from: V16Side,
  message: InboundMessage,
): Promise<void> {
  const { sequenceNumber } = message.header
  const root = {
    ...{ sourceChainSelector: from.selector, onRampAddress: toBytes(from.onRamp.address) },
    ...{ minSeqNr: sequenceNumber, maxSeqNr: sequenceNumber },
    merkleRoot: await rootOf(at, from, message),
  }
  const prices = { tokenPriceUpdates: [], gasPriceUpdates: [] }
  const report = encodeAbiParameters(commitReport, [
    {
      priceUpdates: prices,
      blessedMerkleRoots: [],
      unblessedMerkleRoots: [root],
      rmnSignatures: [],
    },
  ])
  const hash = keccak256(
    encodePacked(['bytes32', 'bytes32', 'bytes32'], [keccak256(report), ...reportContext]),
  )
  const signatures = (
    await Promise.all(oracles.slice(0, 2).map((oracle) => oracle.sign({ hash })))
  ).map(parseSignature)
  const vs = concatHex(signatures.map(({ yParity }) => numberToHex(yParity, { size: 1 })))
  await invoke(
    at.chain,
    at.offRamp,
    'commit',
    [
      ...[reportContext, report],
      ...[signatures.map(({ r }) => r), signatures.map(({ s }) => s)],
      pad(vs, { dir: 'right' }),
    ],
    { from: at.chain.relayer },
  )
}

/** Nodes execute a committed message; one that fails is logged as such. */
export async function execute(at: V16Side, message: InboundMessage): Promise<readonly Log[]> {
  const report = encodeAbiParameters(executionReports, [[toReport(message)]])
  const args = [reportContext, report]
  const { logs } = await invoke(at.chain, at.offRamp, 'execute', args, { from: at.chain.relayer })
  return logs
}

/** Anybody executes what has failed; one that fails again rejects. */
export async function executeAgain(at: V16Side, message: InboundMessage): Promise<readonly Log[]> {
  const asSent = { receiverExecutionGasLimit: 0n, tokenGasOverrides: [0] }
  const args = [[toReport(message)], [[asSent]]]
  const { logs } = await invoke(at.chain, at.offRamp, 'manuallyExecute', args, {
    from: at.chain.user,
  })
  return logs
}

/** A message alone: its hash is the root that was committed, so that nothing is left to prove. */
function toReport(message: InboundMessage) {
  return {
    sourceChainSelector: message.header.sourceChainSelector,
    messages: [message],
    ...{ offchainTokenData: [['0x' as const]], proofs: [], proofFlagBits: 0n },
  }
}
