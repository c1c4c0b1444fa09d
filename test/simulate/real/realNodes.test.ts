import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNodeStage } from './createNodeStage.ts'
import { createWorldStage } from './createWorldStage.ts'
import type { Played, Script } from './Director.ts'
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

async function play(stage: Stage, script: Script, wanted?: Played): Promise<Played> {
  try {
    return await playScript(stage, script, nodes.startSeconds, wanted)
  } finally {
    await stage.end()
  }
}
