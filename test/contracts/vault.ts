import { type Address, parseAbi } from 'viem'
import { defineVault } from '../../src/protocols/defineVault.ts'
import type { Book } from './Standing.ts'
import type { RealChain } from './startChain.ts'

/** What every vault of the tests has, `solidity/Book.sol`. */
export const bookAbi = parseAbi([
  'event Deposited(address indexed account, address indexed payer, uint256 amount)',
  'event Withdrawn(address indexed account, address indexed recipient, uint256 amount)',
  'event Sent(address indexed account, bytes32 indexed key, address beneficiary, uint256 amount)',
  'event Credited(address indexed account, bytes32 indexed key, uint256 amount)',
  'function deposit(uint256 amount)',
  'function withdraw(uint256 amount)',
  'function balanceOf(address account) view returns (uint256)',
])

export const tokenAbi = parseAbi([
  'function approve(address spender, uint256 amount) returns (bool)',
  'function transfer(address to, uint256 amount) returns (bool)',
  'function balanceOf(address account) view returns (uint256)',
])

/** The vault as an operator would describe it. */
export const vault = defineVault({
  name: 'book',
  abi: bookAbi,
  events: {
    Deposited: ({ account, payer, amount }, book) =>
      book.credit({ account, amount, counterparty: payer }),
    Withdrawn: ({ account, recipient, amount }, book) =>
      book.debit({ account, amount, counterparty: recipient }),
    Sent: ({ account, key, beneficiary, amount }, book) =>
      book.debit({ account, amount, names: { key, beneficiary: { account: beneficiary } } }),
    Credited: ({ account, key, amount }, book) => book.credit({ account, amount, names: { key } }),
  },
})

/** How much of a token, or of a vault's book, is an account's. */
export function balanceOf(chain: RealChain, address: Address, account: Address): Promise<bigint> {
  const call = { address, abi: tokenAbi, functionName: 'balanceOf' } as const
  return chain.client.readContract({ ...call, args: [account] })
}

/** What comes of an act, and by how much it changes an account's balance of a token. */
export async function measure<result>(
  { chain, token, account }: { chain: RealChain; token: Address; account: Address },
  act: () => Promise<result>,
): Promise<{ result: result; change: bigint }> {
  const before = await balanceOf(chain, token, account)
  const result = await act()
  return { result, change: (await balanceOf(chain, token, account)) - before }
}

/** What a vault says that the user has. */
export async function bookOf(chain: RealChain, address: Address, assetId: string): Promise<Book> {
  const amount = await balanceOf(chain, address, chain.user)
  return { assetId, chainId: chain.chainId, amount }
}
