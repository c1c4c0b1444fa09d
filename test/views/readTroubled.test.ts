import { expect, test, vi } from 'vitest'
import { readAccount } from '../../src/api/views/accounts/readAccount.ts'
import { createReadTroubled } from '../../src/api/views/accounts/readTroubled.ts'
import type { AaveV3Pool } from '../../src/config/AaveV3Pool.ts'
import { addressOf } from '../protocols/logs.ts'
import { lendingContext, lendingProject } from './support/lendingContext.ts'

const [alice, bob] = [addressOf(0xa11ce), addressOf(0xb0b)]
const pool: AaveV3Pool = {
  type: 'aaveV3',
  chainId: 1,
  pool: addressOf(0xaa),
  configurator: addressOf(0xcc),
  oracle: addressOf(0x0c),
  startBlock: 1n,
  versions: [{ version: '3.0', fromBlock: 0n }],
  reserves: [],
  heartbeatSeconds: 3_600n,
  deadAfterSeconds: 10_800n,
}
const project = lendingProject('aave', pool, {})

function contextOf() {
  const context = lendingContext(project, { known: [], open: [], asOf: 1_007n })
  vi.spyOn(context.snapshot, 'accounts').mockReturnValue([alice, bob])
  return { context, legs: vi.spyOn(context.snapshot, 'legs') }
}

test('behavior: a reading that has served an account does not read it again for its conditions', () => {
  const { context, legs } = contextOf()
  const { past } = createReadTroubled(project)
  readAccount(context, 'aave', alice)
  expect(legs).toHaveBeenCalledTimes(1)
  const found = past(context, 'aave')
  expect(legs).toHaveBeenCalledTimes(2)
  expect(past(context, 'aave')).toEqual(found)
  expect(legs).toHaveBeenCalledTimes(2)
  expect(past(contextOf().context, 'aave')).toEqual(found)
  expect(found).toMatchObject({ judged: 2, isWhole: true })
})

test('behavior: another reading evaluates anew', () => {
  readAccount(contextOf().context, 'aave', alice)
  const { context, legs } = contextOf()
  createReadTroubled(project).past(context, 'aave')
  expect(legs).toHaveBeenCalledTimes(2)
})
