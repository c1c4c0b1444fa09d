/**
 * ERC-7540 vault: assets are asked to become shares, and shares assets, and are claimed when the vault says so.
 *
 * `DepositRequest(controller, owner, requestId, sender, assets)`   assets entered; no shares exist for them yet.
 * `Deposit(sender, owner, assets, shares)`                         the controller `sender` claimed shares for `owner`.
 * `RedeemRequest(controller, owner, requestId, sender, shares)`    shares left their owner, burnt or into an escrow.
 * `Withdraw(sender, receiver, owner, assets, shares)`              assets left; the controller stands at `owner`.
 * `Transfer(from, to, value)` of the share token                   shares changed hands.
 *
 * What was asked for and not claimed belongs to the controller, whoever asked, in the form in which it was given: logs say it
 * exactly, once, over all request ids, because a claim names none. That it became claimable, and for how much, no log says;
 * `accountReads` asks for it while something is open. Until it is asked, what waits is worth what it was given as.
 * `OperatorSet(controller, operator, approved)` is not read: it lets another ask and claim, and moves nothing.
 */
import { encodeFunctionData, parseAbi } from 'viem'
import type { Erc7540Vault } from '../../config/Erc7540Vault.ts'
import type { BalanceFact } from '../../facts/AccountFacts.ts'
import type { Decoder, QuarantinedLog } from '../../facts/Decoder.ts'
import type { Fact, FactBody } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import type { Address } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { tokenBook } from '../books/tokenBook.ts'
import { toFact } from '../toFact.ts'
import { type PairedShares, pairShares } from './pairShares.ts'
import {
  type RequestChange,
  type RequestLogs,
  readRequestLogs,
  requestEvents,
  shareEvents,
} from './readRequestLogs.ts'
import { claimCalls, decodeRequestRead } from './requestReads.ts'

const name = 'erc7540@1'

const rateAbi = parseAbi(['function convertToAssets(uint256 shares) view returns (uint256 assets)'])

interface Instance {
  venue: string
  vault: Erc7540Vault
  rank: number
  sourceId: string
  decoder: string
}

/** Shares, requests and rate of one vault as a venue's collateral. `rank` is the first `k`, see `factRank`. */
export function createErc7540Decoder(parameters: {
  venue: string
  vault: Erc7540Vault
  rank?: number
}): Decoder {
  const { venue, vault, rank = 0 } = parameters
  const { chainId, address, startBlock, share, shareDecimals } = vault
  const sourceId = `${chainId}/erc7540:${address}`
  const instance = { venue, vault, rank, sourceId, decoder: factDecoder(name, sourceId) }
  const data = encodeFunctionData({ abi: rateAbi, args: [10n ** BigInt(shareDecimals)] })
  return {
    name,
    exactness: 'exactAtTouch',
    book: tokenBook({ venue, contract: share, token: share, except: vault.escrows }),
    source: {
      id: sourceId,
      chainId,
      startBlock,
      filters: [
        { addresses: [address], topics: [requestEvents.topics] },
        { addresses: [share], topics: [shareEvents.topics] },
      ],
    },
    standingRead: { to: address, data },
    accountReads: {
      ...{ venue, contract: address, assets: [vault.underlying, vault.redeeming] },
      calls: (controller) => claimCalls(vault, controller),
    },
    decode({ blockNumber, blockHash, logs }) {
      const quarantined: QuarantinedLog[] = []
      const quarantine = (log: RawLog, reason: string) =>
        quarantined.push({ chainId, log, sourceId, reason })
      const read = readRequestLogs(vault, logs, quarantine)
      const isTouched = logs.length > quarantined.length
      const facts = toFacts(instance, read, quarantine)
      const rate = { chainId, blockNumber, blockHash, to: address, data, sourceId }
      return { facts, reads: isTouched ? [rate] : [], quarantined }
    },
    decodeRead: (answer) => decodeRequestRead(venue, vault, answer),
  }
}

