import type { OrderlyLedger } from '../../../config/OrderlyLedger.ts'
import type { Holder, NetFact, TradeFact } from '../../../facts/AccountFacts.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { Address, Hash } from '../../../facts/primitives.ts'
import type { OwnedBody } from '../../lending/toOwnedFacts.ts'
import type { LedgerGroup } from './groupResults.ts'

/** Quantities have 8 decimals, values 6, fundings per unit 15. */
const scales = { quantity: 10n ** 10n, value: 10n ** 12n, funding: 10n ** 3n } as const

/** The vault's chain could not pay what was approved, and the ledger takes it back. */
const TAKEN_BACK = 201

interface Book {
  venue: string
  ledger: OrderlyLedger
}

/** A change of a position as the ledger says it. */
interface Change {
  accountId: Hash
  symbolHash: Hash
  quantity: bigint
  cost: bigint
  sumUnitaryFundings: bigint
}

/** The address under which an account's id stands: its last 20 bytes, as it is a hash already. */
function accountOf(accountId: Hash): Address {
  return `0x${accountId.slice(-40)}`
}

/** What one event says, with its parts; each of its facts belongs to the log that has the amount. */
export function orderlyBodies(group: LedgerGroup, book: Book): readonly OwnedBody[] {
  const { log, executions, transfers } = group
  const own = (bodies: readonly FactBody[]) => bodies.map((body) => ({ log, body }))
  const { event } = group
  if (event.name === 'SettlementResult') {
    const { accountId, settledAmount, settledAssetHash: token } = event.args
    const { insuranceAccountId, insuranceTransferAmount: insured } = event.args
    const settled = executions.map(({ log: part, event: { args } }) => {
      const change = { accountId, quantity: 0n, cost: args.settledAmount, ...partOf(args) }
      return { log: part, body: toTrade(book, change), siblings: [log] }
    })
    const bodies = [
      toNet(book, accountId, token, settledAmount + insured),
      toNet(book, insuranceAccountId, token, -insured),
    ]
    return withoutHouse([...settled, ...own(bodies)], book)
  }
  if (event.name === 'LiquidationResult') {
    const { liquidatedAccountId, insuranceAccountId, liquidatedAssetHash: token } = event.args
    const insured = event.args.insuranceTransferAmount
    const parts = transfers.flatMap(({ log: part, event: { args } }) => {
      const { positionQtyTransfer: quantity, costPositionTransfer: cost } = args
      const changes = [
        { accountId: args.liquidatorAccountId, quantity, cost: cost - args.liquidatorFee },
        { accountId: liquidatedAccountId, quantity: -quantity, cost: args.liquidationFee - cost },
        { accountId: insuranceAccountId, quantity: 0n, cost: -args.insuranceFee },
      ]
      return changes.map((change) => ({
        ...{ log: part, siblings: [log] },
        body: toTrade(book, { ...change, ...partOf(args) }),
      }))
    })
    const bodies = [
      toNet(book, liquidatedAccountId, token, -insured),
      toNet(book, insuranceAccountId, token, insured),
    ]
    return withoutHouse([...parts, ...own(bodies)], book)
  }
  return withoutHouse(own(plainBodies(event, book)), book)
}

function partOf({
  symbolHash,
  sumUnitaryFundings,
}: Pick<Change, 'symbolHash' | 'sumUnitaryFundings'>) {
  return { symbolHash, sumUnitaryFundings }
}

/** What an event without parts says. */
function plainBodies({ name, args }: LedgerGroup['event'], book: Book): readonly FactBody[] {
  switch (name) {
    case 'AccountRegister': {
      const { accountId, userAddress: owner } = args
      return [{ kind: 'owner', venue: book.venue, account: accountOf(accountId), owner }]
    }
    case 'AccountDeposit':
    case 'AccountDepositSol':
      return [toNet(book, args.accountId, args.tokenHash, args.tokenAmount)]
    case 'AccountWithdrawApprove':
    case 'AccountWithdrawSolApprove':
      return [toNet(book, args.accountId, args.tokenHash, -args.tokenAmount)]
    case 'AccountWithdrawFail':
    case 'AccountWithdrawSolFail':
      return args.failReason === TAKEN_BACK
        ? [toNet(book, args.accountId, args.tokenHash, args.tokenAmount)]
        : []
    case 'ProcessValidatedFutures': {
      const { accountId, tradeQty: quantity, notional, fee } = args
      return [toTrade(book, { accountId, quantity, cost: notional + fee, ...partOf(args) })]
    }
    case 'LiquidationTransferV2': {
      const { accountId, positionQtyTransfer: quantity, costPositionTransfer, fee } = args
      const cost = costPositionTransfer + fee
      return [toTrade(book, { accountId, quantity, cost, ...partOf(args) })]
    }
    case 'LiquidationResultV2':
      return [toNet(book, args.accountId, args.liquidatedAssetHash, args.insuranceTransferAmount)]
    case 'AdlResult': {
      const { accountId, insuranceAccountId } = args
      const { positionQtyTransfer: quantity, costPositionTransfer: cost } = args
      return [
        toTrade(book, { accountId, quantity, cost, ...partOf(args) }),
        toTrade(book, {
          ...{ accountId: insuranceAccountId, quantity: -quantity, cost: -cost },
          ...partOf(args),
        }),
      ]
    }
    case 'AdlResultV2': {
      const { accountId, positionQtyTransfer: quantity, costPositionTransfer: cost } = args
      return [toTrade(book, { accountId, quantity, cost, ...partOf(args) })]
    }
    case 'FeeDistribution':
      return [
        toNet(book, args.fromAccountId, args.tokenHash, -args.amount),
        toNet(book, args.toAccountId, args.tokenHash, args.amount),
      ]
    // Their parts stand in the group of their result.
    case 'SettlementExecution':
    case 'SettlementResult':
    case 'LiquidationTransfer':
    case 'LiquidationResult':
      return []
  }
}

/** Orderly's own accounts are left out, and what changes nothing. */
function withoutHouse(owned: readonly OwnedBody[], { ledger }: Book): readonly OwnedBody[] {
  const house = new Set(ledger.house.map(accountOf))
  return owned.filter(({ body }) => {
    if (body.kind === 'net' && body.amount === 0n) return false
    return !('account' in body && body.account !== undefined && house.has(body.account))
  })
}

function holderOf({ venue }: Book, accountId: Hash): Holder {
  return { venue, account: accountOf(accountId), unit: 'cross' }
}

function toNet(book: Book, accountId: Hash, tokenHash: Hash, amount: bigint): NetFact {
  const asset: Address = `0x${tokenHash.slice(-40)}`
  return { kind: 'net', ...holderOf(book, accountId), asset, contract: book.ledger.address, amount }
}

/** A market that the config does not name stands by its hash, so that its positions are seen and not judged. */
function toTrade(book: Book, change: Change): TradeFact {
  const { accountId, symbolHash, quantity, cost, sumUnitaryFundings } = change
  const { address: contract, symbols } = book.ledger
  return {
    ...{ kind: 'trade', ...holderOf(book, accountId), contract },
    market: symbols.get(symbolHash) ?? symbolHash.slice(0, 42),
    sizeE18: quantity * scales.quantity,
    entryValueE18: cost * scales.value,
    fundingIndexE18: sumUnitaryFundings * scales.funding,
    unitE18: scales.value,
  }
}
