import type { Header } from '../../../chain/blocks/Header.ts'
import type { ChainConfig, EndpointConfig } from '../../../config/ChainConfig.ts'
import type { Env } from '../../../env/Env.ts'
import type { SourceSet } from '../../../facts/Decoder.ts'

/** What the probes of one endpoint know before they ask. */
export interface EndpointContext {
  env: Env
  chain: ChainConfig
  endpoint: EndpointConfig
  /** What would be fetched from this chain. */
  sources: readonly SourceSet[]
  /** First block at which contract state is read; undefined where nothing is read. */
  readsFrom: bigint | undefined
  /** The endpoint's newest block, a moment ago. */
  head: Header
  /** Wall clock when the newest block was answered, ms. */
  headAtMs: number
  signal: AbortSignal
}
