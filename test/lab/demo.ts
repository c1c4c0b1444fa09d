import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address } from 'viem'
import type { DemoParameters } from '../../src/cli/commands/demoCommand.ts'
import { createTraffic } from './createTraffic.ts'
import { type CheckedAnswer, checkAnswer } from './demoAnswer.ts'
import { playOpening } from './demoOpening.ts'
import { labConfig } from './labConfig.ts'
import { type Lab, startLab } from './startLab.ts'

/** Seconds between blocks once the opening is played: lively, and a day of it stays within a few gigabytes. */
const blockTimeSeconds = 3

/** One action of somebody about this often. */
const trafficIntervalMs = 1_500

/** How long the first right answer may take before the demo gives up. */
const firstAnswerMs = 60_000

/**
 * The main job on three real nodes: deploys the lab, lets traders act, starts Plimsoll on it, and compares its first
 * answer with what the nodes themselves say. Returns the exit code. Everything lives in one temporary folder.
 */
export async function demo(parameters: DemoParameters): Promise<number> {
  const { env, print, signal, once } = parameters
  const startedAt = env.monotonic()
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-demo-'))
  let lab: Lab | undefined
  try {
    lab = await startLab({ onProgress: print, historyBlocks: 100 })
    print('Traders deposit, trade and bridge.')
    const account = await playOpening(lab)
    const running = await parameters.start(labConfig(lab, { database: join(folder, 'demo.db') }))
    const answer = await awaitAnswer(parameters, lab, running.url, account)
    const isRight = answer !== undefined && answer.served === answer.expected
    const seconds = Math.round((env.monotonic() - startedAt) / 1000)
    print(
      isRight
        ? `First right answer after ${seconds} s: the account's collateral equals what the nodes say.`
        : describeFailure(answer),
    )
    if (!once && isRight && !signal.aborted) {
      greet(print, running.url, account)
      await playTraffic(parameters, lab)
      await running.done
    }
    return isRight ? 0 : 1
  } finally {
    await parameters.stop()
    await lab?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function awaitAnswer(
  { env, signal }: DemoParameters,
  lab: Lab,
  url: string,
  account: Address,
): Promise<CheckedAnswer | undefined> {
  const deadline = env.monotonic() + firstAnswerMs
  while (env.monotonic() < deadline && !signal.aborted) {
    const answer = await checkAnswer(lab, url, account)
    if (answer !== undefined) return answer
    await env.sleep(200, signal)
  }
  return undefined
}

function describeFailure(answer: CheckedAnswer | undefined): string {
  if (answer === undefined) return 'No answer reached the heads of all nodes in time.'
  const { served, expected, at } = answer
  const blocks = Object.entries(at).map(([chainId, number]) => `block ${number} of ${chainId}`)
  return `The answer is ${served}, the nodes say ${expected} at ${blocks.join(', ')}.`
}

function greet(print: DemoParameters['print'], url: string, account: Address): void {
  const query = `{ marginAccount(venue: "lab", owner: "${account}") { status totals { symbol amount { value } } } }`
  print('')
  print(`GraphiQL   ${url}`)
  print(`Account    ${account} in venue "lab", spread over three chains, part of it in flight`)
  print(`Try        curl -s ${url} -H 'content-type: application/json' \\`)
  print(`             -d '${JSON.stringify({ query })}'`)
  print('Ctrl-C stops everything.')
  print('')
}

/** Traders act until the signal aborts; an action that reverts is one that a trader could not afford. */
async function playTraffic({ env, signal, log }: DemoParameters, lab: Lab): Promise<void> {
  for (const chain of lab.chains)
    await chain.testClient.setIntervalMining({ interval: blockTimeSeconds })
  const traffic = createTraffic(lab, { seed: 1 })
  while (!signal.aborted) {
    try {
      await traffic.step()
    } catch (error) {
      if (signal.aborted) return
      log.warn({}, `A trader's action failed: ${error instanceof Error ? error.name : 'unknown'}.`)
    }
    await env.sleep(trafficIntervalMs, signal)
  }
}
