import {
  type AbiEvent,
  type Address,
  concat,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  keccak256,
  pad,
  stringToHex,
  toHex,
  zeroAddress,
} from 'viem'
import {
  bookAbi,
  erc20Abi,
  erc4626Abi,
  feedAbi,
  mailboxAbi,
  routeAbi,
  routerAbi,
} from './events.ts'
import { foldWorld } from './foldWorld.ts'
import type { OracleBlock, OracleDeployment, OracleLog, OracleState } from './Oracle.ts'

/** Two chains that are written down log by log, for one rule at a time. */

/** An address that reads as the text it was made from. */
export function address(text: string): Address {
  return pad(stringToHex(text), { size: 20 })
}

export const [ann, bob, cay] = [address('ann'), address('bob'), address('cay')]

export const alpha = 1
export const beta = 2

interface Side {
  /** Custom vault, token and router of the warp route. */
  book: Address
  usd: Address
  router: Address
  mailbox: Address
  /** Custom vault, token and contract of the custom route. */
  eurBook: Address
  eur: Address
  ferry: Address
  landing: Address
}

function createSide(name: string, isSynthetic: boolean): Side {
  const of = (text: string) => address(`${name}-${text}`)
  const router = of('router')
  return {
    book: of('book'),
    usd: isSynthetic ? router : of('usd'),
    router,
    mailbox: of('mailbox'),
    eurBook: of('eur-book'),
    eur: of('eur'),
    ferry: of('ferry'),
    landing: of('landing'),
  }
}

/** On beta the route's token is its router, and eur has 18 decimals in place of 6. */
export const sides: Record<number, Side> = {
  [alpha]: createSide('a', false),
  [beta]: createSide('b', true),
}

/** Contracts of a chain; a chain that is not followed has none. */
export function side(chainId: number): Side {
  const found = sides[chainId]
  if (found === undefined) throw new Error(`there is no chain ${chainId}`)
  return found
}

export const yieldVault = address('yield')
export const feed = address('feed')

export const skewSeconds = 10n
export const stuckAfterSeconds = 100n

/** What both chains are told to follow. */
export const deployment: OracleDeployment = {
  chainIds: [alpha, beta],
  contracts: [
    ...[alpha, beta].flatMap((chainId) => {
      const { book, usd, router, mailbox, eurBook, eur, ferry, landing } = side(chainId)
      return [
        { kind: 'book', chainId, address: book, venue: 'lab', token: usd } as const,
        { kind: 'book', chainId, address: eurBook, venue: 'lab', token: eur } as const,
        { kind: 'landing', chainId, address: landing, venue: 'lab' } as const,
        {
          kind: 'warpRouter',
          chainId,
          address: router,
          mailbox,
          token: usd,
          route: 'warp',
        } as const,
        { kind: 'customRoute', chainId, address: ferry, token: eur, route: 'ferry' } as const,
      ]
    }),
    {
      kind: 'erc4626',
      chainId: alpha,
      address: yieldVault,
      venue: 'lab',
      underlying: side(alpha).usd,
    },
    { kind: 'feed', chainId: alpha, address: feed, id: 'usd-feed' },
  ],
  assets: [
    {
      id: 'usd',
      group: 'usd',
      decimals: 6,
      tokens: { [alpha]: side(alpha).usd, [beta]: side(beta).usd },
    },
    { id: 'eur6', group: 'eur', decimals: 6, tokens: { [alpha]: side(alpha).eur } },
    { id: 'eur18', group: 'eur', decimals: 18, tokens: { [beta]: side(beta).eur } },
    { id: 'share', group: 'share', decimals: 6, tokens: { [alpha]: yieldVault } },
  ],
  routes: [
    { id: 'warp', kind: 'hyperlane', skewSeconds, stuckAfterSeconds },
    { id: 'ferry', kind: 'custom', skewSeconds, stuckAfterSeconds },
  ],
}

/** What happened: a transaction on a chain at a time, seconds. */
export interface Happening {
  chainId: number
  at: bigint
  logs: readonly OracleLog[]
}

/** A transaction at a time. */
export function tx(
  chainId: number,
  at: bigint,
  ...logs: readonly (readonly OracleLog[])[]
): Happening {
  return { chainId, at, logs: logs.flat() }
}

