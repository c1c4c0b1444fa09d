import type { Hex } from 'viem'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import type { Fault } from '../../faults/support/Fault.ts'
import type { Deployment } from '../world/Deployment.ts'
import type { Intent } from '../world/Intent.ts'
import type { SimProgram } from '../world/SimWorld.ts'

/** A block as a script wants it; what a chain refuses leaves no log. */
export interface ScriptBlock {
  /** Seconds. */
  timestamp: bigint
  intents: readonly Intent[]
}

/** A log as the chain has it. */
export interface StagedLog {
  address: Hex
  topics: readonly Hex[]
  data: Hex
  logIndex: number
}

/** A block as the chain has it; transactions are named by the label of their intent. */
export interface StagedBlock {
  chainId: number
  number: number
  hash: Hex
  parentHash: Hex
  timestamp: bigint
  transactions: readonly { label: string; hash: Hex; logs: readonly StagedLog[] }[]
}

/** A fault that a stage has put in front of a chain; `met` counts what it took. */
export type StagedFault = Pick<Fault, 'met' | 'methods' | 'onCall' | 'name'>

/** The real program on a stage. */
export type StagedProgram = Pick<SimProgram, 'views' | 'database' | 'stop'>

/** Where scripts are played: chains that do what they are told, and the real program on them. */
export interface Stage {
  name: 'simulated' | 'real'
  deployment: Deployment
  /** Mines one block and returns it. */
  mine(chain: number, block: ScriptBlock): Promise<StagedBlock>
  /** Replaces the newest `depth` blocks at once; returns the new ones. */
  reorg(
    chain: number,
    depth: number,
    blocks: readonly ScriptBlock[],
  ): Promise<readonly StagedBlock[]>
  /** Bytes of a message of the real bridge, by its id. */
  messages: Map<Hex, Hex>
  /** From now on the chain's endpoint does this to answers; undefined ends it. */
  setFault(chain: number, fault: StagedFault | undefined): void
  /** The wall clock of the program, ms. */
  setNow(ms: number): void
  /** Starts the program on a file, which may be there already. */
  start(database: string, edit: (config: ConfigInput) => ConfigInput): Promise<StagedProgram>
  /** Lets so much of the program's time pass. */
  wait(ms: number): Promise<void>
  /** Lets time pass until `isThere`; false once nothing more is to be expected. */
  settle(isThere: () => Promise<boolean>): Promise<boolean>
  end(): Promise<void>
}
