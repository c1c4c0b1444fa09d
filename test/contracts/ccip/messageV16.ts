import {
  type Address,
  decodeAbiParameters,
  type Hex,
  type Log,
  parseAbi,
  parseEventLogs,
} from 'viem'
import { toBytes } from './deployBase.ts'
import type { V16Side } from './deployV16.ts'

const sentAbi = parseAbi([
  'struct Header { bytes32 messageId; uint64 sourceChainSelector; uint64 destChainSelector; uint64 sequenceNumber; uint64 nonce; }',
  'struct TokenAmount { address sourcePoolAddress; bytes destTokenAddress; bytes extraData; uint256 amount; bytes destExecData; }',
  'struct Message { Header header; address sender; bytes data; bytes receiver; bytes extraArgs; address feeToken; uint256 feeTokenAmount; uint256 feeValueJuels; TokenAmount[] tokenAmounts; }',
  'event CCIPMessageSent(uint64 indexed destChainSelector, uint64 indexed sequenceNumber, Message message)',
])

/** A message as the ramp of its destination takes it. */
export interface InboundMessage {
  header: {
    messageId: Hex
    sourceChainSelector: bigint
    destChainSelector: bigint
    sequenceNumber: bigint
    nonce: bigint
  }
  sender: Hex
  data: Hex
  receiver: Address
  gasLimit: bigint
  tokenAmounts: readonly {
    sourcePoolAddress: Hex
    destTokenAddress: Address
    destGasAmount: number
    extraData: Hex
    amount: bigint
  }[]
}

/** The one message that a transaction sent, in the form in which nodes carry it over. */
export function messageOf(logs: readonly Log[]): InboundMessage {
  const [event, other] = parseEventLogs({ abi: sentAbi, logs: [...logs] })
  if (event === undefined || other !== undefined) throw new Error('one message was sent')
  const { header, sender, data, receiver, extraArgs, tokenAmounts } = event.args.message
  // The ramp writes its own version of the extra arguments: a selector, the gas limit, and whether order matters.
  const [gasLimit] = decodeAbiParameters([{ type: 'uint256' }], `0x${extraArgs.slice(10)}`)
  return {
    header,
    sender: toBytes(sender),
    data,
    receiver: addressOf(receiver),
    gasLimit,
    tokenAmounts: tokenAmounts.map(
      ({ sourcePoolAddress, destTokenAddress, extraData, amount, destExecData }) => ({
        sourcePoolAddress: toBytes(sourcePoolAddress),
        destTokenAddress: addressOf(destTokenAddress),
        destGasAmount: decodeAbiParameters([{ type: 'uint32' }], destExecData)[0],
        extraData,
        amount,
      }),
    ),
  }
}

/** What nodes sign for: the root of a tree of which the message is the only leaf, as Chainlink's own contract hashes it. */
export function rootOf(at: V16Side, from: V16Side, message: InboundMessage): Promise<Hex> {
  const { address, abi } = at.hasher
  const args = [message, toBytes(from.onRamp.address)]
  // CAST: the contract answers 32 bytes.
  return at.chain.client.readContract({ address, abi, functionName: 'hash', args }) as Promise<Hex>
}

function addressOf(bytes: Hex): Address {
  return decodeAbiParameters([{ type: 'address' }], bytes)[0]
}
