import { type Address, encodeFunctionData, type Hex } from 'viem'
import { mailboxAbi, tokenAbi } from '../../lab/abis.ts'
import { addressOf } from '../world/addressOf.ts'
import { chainAt, type Deployment, type SimChain } from '../world/Deployment.ts'
import type { IntentBody, Message } from '../world/Intent.ts'
import {
  scriptedBookAbi,
  scriptedFeedAbi,
  scriptedRouteAbi,
  scriptedSharesAbi,
} from './scriptedAbis.ts'

export interface Call {
  to: Address
  data: Hex
}

type Of<kind extends IntentBody['kind']> = Extract<IntentBody, { kind: kind }>

/** What a relayer hands in with a message of the real bridge. */
export interface Delivery {
  metadata: Hex
  message: Hex
}

/** The calls that do on a real chain what an intent's body does in the simulated world. */
export async function toCalls(
  deployment: Deployment,
  chain: SimChain,
  body: IntentBody,
  prove: (message: Message) => Promise<Delivery>,
): Promise<readonly Call[]> {
  switch (body.kind) {
    case 'deposit':
    case 'withdraw':
    case 'settle':
    case 'label':
    case 'malformed':
    case 'stray':
      return [toBookCall(chain, body)]
    case 'send':
      return [toSendCall(deployment, chain, body)]
    case 'credit':
      return toCreditCalls(deployment, chain, body, prove)
    case 'step':
      return [toStepCall(deployment, chain, body)]
    case 'refund':
      return toRefundCalls(deployment, chain, body)
    case 'yieldDeposit':
    case 'yieldWithdraw':
    case 'yieldTransfer':
      return [toSharesCall(chain, body)]
    case 'price': {
      const args = [body.answer, body.round, body.updatedAt] as const
      const data = encodeFunctionData({ abi: scriptedFeedAbi, functionName: 'set', args })
      return [{ to: present(chain.feed), data }]
    }
    default:
      throw new Error(`no contract of the real nodes does what ${body.kind} does`)
  }
}

function toBookCall(
  chain: SimChain,
  body: Of<'deposit' | 'withdraw' | 'settle' | 'label' | 'malformed' | 'stray'>,
): Call {
  const { family, account, amount } = body
  const { book, token } = chain.markets[family]
  const abi = scriptedBookAbi
  switch (body.kind) {
    case 'deposit':
    case 'withdraw':
    case 'settle': {
      const args = [account, amount] as const
      return { to: book, data: encodeFunctionData({ abi, functionName: body.kind, args }) }
    }
    case 'label': {
      const args = [account, body.label, amount] as const
      return { to: book, data: encodeFunctionData({ abi, functionName: 'label', args }) }
    }
    case 'malformed': {
      const args = [account, amount, body.way === 'topic'] as const
      return { to: book, data: encodeFunctionData({ abi, functionName: 'malform', args }) }
    }
    case 'stray': {
      const args = [account, book, amount] as const
      const data = encodeFunctionData({ abi: tokenAbi, functionName: 'transferFrom', args })
      return { to: token, data }
    }
  }
}

function toSendCall(deployment: Deployment, chain: SimChain, body: Of<'send'>): Call {
  const { family, account, beneficiary, amount, isNamed, isQueued, isToWallet } = body
  const target = chainAt(deployment, body.destination)
  const recipient = isToWallet ? addressOf('wallet') : target.markets[family].book
  const destination = target.id
  const sending = { account, beneficiary, recipient, destination, amount, isNamed, isQueued }
  const abi = scriptedBookAbi
  const data = encodeFunctionData({ abi, functionName: 'send', args: [sending] })
  return { to: chain.markets[family].book, data }
}

async function toCreditCalls(
  deployment: Deployment,
  chain: SimChain,
  { message, amount, isForced }: Of<'credit'>,
  prove: (message: Message) => Promise<Delivery>,
): Promise<readonly Call[]> {
  const { family, key, payload, recipient, beneficiary, isNamed, origin } = message
  const { book, carrier } = chain.markets[family]
  const booked = {
    to: book,
    data: encodeFunctionData({
      abi: scriptedBookAbi,
      functionName: 'credit',
      args: [beneficiary, key, amount, isNamed],
    }),
  }
  const tail = recipient === book ? [booked] : []
  if (family === 'eur') {
    const from = BigInt(chainAt(deployment, origin).id)
    const args = [key, payload, recipient, from, amount, isForced] as const
    const data = encodeFunctionData({ abi: scriptedRouteAbi, functionName: 'credit', args })
    return [{ to: carrier, data }, ...tail]
  }
  if (isForced) throw new Error('the real bridge cannot be forced to credit')
  const { metadata, message: bytes } = await prove(message)
  const args = [metadata, bytes] as const
  const data = encodeFunctionData({ abi: mailboxAbi, functionName: 'process', args })
  return [{ to: chain.mailbox, data }, ...tail]
}

const stepNumbers = { attested: 0, committed: 1, failed: 2, cancelled: 3 } as const

function toStepCall(deployment: Deployment, chain: SimChain, { message, step }: Of<'step'>): Call {
  const { key, payload, origin, destination } = message
  const other = chainAt(deployment, step === 'cancelled' ? destination : origin)
  const args = [stepNumbers[step], key, payload, BigInt(other.id)] as const
  const data = encodeFunctionData({ abi: scriptedRouteAbi, functionName: 'step', args })
  return { to: chain.markets.eur.carrier, data }
}

function toRefundCalls(
  deployment: Deployment,
  chain: SimChain,
  { message, amount }: Of<'refund'>,
): readonly Call[] {
  const { key, payload, account, destination } = message
  const { book, carrier } = chain.markets.eur
  const target = BigInt(chainAt(deployment, destination).id)
  const args = [key, payload, book, target, amount] as const
  return [
    {
      to: carrier,
      data: encodeFunctionData({ abi: scriptedRouteAbi, functionName: 'refund', args }),
    },
    {
      to: book,
      data: encodeFunctionData({
        abi: scriptedBookAbi,
        functionName: 'credit',
        args: [account, key, amount, false],
      }),
    },
  ]
}

function toSharesCall(
  chain: SimChain,
  body: Of<'yieldDeposit' | 'yieldWithdraw' | 'yieldTransfer'>,
): Call {
  const { account, amount } = body
  const abi = scriptedSharesAbi
  const to = present(chain.yieldVault)
  switch (body.kind) {
    case 'yieldDeposit': {
      const args = [account, amount] as const
      return { to, data: encodeFunctionData({ abi, functionName: 'deposit', args }) }
    }
    case 'yieldWithdraw': {
      const args = [account, amount] as const
      return { to, data: encodeFunctionData({ abi, functionName: 'withdraw', args }) }
    }
    case 'yieldTransfer': {
      const args = [account, body.to, amount] as const
      return { to, data: encodeFunctionData({ abi, functionName: 'move', args }) }
    }
  }
}

function present(address: Hex | undefined): Hex {
  if (address === undefined) throw new Error('the chain has no such contract')
  return address
}
