import type { ChangeRequest } from '../../../src/api/views/accounts/ChangeRequest.ts'
import { troubled } from '../../../src/api/views/accounts/TroubledAccounts.ts'
import type { CutRequest } from '../../../src/api/views/cut/Cut.ts'
import { CutError, type CutErrorCode } from '../../../src/api/views/cut/CutError.ts'
import type {
  AccountView,
  CutReader,
  Page,
  TransferReading,
  Views,
} from '../../../src/api/views/Views.ts'
import type { Address, Hex } from '../../../src/facts/primitives.ts'
import { backings } from './fakeBackings.ts'
import * as data from './fakeData.ts'

/** Views over data that a test changes by hand; it counts readers, so that a leak is a failed test. */
export interface FakeViews extends Views {
  /** What the next readers see. */
  state: {
    sequence: number
    accounts: Map<Address, AccountView>
    transfers: TransferReading[]
    status: ReturnType<Views['status']>
    /** Thrown by every opening. */
    failure: unknown
    /** Thrown by every read of an account. */
    accountFailure: unknown
  }
  /** Moments that readers were opened at. */
  opened: CutRequest[]
  released: number
  evaluations: number
  /** Changes that simulations were asked for. */
  simulated: ChangeRequest[]
  listeners: Set<() => void>
  /** Raises the sequence and tells the listeners. */
  publish(): void
}

export function createFakeViews(): FakeViews {
  const fake: FakeViews = {
    state: {
      sequence: 5,
      accounts: new Map([[data.owner, data.account(data.owner)]]),
      transfers: [1, 2, 3].map(data.transfer),
      status: [data.chainStatus()],
      failure: undefined,
      accountFailure: undefined,
    },
    opened: [],
    released: 0,
    evaluations: 0,
    simulated: [],
    listeners: new Set(),
    async open(at) {
      if (fake.state.failure !== undefined) throw fake.state.failure
      const sequence = sequenceAt(fake, at)
      fake.opened.push(at)
      return createReader(fake, sequence)
    },
    status: () => fake.state.status,
    storage: async () => ({
      databaseBytes: 4_096,
      walBytes: 512,
      rawLogBytes: 1_024,
      reusableBytes: 256,
    }),
    venues: () => [data.venue],
    feeds: () => [data.feed],
    assets: () => [data.asset],
    onPublished(listener) {
      fake.listeners.add(listener)
      return () => fake.listeners.delete(listener)
    },
    publish() {
      fake.state.sequence += 1
      for (const listener of fake.listeners) listener()
    },
  }
  return fake
}

/** Checkpoints spell the case that a test wants. */
function sequenceAt(fake: FakeViews, at: CutRequest): number {
  if (at.by === 'timestamp' && at.timestamp < 1_000n) throw cutError('BEFORE_COVERAGE')
  if (at.by !== 'checkpoint') return fake.state.sequence
  if (at.checkpoint === 'reorged') throw cutError('CUT_REORGED')
  const match = /^checkpoint-(\d+)$/.exec(at.checkpoint)
  if (match === null) throw cutError('CHECKPOINT_UNKNOWN')
  return Number(match[1])
}

export function cutError(code: CutErrorCode): CutError {
  return new CutError({ code, text: `The cut cannot be served: ${code}.` })
}

