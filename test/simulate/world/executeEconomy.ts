import type { Abi, Hex } from 'viem'
import type { TreeLog } from '../../faults/support/encodeBlock.ts'
import { encodeLog } from '../../protocols/logs.ts'
import { bookAbi, erc20Abi, feedAbi, marketAbi } from '../oracle/events.ts'
import { addressOf } from './addressOf.ts'
import { type ChainState, changeBalance } from './ChainState.ts'
import type { Deployment, SimChain } from './Deployment.ts'
import { uptimeId } from './Economy.ts'
import { type EconomyBody, idOf } from './Intent.ts'

type Of<kind extends EconomyBody['kind']> = Extract<EconomyBody, { kind: kind }>

const abis: Abi = [...bookAbi, ...erc20Abi, ...feedAbi, ...marketAbi]

/** Where an intent is executed: `state` is changed by what it does. */
interface Place {
  deployment: Deployment
  chain: SimChain
  state: ChainState
}

/** Logs of what makes prices, tokens and markets move; undefined where this branch does not allow it. */
export function executeEconomy(place: Place, body: EconomyBody): readonly TreeLog[] | undefined {
  switch (body.kind) {
    case 'quote':
      return executeQuote(place, body)
    case 'taxed':
    case 'rebased':
      return executeOddToken(place, body)
    case 'forward':
      return executeForward(place, body)
    case 'position':
    case 'debt':
    case 'cash':
    case 'liquidation':
      return executeMarket(place, body)
  }
}

function executeQuote(
  { deployment, chain }: Place,
  { feed: id, isElsewhere, answer, round: roundId, updatedAt }: Of<'quote'>,
): readonly TreeLog[] | undefined {
  const uptime = deployment.economy?.uptimes?.feeds[chain.index]
  if (uptime !== undefined && id === uptimeId(chain.index))
    return [log(uptime, 'AnswerUpdated', { current: answer, roundId, updatedAt })]
  const feed = deployment.economy?.feeds.find((each) => each.id === id)
  if (feed === undefined || feed.chain !== chain.index) return undefined
  const address = isElsewhere ? feed.nextAddress : feed.address
  return [log(address, 'AnswerUpdated', { current: answer, roundId, updatedAt })]
}

/** The book believes what it likes; the tokens are what moved. */
function executeOddToken(
  { chain, state }: Place,
  body: Of<'taxed' | 'rebased'>,
): readonly TreeLog[] | undefined {
  const { account, amount } = body
  const { token, book } = chain.markets[body.family]
  const place = { contract: book, account }
  if (body.kind === 'rebased') {
    if (!changeBalance(state, place, -amount)) return undefined
    const paid = amount + body.drift
    return [
      ...(paid > 0n ? [transfer(token, book, account, paid)] : []),
      log(book, 'Withdrawn', { account, to: account, amount }),
    ]
  }
  const net = amount - body.tax
  const booked = body.isGross ? amount : net
  changeBalance(state, place, booked)
  return [
    transfer(token, account, book, net),
    transfer(token, account, addressOf('tax'), body.tax),
    log(book, 'Deposited', { account, amount: booked }),
  ]
}

/** The second step of a transfer over a landing contract: the venue books it and names the message. */
function executeForward(
  { chain, state }: Place,
  { message }: Of<'forward'>,
): readonly TreeLog[] | undefined {
  const { landing } = chain
  const { family, key, beneficiary } = message
  const { token, book } = chain.markets[family]
  const id = idOf(message)
  const amount = state.landed.get(id) ?? 0n
  if (landing === undefined || amount === 0n) return undefined
  state.landed.delete(id)
  changeBalance(state, { contract: book, account: beneficiary }, amount)
  return [
    transfer(token, landing, book, amount),
    log(book, 'Credited', { account: beneficiary, messageId: key, amount }),
  ]
}

function executeMarket(
  { deployment, chain, state }: Place,
  body: Of<'position' | 'debt' | 'cash' | 'liquidation'>,
): readonly TreeLog[] | undefined {
  const { market } = chain
  if (market === undefined || deployment.economy?.marketChains.includes(chain.index) !== true)
    return undefined
  const { account, pocket } = body
  const unit = { account, pocket }
  switch (body.kind) {
    case 'position': {
      const { size, entry } = body
      return [log(market, 'PositionSet', { ...unit, market: body.market, size, entry })]
    }
    case 'debt':
      return [log(market, 'DebtSet', { ...unit, amount: body.amount })]
    case 'cash': {
      const purse: Hex = `0x${market.slice(2)}${pocket}`
      if (!changeBalance(state, { contract: purse, account }, body.amount)) return undefined
      return [log(market, 'CashMoved', { ...unit, amount: body.amount })]
    }
    case 'liquidation':
      return [log(market, 'LiquidationSet', { ...unit, isRunning: body.isRunning })]
  }
}

function log(address: Hex, name: string, args: Record<string, unknown>): TreeLog {
  return encodeLog(abis, address, name, args)
}

function transfer(token: Hex, from: Hex, to: Hex, value: bigint): TreeLog {
  return log(token, 'Transfer', { from, to, value })
}
