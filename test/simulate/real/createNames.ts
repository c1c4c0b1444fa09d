import { pad } from 'viem'
import type { Deployment } from '../world/Deployment.ts'
import type { StagedBlock, StagedLog } from './Stage.ts'

/** Names for what differs between stages: hashes of blocks and transactions, and places of logs among others' logs. */
export interface Names {
  /** Notes a block; returns its spelling. */
  add(block: StagedBlock): readonly string[]
  /** `text` with names in place of hashes. */
  rename(text: string): string
  /** The place of a log among those that somebody follows in its block. */
  place(blockHash: string, logIndex: number): number
}

/** Block, transaction and log, as evidence names a fact. */
const evidencePattern = /(0x[0-9a-f]{64}):(0x[0-9a-f]{64}):(\d+)/g

/** The same in JSON, however often it was quoted; between them the index of the transaction, which counts refusals. */
const positionPattern =
  /(0x[0-9a-f]{64})(\W+txHash\W+0x[0-9a-f]{64}\W+txIndex\W+)\d+(\W+logIndex\W+)(\d+)/g

/** Creates the names of one stage; blocks are named in the order in which a script made them. */
export function createNames(deployment: Deployment): Names {
  const isFollowed = createFollows(deployment)
  const names = new Map<string, string>()
  const places = new Map<string, number>()
  const seen = new Map<string, number>()
  const place = (blockHash: string, logIndex: number): number =>
    places.get(`${blockHash}:${logIndex}`) ?? -1
  const rename = (text: string): string =>
    text
      .replace(evidencePattern, (_, block, transaction, logIndex) =>
        [block, transaction, place(block, Number(logIndex))].join(':'),
      )
      .replace(positionPattern, (_, block, between, before, logIndex) =>
        [block, between, 'i', before, place(block, Number(logIndex))].join(''),
      )
      .replace(/0x[0-9a-f]{64}/g, (hash) => names.get(hash) ?? hash)
  return {
    add({ chainId, number, hash, parentHash, timestamp, transactions }) {
      const at = `${chainId}#${number}`
      const siblings = seen.get(at) ?? 0
      seen.set(at, siblings + 1)
      names.set(hash, siblings === 0 ? at : `${at}~${siblings}`)
      const lines = [`${names.get(hash)} on ${names.get(parentHash) ?? 'the past'} at ${timestamp}`]
      let place = 0
      for (const transaction of transactions) {
        names.set(transaction.hash, `tx:${transaction.label}`)
        for (const log of transaction.logs.filter(isFollowed(transaction.logs))) {
          places.set(`${hash}:${log.logIndex}`, place)
          lines.push(`  ${transaction.label} ${place} ${log.address} ${log.topics} ${log.data}`)
          place += 1
        }
      }
      return lines
    },
    rename,
    place,
  }
}

const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const dispatchTopic = '0x769f711d20c679153d382254f59892613b58a97cc876b249134ac25c80f9c814'

/** Real contracts log more than anybody follows: approvals, hooks, and what others send through the same mailbox. */
function createFollows({ chains }: Deployment) {
  const tokens = new Set(chains.flatMap(({ markets }) => [markets.usd.token, markets.eur.token]))
  const books = new Set(
    chains.flatMap(({ markets, yieldVault, feed }) => [
      ...[markets.usd.book, markets.eur.book, markets.eur.carrier, yieldVault, feed],
      markets.usd.carrier,
    ]),
  )
  const mailboxes = new Set(chains.map(({ mailbox }) => mailbox))
  const routers = new Set(chains.map(({ markets }) => pad(markets.usd.carrier)))
  return (all: readonly StagedLog[]) => (log: StagedLog, i: number) => {
    if (mailboxes.has(log.address)) {
      // The id comes right after the message that it is of.
      const dispatch = log.topics[0] === dispatchTopic ? log : all[i - 1]
      if (dispatch?.topics[0] !== dispatchTopic) return true
      return routers.has(dispatch.topics[1] ?? '0x')
    }
    if (tokens.has(log.address) && log.topics[0] === transferTopic) return true
    return books.has(log.address) && log.topics[0] !== approvalTopic
  }
}

const approvalTopic = '0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925'
