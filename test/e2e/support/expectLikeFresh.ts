import { expect } from 'vitest'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import type { Lab } from '../../lab/startLab.ts'
import { awaitFinality, type Depths } from './awaitFinality.ts'
import type { Client } from './createClient.ts'
import { awaitHeads } from './expectServed.ts'
import { type Answers, readAnswers } from './readAnswers.ts'
import { createFolder, startPlimsoll } from './startPlimsoll.ts'

/**
 * Indexes the lab's chains afresh, into a new database, and expects that `plimsoll` answers the same about everything at
 * the same cut. Returns the answers.
 */
export async function expectLikeFresh(parameters: {
  lab: Lab
  plimsoll: Client
  /** The config that `plimsoll` runs with, over another database. */
  config: (database: string) => ConfigInput
  step: string
  /** Where finality is by depth. */
  depths?: Depths
}): Promise<Answers> {
  const { lab, plimsoll, config, step, depths } = parameters
  // A rate that the node was too slow to tell is due again at the next block.
  await lab.home.enqueue(() => lab.home.testClient.mine({ blocks: 1 }))
  const folder = await createFolder()
  const fresh = await startPlimsoll(config(`${folder.path}/fresh.db`))
  try {
    await awaitHeads(lab, plimsoll)
    await awaitHeads(lab, fresh)
    await awaitFinality(lab, plimsoll, depths)
    await awaitFinality(lab, fresh, depths)
    // Both answer at the cut that the fresh one names: its revision is the lower one, and `asOf` is then the same in both.
    const { meta } = await fresh.query<{ meta: { cut: { checkpoint: string } } }>(
      '{ meta { cut { checkpoint } } }',
    )
    const { checkpoint } = meta.cut
    const expected = await readAnswers(fresh, { lab, checkpoint })
    expect(await readAnswers(plimsoll, { lab, checkpoint }), step).toEqual(expected)
    return expected
  } finally {
    await fresh.stop()
    await folder.remove()
  }
}
