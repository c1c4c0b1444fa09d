import {
  concatHex,
  type Hex,
  keccak256,
  type Log,
  numberToHex,
  parseAbi,
  parseEventLogs,
} from 'viem'
import { invoke } from '../invoke.ts'
import { oracles } from './deployBase.ts'
import { type V2Side, versionTag } from './deployV2.ts'

const sentAbi = parseAbi([
  'struct Receipt { address issuer; uint32 destGasLimit; uint32 destBytesOverhead; uint256 feeTokenAmount; bytes extraArgs; }',
  'event CCIPMessageSent(uint64 indexed destChainSelector, address indexed sender, bytes32 indexed messageId, address feeToken, uint256 tokenAmountBeforeTokenPoolFees, bytes encodedMessage, Receipt[] receipts, bytes[] verifierBlobs)',
])

/** Order of the curve of signatures. */
const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** A message as its ramp logs it, which is how it is carried over. */
export interface EncodedMessage {
  messageId: Hex
  encodedMessage: Hex
}

/** The one message that a transaction sent. */
export function encodedOf(logs: readonly Log[]): EncodedMessage {
  const [event, other] = parseEventLogs({ abi: sentAbi, logs: [...logs] })
  if (event === undefined || other !== undefined) throw new Error('one message was sent')
  return event.args
}

/** Executes a message with what the committee has signed of it. */
export async function executeSigned(
  at: V2Side,
  { messageId, encodedMessage }: EncodedMessage,
): Promise<void> {
  const hash = keccak256(concatHex([versionTag, messageId]))
  const signatures = await Promise.all(
    [...oracles]
      .sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1))
      .slice(0, 2)
      .map(async (oracle) => toCompact(await oracle.sign({ hash }))),
  )
  await executeWith(at, encodedMessage, concatHex(signatures))
}

/** Executes a message with signatures of nobody: the ramp notes that it failed. */
export async function executeUnsigned(
  at: V2Side,
  { encodedMessage }: EncodedMessage,
): Promise<void> {
  await executeWith(at, encodedMessage, `0x${'11'.repeat(128)}`)
}

async function executeWith(at: V2Side, encodedMessage: Hex, signatures: Hex): Promise<void> {
  const length = numberToHex((signatures.length - 2) / 2, { size: 2 })
  const results = [concatHex([versionTag, length, signatures])]
  const args = [encodedMessage, [at.resolver.address], results, 0]
  await invoke(at.chain, at.offRamp, 'execute', args, { from: at.chain.relayer })
}

/** The form of a signature in which its recovery number is 27: (r, s), or else (r, order - s). */
function toCompact(signature: Hex): Hex {
  const [r, s] = [BigInt(`0x${signature.slice(2, 66)}`), BigInt(`0x${signature.slice(66, 130)}`)]
  const own = signature.endsWith('1b') ? s : curveOrder - s
  return concatHex([numberToHex(r, { size: 32 }), numberToHex(own, { size: 32 })])
}
