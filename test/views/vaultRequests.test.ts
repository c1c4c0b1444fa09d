import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { createGraphqlServer } from '../../src/api/createGraphqlServer.ts'
import { createViews } from '../../src/api/views/createViews.ts'
import type { CustomDefinition } from '../../src/config/CustomDefinition.ts'
import type { Erc7540Vault } from '../../src/config/Erc7540Vault.ts'
import type { AssetConfig, Project } from '../../src/config/Project.ts'
import type { Fact, FactBody } from '../../src/facts/Fact.ts'
import type { Address } from '../../src/facts/primitives.ts'
import { type SeriesRow, seriesKeyId } from '../../src/facts/Series.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { foldFacts } from '../../src/ledger/fold/foldFacts.ts'
import { listSources } from '../../src/protocols/listSources.ts'
import { createErc7540Decoder } from '../../src/protocols/vaults/erc7540.ts'
import { chainStatus } from '../api/support/fakeData.ts'
import { serveVenue } from '../api/support/serveVenue.ts'
import { createTestLog, testEnv } from '../api/support/testEnv.ts'
import { project as bare } from '../ledger/support/world.ts'
import { createLogs } from '../protocols/lending/marginEvents.ts'
import { addressOf, transactionOf } from '../protocols/logs.ts'
import { blockOf, createFakeSnapshot, liveChain } from './support/fakeSnapshot.ts'

const [alice, bob] = [addressOf(0xa11ce), addressOf(0xb0b)]
const [dollar, share, tower, pledge, feed] = [1, 2, 3, 4, 5].map(addressOf)
if (!dollar || !share || !tower || !pledge || !feed) throw new Error('five addresses')

const asking: Erc7540Vault = {
  type: 'erc7540',
  chainId: 1,
  address: share,
  startBlock: 0n,
  asset: 'share',
  share,
  underlying: dollar,
  shareDecimals: 6,
  requests: ['deposit', 'redeem'],
  escrows: [share],
  redeeming: addressOf(0x4ede),
}
const asset = (id: string, token: Address, parts: Partial<AssetConfig> = {}): AssetConfig => ({
  ...{ id, symbol: id.toUpperCase(), decimals: 6, group: id, tokens: new Map([[1, token]]) },
  ...{ sharesOf: undefined, feeds: [], pegE18: 10n ** 18n, ...parts },
})
const definition: CustomDefinition = {
  ...{ family: 'vault', name: 'pledge', version: 1, events: ['Moved'] },
  abi: parseAbi(['event Moved(uint256 amount)']),
  toFacts: () => [],
}
const weights = { initialBps: 8_000n, maintenanceBps: 9_000n }
const [chain] = bare.chains
/** A vault that takes requests; its share is in another share, which is pledged in a vault of the same venue. */
const project: Project = {
  ...bare,
  chains: chain ? [chain] : [],
  feeds: [
    {
      ...{ id: 'usd', chainId: 1, address: feed, startBlock: 0n, decimals: 8 },
      ...{ heartbeatSeconds: 9_999n, deadAfterSeconds: 99_999n },
    },
  ],
  assets: [
    asset('usd', dollar, { feeds: ['usd'] }),
    asset('share', share, { sharesOf: 'usd' }),
    asset('tower', tower, { sharesOf: 'share', decimals: 18 }),
  ],
  bridges: [],
  rates: [{ chainId: 1, token: tower, decimals: 18, startBlock: 0n }],
  venues: [
    {
      id: 'lab',
      vaults: [
        asking,
        {
          ...{ type: 'custom', chainId: 1, address: pledge, startBlock: 0n, asset: 'tower' },
          ...{ token: tower, definition },
        },
      ],
      ...{ markets: [], landings: [], links: [] },
      risk: {
        ...{ boundary: '<', warningBps: 10_000n, markets: new Map() },
        collateral: new Map([
          ['usd', weights],
          ['share', weights],
          ['tower', weights],
        ]),
      },
    },
  ],
}

const { decode, decodeRead, accountReads } = createErc7540Decoder({ venue: 'lab', vault: asking })
const [asked, entered, moved] = ['ERC-7540', 'ERC-4626', 'ERC-20'].map(createLogs)
if (!asked || !entered || !moved) throw new Error('the catalogue has these protocols')

/** 70 asked to become shares; of 100 shares 40 wait for redemption, for bob to claim. */
const history = [
  moved(share, 'Transfer', { from: addressOf(0), to: alice, value: 100_000_000n }),
  asked(share, 'DepositRequest', {
    ...{ controller: alice, owner: alice, requestId: 0n, sender: alice, assets: 70_000_000n },
  }),
  moved(share, 'Transfer', { from: alice, to: share, value: 40_000_000n }),
  asked(share, 'RedeemRequest', {
    ...{ controller: alice, owner: alice, requestId: 0n, sender: alice, shares: 40_000_000n },
  }),
]
const claimed = [
  entered(share, 'Withdraw', {
    ...{ sender: alice, receiver: bob, owner: alice, assets: 30_000_000n, shares: 20_000_000n },
  }),
]

