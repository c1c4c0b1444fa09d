/**
 * Logs of public chains. Configs are made of what a receipt's own logs show, never of a transaction's name: each emitter
 * of a family's event, known by topic0 and number of topics, is configured as a contract of that family.
 */
import { toEventSelector } from 'viem'
import { expect, test } from 'vitest'
import type { Decoder } from '../../src/facts/Decoder.ts'
import type { Hex } from '../../src/facts/primitives.ts'
import type { RawLog, TransactionLogs } from '../../src/facts/RawLog.ts'
import { createErc4626Decoder } from '../../src/protocols/vaults/erc4626.ts'
import { hasData, pairs, readTransactions } from './readTransactions.ts'

const transactions = [
  ...['vaults.json', 'bridges.json'].flatMap(readTransactions),
  ...pairs.flatMap(({ origin, destination }) => [origin, destination]),
]

const depositTopic = toEventSelector('Deposit(address,address,uint256,uint256)')
const withdrawTopic = toEventSelector('Withdraw(address,address,address,uint256,uint256)')
const transferTopic = toEventSelector('Transfer(address,address,uint256)')

const isFlow = ({ topics: [topic0, ...rest] }: RawLog) =>
  (topic0 === depositTopic && rest.length === 2) || (topic0 === withdrawTopic && rest.length === 3)
const emittersOf = (transaction: TransactionLogs, isOurs: (log: RawLog) => boolean) => [
  ...new Set(transaction.logs.filter(isOurs).map((log) => log.address)),
]

/** The logs that the decoder's filters would have fetched. */
function fetched(decoder: Decoder, transaction: TransactionLogs): TransactionLogs {
  const matches = (log: RawLog) =>
    decoder.source.filters.some(
      ({ addresses, topics }) =>
        addresses.includes(log.address) &&
        topics.every(
          (allowed, index) => !allowed || allowed.some((topic) => topic === log.topics[index]),
        ),
    )
  return { ...transaction, logs: transaction.logs.filter(matches) }
}

const isToken = (log: RawLog) => log.topics[0] === transferTopic && log.topics.length === 3

test.skipIf(!hasData)(
  'default: every ERC-4626 deposit and withdrawal of public chains is a fact',
  () => {
    let flows = 0
    for (const transaction of transactions) {
      for (const address of emittersOf(transaction, isFlow)) {
        const vault = {
          type: 'erc4626',
          chainId: transaction.chainId,
          address,
          startBlock: 0n,
        } as const
        const decoder = createErc4626Decoder({
          venue: 'real',
          vault: {
            ...vault,
            asset: 'shares',
            underlying: `0x${'ee'.repeat(20)}`,
            shareDecimals: 18,
          },
        })
        const own = fetched(decoder, transaction)
        const { facts, quarantined, reads } = decoder.decode(own)
        expect(quarantined, transaction.txHash).toEqual([])
        expect(reads).toHaveLength(1)
        const balances = facts.flatMap(({ body }) => (body.kind === 'balance' ? [body] : []))
        const moved = balances.filter((body) => body.moved)
        expect(moved).toHaveLength(own.logs.filter(isFlow).length)
        flows += moved.length

        // The assets of each event are those of a token transfer in the receipt.
        const foreign = transaction.logs.filter((log) => isToken(log) && log.address !== address)
        const amounts = foreign.map((log) => BigInt(log.data))
        for (const body of moved) expect(amounts, transaction.txHash).toContain(body.moved?.amount)

        // Where the vault logs share transfers, the facts of every account sum to them.
        const shares = own.logs.filter(isToken)
        const accounts = shares.flatMap(({ topics: [, from = '0x', to = '0x'] }) => [from, to])
        for (const word of new Set(accounts)) {
          const account: Hex = `0x${word.slice(26)}`
          if (BigInt(account) === 0n) continue
          const expected = shares.reduce((sum, { topics: [, from, to], data }) => {
            const value = BigInt(data)
            return sum + (to === word ? value : 0n) - (from === word ? value : 0n)
          }, 0n)
          const actual = balances
            .filter((body) => body.account === account)
            .reduce((sum, body) => sum + body.change.value, 0n)
          expect(actual, `${transaction.txHash} ${account}`).toBe(expected)
        }
      }
    }
    expect(flows).toBeGreaterThan(20)
  },
)
