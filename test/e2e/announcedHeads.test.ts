import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { createTraffic, type Traffic } from '../lab/createTraffic.ts'
import { labConfig } from '../lab/labConfig.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { awaitFinality } from './support/awaitFinality.ts'
import { expectLikeFresh } from './support/expectLikeFresh.ts'
import { awaitHeads } from './support/expectServed.ts'
import { playTraffic } from './support/playTraffic.ts'
import { reorgKeeping } from './support/reorgKeeping.ts'
import { createFolder, startPlimsoll } from './support/startPlimsoll.ts'
import { touchRate } from './support/touchRate.ts'

let lab: Lab
let traffic: Traffic
let folder: Awaited<ReturnType<typeof createFolder>>

beforeAll(async () => {
  lab = await startLab({ historyBlocks: 2_000 })
  folder = await createFolder()
  traffic = createTraffic(lab, { seed: 31 })
  await playTraffic(traffic, 60)
}, 120_000)

afterAll(async () => {
  await lab?.stop()
  await folder?.remove()
})

/** Anvil answers HTTP and WebSocket on one port. */
const announced = (database: string): ConfigInput => {
  const config = labConfig(lab, { database })
  const chains = lab.chains.map(({ name, rpcUrl }) => [
    name,
    { ...config.chains[name], rpc: [rpcUrl.replace(/^http/, 'ws'), rpcUrl] },
  ])
  return { ...config, chains: Object.fromEntries(chains) }
}

test('default: heads announced over WebSocket, with reorgs among them, end as in a fresh index', async () => {
  const plimsoll = await startPlimsoll(announced(`${folder.path}/announced.db`))
  for (const depth of [1, 4]) {
    for (const chain of lab.chains) {
      await playTraffic(traffic, 10)
      await touchRate(lab)
      await awaitHeads(lab, plimsoll)
      await awaitFinality(lab, plimsoll)
      await reorgKeeping(lab, chain, depth)
    }
  }
  await playTraffic(traffic, 20)
  await touchRate(lab)
  await expectLikeFresh({ lab, plimsoll, config: announced, step: 'announced' })
  const { meta } = await plimsoll.query<{
    meta: { chains: { endpoints: { transport: string; state: string }[] }[] }
  }>('{ meta { chains { endpoints { transport state } } } }')
  const transports = meta.chains.flatMap(({ endpoints }) => endpoints.map((one) => one.transport))
  expect(new Set(transports.map((name) => name.toLowerCase()))).toEqual(new Set(['ws', 'http']))
  await plimsoll.stop()
}, 120_000)
