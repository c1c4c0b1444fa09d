import { setTimeout as sleep } from 'node:timers/promises'
import type { Hex } from 'viem'
import { mailboxAbi } from './abis.ts'
import { type HyperlaneMessage, parseMessage } from './hyperlaneMessage.ts'
import type { LabChain } from './labChain.ts'

export type AutoDeliverOptions = {
  /** How often the chains are asked for new messages. */
  intervalMs?: number
  /** How long a message waits before it is delivered. */
  delayMs?: number | ((message: HyperlaneMessage) => number)
  /** Called when a delivery reverts, whose messages are then given up, or a node is silent. */
  onError?: (error: unknown, messages: HyperlaneMessage[]) => void
}

type Deliverer = {
  deliverTogether(messages: HyperlaneMessage[]): Promise<unknown>
  isDelivered(message: HyperlaneMessage): Promise<boolean>
}

/** Messages of one origin transaction travel together, in the order they were dispatched. */
type Parcel = { messages: HyperlaneMessage[]; readyAtMs: number }

type State = {
  chains: LabChain[]
  relayer: Deliverer
  dropped: Set<Hex>
  parcels: Parcel[]
  /** Per chain the messages seen of late, with their blocks. */
  seen: Map<LabChain, Map<Hex, bigint>>
  options: AutoDeliverOptions
}

// Blocks that are asked for again, because a reorg may put a message into an old height.
const overlap = 32n

/** Watches every mailbox from the present head on and delivers what they dispatch. */
export async function startAutoDelivery(
  parameters: Pick<State, 'chains' | 'relayer' | 'dropped'> & AutoDeliverOptions,
): Promise<{ stop(): Promise<void> }> {
  const { chains, relayer, dropped, ...options } = parameters
  const state: State = { chains, relayer, dropped, parcels: [], seen: new Map(), options }
  const aborted = new AbortController()
  // What was dispatched before stays with whoever holds it.
  for (const chain of chains) await collect(state, chain)
  state.parcels = []
  const loop = async () => {
    while (!aborted.signal.aborted) {
      // A node that does not answer now may answer in the next round.
      await runRound(state).catch((error: unknown) => options.onError?.(error, []))
      await sleep(options.intervalMs ?? 250, undefined, { signal: aborted.signal }).catch(() => {})
    }
  }
  const ended = loop()
  return {
    stop: async () => {
      aborted.abort()
      await ended
    },
  }
}

async function runRound(state: State): Promise<void> {
  for (const chain of state.chains) await collect(state, chain)
  await deliverReady(state)
}

async function collect(state: State, chain: LabChain): Promise<void> {
  const head = await chain.publicClient.getBlockNumber()
  const fromBlock = head > overlap ? head - overlap : 0n
  const logs = await chain.publicClient.getContractEvents({
    address: chain.contracts.mailbox.address,
    abi: mailboxAbi,
    eventName: 'Dispatch',
    fromBlock,
    strict: true,
  })
  const seen = state.seen.get(chain) ?? new Map<Hex, bigint>()
  state.seen.set(chain, seen)
  for (const [id, block] of seen) if (block < fromBlock) seen.delete(id)
  const parcels = new Map<string, HyperlaneMessage[]>()
  for (const log of logs) {
    const message = parseMessage(log.args.message)
    if (seen.has(message.id)) continue
    seen.set(message.id, log.blockNumber)
    const key = `${log.transactionHash}:${message.destination}`
    parcels.set(key, [...(parcels.get(key) ?? []), message])
  }
  for (const messages of parcels.values())
    state.parcels.push({ messages, readyAtMs: Date.now() + delayOf(state.options, messages) })
}

async function deliverReady(state: State): Promise<void> {
  const now = Date.now()
  const ready = state.parcels.filter((parcel) => parcel.readyAtMs <= now)
  state.parcels = state.parcels.filter((parcel) => parcel.readyAtMs > now)
  for (const parcel of ready) {
    const messages: HyperlaneMessage[] = []
    for (const message of parcel.messages)
      if (!state.dropped.delete(message.id) && !(await state.relayer.isDelivered(message)))
        messages.push(message)
    if (messages.length === 0) continue
    await state.relayer
      .deliverTogether(messages)
      .catch((error: unknown) => state.options.onError?.(error, messages))
  }
}

function delayOf({ delayMs = 0 }: AutoDeliverOptions, messages: HyperlaneMessage[]): number {
  if (typeof delayMs === 'number') return delayMs
  return Math.max(...messages.map(delayMs))
}