/** Folds what happened up to each chain's time, in any order of writing; a chain whose time is left out is not in the cut. */
export function fold(
  happenings: readonly Happening[],
  cut: Readonly<Record<number, bigint>> = { [alpha]: 1_000n, [beta]: 1_000n },
  coveredFrom: Readonly<Record<number, bigint>> = {},
): OracleState {
  const chains = Object.entries(cut).map(([id, to]) => {
    const chainId = Number(id)
    const own = happenings.filter(
      (happening) => happening.chainId === chainId && happening.at <= to,
    )
    const times = [...new Set([...own.map(({ at }) => at), to])].sort((a, b) => (a < b ? -1 : 1))
    const blocks = times.map((timestamp): OracleBlock => {
      const inBlock = own.filter(({ at }) => at === timestamp)
      return {
        number: timestamp,
        hash: hashOf(`${chainId}:${timestamp}`),
        timestamp,
        transactions: inBlock.map(({ logs }, i) => ({
          hash: hashOf(`${chainId}:${timestamp}:${i}`),
          logs,
        })),
      }
    })
    return { chainId, coveredFromTimestamp: coveredFrom[chainId] ?? 0n, blocks }
  })
  return foldWorld(deployment, chains)
}

/** 32 bytes that stand for a text. */
export function hashOf(text: string): Hex {
  return keccak256(stringToHex(text))
}

const events = [
  ...bookAbi,
  ...routeAbi,
  ...erc4626Abi,
  ...erc20Abi,
  ...feedAbi,
  ...mailboxAbi,
  ...routerAbi,
]

/** An event as a contract at `at` logs it. */
export function log(at: Address, name: string, args: Record<string, unknown>): OracleLog {
  const event: AbiEvent | undefined = events.find((item) => item.name === name)
  if (event === undefined) throw new Error(`there is no event ${name}`)
  const topics = encodeEventTopics({ abi: [event], args })
  const inputs = event.inputs.filter(({ indexed }) => indexed !== true)
  const data = encodeAbiParameters(
    inputs,
    inputs.map((input) => args[input.name ?? '']),
  )
  // CAST: no topic of these events is a list.
  return { address: at, topics: topics as Hex[], data }
}

/** Tokens that move. */
export function move(token: Address, from: Address, to: Address, value: bigint): OracleLog {
  return log(token, 'Transfer', { from, to, value })
}

/** Collateral into the book of the warp route's token. */
export function deposit(chainId: number, account: Address, amount: bigint): OracleLog[] {
  const { usd, book } = side(chainId)
  return [move(usd, account, book, amount), log(book, 'Deposited', { account, amount })]
}

/** And out of it. */
export function withdraw(chainId: number, account: Address, amount: bigint): OracleLog[] {
  const { usd, book } = side(chainId)
  return [
    move(usd, book, account, amount),
    log(book, 'Withdrawn', { account, to: account, amount }),
  ]
}

/** A message of the warp route; its key is its hash. */
export interface Crossing {
  nonce: number
  origin: number
  destination: number
  recipient: Address
  amount: bigint
}

/** What crosses from alpha to the book on beta, unless said otherwise. */
export function crossing(nonce: number, amount: bigint, other: Partial<Crossing> = {}): Crossing {
  return { nonce, origin: alpha, destination: beta, recipient: side(beta).book, amount, ...other }
}

function messageOf({ nonce, origin, destination, recipient, amount }: Crossing): Hex {
  return concat([
    toHex(3, { size: 1 }),
    toHex(nonce, { size: 4 }),
    toHex(origin, { size: 4 }),
    pad(side(origin).router),
    toHex(destination, { size: 4 }),
    pad(sides[destination]?.router ?? zeroAddress),
    pad(recipient),
    toHex(amount, { size: 32 }),
  ])
}

export function keyOf(sent: Crossing): Hex {
  return keccak256(messageOf(sent))
}

/** What the bridge logs when it takes over value, without what the payer's book says. */
export function dispatch(sent: Crossing): OracleLog[] {
  const { router, mailbox } = side(sent.origin)
  const { destination, amount: amountOrId } = sent
  const recipient = pad(sent.recipient)
  const target = pad(sides[destination]?.router ?? zeroAddress)
  const message = messageOf(sent)
  return [
    log(router, 'SentTransferRemote', { destination, recipient, amountOrId }),
    log(mailbox, 'Dispatch', { sender: router, destination, recipient: target, message }),
    log(mailbox, 'DispatchId', { messageId: keccak256(message) }),
  ]
}

/** A book sends its account's collateral across and names the message. */
export function send(account: Address, sent: Crossing, beneficiary = account): OracleLog[] {
  const { book, usd, router } = side(sent.origin)
  const to = usd === router ? zeroAddress : router
  const { amount } = sent
  return [
    move(usd, book, to, amount),
    ...dispatch(sent),
    log(book, 'Sent', { account, messageId: keyOf(sent), beneficiary, amount }),
  ]
}

