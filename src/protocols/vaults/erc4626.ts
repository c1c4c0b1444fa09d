/**
 * ERC-4626 vault. The share token is the asset that counts.
 *
 * `Deposit(sender, owner, assets, shares)`              assets entered, shares were minted to the owner.
 * `Withdraw(sender, receiver, owner, assets, shares)`   assets left, shares of the owner were burnt.
 * `Transfer(from, to, value)`                           shares changed hands; from or to zero: mint or burn.
 *
 * A Deposit and its mint say the same thing, so one of them makes the fact and the other is its sibling. The rate moves
 * without any event (EIP-4626: totalAssets is a view), so every touched transaction asks for it at its block.
 */
import { encodeFunctionData, parseAbi } from 'viem'
import type { Erc4626Vault } from '../../config/Project.ts'
import type { BalanceFact } from '../../facts/AccountFacts.ts'
import type { Decoder, QuarantinedLog, ReadAnswer } from '../../facts/Decoder.ts'
import type { Fact, FactBody } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import type { Address, Hex } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { tokenBook } from '../books/tokenBook.ts'
import { toFact } from '../toFact.ts'
import { type Flow, pairShares, type ShareTransfer } from './pairShares.ts'
import { readVaultLogs, vaultEvents } from './readVaultLogs.ts'

const name = 'erc4626@1'

const readAbi = parseAbi(['function convertToAssets(uint256 shares) view returns (uint256 assets)'])

interface Instance {
  venue: string
  vault: Erc4626Vault
  sourceId: string
  /** What its facts say of their origin. */
  decoder: string
  rank: number
}

/** Share balances of one vault as a venue's collateral, and the vault's rate. `rank` is the first `k`, see `factRank`. */
export function createErc4626Decoder(parameters: {
  venue: string
  vault: Erc4626Vault
  rank?: number
}): Decoder {
  const { venue, vault, rank = 0 } = parameters
  const { chainId, address, startBlock, shareDecimals } = vault
  const id = `${chainId}/erc4626:${address}`
  const instance: Instance = { venue, vault, sourceId: id, decoder: factDecoder(name, id), rank }
  const data = encodeFunctionData({ abi: readAbi, args: [10n ** BigInt(shareDecimals)] })
  return {
    name,
    exactness: 'exactAtTouch',
    book: tokenBook({ venue, contract: address, token: address }),
    source: {
      id,
      chainId,
      startBlock,
      filters: [{ addresses: [address], topics: [vaultEvents.topics] }],
    },
    standingRead: { to: address, data },
    decode(transaction) {
      const { blockNumber, blockHash } = transaction
      const quarantined: QuarantinedLog[] = []
      const { flows, transfers } = readVaultLogs(transaction.logs, (log, reason) =>
        quarantined.push(toQuarantined(instance, log, reason)),
      )
      const { facts, contradicted } = toFacts(instance, flows, transfers)
      const isTouched = transaction.logs.length > quarantined.length
      const read = { chainId, blockNumber, blockHash, to: address, data, sourceId: id }
      return {
        facts,
        reads: isTouched ? [read] : [],
        quarantined: [...quarantined, ...contradicted],
      }
    },
    decodeRead: (answer) => toIndex(vault, answer),
  }
}

function toFacts(instance: Instance, flows: readonly Flow[], transfers: readonly ShareTransfer[]) {
  const { paired, unclaimed } = pairShares(flows, transfers)
  const facts: Fact[] = []
  const contradicted: QuarantinedLog[] = []
  const add = (log: RawLog, k: number, body: BalanceFact, siblings: readonly RawLog[] = []) =>
    facts.push(
      toFact({
        decoder: instance.decoder,
        chainId: instance.vault.chainId,
        log,
        k: instance.rank + k,
        body,
        siblings,
      }),
    )

  for (const flow of flows) {
    const pair = paired.get(flow)
    if (pair === undefined)
      contradicted.push(toQuarantined(instance, flow.log, toContradiction(flow)))
    else if (pair.shares !== 0n) {
      const delta = flow.direction === 'in' ? pair.shares : -pair.shares
      const siblings = pair.transfer ? [pair.transfer.log] : []
      add(flow.log, 0, toBalance(instance, pair.holder, delta, flow.assets), siblings)
    }
  }
  for (const { log, direction, from, to, shares } of unclaimed) {
    if (direction !== 'in') add(log, 0, toBalance(instance, from, -shares))
    if (direction !== 'out') add(log, direction === 'in' ? 0 : 1, toBalance(instance, to, shares))
  }
  facts.sort((a, b) => a.at.logIndex - b.at.logIndex || a.at.k - b.at.k)
  return { facts, contradicted }
}

function toBalance(
  { venue, vault }: Instance,
  account: Address,
  delta: bigint,
  assets = 0n,
): BalanceFact {
  return {
    kind: 'balance',
    side: 'asset',
    venue,
    account,
    unit: 'cross',
    asset: vault.address,
    contract: vault.address,
    change: { type: 'delta', value: delta },
    moved: assets === 0n ? undefined : { asset: vault.underlying, amount: assets },
  }
}

function toContradiction(flow: Flow): string {
  const [event, transfer] = flow.direction === 'in' ? ['Deposit', 'mint'] : ['Withdraw', 'burn']
  return `${event} of ${flow.shares} shares of ${flow.owner} agrees with no ${transfer} that the vault logged in this transaction; the share transfers were counted.`
}

function toQuarantined(instance: Instance, log: RawLog, reason: string): QuarantinedLog {
  return { chainId: instance.vault.chainId, log, sourceId: instance.sourceId, reason }
}

function toIndex(vault: Erc4626Vault, answer: ReadAnswer): FactBody | undefined {
  if (answer.data === undefined || !isWord(answer.data)) return undefined
  return { kind: 'index', asset: vault.address, assetsPerShareUnit: BigInt(answer.data) }
}

/** A uint256 answer is one word; an address without code answers `0x`. */
function isWord(data: Hex): boolean {
  return data.length === 66
}