const decoded = (logs: typeof history): readonly Fact[] => {
  const { facts, quarantined } = decode(transactionOf(logs))
  expect(quarantined).toEqual([])
  return facts.map((fact) => ({ ...fact, at: { ...fact.at, chainId: 1 } }))
}

/** What the vault answers about alice, as `accountReads` asks it: of deposits, then of redemptions. */
function answered(answers: readonly [bigint, bigint, bigint, bigint]): readonly FactBody[] {
  const calls = accountReads?.calls(alice, []) ?? []
  return calls.flatMap(({ to, data }, i) => {
    const at = { chainId: 1, blockNumber: 7n, blockHash: data, sourceId: '' }
    const word = (answers[i] ?? 0n).toString(16).padStart(64, '0')
    return decodeRead?.({ request: { ...at, to, data }, data: `0x${word}` }) ?? []
  })
}

const balance = (asset: Address, account: Address, contract: Address, value: bigint): FactBody => ({
  ...{ kind: 'balance', side: 'asset', venue: 'lab', account, unit: 'cross', asset, contract },
  change: { type: 'delta', value },
})
const rate = (asset: Address, assetsPerShareUnit: bigint): FactBody => ({
  ...{ kind: 'index', asset, assetsPerShareUnit },
})

/** The GraphQL server over what the facts fold into; a share is worth 1.5 dollars, a dollar is worth 2. */
function serve(facts: readonly Fact[], bodies: readonly FactBody[]) {
  const [first] = facts
  if (first === undefined) throw new Error('something happened')
  const read = bodies.map((body, k) => ({ ...first, at: { ...first.at, txIndex: 9, k }, body }))
  const price = { kind: 'price', feed, answer: 2n * 10n ** 8n, roundId: 1n, updatedAt: 1_200n }
  const told = [...facts, ...read, { ...first, at: { ...first.at, txIndex: 10 }, body: price }]
  const rows = new Map<string, SeriesRow>()
  // CAST: the price has the shape of its fact.
  for (const row of foldFacts(told as readonly Fact[], [], new Map()))
    rows.set(seriesKeyId(row.key), row)
  const snapshot = createFakeSnapshot(
    { 1: { blocks: [blockOf(1, 100n)], finalized: 100n } },
    {
      coverage: listSources(project).map(({ source, decoder, filterDigest }) => ({
        ...{ chainId: 1, sourceId: source.id, filterDigest, fromBlock: 0n, fromTimestamp: 0n },
        ...{ toBlock: 100n, decoder, spans: [{ toBlock: 100n, level: 'verified' }] },
      })),
      series: (selector) =>
        [...rows.values()].filter(({ key }) => {
          switch (selector.of) {
            case 'accounts':
              return key.account !== undefined && selector.accounts.includes(key.account)
            case 'totals':
              return key.kind === 'total'
            case 'contracts':
              return (
                key.kind === selector.kind &&
                selector.contracts.some(({ contract }) => contract === key.contract)
              )
            default:
              return false
          }
        }),
    },
  )
  const views = createViews({
    project,
    topology: createTopology(project),
    store: { snapshot: async () => snapshot, size: () => Promise.reject(new Error('not asked')) },
    env: testEnv,
    report: () => [
      {
        ...liveChain(1, { finalized: 100n, safe: 100n }),
        status: { ...chainStatus(), chainId: 1 },
        ...{ eventsPerSecond: 0, etaSeconds: undefined },
      },
    ],
    subscribe: () => () => {},
  })
  const { yoga } = createGraphqlServer({ views, env: testEnv, log: createTestLog(), version: '1' })
  return async (query: string) => {
    const response = await yoga.fetch('http://plimsoll/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query }),
    })
    // CAST: the shape that GraphQL over HTTP prescribes; each test checks what it reads.
    const body = (await response.json()) as { data?: Record<string, unknown>; errors?: unknown }
    expect(body.errors).toBeUndefined()
    return body.data
  }
}

const lines = `lines { assetId request amount { value } shares value { value } }`
const account = `{ marginAccount(venue: "lab", owner: "${alice}") {
  ${lines} equity { value } } }`

const line = (assetId: string, request: string | null, amount: string, shares: bigint | null) => ({
  ...{ assetId, request, amount: { value: amount } },
  ...{
    shares: shares === null ? null : shares.toString(),
    value: { value: `${Number(amount) * 2}` },
  },
})

test('default: what waits is an account’s, in the form in which it was given', async () => {
  const ask = serve(decoded(history), [rate(share, 1_500_000n)])
  const data = await ask(account)
  expect(data?.marginAccount).toMatchObject({
    lines: [
      line('share', null, '90', 60_000_000n),
      line('usd', 'PENDING_DEPOSIT', '70', null),
      line('share', 'PENDING_REDEEM', '60', 40_000_000n),
    ],
    equity: { value: '440' },
  })
})

