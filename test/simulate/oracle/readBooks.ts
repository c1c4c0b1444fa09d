import { type Address, zeroAddress } from 'viem'
import { createLogReader, type OracleEvent } from './createLogReader.ts'
import type { Directory } from './Directory.ts'
import { bookAbi, erc4626Abi } from './events.ts'
import type { OracleContract } from './Oracle.ts'
import { type Change, logsOf, type PlacedTransaction, placeOf } from './World.ts'

const readBook = createLogReader(bookAbi)
const readVault = createLogReader(erc4626Abi)

/** Everything that books say in one transaction, in log order. */
export function readBooks(transaction: PlacedTransaction, directory: Directory): Change[] {
  const { chainId } = transaction.place
  return [
    ...directory.contracts('book', chainId).flatMap((book) => readBookLogs(transaction, book)),
    ...directory
      .contracts('erc4626', chainId)
      .flatMap((vault) => readVaultLogs(transaction, vault)),
  ].sort((a, b) => a.place.log - b.place.log)
}

function readBookLogs(
  transaction: PlacedTransaction,
  book: Extract<OracleContract, { kind: 'book' }>,
): Change[] {
  return logsOf(transaction, book.address).flatMap(({ log, index }) => {
    const event = readBook(log)
    if (event === undefined) return []
    const said = toSaid(event)
    if (said.delta === 0n) return []
    const { venue, address: contract, token } = book
    const size = said.delta < 0n ? -said.delta : said.delta
    return [
      {
        place: placeOf(transaction, index),
        venue,
        account: event.args.account,
        unit: said.unit ?? 'cross',
        contract,
        token,
        delta: said.delta,
        moved: { token, amount: said.isBookkeeping === true ? 0n : size },
        counterparty: said.counterparty,
        names: said.names,
      },
    ]
  })
}

interface Said {
  delta: bigint
  unit?: string
  /** No token moved. */
  isBookkeeping?: true
  counterparty?: Address
  names?: Change['names']
}

function toSaid({ name, args }: OracleEvent<typeof bookAbi>): Said {
  switch (name) {
    case 'Deposited':
      return { delta: args.amount }
    case 'Withdrawn':
      return { delta: -args.amount, counterparty: args.to }
    case 'Sent':
      return { delta: -args.amount, names: { key: args.messageId, beneficiary: args.beneficiary } }
    case 'Credited':
      return { delta: args.amount, names: { key: args.messageId, beneficiary: undefined } }
    case 'Settled':
      return { delta: args.amount, isBookkeeping: true }
    case 'Labelled':
      return { delta: args.amount, unit: `isolated:${args.label}`, isBookkeeping: true }
  }
}

/**
 * Shares are ERC-20 tokens, so that transfers say who has them. A vault that logs no mint or no burn in a transaction is
 * taken at the word of its Deposit or Withdraw there.
 */
function readVaultLogs(
  transaction: PlacedTransaction,
  vault: Extract<OracleContract, { kind: 'erc4626' }>,
): Change[] {
  const events = logsOf(transaction, vault.address).flatMap(({ log, index }) => {
    const event = readVault(log)
    return event === undefined ? [] : [{ event, index }]
  })
  const logsMint = events.some(
    ({ event }) => event.name === 'Transfer' && event.args.from === zeroAddress,
  )
  const logsBurn = events.some(
    ({ event }) => event.name === 'Transfer' && event.args.to === zeroAddress,
  )
  const changes: Change[] = []
  for (const { event, index } of events) {
    const add = (account: Address, delta: bigint) =>
      changes.push({
        place: placeOf(transaction, index),
        venue: vault.venue,
        account,
        unit: 'cross',
        contract: vault.address,
        token: vault.address,
        delta,
        moved: { token: vault.underlying, amount: 0n },
        counterparty: undefined,
        names: undefined,
      })
    switch (event.name) {
      case 'Deposit':
        if (!logsMint) add(event.args.owner, event.args.shares)
        break
      case 'Withdraw':
        if (!logsBurn) add(event.args.owner, -event.args.shares)
        break
      case 'Transfer':
        if (event.args.from === event.args.to) break
        if (event.args.from !== zeroAddress) add(event.args.from, -event.args.value)
        if (event.args.to !== zeroAddress) add(event.args.to, event.args.value)
    }
  }
  return changes.filter(({ delta }) => delta !== 0n)
}
