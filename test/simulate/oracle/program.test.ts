import { type Hex, toHex } from 'viem'
import { expect, test } from 'vitest'
import type { TreeBlock } from '../../faults/support/createBlockTree.ts'
import { createWorld, type World } from '../../faults/support/createWorld.ts'
import type { TreeLog } from '../../faults/support/encodeBlock.ts'
import { awaitTips } from '../../faults/support/expectLikeFresh.ts'
import {
  addressOf,
  bookReceive,
  bookSend,
  chainIds,
  contracts,
  traders,
} from '../../faults/support/protocol.ts'
import type { Program } from '../../faults/support/runProgram.ts'
import { isSending, planBlock, toTransaction } from '../../faults/support/scenario.ts'
import { foldWorld } from './foldWorld.ts'
import type { OracleChain, OracleDeployment, OracleState } from './Oracle.ts'

/** The faults' world as its config has it. */
const deployment: OracleDeployment = {
  chainIds: Object.values(chainIds),
  contracts: [
    {
      kind: 'erc4626',
      ...at('harbor', 'yieldVault'),
      venue: 'lab',
      underlying: contracts.harbor.usd,
    },
    { kind: 'book', ...at('harbor', 'book'), venue: 'lab', token: contracts.harbor.usd },
    { kind: 'feed', ...at('harbor', 'feed'), id: 'usd-feed' },
    {
      kind: 'warpRouter',
      ...at('harbor', 'router'),
      mailbox: contracts.harbor.mailbox,
      token: contracts.harbor.usd,
      route: 'route',
    },
    { kind: 'book', ...at('island', 'book'), venue: 'lab', token: contracts.island.router },
    {
      kind: 'warpRouter',
      ...at('island', 'router'),
      mailbox: contracts.island.mailbox,
      token: contracts.island.router,
      route: 'route',
    },
  ],
  assets: [
    {
      id: 'usd',
      group: 'usd',
      decimals: 6,
      tokens: {
        [chainIds.harbor]: contracts.harbor.usd,
        [chainIds.island]: contracts.island.router,
      },
    },
    {
      id: 'share',
      group: 'share',
      decimals: 6,
      tokens: { [chainIds.harbor]: contracts.harbor.yieldVault },
    },
  ],
  routes: [{ id: 'route', kind: 'hyperlane', skewSeconds: 60n, stuckAfterSeconds: 600n }],
}

function at<chain extends 'harbor' | 'island'>(
  chain: chain,
  name: keyof (typeof contracts)[chain],
) {
  // CAST: every entry of `contracts` is an address.
  return { chainId: chainIds[chain], address: contracts[chain][name] as `0x${string}` }
}

const token = '{ raw chainId token }'
const holder = '{ venue account unit }'
const query = `query ($at: At) {
  marginAccounts(venue: "lab", first: 20, at: $at) {
    nodes { lines { kind chainId contract account unit amount { raw } shares transferKey } }
  }
  collateral(venue: "lab", at: $at) {
    lines { kind chainId account unit amount { raw } shares transferKey assetId }
    cut { checkpoint chains { chainId inclusion number hash } }
  }
  transfers(first: 200, at: $at) {
    nodes { key state stage isCollateralBound origin destination sent { raw } credited { raw }
            amounts { kind holder ${holder} amount ${token} } }
  }
  conditions(at: $at) { nodes { code subject } }
}`

interface Line {
  kind: string
  chainId: number
  contract: string | null
  account: string | null
  unit: string
  amount: { raw: string }
  shares: string | null
  transferKey: string | null
}

interface Given {
  marginAccounts: { nodes: { lines: Line[] }[] }
  collateral: {
    lines: (Line & { assetId: string })[]
    cut: {
      checkpoint: string
      chains: { chainId: number; inclusion: string; number: string; hash: string }[]
    }
  }
  transfers: {
    nodes: {
      key: string
      state: string
      stage: string | null
      isCollateralBound: boolean
      origin: number
      destination: number
      sent: { raw: string } | null
      credited: { raw: string } | null
    }[]
  }
  conditions: { nodes: { code: string; subject: string }[] }
}

