import { type Address, formatUnits, type Hex } from 'viem'
import type { HyperlaneMessage } from './hyperlaneMessage.ts'
import type { LabChain } from './labChain.ts'
import type { Random } from './random.ts'
import type { Lab } from './startLab.ts'

/** A transfer under way that a later step finishes: deliver its messages, then forward it. */
export type TrafficTask = {
  dueAtStep: number
  destination: LabChain
  messages: HyperlaneMessage[]
  /** The warp message under which collateral waits in a landing. */
  landingMessageId: Hex | undefined
}

/** Everything a traffic remembers. Its size is bounded, so that it may run for days. */
export type TrafficState = { lab: Lab; random: Random; step: number; tasks: TrafficTask[] }

/** Tries one thing and says what it did; `undefined` when that is not possible now. */
export type TrafficAction = (state: TrafficState) => Promise<string | undefined>

export type Trader = { address: Address; name: string }

export function pickTrader({ lab, random }: TrafficState): Trader {
  const index = random.below(lab.traders.length)
  const address = lab.traders[index]
  if (address === undefined) throw new Error('Traffic needs traders. Start the lab with some.')
  return { address, name: `Trader ${index + 1}` }
}

export function formatUsd(amount: bigint): string {
  return `${Number(formatUnits(amount, 6)).toFixed(2)} lUSD`
}
