import type { Hex } from 'viem'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import type { Family } from '../world/Deployment.ts'
import type { IntentBody, Message } from '../world/Intent.ts'
import type { StagedFault } from './Stage.ts'

/** Transactions of a block by their labels; a label is one transaction wherever it is mined. */
export type Transactions = Readonly<Record<string, IntentBody | readonly IntentBody[]>>

/** What a script can tell a stage. Chains and people are numbered from 0. */
export interface Director {
  /** People with tokens. */
  people: { ann: Hex; bob: Hex; cay: Hex }
  /** Units of one whole token on a chain. */
  unit(chain: number, family: Family): bigint
  /** Mines one block, two seconds after the last one of any chain, or `after` seconds. */
  mine(chain: number, transactions?: Transactions, after?: number): Promise<void>
  /** Mines so many empty blocks on every chain. */
  rest(blocks: number): Promise<void>
  /** Replaces the newest `depth` blocks of a chain. */
  reorg(chain: number, depth: number, blocks: readonly Transactions[]): Promise<void>
  /** The message that a transaction sent, by its label; the one of the newest branch. */
  sent(label: string, index?: number): Message
  /** A message of the real bridge that nobody sent. */
  forge(parts: { origin: number; destination: number; account: Hex; amount: bigint }): Message
  /** Time of the newest block. */
  seconds(): bigint
  /** From now on a chain's endpoint does this to its answers; undefined ends it. */
  fault(chain: number, fault: StagedFault | undefined): void
  /** Waits until a fault has spoilt an answer. */
  meet(fault: StagedFault): Promise<void>
  /** The config of the next start, edited. */
  configure(edit: (config: ConfigInput) => ConfigInput): void
  start(): Promise<void>
  stop(): Promise<void>
  /** Lets so much of the program's time pass. */
  wait(ms: number): Promise<void>
  /**
   * Lets the program reach the tips, and notes what it answers there; `withProof` adds how far the first blocks are to be
   * trusted, which is a matter of time elsewhere.
   */
  ask(what: string, options?: { withProof?: boolean }): Promise<void>
}

/** A script that is written once and played on every stage. */
export interface Script {
  name: string
  play(on: Director): Promise<void>
}

/** What a script left behind on a stage, with names in place of what stages must differ in. */
export interface Played {
  /** Every block that ever was, and its logs that somebody follows. */
  blocks: readonly string[]
  answers: readonly { what: string; lines: readonly string[] }[]
  facts: readonly string[]
  series: readonly string[]
  quarantined: readonly string[]
  /** Answers that faults spoilt: whether there were any. */
  faults: readonly string[]
}
