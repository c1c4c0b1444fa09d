import type { ChainConfig } from '../../../config/ChainConfig.ts'
import type { Project } from '../../../config/Project.ts'
import type { Decoder } from '../../../facts/Decoder.ts'
import type { Contract } from '../../preflight/listContracts.ts'

/** What is known of one chain before anybody is asked. */
export interface ChainContext {
  project: Project
  chain: ChainConfig
  /** Decoders of this chain. */
  decoders: readonly Decoder[]
  /** Configured addresses of this chain. */
  contracts: readonly Contract[]
}
