import { setMaxListeners } from 'node:events'
import type { ChainConfig } from '../config/ChainConfig.ts'
import type { Env } from '../env/Env.ts'
import type { SourceSet } from '../facts/Decoder.ts'
import type { ChainStatus } from './ChainStatus.ts'
import { createCoverageBook } from './coverage/createCoverageBook.ts'
import type { ChainClient } from './createChainClients.ts'
import type { Follower, FollowerOptions } from './Follower.ts'
import { backfillRanges } from './follow/backfillRanges.ts'
import type { FollowContext } from './follow/FollowContext.ts'
import { followChain } from './follow/followChain.ts'
import { createLogFetcher } from './logs/createLogFetcher.ts'
import { answerReads } from './read/answerReads.ts'
import { fetchBlock } from './read/fetchBlock.ts'
import { fetchCode } from './read/fetchCode.ts'

/** Creates the follower of one chain. Nothing is sent before one of its methods is called. */
export function createFollower(
  env: Env,
  config: ChainConfig,
  client: ChainClient,
  options: FollowerOptions,
): Follower {
  // Every request in flight listens to this signal; their number is bounded by the queues, not by Node's default of 10.
  setMaxListeners(0, options.signal)
  // Sockets end with the follower; whoever asks again opens new ones.
  options.signal.addEventListener('abort', () => client.transport.close(), { once: true })
  const status = createStatus(config)
  const context: FollowContext = { env, config, client, signal: options.signal, status }
  const book = createCoverageBook()
  const fetcherOf = (sources: readonly SourceSet[]) => createLogFetcher(sources, config, book)
  return {
    status: () => ({
      ...status,
      rpc: { ...client.transport.counters },
      endpoints: client.transport.endpoints(),
      independentEndpoints: client.transport.independent(),
    }),
    events: () => followChain(context, options, fetcherOf(options.sources)),
    read: (requests) => answerReads(context, requests),
    fetch: (sources, fromBlock, toBlock) =>
      backfillRanges(context, fetcherOf(sources), fromBlock, toBlock),
    block: (number) => fetchBlock(context, number),
    code: (address, blockNumber) => fetchCode(context, address, blockNumber),
  }
}

function createStatus(config: ChainConfig): ChainStatus {
  return {
    chainId: config.id,
    phase: 'connecting',
    head: undefined,
    headTimestamp: undefined,
    followed: undefined,
    safe: undefined,
    finalized: undefined,
    finalitySource: undefined,
    headConfirmedAtMs: undefined,
    monotonic: { confirmedMs: undefined, atHeadMs: undefined, movedMs: undefined },
    problem: undefined,
    rpc: { requests: 0, failures: 0, bytes: 0 },
    endpoints: [],
    independentEndpoints: new Set(config.endpoints.map(({ witness }) => witness)).size,
    reorgs: { count: 0, deepest: 0n },
  }
}
