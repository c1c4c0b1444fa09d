import { expect, test } from 'vitest'
import {
  type Crossing,
  finalize,
  first,
  initiate,
  proven,
  second,
  tokenAt,
} from '../protocols/bridges/opLogs.ts'
import { serveBridge } from './support/servedBridge.ts'

const withdrawal: Crossing = { amount: 5n, from: second }
const other: Crossing = { amount: 5n, from: second, number: 9n }
/** Of the two chains the token that both have. */
const members = [first, second].map((member) => ({ ...member, tokens: { [tokenAt(member)]: 6 } }))

type World = Awaited<ReturnType<typeof serveBridge>>

async function listed({ ask }: World): Promise<unknown> {
  const { data, errors } = await ask(
    '{ transfers { nodes { key aliases state stage legs { step } } } }',
  )
  expect(errors).toEqual([])
  return data
}

test('behavior: pruning forgets proofs of strangers, no answer changes, and a proven withdrawal still arrives', async () => {
  const world = await serveBridge({ protocol: 'op-stack', members })
  await world.mine(10, 100, [initiate(withdrawal)])
  await world.mine(1, 200, [[proven(withdrawal)], [proven(other)]])
  for (const chainId of [10, 1]) await world.mine(chainId, 9_500)
  world.finalize(9_500)
  for (const chainId of [10, 1]) await world.mine(chainId, 10_001)
  const before = await listed(world)
  expect(before).toMatchObject({
    transfers: { nodes: [{ stage: 'ATTESTED', legs: [{ step: 'SENT' }, { step: 'ATTESTED' }] }] },
  })
  expect(await world.prune(9_600)).toMatchObject({ legs: 1 })
  expect(await listed(world)).toEqual(before)
  expect((await world.verify()).chains.flatMap(({ mismatches }) => mismatches)).toEqual([])
  await world.mine(1, 10_002, [finalize(withdrawal)])
  expect(await listed(world)).toMatchObject({
    transfers: { nodes: [{ state: 'DELIVERED' }] },
  })
})
