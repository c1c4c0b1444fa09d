import type { Hex } from '../../../facts/primitives.ts'
import { ByteCursor } from './ByteCursor.ts'

/** A message of CCIP 2.0 as far as a transfer is told by it. */
export interface EncodedMessage {
  sourceChainSelector: bigint
  destChainSelector: bigint
  transfer: EncodedTransfer | undefined
}

export interface EncodedTransfer {
  /** In units of the source token, after the pool's fee. */
  amount: bigint
  sourcePool: Hex
  sourceToken: Hex
  destToken: Hex
  tokenReceiver: Hex
}

/** Message number, both gas limits, finality and the hash of verifiers, which say nothing of what is moved. */
const unreadBytes = 8 + 4 + 4 + 4 + 32

/**
 * Reads `libraries/MessageV1Codec.sol` (@chainlink/contracts-ccip 2.0.0); undefined for what no ramp encodes: another version,
 * too short, or followed by more.
 */
export function parseEncodedMessage(bytes: Hex): EncodedMessage | undefined {
  const cursor = new ByteCursor(bytes)
  const version = cursor.take(1)
  const [source, destination] = [cursor.take(8), cursor.take(8)]
  cursor.take(unreadBytes)
  // Ramps, sender and receiver of the message.
  for (let i = 0; i < 4; i += 1) cursor.takePrefixed(1)
  cursor.takePrefixed(2)
  const encoded = cursor.takePrefixed(2)
  cursor.takePrefixed(2)
  if (version !== '0x01' || !cursor.isAtEnd()) return undefined
  if (source === undefined || destination === undefined || encoded === undefined) return undefined
  const transfer = encoded === '0x' ? undefined : parseTransfer(encoded)
  if (encoded !== '0x' && transfer === undefined) return undefined
  return { sourceChainSelector: BigInt(source), destChainSelector: BigInt(destination), transfer }
}

function parseTransfer(bytes: Hex): EncodedTransfer | undefined {
  const cursor = new ByteCursor(bytes)
  const [version, amount] = [cursor.take(1), cursor.take(32)]
  const [sourcePool, sourceToken] = [cursor.takePrefixed(1), cursor.takePrefixed(1)]
  const [destToken, tokenReceiver] = [cursor.takePrefixed(1), cursor.takePrefixed(1)]
  cursor.takePrefixed(2)
  if (version !== '0x01' || !cursor.isAtEnd()) return undefined
  if (amount === undefined || sourcePool === undefined || sourceToken === undefined)
    return undefined
  if (destToken === undefined || tokenReceiver === undefined) return undefined
  return { amount: BigInt(amount), sourcePool, sourceToken, destToken, tokenReceiver }
}
