import { type Address, encodeFunctionData, type Hex, type TransactionReceipt } from 'viem'
import { batchAbi, mailboxAbi } from './abis.ts'
import { createMessage, type HyperlaneMessage } from './hyperlaneMessage.ts'
import type { LabAccounts } from './labAccounts.ts'
import type { LabChain } from './labChain.ts'
import { sendTransaction } from './sendTransaction.ts'
import { signCheckpoint } from './signCheckpoint.ts'
import { type AutoDeliverOptions, startAutoDelivery } from './startAutoDelivery.ts'

type ForgedFields = {
  origin: number
  destination: number
  sender: Address
  recipient: Address
  body: Hex
}

export type Relayer = {
  /** Delivers one message in a transaction of its own. */
  deliver(message: HyperlaneMessage): Promise<TransactionReceipt>
  /** Delivers messages of one destination in one transaction, in the given order. */
  deliverTogether(messages: HyperlaneMessage[]): Promise<TransactionReceipt>
  isDelivered(message: HyperlaneMessage): Promise<boolean>
  /** Builds a message that no mailbox has dispatched; the validator will sign it all the same. */
  forge(fields: ForgedFields): HyperlaneMessage
  /** From now on every dispatched message is delivered by itself, except the dropped ones. */
  autoDeliver(options?: AutoDeliverOptions): Promise<{ stop(): Promise<void> }>
  /** Auto delivery never delivers this message; `deliver` still does. */
  drop(messageId: Hex): void
}

/** A relayer and a validator in one: it signs real checkpoints for the multisig ISM. */
export function createRelayer(chains: LabChain[], accounts: LabAccounts): Relayer {
  const dropped = new Set<Hex>()
  // Real nonces start at zero and never get here.
  let forgedNonce = 0xf000_0000
  const deliverTogether = (messages: HyperlaneMessage[]) => deliverInOne(chains, accounts, messages)
  const relayer: Relayer = {
    deliver: (message) => deliverTogether([message]),
    deliverTogether,
    isDelivered: (message) => {
      const { publicClient, contracts } = findChain(chains, message.destination)
      return publicClient.readContract({
        address: contracts.mailbox.address,
        abi: mailboxAbi,
        functionName: 'delivered',
        args: [message.id],
      })
    },
    forge: (fields) => createMessage({ ...fields, nonce: forgedNonce++ }),
    autoDeliver: (options) => startAutoDelivery({ chains, relayer, dropped, ...options }),
    drop: (messageId) => void dropped.add(messageId),
  }
  return relayer
}

async function deliverInOne(
  chains: LabChain[],
  accounts: LabAccounts,
  messages: HyperlaneMessage[],
): Promise<TransactionReceipt> {
  const destination = findDestination(chains, messages)
  const { mailbox, batch } = destination.contracts
  const calls: { to: Address; data: Hex }[] = []
  for (const message of messages) {
    const origin = findChain(chains, message.origin)
    const metadata = await signCheckpoint(origin, message, accounts.validator)
    const args = [metadata, message.bytes] as const
    const data = encodeFunctionData({ abi: mailboxAbi, functionName: 'process', args })
    calls.push({ to: mailbox.address, data })
  }
  const [first] = calls
  const single = calls.length === 1 ? first : undefined
  const all = encodeFunctionData({ abi: batchAbi, functionName: 'run', args: [calls] })
  return sendTransaction(destination, {
    from: accounts.relayer,
    ...(single ?? { to: batch.address, data: all }),
    gas: 1_000_000n * BigInt(calls.length),
  })
}

function findDestination(chains: LabChain[], messages: HyperlaneMessage[]): LabChain {
  const [first] = messages
  if (first === undefined) throw new Error('Nothing to deliver. Pass at least one message.')
  if (messages.some((message) => message.destination !== first.destination))
    throw new Error('One transaction reaches one chain. Pass messages of one destination.')
  return findChain(chains, first.destination)
}

function findChain(chains: LabChain[], chainId: number): LabChain {
  const chain = chains.find((candidate) => candidate.chainId === chainId)
  if (chain !== undefined) return chain
  throw new Error(`The lab runs no chain ${chainId}. Start it with more chains.`)
}
