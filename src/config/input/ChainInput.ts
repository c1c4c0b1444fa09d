import type { CoverageLevel } from '../../facts/Coverage.ts'
import type { ChainPreset } from '../ChainPreset.ts'
import type { IntegerInput } from './IntegerInput.ts'

interface EndpointInput {
  /** http(s) or ws(s) URL, or `env:NAME`. */
  url: string
  /**
   * Who speaks through it. Endpoints of one witness cannot confirm each other. Default: the host, so that two URLs of one
   * host are one witness; name it where one provider has several hosts.
   */
  witness?: string | undefined
  /** Requests per second at most. Default: as many as it takes without refusing. */
  requestsPerSecond?: number | undefined
}

export interface ChainInput {
  /** EIP-155 id; may be left out with a preset. */
  id?: number | undefined
  /**
   * Endpoints over HTTP or WebSocket, first preferred; `env:NAME` is looked up in the environment. A WebSocket endpoint
   * also announces new blocks, so that they are seen at once.
   */
  rpc: string | EndpointInput | readonly (string | EndpointInput)[]
  /** Known facts of the chain: an export of `plimsoll/chains`, or its name. */
  preset?: ChainPreset | string | undefined
  blockTimeMs?: number | undefined
  finality?:
    | {
        policy?: 'tag' | 'depth' | undefined
        safeDepth?: IntegerInput | undefined
        finalizedDepth?: IntegerInput | undefined
        /** After a reorg below finalized: stop the chain until it is confirmed, or repair it. Default `halt`. */
        onViolation?: 'halt' | 'repair' | undefined
      }
    | undefined
  /** A rollup's feed about its own sequencer: while that is down, and for a grace after, prices of the chain count as late. */
  sequencer?:
    | {
        /** Chainlink's uptime feed: the contract that emits `AnswerUpdated`, not the proxy before it. */
        feed: string
        startBlock: IntegerInput
        /** Default 3,600: an hour. */
        graceSeconds?: IntegerInput | undefined
      }
    | undefined
  /** What a backfill must reach. Default `unverified`; the README says what each level costs. */
  coverage?: CoverageLevel | undefined
  /** Whether an absence in a header's bloom may be believed. Default: the preset's word, else `untrusted`. */
  bloom?: 'trusted' | 'untrusted' | undefined
  staleAfterSeconds?: number | undefined
  /** Multicall3, which asks several contracts in one call. Default: the preset's. */
  multicall?: string | undefined
  /** Concurrent requests per endpoint at most. Default 8. */
  concurrency?: number | undefined
  /** Blocks per `eth_getLogs` range at most. Default 10,000. */
  rangeBlocksMax?: IntegerInput | undefined
  /** Deadline of one attempt. Default 15,000 ms. */
  timeoutMs?: number | undefined
}
