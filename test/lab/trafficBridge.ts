import { forwardLanding } from './actions/forwardLanding.ts'
import { sendCollateral } from './actions/sendCollateral.ts'
import { withdrawRemote } from './actions/withdrawRemote.ts'
import type { HyperlaneMessage } from './hyperlaneMessage.ts'
import type { LabChain } from './labChain.ts'
import { readCollateral } from './readCollateral.ts'
import {
  formatUsd,
  pickTrader,
  type TrafficAction,
  type TrafficState,
  type TrafficTask,
} from './trafficState.ts'

const dollar = 1_000_000n
const delayStepsMax = 8

/** What traders do across the bridge; each leaves a task, because a delivery takes its time. */
export const bridgeActions = {
  send: async (state) => {
    const { lab, random } = state
    const { address, name } = pickTrader(state)
    const [origin, destination] = pickRoute(state)
    if (origin === undefined || destination === undefined) return undefined
    const collateral = await readCollateral(origin, address)
    if (collateral < 20n * dollar) return undefined
    const amount = random.between(10n * dollar, collateral / 2n)
    const viaLanding = random.chance(0.4)
    const beneficiary = random.chance(0.8) ? address : random.pick([address, ...lab.traders])
    const sent = await sendCollateral(origin, {
      ...{ account: address, destination, amount, beneficiary, viaLanding },
    })
    const landingMessageId = viaLanding ? sent.messageId : undefined
    const { messages } = sent
    state.tasks.push({ dueAtStep: later(state), destination, messages, landingMessageId })
    const way = viaLanding ? ' through the landing' : ''
    const gift = beneficiary === address ? '' : ' as a gift'
    const route = `from ${origin.name} to ${destination.name}`
    return `${name} sends ${formatUsd(amount)} ${route}${way}${gift}.`
  },

  withdrawRemote: async (state) => {
    const { address, name } = pickTrader(state)
    const [origin, destination] = pickRoute(state)
    if (origin === undefined || destination === undefined) return undefined
    const collateral = await readCollateral(origin, address)
    if (collateral < 20n * dollar) return undefined
    const amount = state.random.between(dollar, collateral / 10n)
    const { messages } = await withdrawRemote(origin, { account: address, destination, amount })
    const landingMessageId = undefined
    state.tasks.push({ dueAtStep: later(state), destination, messages, landingMessageId })
    const route = `from ${origin.name} to a wallet on ${destination.name}`
    return `${name} withdraws ${formatUsd(amount)} ${route}.`
  },
} satisfies Record<string, TrafficAction>

/** Takes the next step of a transfer under way, which may leave another step for later. */
export async function finishTask(state: TrafficState, task: TrafficTask): Promise<string> {
  const { relayer } = state.lab
  const { destination, landingMessageId } = task
  const waiting: HyperlaneMessage[] = []
  // A reorg may have taken an earlier delivery back, so the chain is asked.
  for (const message of task.messages)
    if (!(await relayer.isDelivered(message))) waiting.push(message)
  const [first, second] = waiting
  if (first === undefined) return forward(state, task)
  const isSplit = second !== undefined && state.random.chance(0.4)
  if (isSplit) await relayer.deliver(first)
  else await relayer.deliverTogether(waiting)
  if (isSplit || landingMessageId !== undefined)
    state.tasks.push({ ...task, dueAtStep: later(state) })
  const what = isSplit ? 'only the tokens of ' : ''
  return `The relayer delivers ${what}${shorten(first.id)} on ${destination.name}.`
}

async function forward(state: TrafficState, task: TrafficTask): Promise<string> {
  const { destination, landingMessageId } = task
  const caller = state.lab.accounts.relayer
  if (landingMessageId === undefined) return `Somebody else has delivered on ${destination.name}.`
  await forwardLanding(destination, { caller, messageId: landingMessageId })
  return `The landing on ${destination.name} forwards ${shorten(landingMessageId)}.`
}

function later({ step, random }: TrafficState): number {
  return step + 1 + random.below(delayStepsMax)
}

function pickRoute({ lab, random }: TrafficState): (LabChain | undefined)[] {
  const origin = random.below(lab.chains.length)
  const others = lab.chains.filter((_, index) => index !== origin)
  return [lab.chains[origin], others[random.below(others.length)]]
}

function shorten(messageId: string): string {
  return `${messageId.slice(0, 10)}…`
}
