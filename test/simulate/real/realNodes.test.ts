import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNodeStage } from './createNodeStage.ts'
import { createWorldStage } from './createWorldStage.ts'
import type { Played, Script } from './Director.ts'
import { lies } from './lies.ts'
import { type Nodes, openNodes } from './openNodes.ts'
import { playScript } from './playScript.ts'
import type { Stage } from './Stage.ts'
import { bookScripts } from './scenarios/bookScripts.ts'
import { bridgeScripts } from './scenarios/bridgeScripts.ts'
import { outageScripts } from './scenarios/outageScripts.ts'
import { reorgScripts } from './scenarios/reorgScripts.ts'

let nodes: Nodes
beforeAll(async () => {
  nodes = await openNodes()
}, 180_000)
afterAll(async () => {
  await nodes?.lab.stop()
})

const scripts: readonly Script[] = [
  ...bookScripts,
  ...bridgeScripts,
  ...reorgScripts,
  ...outageScripts,
]

test.each(scripts.map((script) => [script.name, script] as const))(
  'behavior: simulated and real nodes give the same facts and answers: %s',
  async (_, script) => {
    const simulated = await play(await createWorldStage(nodes.deployment), script)
    const real = await play(await createNodeStage(nodes), script, simulated)
    expect(real).toEqual(simulated)
  },
)

/** Virtual ms for which a lie is waited out. */
const lieMs = 20_000

/** Nothing in it is believed without its receipts, so that a chain must be right in all that it says. */
const strict = outageScripts.find(({ name }) => name === 'every block is proven by its receipts')

test.each(lies.map((lie) => [lie().name, lie] as const))(
  'error: a simulated chain with %s would be found out',
  async (_, lie) => {
    if (strict === undefined) throw new Error('the strict script has another name')
    const honest = await play(await createWorldStage(nodes.deployment), strict)
    const stage = await createWorldStage(nodes.deployment, lieMs)
    const told = lie()
    stage.setFault(0, told)
    // Either the program never believes it, or it is not what honest nodes, and so real ones, are told.
    const lying = await play(stage, strict).catch((error: unknown) => String(error))
    expect(told.met).toBeGreaterThan(0)
    expect(typeof lying === 'string' ? lying : lying.answers).not.toEqual(honest.answers)
    if (typeof lying === 'string') expect(lying).toContain('the program never gets there')
  },
)

async function play(stage: Stage, script: Script, wanted?: Played): Promise<Played> {
  try {
    return await playScript(stage, script, nodes.startSeconds, wanted)
  } finally {
    await stage.end()
  }
}
