import fc from 'fast-check'
import {
  type Address,
  type ChainId,
  type Hex,
  unknownChain,
  zeroAddress,
} from '../../../src/facts/primitives.ts'
import type { createLedger } from './createLedger.ts'
import { balance, credited, movement, sent } from './facts.ts'
import { alice, bob, carol, chainIds, routerOf, stranger, tokenOf, vaultOf } from './world.ts'

export type Ledger = ReturnType<typeof createLedger>

/** What truly happened, in words that share nothing with the ledger: the naive oracle reads these alone. */
export type Happening = { chainId: ChainId; at: bigint } & (
  | { what: 'deposit' | 'withdrawal'; account: Address; amount: bigint }
  | {
      what: 'send'
      id: Hex
      account: Address
      to: Address
      destination: ChainId
      amount: bigint
      isToWallet: boolean
    }
  | { what: 'landing'; id: Hex }
  | { what: 'credit'; id: Hex; account: Address; origin: ChainId; amount: bigint }
)

interface Step {
  what: 'deposit' | 'withdraw' | 'send' | 'sendToWallet' | 'deliver' | 'land' | 'forge' | 'repeat'
  pick: number
  account: Address
  to: Address
  chainId: ChainId
  other: ChainId
  amount: bigint
}

export const accounts = [alice, bob, carol] as const

export function anySteps(whats: readonly Step['what'][]): fc.Arbitrary<readonly Step[]> {
  return fc.array(
    fc.record({
      what: fc.constantFrom(...whats),
      pick: fc.nat(7),
      account: fc.constantFrom(...accounts),
      to: fc.constantFrom(...accounts),
      chainId: fc.constantFrom(...chainIds),
      other: fc.constantFrom(...chainIds),
      amount: fc.bigInt({ min: 1n, max: 100n }),
    }),
    { minLength: 4, maxLength: 18 },
  )
}

/** Lets the steps that can happen happen, one block each, 10 seconds apart; tells the ledger and the oracle apart. */
export function play(steps: readonly Step[], ledger: Ledger): Happening[] {
  const past: Happening[] = []
  for (const [index, step] of steps.entries()) {
    const happening = toHappening(step, BigInt(index + 1) * 10n, past)
    if (happening === undefined) continue
    past.push(happening)
    record(happening, past, ledger)
  }
  return past
}

function toHappening(step: Step, at: bigint, past: readonly Happening[]): Happening | undefined {
  const { what, account, to, chainId, other, pick } = step
  const held = heldOf(past, chainId, account)
  const amount =
    what === 'withdraw' || what.startsWith('send') ? least(step.amount, held) : step.amount
  const id: Hex = `0x${at.toString(16).padStart(64, '0')}`
  const open = past.flatMap((item) =>
    item.what === 'send' && !isCredited(past, item.id) ? [item] : [],
  )
  const send = open[pick % Math.max(open.length, 1)]
  switch (what) {
    case 'deposit':
      return { what: 'deposit', chainId, at, account, amount }
    case 'withdraw':
      return amount === 0n ? undefined : { what: 'withdrawal', chainId, at, account, amount }
    case 'send':
    case 'sendToWallet': {
      if (amount === 0n || chainId === other) return undefined
      const isToWallet = what === 'sendToWallet'
      return { what: 'send', chainId, at, id, account, to, destination: other, amount, isToWallet }
    }
    case 'land':
      if (
        send === undefined ||
        send.isToWallet ||
        past.some((item) => item.what === 'landing' && item.id === send.id)
      )
        return undefined
      return { what: 'landing', chainId: send.destination, at, id: send.id }
    case 'deliver':
      if (send === undefined) return undefined
      return {
        what: 'credit',
        chainId: send.destination,
        at,
        id: send.id,
        account: send.to,
        origin: send.chainId,
        amount: send.amount,
      }
    case 'forge':
      if (chainId === other) return undefined
      return { what: 'credit', chainId, at, id, account, origin: other, amount }
    case 'repeat': {
      const credits = past.flatMap((item) =>
        item.what === 'credit' && heldOf(past, item.chainId, item.account) >= 0n ? [item] : [],
      )
      const first = credits[pick % Math.max(credits.length, 1)]
      if (first === undefined || sendOf(past, first.id)?.isToWallet === true) return undefined
      return { ...first, at, account }
    }
  }
}

/** What an account's book says after what happened on the chain up to a moment. */
export function heldOf(
  past: readonly Happening[],
  chainId: ChainId,
  account: Address,
  until?: bigint,
): bigint {
  let held = 0n
  for (const item of past) {
    if (item.chainId !== chainId || (until !== undefined && item.at > until)) continue
    if (item.what === 'landing' || item.account !== account) continue
    if (item.what === 'credit' && sendOf(past, item.id)?.isToWallet === true) continue
    held += item.what === 'deposit' || item.what === 'credit' ? item.amount : -item.amount
  }
  return held
}

export function sendOf(past: readonly Happening[], id: Hex) {
  return past.flatMap((item) => (item.what === 'send' && item.id === id ? [item] : []))[0]
}

function isCredited(past: readonly Happening[], id: Hex): boolean {
  return past.some((item) => item.what === 'credit' && item.id === id)
}

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/** Writes the logs that such a happening leaves, as decoders would tell them. */
function record(happening: Happening, past: readonly Happening[], ledger: Ledger): void {
  const { chainId, at } = happening
  const vault = vaultOf(chainId)
  const token = tokenOf(chainId)
  const far = token === routerOf(chainId) ? zeroAddress : routerOf(chainId)
  switch (happening.what) {
    case 'deposit': {
      const { account, amount } = happening
      ledger.record(chainId, at, [
        movement(account, vault, amount, token),
        balance(amount, { chainId, account, counterparty: account }),
      ])
      return
    }
    case 'withdrawal': {
      const { account, amount } = happening
      ledger.record(chainId, at, [
        movement(vault, account, amount, token),
        balance(-amount, { chainId, account, counterparty: account }),
      ])
      return
    }
    case 'send': {
      const { account, amount, id, destination, isToWallet, to } = happening
      const recipient = isToWallet ? stranger : vaultOf(destination)
      const naming = isToWallet ? { counterparty: routerOf(chainId) } : { key: id, beneficiary: to }
      ledger.record(chainId, at, [
        movement(vault, far, amount, token),
        sent(id, amount, { origin: chainId, destination, recipient }),
        balance(-amount, { chainId, account, ...naming }),
      ])
      return
    }
    case 'landing': {
      const send = sendOf(past, happening.id)
      const amount = send?.amount ?? 0n
      const origin = send?.chainId ?? unknownChain
      ledger.record(chainId, at, [
        movement(far, vault, amount, token),
        credited(happening.id, amount, { origin, destination: chainId }),
      ])
      return
    }
    case 'credit': {
      const { account, amount, id, origin } = happening
      const isToWallet = sendOf(past, id)?.isToWallet === true
      const recipient = isToWallet ? stranger : vault
      const bridge = [
        movement(far, recipient, amount, token),
        credited(id, amount, { origin, destination: chainId, recipient }),
      ]
      const hasArrived = past.some(
        (item) => item !== happening && item.what !== 'send' && 'id' in item && item.id === id,
      )
      const booking = isToWallet ? [] : [balance(amount, { chainId, account, key: id })]
      ledger.record(chainId, at, [...(hasArrived ? [] : bridge), ...booking])
    }
  }
}