test('default: what became claimable is worth what is due for it, the rest what was given', async () => {
  const due = answered([30_000_000n, 24_000_000n, 20_000_000n, 25_000_000n])
  const data = await serve(decoded(history), [rate(share, 1_500_000n), ...due])(account)
  expect(data?.marginAccount).toMatchObject({
    lines: [
      line('share', null, '90', 60_000_000n),
      line('usd', 'PENDING_DEPOSIT', '40', null),
      line('share', 'CLAIMABLE_DEPOSIT', '36', 24_000_000n),
      line('share', 'PENDING_REDEEM', '30', 20_000_000n),
      line('usd', 'CLAIMABLE_REDEEM', '25', null),
    ],
  })
})

test('behavior: a claim that is newer than the answer takes nothing twice', async () => {
  const due = answered([0n, 0n, 40_000_000n, 50_000_000n])
  const facts = [...decoded(history), ...decoded(claimed)]
  const data = await serve(facts, [rate(share, 1_500_000n), ...due])(account)
  expect(data?.marginAccount).toMatchObject({
    lines: [
      line('share', null, '90', 60_000_000n),
      line('usd', 'PENDING_DEPOSIT', '70', null),
      line('usd', 'CLAIMABLE_REDEEM', '25', null),
    ],
  })
})

test('default: a pledged share of a share is worth what is at the bottom, counted once', async () => {
  const facts = decoded(history)
  // 30 towers stand on 60 shares, which stand in the pledge's own name in the vault's book.
  const bodies = [
    rate(share, 1_500_000n),
    rate(tower, 2_000_000n),
    balance(tower, bob, pledge, 30n * 10n ** 18n),
    balance(share, alice, share, -60_000_000n),
    balance(share, pledge, share, 60_000_000n),
  ]
  const ask = serve(facts, bodies)
  const owned = await ask(`{ marginAccount(venue: "lab", owner: "${bob}") { ${lines} } }`)
  expect(owned?.marginAccount).toEqual({
    lines: [line('tower', null, '90', 30n * 10n ** 18n)],
  })
  const all = await ask(`{ collateral(venue: "lab") { totals { assetId amount { value } } } }`)
  expect(all?.collateral).toEqual({
    totals: [
      { assetId: 'share', amount: { value: '60' } },
      { assetId: 'tower', amount: { value: '90' } },
      { assetId: 'usd', amount: { value: '70' } },
    ],
  })
})

test('behavior: a share whose lower rate was never read has no value, and the answer says so', async () => {
  const bodies = [rate(tower, 2_000_000n), balance(tower, bob, pledge, 30n * 10n ** 18n)]
  const data = await serve(
    decoded(history),
    bodies,
  )(
    `{ marginAccount(venue: "lab", owner: "${bob}") { lines { assetId value { value } } reasons { code } } }`,
  )
  expect(data?.marginAccount).toEqual({
    lines: [{ assetId: 'tower', value: null }],
    reasons: [{ code: 'RATE_MISSING' }],
  })
})

test('default: from a config to GraphQL on a real store, where all rows follow from the facts', async () => {
  const { mine, ask, verify } = await serveVenue({
    assets: {
      usd: { symbol: 'USD', decimals: 6, tokens: { lab: dollar } },
      share: { symbol: 'SHARE', decimals: 6, tokens: { lab: share }, sharesOf: 'usd' },
    },
    venue: {
      id: 'lab',
      vaults: [{ type: 'erc7540', chain: 'lab', address: share, startBlock: 1, asset: 'share' }],
      risk: { collateral: {} },
    },
  })
  const word = (value: bigint) => `0x${value.toString(16).padStart(64, '0')}` as const
  await mine({ time: 1_000, transactions: [history], answer: () => word(1_500_000n) })
  // The vault rounds what is claimed up: a unit more than what was asked for.
  const all = { sender: alice, receiver: bob, owner: alice, assets: 60_000_001n }
  const claim = entered(share, 'Withdraw', { ...all, shares: 40_000_001n })
  const { quarantined } = await mine({ time: 1_010, transactions: [[claim]] })
  expect(quarantined).toEqual([])
  const { data } = await ask(
    `{ marginAccount(venue: "lab", owner: "${alice}") { lines { assetId request amount { value } } } }`,
  )
  expect(data).toEqual({
    marginAccount: {
      lines: [
        { assetId: 'share', request: null, amount: { value: '90' } },
        { assetId: 'usd', request: 'PENDING_DEPOSIT', amount: { value: '70' } },
      ],
    },
  })
  expect((await verify()).chains.map(({ mismatches }) => mismatches)).toEqual([[]])
})