/** What the bridge logs when it pays, with the tokens; `amount` may be tampered with. */
export function process(sent: Crossing, amount = sent.amount): OracleLog[] {
  const { router, mailbox, usd } = side(sent.destination)
  const { origin } = sent
  const from = usd === router ? zeroAddress : router
  return [
    log(mailbox, 'Process', { origin, sender: pad(side(origin).router), recipient: router }),
    log(mailbox, 'ProcessId', { messageId: keyOf(sent) }),
    move(usd, from, sent.recipient, amount),
    log(router, 'ReceivedTransferRemote', {
      origin,
      recipient: pad(sent.recipient),
      amountOrId: amount,
    }),
  ]
}

/** The bridge pays a book, which credits an account and names the message. */
export function receive(account: Address, sent: Crossing, amount = sent.amount): OracleLog[] {
  return [...process(sent, amount), credited(account, sent, amount)]
}

/** The book's own word alone. */
export function credited(account: Address, sent: Crossing, amount = sent.amount): OracleLog {
  const { book } = side(sent.destination)
  return log(book, 'Credited', { account, messageId: keyOf(sent), amount })
}

/** Units of eur on a chain. */
export function eur(chainId: number, whole: bigint): bigint {
  return whole * 10n ** (chainId === beta ? 18n : 6n)
}

type FerryEvent = Extract<(typeof routeAbi)[number], { type: 'event' }>['name']

/** An event of the custom route between alpha and beta, for so many whole eur. */
export function ferry(
  name: FerryEvent,
  chainId: number,
  key: Hex,
  whole = 0n,
  more = {},
): OracleLog {
  const other = chainId === alpha ? beta : alpha
  const isBack = name === 'RouteRefunded'
  const args = { key, payload: key, sender: ann, origin: BigInt(other), destination: BigInt(other) }
  const recipient = side(isBack ? chainId : chainId === alpha ? beta : chainId).eurBook
  return log(side(chainId).ferry, name, {
    ...args,
    recipient,
    amount: eur(chainId, whole),
    ...more,
  })
}

/** Whole eur into a book: by the account, or out of the route. */
export function eurDeposit(chainId: number, account: Address, whole: bigint): OracleLog[] {
  const { eur: token, eurBook } = side(chainId)
  const amount = eur(chainId, whole)
  return [move(token, account, eurBook, amount), log(eurBook, 'Deposited', { account, amount })]
}

/** A book sends whole eur from alpha over the custom route. */
export function ferrySend(account: Address, key: Hex, whole: bigint, more = {}): OracleLog[] {
  return [ferry('RouteSent', alpha, key, whole, more), ...ferryPay(account, key, whole)]
}

/** The book's side of it: the tokens and its word. */
export function ferryPay(account: Address, messageId: Hex, whole: bigint): OracleLog[] {
  const { eur: token, eurBook, ferry: carrier } = side(alpha)
  const amount = eur(alpha, whole)
  return [
    move(token, eurBook, carrier, amount),
    log(eurBook, 'Sent', { account, messageId, beneficiary: account, amount }),
  ]
}

/** The custom route credits or refunds whole eur to a book on a chain, which credits an account. */
export function ferryBook(
  name: 'RouteCredited' | 'RouteRefunded',
  chainId: number,
  account: Address,
  key: Hex,
  whole: bigint,
  more = {},
): OracleLog[] {
  const { eur: token, eurBook, ferry: carrier } = side(chainId)
  const amount = eur(chainId, whole)
  return [
    ferry(name, chainId, key, whole, more),
    move(token, carrier, eurBook, amount),
    log(eurBook, 'Credited', { account, messageId: key, amount }),
  ]
}

/** The one transfer of a key. */
export function transferOf(state: OracleState, key: Hex) {
  const transfer = state.transfers.find((each) => each.key === key)
  if (transfer === undefined) throw new Error(`there is no transfer ${key}`)
  return transfer
}

/** Raw amounts of a kind that one account has, or with undefined the suspense line. */
export function amountsOf(
  state: OracleState,
  account: Address | undefined,
  kind: 'holding' | 'inFlight' | 'lagOffset' | 'unbacked',
): bigint[] {
  const found = state.accounts.find((each) => each.account === account)
  if (kind === 'holding') return (found?.holdings ?? []).map(({ amount }) => amount)
  return (found?.amounts ?? []).filter((each) => each.kind === kind).map(({ amount }) => amount)
}

/** Unified collateral of one account, or of the whole venue, in whole millionths of a group's unit. */
export function unifiedOf(state: OracleState, account?: Address, group = 'usd'): bigint {
  const totals =
    account === undefined
      ? state.venues.flatMap((venue) => venue.totals)
      : state.accounts.flatMap((each) => (each.account === account ? each.totals : []))
  return (totals.find((total) => total.group === group)?.unified ?? 0n) / 10n ** 30n
}
