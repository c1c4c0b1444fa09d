import { toEventSelector } from 'viem'
import * as presets from '../../../chains/index.ts'
import type { BridgeProtocol } from '../../../src/config/BridgeProtocol.ts'
import type { ChainPreset } from '../../../src/config/ChainPreset.ts'
import type { ProtocolBridge } from '../../../src/config/Project.ts'
import type { Address, ChainId, Hex } from '../../../src/facts/primitives.ts'
import type { TransactionLogs } from '../../../src/facts/RawLog.ts'
import { nativeToken } from '../../../src/protocols/bridges/nativeToken.ts'
import { toWord } from '../../../src/protocols/toWord.ts'
import type { RealTransaction } from '../readTransactions.ts'
import { bridgeOf, type MemberParts } from './routes.ts'

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
        // What moves where no token does is the chain's own money.
        tokens:
          known ??
          Object.fromEntries(
            (tokens.length === 0 ? [nativeToken] : tokens).map((token) => [token, 18]),
          ),
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
