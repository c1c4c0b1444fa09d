import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { toEventSelector } from 'viem'
import { z } from 'zod'
import * as presets from '../../../chains/index.ts'
import type { BridgeProtocol } from '../../../src/config/BridgeProtocol.ts'
import type { ChainPreset } from '../../../src/config/ChainPreset.ts'
import type { ProtocolBridge } from '../../../src/config/Project.ts'
import type { Address, ChainId, Hex } from '../../../src/facts/primitives.ts'
import type { RawLog, TransactionLogs } from '../../../src/facts/RawLog.ts'
import { toWord } from '../../../src/protocols/toWord.ts'
import { bridgeOf, type MemberParts } from './routes.ts'

const folder =
  process.env.PLIMSOLL_REAL_DATA ??
  fileURLToPath(new URL('../../../../shared/data', import.meta.url))
export const hasData = existsSync(`${folder}/pairs.json`)
if (!hasData)
  process.stderr.write(
    `SKIPPED: no real receipts in ${folder}; set PLIMSOLL_REAL_DATA to the folder that holds pairs.json.\n`,
  )

const hex = z
  .templateLiteral(['0x', z.string()])
  .transform((value): Hex => `0x${value.slice(2).toLowerCase()}`)
const receiptShape = z.object({
  chainId: z.number(),
  block: z.object({ timestamp: z.union([z.string(), z.number()]).transform(BigInt) }),
  receipt: z.object({
    blockNumber: hex,
    blockHash: hex,
    transactionHash: hex,
    transactionIndex: hex,
    logs: z
      .array(z.object({ address: hex, topics: z.array(hex), data: hex, logIndex: hex }))
      .default([]),
  }),
})
const pairShape = z.object({
  protocol: z.string(),
  note: z.string(),
  origin: receiptShape,
  destination: receiptShape,
})

/** A transaction of a public chain with all its logs; `timestamp` is its block's. */
export interface RealTransaction extends TransactionLogs {
  timestamp: bigint
}

export interface RealPair {
  protocol: string
  note: string
  origin: RealTransaction
  destination: RealTransaction
}

export const pairs: readonly RealPair[] = hasData
  ? z
      .array(pairShape)
      .parse(read('pairs.json'))
      .map((pair) => ({
        ...pair,
        origin: toTransaction(pair.origin),
        destination: toTransaction(pair.destination),
      }))
  : []

/** Every transaction of `bridges.json`. */
export const transactions: readonly RealTransaction[] = hasData
  ? z.array(receiptShape).parse(read('bridges.json')).map(toTransaction)
  : []

function read(file: string): unknown {
  return JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
}

function toTransaction({
  chainId,
  block,
  receipt,
}: z.output<typeof receiptShape>): RealTransaction {
  const position = {
    blockNumber: BigInt(receipt.blockNumber),
    blockHash: receipt.blockHash,
    txIndex: Number(receipt.transactionIndex),
    txHash: receipt.transactionHash,
  }
  const logs = receipt.logs.map(
    (log): RawLog => ({ ...log, ...position, logIndex: Number(log.logIndex) }),
  )
  return { chainId, timestamp: block.timestamp, ...position, logs }
}

const transferTopic = toEventSelector('Transfer(address,address,uint256)')

/** Amounts that a token moved in a transaction. */
export function movedAmounts({ logs }: TransactionLogs, token: Address): readonly bigint[] {
  return logs
    .filter(({ address, topics }) => address === token && topics[0] === transferTopic)
    .map(({ data }) => BigInt(data))
}

/** Contracts that logged one of the topics. */
export function emittersOf({ logs }: TransactionLogs, topics: readonly Hex[]): readonly Address[] {
  const own = logs.filter(
    ({ topics: [topic0, ...indexed] }) =>
      topics.some((topic) => topic === topic0) &&
      // An ERC-721 logs the topic of ERC-20's Transfer with its id indexed: nobody configures it as a token.
      (topic0 !== transferTopic || indexed.length === 2),
  )
  return [...new Set(own.map(({ address }) => address))]
}

/**
 * A bridge configured from what the receipts show and nothing else: emitters of a role's topics are its contracts, what
 * moved are its tokens, and a chain's domain is its preset's. Undefined where a transaction has no log of the protocol.
 * `known` says tokens with their decimals where the protocol asks for what no receipt shows.
 */
export function bridgeFromReceipts(
  protocol: BridgeProtocol,
  receipts: readonly RealTransaction[],
  known?: Readonly<Record<Address, number>>,
): ProtocolBridge | undefined {
  const members = receipts.flatMap((receipt): MemberParts[] => {
    const contracts = Object.entries(protocol.contracts).flatMap(([role, { topics }]) => {
      const emitters = emittersOf(receipt, topics)
      return emitters.length === 0 ? [] : [[role, emitters] as const]
    })
    const tokens = tokensOf(receipt, new Set(contracts.flatMap(([, emitters]) => emitters)))
    const domain = domainOf(protocol, receipt.chainId)
    if (contracts.length === 0 || domain === undefined) return []
    return [
      {
        chainId: receipt.chainId,
        domain,
        contracts: Object.fromEntries(contracts),
        tokens: known ?? Object.fromEntries(tokens.map((token) => [token, 18])),
      },
    ]
  })
  return members.length < receipts.length ? undefined : bridgeOf(protocol, members)
}

/** The tokens that the contracts are, hold or pay; where they touch none, all that moved. */
function tokensOf(receipt: RealTransaction, contracts: ReadonlySet<Address>): readonly Address[] {
  const words = new Set([...contracts].map(toWord))
  const touched = receipt.logs.filter(
    ({ address, topics: [topic0, from = '0x', to = '0x'] }) =>
      topic0 === transferTopic && (contracts.has(address) || words.has(from) || words.has(to)),
  )
  return emittersOf(touched.length === 0 ? receipt : { ...receipt, logs: touched }, [transferTopic])
}

function domainOf({ domain }: BridgeProtocol, chainId: ChainId): string | undefined {
  if (domain === 'chainId') return `${chainId}`
  const all: readonly ChainPreset[] = Object.values(presets)
  const number = all.find(({ id }) => id === chainId)?.domains[domain]
  return number === undefined ? undefined : String(number)
}
