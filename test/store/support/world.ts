import type { BalanceFact } from '../../../src/facts/AccountFacts.ts'
import type { Fact } from '../../../src/facts/Fact.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import type { Address, BlockRef, ChainId } from '../../../src/facts/primitives.ts'
import type { SeriesRow } from '../../../src/facts/Series.ts'
import type { Store } from '../../../src/store/Store.ts'
import {
  alice,
  balance,
  batch,
  block,
  bob,
  carol,
  coverage,
  holding,
  holdingKey,
  leg,
  transferKey,
} from './rows.ts'

export const people: readonly Address[] = [alice, bob, carol]

/** What a generated block holds, by small numbers. */
export interface BlockSpec {
  isRecorded: boolean
  timestamp: number
  deltas: readonly { person: number; delta: number }[]
  legs: readonly {
    key: number
    step: 'sent' | 'credited' | 'failed' | 'committed'
    person: number | undefined
    via: Leg['via']
    amount: number
  }[]
}

interface WorldBlock {
  ref: BlockRef
  facts: readonly Fact<BalanceFact>[]
  legs: readonly Leg[]
}

/** The canonical history of one chain, kept naively beside the store. */
export interface WorldChain {
  chainId: ChainId
  blocks: Map<number, WorldBlock>
  indexed: BlockRef
  /** Blocks of the last reorg, so that it can be undone. */
  abandoned: readonly WorldBlock[]
  forks: number
}

export function createChain(chainId: ChainId): WorldChain {
  return { chainId, blocks: new Map(), indexed: block(0), abandoned: [], forks: 0 }
}

function createBlock(chain: WorldChain, number: number, spec: BlockSpec): WorldBlock {
  const ref = block(number, { fork: chain.forks, timestamp: spec.timestamp })
  const { chainId } = chain
  const facts = spec.deltas.map(({ person, delta }, rank) =>
    balance(chainId, ref, { account: personOf(person), delta: BigInt(delta), rank }),
  )
  const legs = spec.legs.map(({ key, step, person, via, amount }, index) =>
    leg(chainId, ref, {
      step,
      via,
      key: transferKey(`${key}`),
      amount: BigInt(amount),
      rank: 100 + index,
      ...(person === undefined ? {} : { of: personOf(person) }),
    }),
  )
  return { ref, facts, legs }
}

function personOf(index: number): Address {
  return people[index % people.length] ?? alice
}

export function sorted(chain: WorldChain): readonly WorldBlock[] {
  return [...chain.blocks.values()].sort((a, b) => Number(a.ref.number - b.ref.number))
}

/** Running values of a chain from its first block on. */
export function rowsOf(chain: WorldChain): readonly SeriesRow[] {
  const amounts = new Map<Address, bigint>()
  return sorted(chain).flatMap(({ ref, facts }) => {
    for (const { body } of facts) {
      amounts.set(body.account, (amounts.get(body.account) ?? 0n) + body.change.value)
    }
    const accounts = new Set(facts.map(({ body }) => body.account))
    return [...accounts].map((account) =>
      holding(chain.chainId, account, Number(ref.number), amounts.get(account) ?? 0n),
    )
  })
}

async function commitBlocks(store: Store, chain: WorldChain, added: readonly WorldBlock[]) {
  const first = added[0]?.ref.number ?? chain.indexed.number + 1n
  await store.commit(
    batch(chain.chainId, chain.indexed, {
      blocks: added.map(({ ref }) => ref),
      facts: added.flatMap(({ facts }) => facts),
      legs: added.flatMap(({ legs }) => legs),
      series: rowsOf(chain).filter(({ blockNumber }) => blockNumber >= first),
      coverage: [coverage(chain.chainId, 0, Number(chain.indexed.number))],
    }),
  )
}

/** New blocks on top; the last one is always recorded, as a follower does. */
export async function extend(store: Store, chain: WorldChain, specs: readonly BlockSpec[]) {
  const start = Number(chain.indexed.number)
  const added = specs
    .map((spec, index) => ({ spec, made: createBlock(chain, start + 1 + index, spec) }))
    .filter(({ spec }, index) => spec.isRecorded || index === specs.length - 1)
    .map(({ made }) => made)
  chain.indexed = added.at(-1)?.ref ?? chain.indexed
  for (const made of added) chain.blocks.set(Number(made.ref.number), made)
  await commitBlocks(store, chain, added)
}

/** Blocks above a height leave; the ancestor need not have been recorded before. */
export async function reorg(store: Store, chain: WorldChain, depth: number) {
  const height = Math.max(0, Number(chain.indexed.number) - depth)
  const recorded = chain.blocks.get(height)
  const ancestor = recorded?.ref ?? block(height, { fork: chain.forks })
  chain.abandoned = sorted(chain).filter(({ ref }) => ref.number > ancestor.number)
  for (const { ref } of chain.abandoned) chain.blocks.delete(Number(ref.number))
  if (recorded === undefined) chain.blocks.set(height, { ref: ancestor, facts: [], legs: [] })
  chain.indexed = ancestor
  chain.forks += 1
  await store.retract({ chainId: chain.chainId, ancestor, publishedAtMs: 1 })
}

/** The former blocks turn out to be canonical after all. */
export async function reorgBack(store: Store, chain: WorldChain) {
  const lowest = chain.abandoned[0]
  if (lowest === undefined) return
  const depth = Number(chain.indexed.number - lowest.ref.number) + 1
  const returning = chain.abandoned
  if (depth > 0) await reorg(store, chain, depth)
  chain.abandoned = []
  chain.indexed = returning.at(-1)?.ref ?? chain.indexed
  for (const made of returning) chain.blocks.set(Number(made.ref.number), made)
  await commitBlocks(store, chain, returning)
}

/** A block that was passed without a log turns out to hold some. */
export async function late(store: Store, chain: WorldChain, height: number, spec: BlockSpec) {
  const number = height % Math.max(1, Number(chain.indexed.number))
  if (chain.indexed.number === 0n || chain.blocks.has(number)) return
  const made = createBlock(chain, number, spec)
  chain.blocks.set(number, made)
  const accounts = new Set(made.facts.map(({ body }) => body.account))
  const fromBlock = BigInt(number)
  await store.refold({
    chainId: chain.chainId,
    fromBlock,
    blocks: [made.ref],
    facts: made.facts,
    legs: made.legs,
    keys: [...accounts].map((account) => holdingKey(chain.chainId, account)),
    series: rowsOf(chain).filter(
      ({ key, blockNumber }) =>
        blockNumber >= fromBlock && key.account !== undefined && accounts.has(key.account),
    ),
    quarantined: [],
    coverage: [],
    publishedAtMs: 1,
    reason: 'A late block.',
  })
}

/** A store that only ever saw the canonical history. */
export async function commitAll(store: Store, chain: WorldChain) {
  await commitBlocks(store, chain, sorted(chain))
}
