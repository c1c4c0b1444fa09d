import { concat, type Hex, keccak256, pad, parseAbi, stringToHex, toHex } from 'viem'
import { defineVault } from '../../../src/protocols/defineVault.ts'
import { encodeLog as encodeEvent } from '../../protocols/logs.ts'
import type { TreeLog } from './encodeBlock.ts'

/** Written out by hand, so that the tests share nothing with the decoders. */
export const abi = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)',
  'event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)',
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
  'event PriceFeedUpdate(bytes32 indexed id, uint64 publishTime, int64 price, uint64 conf)',
  'event Marked(bytes32 indexed market, uint256 price)',
  'event Withdrawal(address indexed src, uint256 wad)',
  'event Paused(address account)',
  'event RoundUpdated(int256 status, uint64 updatedAt)',
  'event Dispatch(address indexed sender, uint32 indexed destination, bytes32 indexed recipient, bytes message)',
  'event DispatchId(bytes32 indexed messageId)',
  'event Process(uint32 indexed origin, bytes32 indexed sender, address indexed recipient)',
  'event ProcessId(bytes32 indexed messageId)',
  'event SentTransferRemote(uint32 indexed destination, bytes32 indexed recipient, uint256 amountOrId)',
  'event ReceivedTransferRemote(uint32 indexed origin, bytes32 indexed recipient, uint256 amountOrId)',
])

/** The operator's own vault: what it has of an account is what its events say. */
export const bookAbi = parseAbi([
  'event Deposited(address indexed account, uint256 amount)',
  'event Sent(address indexed account, bytes32 indexed messageId, address beneficiary, uint256 amount)',
  'event Credited(address indexed account, bytes32 indexed messageId, uint256 amount)',
  'event Labelled(address indexed account, string label, uint256 amount)',
  'event Tagged(address indexed account, string indexed tag, uint256 amount)',
  'event Careless(string indexed tag, uint256 amount)',
  'event Bonus(address indexed account, uint256 amount)',
])

type BookEvents = Parameters<typeof defineVault<typeof bookAbi>>[0]['events']

const bookEvents: BookEvents = {
  Deposited: ({ account, amount }, vault) => vault.credit({ account, amount }),
  Sent: ({ account, messageId, beneficiary, amount }, vault) =>
    vault.debit({
      account,
      amount,
      names: { key: messageId, beneficiary: { account: beneficiary } },
    }),
  Credited: ({ account, messageId, amount }, vault) =>
    vault.credit({ account, amount, names: { key: messageId } }),
  // A word of the event's own choice becomes a part of an id.
  Labelled: ({ account, label, amount }, vault) =>
    vault.credit({ account, amount, unit: `isolated:${label}`, moved: null }),
  // Of an indexed string only the hash is in the log.
  Tagged: ({ account, tag, amount }, vault) =>
    vault.credit({ account, amount, unit: `isolated:${tag}`, moved: null }),
  // CAST: a config in plain JavaScript has no compiler that would refuse it.
  Careless: ({ tag, amount }, vault) => vault.credit({ account: tag as Hex, amount, moved: null }),
}

export const book = defineVault({ name: 'fault-book', abi: bookAbi, events: bookEvents })

/** The same vault after its operator's function was mended: deposits had been counted with a unit too few. */
export const mendedBook = defineVault({
  name: 'fault-book',
  version: 2,
  abi: bookAbi,
  events: {
    ...bookEvents,
    Deposited: ({ account, amount }, vault) => vault.credit({ account, amount: amount + 1n }),
  },
})

/** The same vault after an upgrade of the contract whose new event the operator added. */
export const upgradedBook = defineVault({
  name: 'fault-book',
  version: 3,
  abi: bookAbi,
  events: {
    ...bookEvents,
    Bonus: ({ account, amount }, vault) => vault.credit({ account, amount, moved: null }),
  },
})

/** An address that reads as the text it was made from. */
export function addressOf(text: string): Hex {
  return pad(stringToHex(text), { size: 20 })
}

export const contracts = {
  harbor: {
    usd: addressOf('usd'),
    yieldVault: addressOf('yield'),
    feed: addressOf('feed'),
    book: addressOf('book'),
    mailbox: addressOf('mailbox'),
    router: addressOf('router'),
  },
  island: {
    /** The synthetic token of the route is its router. */
    router: addressOf('isle-router'),
    mailbox: addressOf('isle-mailbox'),
    book: addressOf('isle-book'),
  },
} as const