/** Blocks mined while the program runs: longer than the skew, and than the deadline of what never arrives. */
const liveBlocks = 340

/** Adds to what a block of the script holds. */
function plan(world: World, chain: 'harbor' | 'island', number: number, logs: readonly TreeLog[]) {
  const label = `oracle:${chain}:${number}`
  const { transactions = [] } = planBlock(chain, number)
  world.plans.set(`${chain}:${number}`, {
    transactions: [...transactions, toTransaction(label, logs)],
  })
}

/** The same logs with another amount: the key still commits to the first. */
function tampered(logs: readonly TreeLog[], from: bigint, to: bigint): readonly TreeLog[] {
  const [word, other] = [from, to].map((amount) => toHex(amount, { size: 32 }).slice(2))
  if (word === undefined || other === undefined) return logs
  // CAST: the replaced part is as long as its replacement.
  return logs.map((log) => ({ ...log, data: log.data.replace(word, other) as Hex }))
}

const [ann, bob, cay, dee] = traders

test('default: the program serves what the oracle says, while one chain lags, and at past cuts', async () => {
  const world = await createWorld({ liveBlocks })
  if (ann === undefined || bob === undefined || cay === undefined || dee === undefined)
    throw new Error('there are four traders')
  const sentBefore = 235
  expect(isSending(sentBefore)).toBe(true)
  // Credits that nobody sent; the second is more than its account keeps.
  plan(world, 'island', 246, bookReceive(ann, 9_001, 70_000n))
  plan(world, 'island', 249, bookReceive(bob, 9_002, 90_000n))
  // The same message delivered twice, one amount tampered with, and one that never arrives.
  plan(world, 'island', 251, bookReceive(cay, sentBefore, 235_000n))
  plan(world, 'harbor', 244, bookSend(cay, 9_003, 40_000n))
  plan(world, 'island', 252, tampered(bookReceive(cay, 9_003, 40_000n), 40_000n, 65_000n))
  plan(world, 'harbor', 248, bookSend(dee, 9_004, 30_000n))
  // An account that harbor never saw is credited more than all that the venue shows there.
  plan(world, 'island', 272, bookReceive(addressOf('eve'), 9_005, 100_000_000_000n))
  const program = await world.start()
  const seen = new Set<string>()
  const lag = (blocks: number) => {
    world.node.backends = [{ lag: blocks, tip: undefined }]
  }
  for (let seconds = 8; seconds < liveBlocks * 2; seconds += seconds < 120 ? 4 : 40) {
    // Harbor is 15 blocks behind for a while: credits of island are ahead of their sends.
    if (seconds === 32) lag(15)
    if (seconds === 80) lag(0)
    await world.clock.run(Math.max(seconds * 1_000 - world.clock.monotonic(), 0))
    await compare(world, program, { finality: 'LATEST' }, seen)
  }
  await awaitTips(world, program)
  const { timestamp } = world.trees.island.tip
  for (let ago = 0n; ago < 1_100n; ago += 61n)
    await compare(world, program, { timestamp: Number(timestamp - ago) }, seen)
  for (const finality of ['SAFE', 'FINALIZED'] as const)
    await compare(world, program, { finality }, seen)
  expect([...seen].sort()).toEqual([
    'AMOUNT_MISMATCH',
    'AWAITING_SOURCE',
    'DELIVERED',
    'DUPLICATE_CREDIT',
    'IN_FLIGHT',
    'STUCK',
    'UNBACKED',
    'inFlight',
    'lagOffset',
    'unbacked',
  ])
})

