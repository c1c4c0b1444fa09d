import { parseAbi } from 'viem'
import type { Erc7540Vault } from '../../config/Erc7540Vault.ts'
import { type Address, zeroAddress } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { type Flow, type ShareTransfer, toShareTransfer } from './pairShares.ts'

/** What the vault itself logs. */
export const requestEvents = decodeStrict(
  parseAbi([
    'event DepositRequest(address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 assets)',
    'event RedeemRequest(address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 shares)',
    'event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)',
    'event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)',
  ]),
)

/** What its share token logs, which may be a contract of its own. */
export const shareEvents = decodeStrict(
  parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)']),
)

/** A request that was made (positive) or claimed (negative), of assets for shares or of shares for assets. */
export interface RequestChange {
  log: RawLog
  side: Erc7540Vault['requests'][number]
  controller: Address
  /** In what was asked with: assets of a deposit, shares of a redemption. */
  amount: bigint
  /** Assets that came in with a request or leave with a claim; 0 where none move. */
  assets: bigint
  /** What it says of shares, where it moves any: those of the request's owner, or of the claim's receiver. */
  flow: Flow | undefined
}

export interface RequestLogs {
  changes: readonly RequestChange[]
  /** Deposits and withdrawals of a way that takes no request. */
  flows: readonly Flow[]
  transfers: readonly ShareTransfer[]
}

/**
 * Sorts the logs of one vault and its share token in one transaction; a malformed one is handed to `quarantine` with the
 * reason. Shares that an escrow takes or gives are taken for burnt or minted: between request and claim they are nobody's.
 */
export function readRequestLogs(
  vault: Erc7540Vault,
  logs: readonly RawLog[],
  quarantine: (log: RawLog, reason: string) => void,
): RequestLogs {
  const changes: RequestChange[] = []
  const flows: Flow[] = []
  const transfers: ShareTransfer[] = []
  for (const log of logs) {
    const isTransfer = log.address === vault.share && log.topics[0] === shareEvents.topics[0]
    const event = isTransfer ? shareEvents.decode(log) : requestEvents.decode(log)
    if (event.name === undefined) quarantine(log, event.reason)
    else if (event.name === 'Transfer') {
      const transfer = toShareTransfer(log, withoutEscrows(vault, event.args))
      if (transfer) transfers.push(transfer)
    } else {
      const change = toChange(log, event, vault)
      if ('side' in change) changes.push(change)
      else flows.push(change)
    }
  }
  return { changes, flows, transfers }
}

function withoutEscrows(
  { escrows }: Erc7540Vault,
  { from, to, value }: { from: Address; to: Address; value: bigint },
) {
  const standing = (holder: Address) => (escrows.includes(holder) ? zeroAddress : holder)
  return { from: standing(from), to: standing(to), value }
}

type RequestEvent = Exclude<ReturnType<typeof requestEvents.decode>, { name: undefined }>

function toChange(log: RawLog, event: RequestEvent, vault: Erc7540Vault): RequestChange | Flow {
  const takes = (side: RequestChange['side']) => vault.requests.includes(side)
  switch (event.name) {
    case 'DepositRequest': {
      const { controller, assets } = event.args
      return { log, side: 'deposit', controller, amount: assets, assets, flow: undefined }
    }
    case 'RedeemRequest': {
      const { controller, owner, shares } = event.args
      const flow: Flow = { log, direction: 'out', owner, assets: 0n, shares }
      return { log, side: 'redeem', controller, amount: shares, assets: 0n, flow }
    }
    case 'Deposit': {
      const { sender, owner, assets, shares } = event.args
      const flow: Flow = { log, direction: 'in', owner, assets, shares }
      if (!takes('deposit')) return flow
      // By ERC-7540 the first parameter of a claim is the controller; the assets came in with the request.
      return { log, side: 'deposit', controller: sender, amount: -assets, assets: 0n, flow }
    }
    case 'Withdraw': {
      const { owner, assets, shares } = event.args
      if (!takes('redeem')) return { log, direction: 'out', owner, assets, shares }
      // The shares left their owner with the request; who may claim stands where ERC-4626 has the owner.
      return { log, side: 'redeem', controller: owner, amount: -shares, assets, flow: undefined }
    }
  }
}
