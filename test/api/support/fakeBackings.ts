import type { BackingGroup } from '../../../src/config/BackingConfig.ts'
import type { BackingReading } from '../../../src/ledger/backing/BackingReading.ts'
import { backingAccounts } from '../../../src/ledger/backing/backingAccounts.ts'
import type { BackingFigures } from '../../../src/ledger/backing/sumBacking.ts'
import { address, hash } from './fakeData.ts'

const token = { chainId: 31_001, token: address(0x70c), decimals: 6 }

const group: BackingGroup = {
  ...{ group: 'usd', decimals: 6, bridges: ['usdc'] },
  escrows: [{ ...token, address: address(0xe5c), startBlock: 1n, opening: 0n }],
  supplies: [{ ...token, chainId: 31_002, startBlock: 1n, opening: 0n }],
  offsets: [{ ...token, block: 4n, amount: -7n, reason: 'Donated.' }],
  limits: [{ ...token, bridge: address(0xb1d) }],
}

const figures: BackingFigures = {
  ...{ escrowed: 900n, supply: 700n, inFlight: 200n, offset: 0n, difference: 0n },
}

const whole: BackingReading = {
  group,
  figures,
  unknown: undefined,
  asOf: 1_789_999_990n,
  accounts: backingAccounts(group).map((account) => ({
    ...{ account, logged: 9n, observed: { amount: 8n, blockNumber: 3n, drift: -1n } },
  })),
  offsets: group.offsets,
  reads: {
    ...{ figures, logged: figures, asOf: 1_789_999_900n },
    blocks: [{ chainId: 31_001, number: 3n, hash: hash(3), timestamp: 1_789_999_900n }],
  },
  readsUnknown: undefined,
  flows: [{ ...token, chainId: 31_002, amount: 5n, isConfirmed: true }],
  limits: group.limits.map((limit) => ({
    ...{ limit, blockNumber: 3n, inbound: 2n },
    amounts: new Map([
      ['mintLimit', 9n],
      ['mintLeft', 8n],
      ['burnLimit', 7n],
      ['burnLeft', 6n],
    ]),
  })),
}

/** A group with every optional field filled, and one of which nothing is known yet. */
export const backings: readonly BackingReading[] = [
  whole,
  {
    ...whole,
    ...{ figures: undefined, unknown: 'BACKFILLING', asOf: undefined, accounts: [], offsets: [] },
    ...{ reads: undefined, readsUnknown: 'BACKFILLING', flows: [], limits: [] },
  },
]