/** Holds one answer against the oracle at the very cut that it names, and notes what was met. */
async function compare(
  world: World,
  program: Program,
  at: Record<string, unknown>,
  seen: Set<string>,
): Promise<void> {
  const given = await program.query<Given>(query, { at })
  const cut = given.collateral.cut.chains.filter(({ inclusion }) => isSummed.has(inclusion))
  const state = foldWorld(
    deployment,
    cut.map(({ chainId, number, hash }) => {
      const tree = chainId === chainIds.harbor ? world.trees.harbor : world.trees.island
      const tip = tree.byHash(hash)
      expect(tip?.number).toBe(Number(number))
      return toOracleChain(chainId, tip)
    }),
  )
  expect(spellGiven(given)).toEqual(spellOracle(state))
  for (const { state: name, amounts } of state.transfers)
    for (const word of [name, ...amounts.map(({ kind }) => kind)]) seen.add(word)
}

const isSummed = new Set(['INCLUDED', 'BEHIND'])

function toOracleChain(chainId: number, tip: TreeBlock | undefined): OracleChain {
  const blocks: TreeBlock[] = []
  for (let block = tip; block !== undefined; block = block.parent) blocks.unshift(block)
  return {
    chainId,
    coveredFromTimestamp: 0n,
    blocks: blocks.map((block) => ({ ...block, number: BigInt(block.number) })),
  }
}

const kinds: Record<string, string> = {
  HOLDING: 'holding',
  IN_FLIGHT: 'inFlight',
  LAG_OFFSET: 'lagOffset',
  UNBACKED: 'unbacked',
}

function spellGiven({ marginAccounts, collateral, transfers, conditions }: Given) {
  const lines = marginAccounts.nodes
    .flatMap((node) => node.lines)
    .concat(collateral.lines.filter(({ kind, account }) => !account && kind !== 'HOLDING'))
  const sum = (kind: string, isShare: boolean) =>
    collateral.lines
      .filter((line) => kinds[line.kind] === kind && (line.shares !== null) === isShare)
      .reduce((total, { amount, shares }) => total + BigInt(shares ?? amount.raw), 0n)
  const totalOf = (group: string) => {
    const of = (kind: string) => sum(kind, group === 'share')
    return `${group} ${of('holding')} ${of('inFlight')} ${of('lagOffset')} ${of('unbacked')}`
  }
  return {
    lines: lines
      .map(({ kind, chainId, contract, account, unit, amount, shares, transferKey }) =>
        [kinds[kind], chainId, contract ?? transferKey, account, unit, shares ?? amount.raw].join(
          ' ',
        ),
      )
      .sort(),
    totals: ['share', 'usd'].map(totalOf),
    transfers: transfers.nodes
      .map(({ key, state, stage, isCollateralBound, origin, destination, sent, credited }) =>
        [key, state, stage, isCollateralBound, origin, destination, sent?.raw, credited?.raw].join(
          ' ',
        ),
      )
      .sort(),
    conditions: conditions.nodes
      .filter(({ code }) => code.startsWith('TRANSFER') || code === 'RESIDUAL')
      .map(({ code, subject }) => `${code} ${subject}`)
      .sort(),
  }
}

/** What has 6 decimals, out of group units. */
const sixDecimals = 10n ** 30n

function spellOracle({ accounts, venues, transfers, conditions }: OracleState) {
  const lines = accounts.flatMap(({ account, holdings, amounts }) => [
    ...holdings.map(({ chainId, contract, unit, amount }) =>
      ['holding', chainId, contract, account, unit, amount].join(' '),
    ),
    ...amounts.map(({ kind, chainId, key, holder: { unit }, amount }) =>
      [kind, chainId, key, account, unit, amount].join(' '),
    ),
  ])
  return {
    lines: lines.sort(),
    totals: (venues[0]?.totals ?? []).map(({ group, holdings, inFlight, lagOffset, unbacked }) => {
      const parts = [holdings, inFlight, lagOffset, unbacked]
      return [group, ...parts.map((part) => part / sixDecimals)].join(' ')
    }),
    transfers: transfers
      .map(({ key, state, stage, isCollateralBound, ...transfer }) => {
        const { origin, destination, sentAmount, creditedAmount } = transfer
        const ends = [origin, destination, sentAmount, creditedAmount]
        return [key, state, stage, isCollateralBound, ...ends].join(' ')
      })
      .sort(),
    conditions: conditions.map(({ code, subject }) => `${code} ${subject}`).sort(),
  }
}
