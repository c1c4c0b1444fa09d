import { createRandom } from './random.ts'
import type { Lab } from './startLab.ts'
import { bridgeActions, finishTask } from './trafficBridge.ts'
import { marketActions } from './trafficMarket.ts'
import type { TrafficAction, TrafficState } from './trafficState.ts'
import { walletActions } from './trafficWallet.ts'

export type Traffic = {
  /** Performs one random legal action and says what it was. */
  step(): Promise<string>
  /** Delivers and forwards whatever is still under way, and says what that was. */
  drain(): Promise<string[]>
}

/** Transfers under way at once; beyond it a step finishes the oldest first. */
const taskCountMax = 12
/** Choices after which a step falls back on moving a price, which is always possible. */
const attemptCountMax = 20

/** Seeded traffic: the same seed on a fresh lab performs the same actions. */
export function createTraffic(lab: Lab, { seed }: { seed: number }): Traffic {
  const state: TrafficState = { lab, random: createRandom(seed), step: 0, tasks: [] }
  return {
    step: async () => {
      state.step += 1
      return (await finishDueTask(state)) ?? performAction(state)
    },
    drain: async () => {
      const done: string[] = []
      for (let task = state.tasks.shift(); task !== undefined; task = state.tasks.shift())
        done.push(await finishTask(state, task))
      return done
    },
  }
}

async function finishDueTask(state: TrafficState): Promise<string | undefined> {
  const { tasks, random, step } = state
  const isCrowded = tasks.length >= taskCountMax
  if (!isCrowded && random.chance(0.5)) return undefined
  const index = isCrowded ? 0 : tasks.findIndex((task) => task.dueAtStep <= step)
  const [task] = index === -1 ? [] : tasks.splice(index, 1)
  return task && finishTask(state, task)
}

async function performAction(state: TrafficState): Promise<string> {
  const { deposit, withdraw, depositEther, useYield } = walletActions
  const { send, withdrawRemote } = bridgeActions
  const { trade, moveUnit, movePrice, liquidateUnhealthy, payDebt } = marketActions
  // An action stands here as often as it is likely.
  const actions: [TrafficAction, ...TrafficAction[]] = [
    ...([deposit, deposit, deposit, withdraw, depositEther, useYield, useYield] as const),
    ...[send, send, send, send, withdrawRemote],
    ...[trade, trade, trade, trade, moveUnit],
    ...[movePrice, movePrice, movePrice, movePrice, liquidateUnhealthy, payDebt],
  ]
  for (let attempt = 0; attempt < attemptCountMax; attempt++) {
    const done = await state.random.pick(actions)(state)
    if (done !== undefined) return done
  }
  return movePrice(state)
}