function toFacts(
  instance: Instance,
  { changes, flows, transfers }: RequestLogs,
  quarantine: (log: RawLog, reason: string) => void,
): readonly Fact[] {
  const { vault } = instance
  const facts: Fact[] = []
  const add = (log: RawLog, k: number, body: FactBody, siblings?: readonly RawLog[]) =>
    facts.push(
      toFact({
        ...{ decoder: instance.decoder, chainId: vault.chainId, log, k: instance.rank + k, body },
        ...(siblings === undefined ? {} : { siblings }),
      }),
    )
  const asked = changes.flatMap((change) => change.flow ?? [])
  const astray = new Map(changes.flatMap((change) => findAstray(change, transfers)))
  const counted = [...flows, ...asked.filter((flow) => !astray.has(flow))]
  const { paired, unclaimed } = pairShares(counted, transfers)
  for (const flow of counted) {
    const pair = paired.get(flow)
    if (pair === undefined) quarantine(flow.log, contradiction)
    else if (pair.shares !== 0n) {
      const value = flow.direction === 'in' ? pair.shares : -pair.shares
      const assets = flows.includes(flow) ? flow.assets : 0n
      const body = toBalance(instance, vault.share, pair.holder, value, assets)
      add(flow.log, 0, body, pair.transfer && [pair.transfer.log])
    }
  }
  for (const { log, direction, from, to, shares } of unclaimed) {
    if (direction !== 'in') add(log, 0, toBalance(instance, vault.share, from, -shares))
    if (direction !== 'out')
      add(log, direction === 'in' ? 0 : 1, toBalance(instance, vault.share, to, shares))
  }
  for (const change of changes) {
    const where = change.flow && astray.get(change.flow)
    if (where !== undefined) quarantine(change.log, toUnnamed(where))
    if (isCounted(change, where, paired)) add(change.log, 2, toRequest(instance, change))
  }
  return facts.sort((a, b) => a.at.logIndex - b.at.logIndex || a.at.k - b.at.k)
}

/**
 * A request whose shares went to a contract that the config does not name, or a claim whose shares came from one: they are in
 * the books of that contract, and must not be counted here too.
 */
function findAstray(
  { flow }: RequestChange,
  transfers: RequestLogs['transfers'],
): readonly (readonly [NonNullable<RequestChange['flow']>, Address])[] {
  if (flow === undefined) return []
  const isOut = flow.direction === 'out'
  const moved = transfers.find(
    ({ direction, shares, from, to }) =>
      direction === 'across' && shares === flow.shares && (isOut ? from : to) === flow.owner,
  )
  const isPlain = transfers.some(
    ({ direction, shares }) => direction === flow.direction && shares === flow.shares,
  )
  return moved === undefined || isPlain ? [] : [[flow, isOut ? moved.to : moved.from]]
}

/** A claim always ends what was asked for. A request begins to count where its shares stopped to. */
function isCounted(
  { side, amount, flow }: RequestChange,
  astray: Address | undefined,
  paired: PairedShares['paired'],
): boolean {
  if (amount === 0n) return false
  const isRedeemRequest = side === 'redeem' && amount > 0n
  return !isRedeemRequest || (astray === undefined && flow !== undefined && paired.has(flow))
}

function toRequest(instance: Instance, change: RequestChange): BalanceFact {
  const { vault } = instance
  const { side, controller, amount, assets } = change
  const asset = side === 'deposit' ? vault.underlying : vault.redeeming
  const body = toBalance(instance, asset, controller, amount, assets)
  const type = amount < 0n ? 'capped' : 'delta'
  return { ...body, contract: vault.address, change: { type, value: amount } }
}

function toBalance(
  { venue, vault }: Instance,
  asset: Address,
  account: Address,
  value: bigint,
  assets = 0n,
): BalanceFact {
  return {
    kind: 'balance',
    side: 'asset',
    venue,
    account,
    unit: 'cross',
    asset,
    contract: vault.share,
    change: { type: 'delta', value },
    moved: assets === 0n ? undefined : { asset: vault.underlying, amount: assets },
  }
}

const contradiction =
  'What it says of shares agrees with no share transfer of this transaction; the share transfers were counted.'

function toUnnamed(keeper: Address): string {
  return `Its shares are kept by ${keeper}, which is no escrow of the vault: they are counted there. Name it in the vault's escrows.`
}
