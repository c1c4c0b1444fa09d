import { keccak256, stringToHex } from 'viem'
import type { BlockPlan } from './createBlockTree.ts'
import { epochMs } from './createVirtualClock.ts'
import type { TreeLog, TreeTransaction } from './encodeBlock.ts'
import {
  bookDeposit,
  bookReceive,
  bookSend,
  priceUpdate,
  traders,
  yieldDeposit,
} from './protocol.ts'

/** Chains of the world. */
export type ChainName = 'harbor' | 'island'

/** Blocks between a transfer's sending on harbor and its arrival on island. */
const crossingBlocks = 9

/** What block `number` of a chain holds; `variant` tells the contents of rival branches apart. */
export function planBlock(chain: ChainName, number: number, variant = 0): BlockPlan {
  const groups = chain === 'harbor' ? harborLogs(number, variant) : islandLogs(number)
  return {
    transactions: groups.map((logs, i) =>
      toTransaction(`${chain}:${number}:${variant}:${i}`, logs),
    ),
    salt: variant,
  }
}

/** A transaction whose hash follows from `label`, so that the same one may land in two blocks. */
export function toTransaction(label: string, logs: readonly TreeLog[]): TreeTransaction {
  return { hash: keccak256(stringToHex(label)), logs }
}

function harborLogs(number: number, variant: number): readonly (readonly TreeLog[])[] {
  const trader = traderOf(number)
  const amount = BigInt(number * 1_000_000 + variant * 1_000)
  const groups: (readonly TreeLog[])[] = []
  if (number === 0) return groups
  if (number % 3 === 0) groups.push(yieldDeposit(trader, amount))
  if (number % 5 === 1) groups.push(bookDeposit(traderOf(number + 1), amount))
  if (number % 7 === 2)
    groups.push(priceUpdate(100_000_000n + BigInt(variant), BigInt(number), timeOf(number)))
  if (isSending(number)) groups.push(bookSend(senderOf(number), number, sentAmount(number)))
  return groups
}

/** Arrivals of what harbor sent before; a rival branch of harbor sends the same. */
function islandLogs(number: number): readonly (readonly TreeLog[])[] {
  const sentAt = number - crossingBlocks
  if (!isSending(sentAt)) return []
  return [bookReceive(senderOf(sentAt), sentAt, sentAmount(sentAt))]
}

/** Late enough that the sender's deposits cover it. */
export function isSending(number: number): boolean {
  return number > 40 && number % 11 === 4
}

/** The one whose deposit stands in a block `n % 5 === 1` before. */
function senderOf(number: number) {
  return traderOf(number - ((number + 4) % 5) + 1)
}

function sentAmount(number: number): bigint {
  return BigInt(number * 1_000)
}

function traderOf(number: number) {
  const trader = traders[number % traders.length]
  if (trader === undefined) throw new Error('there are traders')
  return trader
}

/** When a block of either chain is mined where no plan says otherwise, seconds. */
export function timeOf(number: number): bigint {
  return worldGenesis + BigInt(number * blockSeconds)
}

/** Blocks that exist when the virtual clock starts. */
export const historyBlocks = 240

export const blockSeconds = 2

/** Time of both genesis blocks, seconds: the last block of the history is mined when the virtual clock starts. */
export const worldGenesis = BigInt(epochMs / 1_000 - historyBlocks * blockSeconds)