/** Feeds that only a test's own config names, and that its own blocks log of. */
export const oracles = {
  uptime: addressOf('uptime'),
  pyth: addressOf('pyth'),
  proxy: addressOf('proxy'),
  nextFeed: addressOf('feed-2'),
  ownFeed: addressOf('own-feed'),
  islandFeed: addressOf('isle-feed'),
} as const

export const chainIds = { harbor: 31_001, island: 31_002 } as const

export const traders = ['ann', 'bob', 'cay', 'dee'].map(addressOf)

const zero = addressOf('')

const wethAbi = parseAbi(['event Deposit(address indexed dst, uint256 wad)'])

/** Coins become tokens as WETH9 says it: an event of the same name as a vault's. */
export function wrap(token: Hex, dst: Hex, wad: bigint): TreeLog {
  return encodeEvent(wethAbi, token, 'Deposit', { dst, wad })
}

/** Encodes an event as a contract at `address` would log it. */
export function encodeLog(address: Hex, name: string, args: Record<string, unknown>): TreeLog {
  return encodeEvent([...abi, ...bookAbi], address, name, args)
}

const transfer = (token: Hex, from: Hex, to: Hex, value: bigint): TreeLog =>
  encodeLog(token, 'Transfer', { from, to, value })

/** Shares of the yield vault for `owner`. */
export function yieldDeposit(owner: Hex, amount: bigint): readonly TreeLog[] {
  const { yieldVault } = contracts.harbor
  return [
    transfer(yieldVault, zero, owner, amount),
    encodeLog(yieldVault, 'Deposit', { sender: owner, owner, assets: amount, shares: amount }),
  ]
}

/** An answer of a feed, harbor's unless another is named. */
export function priceUpdate(
  answer: bigint,
  roundId: bigint,
  updatedAt: bigint,
  feed: Hex = contracts.harbor.feed,
): readonly TreeLog[] {
  return [encodeLog(feed, 'AnswerUpdated', { current: answer, roundId, updatedAt })]
}

/** Collateral into the custom vault of harbor. */
export function bookDeposit(account: Hex, amount: bigint): readonly TreeLog[] {
  const { book: vault, usd } = contracts.harbor
  return [transfer(usd, account, vault, amount), encodeLog(vault, 'Deposited', { account, amount })]
}

/** The message of the `nonce`-th transfer from harbor to island. */
export function messageOf(nonce: number, amount: bigint): { message: Hex; id: Hex } {
  const { harbor, island } = contracts
  const message = concat([
    toHex(3, { size: 1 }),
    toHex(nonce, { size: 4 }),
    toHex(chainIds.harbor, { size: 4 }),
    pad(harbor.router),
    toHex(chainIds.island, { size: 4 }),
    pad(island.router),
    pad(island.book),
    toHex(amount, { size: 32 }),
  ])
  return { message, id: keccak256(message) }
}

/** Collateral leaves harbor's vault over the route. */
export function bookSend(account: Hex, nonce: number, amount: bigint): readonly TreeLog[] {
  const { book: vault, usd, mailbox, router } = contracts.harbor
  const { message, id } = messageOf(nonce, amount)
  const destination = chainIds.island
  const recipient = pad(contracts.island.book)
  return [
    transfer(usd, vault, router, amount),
    encodeLog(router, 'SentTransferRemote', { destination, recipient, amountOrId: amount }),
    encodeLog(mailbox, 'Dispatch', {
      sender: router,
      destination,
      recipient: pad(contracts.island.router),
      message,
    }),
    encodeLog(mailbox, 'DispatchId', { messageId: id }),
    encodeLog(vault, 'Sent', { account, messageId: id, beneficiary: account, amount }),
  ]
}

/** The same collateral arrives in island's vault; `credited` is what the bridge gives, where that is not what was sent. */
export function bookReceive(
  account: Hex,
  nonce: number,
  amount: bigint,
  credited = amount,
): readonly TreeLog[] {
  const { book: vault, mailbox, router } = contracts.island
  const { id } = messageOf(nonce, amount)
  const sender = pad(contracts.harbor.router)
  const origin = chainIds.harbor
  return [
    encodeLog(mailbox, 'Process', { origin, sender, recipient: router }),
    encodeLog(mailbox, 'ProcessId', { messageId: id }),
    transfer(router, zero, vault, credited),
    encodeLog(router, 'ReceivedTransferRemote', {
      origin,
      recipient: pad(vault),
      amountOrId: credited,
    }),
    encodeLog(vault, 'Credited', { account, messageId: id, amount: credited }),
  ]
}