function createReader(fake: FakeViews, sequence: number): CutReader {
  const { state } = fake
  const cut = data.cutAt(sequence)
  let isReleased = false
  return {
    cut,
    joining: [
      {
        chainId: 31_001,
        sourceId: '31001/vault:new',
        purpose: { kind: 'vault', venue: 'lab', contract: data.owner },
        fromBlock: 1n,
        toBlock: 40n,
        targetBlock: 99n,
      },
    ],
    left: [{ chainId: 31_001, sourceId: '31001/vault:old', toBlock: 50n }],
    retention: [{ chainId: 31_001, number: 7n, timestamp: 1_700_000_007n }],
    stateDigest: () => '0x0badcafe',
    coverage: [
      {
        chainId: 31_001,
        sourceId: '31001/vault',
        filterDigest: 'digest',
        fromBlock: 1n,
        fromTimestamp: 1_700_000_000n,
        decoder: 'erc4626@1',
        spans: [{ toBlock: 120n, level: 'verified' }],
        toBlock: 99n,
      },
    ],
    marginAccount(_venue, owner) {
      if (state.accountFailure !== undefined) throw state.accountFailure
      fake.evaluations += 1
      return state.accounts.get(owner) ?? emptyAccount(owner)
    },
    marginAnswers: (venue, owner) => ({ venue, owner, answers: data.answers }),
    simulateMargin(venue, owner, changes) {
      fake.simulated.push(...changes)
      const { margin } = state.accounts.get(owner) ?? data.account(owner)
      return { venue, owner, before: margin, after: margin, answers: data.answers }
    },
    marginAccounts: ({ owners, order, first, after }) =>
      toPage([...state.accounts.values()], ({ owner }) => owner, {
        order,
        first,
        after,
        keep: ({ owner }) => owners === undefined || owners.includes(owner),
      }),
    openTransfers: ({ states, order, first, after }) =>
      toPage(state.transfers, ({ sentAt }) => `${sentAt}`, {
        order,
        first,
        after,
        keep: (transfer) => states === undefined || states.includes(transfer.state),
      }),
    bridges: () => [data.bridge],
    backings: () => backings,
    routes: ({ destination, first, after }) =>
      toPage(data.routes, (route) => String(route.destination), {
        order: 'asc',
        first,
        after,
        keep: (route) => destination === undefined || route.destination === destination,
      }),
    transfers: ({ states, order, first, after }) =>
      toPage(state.transfers, ({ key }) => key, {
        order,
        first,
        after,
        keep: (transfer) => states === undefined || states.includes(transfer.state),
      }),
    transfer: (key: Hex) => state.transfers.find((transfer) => transfer.key === key),
    collateral: (venue) => {
      const { lines, totals } = data.account(data.owner)
      return { venue, lines, totals }
    },
    prices: () => data.prices,
    parameters: () => data.parameters,
    conditions: () => data.conditions,
    troubled: () => ({
      accounts: new Map(
        [...state.accounts].flatMap(([owner, { margin }]) =>
          troubled.has(margin.status) ? [[owner, margin.status] as const] : [],
        ),
      ),
      judged: state.accounts.size,
      isWhole: true,
      isGoingOn: false,
    }),
    release() {
      if (isReleased) throw new Error('A reader was released twice.')
      isReleased = true
      fake.released += 1
    },
  }
}

function toPage<item>(
  all: readonly item[],
  keyOf: (item: item) => string,
  page: {
    order: 'asc' | 'desc'
    first: number
    after: string | undefined
    keep(item: item): boolean
  },
): Page<item> {
  const kept = all.filter(page.keep).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const ordered = page.order === 'asc' ? kept : kept.toReversed()
  const start = page.after === undefined ? 0 : ordered.findIndex((i) => keyOf(i) === page.after) + 1
  const items = ordered.slice(start, start + page.first)
  return {
    items: items.map((item) => ({ item, cursor: keyOf(item) })),
    hasNextPage: start + page.first < ordered.length,
  }
}

function emptyAccount(owner: Address): AccountView {
  const { venue } = data
  const slacks = { equityE18: 0n, slackInitialE18: 0n, slackMaintenanceE18: 0n }
  const bounds = { low: slacks, best: slacks, high: slacks }
  const margin = {
    status: 'NO_RISK',
    certainty: 'SETTLED',
    reasons: [],
    units: [],
    bounds,
  } as const
  return { venue, owner, accounts: [owner], lines: [], totals: [], margin, transfers: [] }
}
