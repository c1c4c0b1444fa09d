import type { Hex } from 'viem'
import type { Family } from '../world/Deployment.ts'
import type { IntentBody, Message } from '../world/Intent.ts'

type Send = Extract<IntentBody, { kind: 'send' }>

/** What people do in scripts. Amounts are in units of the chain's token. */
export function deposit(account: Hex, amount: bigint, family: Family = 'usd'): IntentBody {
  return { kind: 'deposit', family, account, amount }
}

export function withdraw(account: Hex, amount: bigint, family: Family = 'usd'): IntentBody {
  return { kind: 'withdraw', family, account, amount }
}

/** To another chain's book, for the same account and named in the books' own events, unless said otherwise. */
export function send(
  destination: number,
  account: Hex,
  amount: bigint,
  more: Partial<Send> = {},
): IntentBody {
  const flags = { isNamed: true, isToWallet: false, isQueued: false }
  const people = { account, beneficiary: account }
  return { kind: 'send', family: 'usd', destination, ...people, amount, ...flags, ...more }
}

/** What was sent arrives, all of it or `amount`. */
export function credit(message: Message, amount: bigint = message.amount): IntentBody {
  return { kind: 'credit', message, amount, isForced: false }
}
