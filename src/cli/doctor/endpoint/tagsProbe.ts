import { readHeader } from '../../../chain/blocks/Header.ts'
import { RpcContentError } from '../../../chain/rpc/rpcErrors.ts'
import type { ChainConfig } from '../../../config/ChainConfig.ts'
import type { Asker } from '../Asker.ts'
import type { Finding } from '../DoctorLine.ts'
import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

/** A rollup's batches finalize within this time unless something is wrong (rpc-faults F046). */
const finalizedAgeSecondsMax = 7_200

/** A tag so near the head says `latest − n` on a chain whose depths are far larger (rpc-faults F045). */
const constantBlocks = 3n
const constantDepthMin = 30n

interface Tag {
  number: bigint
  timestamp: bigint
}

export interface TagFacts {
  /** Undefined where the node does not serve the tag. */
  safe: Tag | undefined
  finalized: Tag | undefined
  /** The head, asked after both. */
  head: bigint
}

/** Whether the node serves the finality tags, and whether they can be true. */
export const tagsProbe: Probe<EndpointContext, TagFacts> = {
  check: 'tags',
  async ask(asker, { chain, head }) {
    const safe = await askTag(asker, chain.name, 'safe')
    const finalized = await askTag(asker, chain.name, 'finalized')
    const later = await askTag(asker, chain.name, 'latest')
    return { safe, finalized, head: later?.number ?? head.number }
  },
  judge(facts, { chain, headAtMs }) {
    if (chain.finality.policy === 'depth') {
      return [
        { status: 'pass', text: 'Finality is by depth, as configured; the tags are not used.' },
      ]
    }
    const { safe, finalized, head } = facts
    if (safe === undefined || finalized === undefined) return [judgeMissing(facts, chain)]
    if (finalized.number > safe.number || finalized.number > head) {
      return [impossible({ safe, finalized, head })]
    }
    return [judgeDistance({ finalized, head }, chain, headAtMs)]
  },
}

async function askTag(asker: Asker, chain: string, tag: string): Promise<Tag | undefined> {
  const { result, failure } = await asker.ask('eth_getBlockByNumber', [tag, false])
  if (failure !== undefined) return undefined
  try {
    return readHeader(result, { chain })
  } catch (error) {
    // Some nodes answer an empty object for a tag that they do not know.
    if (error instanceof RpcContentError) return undefined
    throw error
  }
}

function judgeMissing({ safe, finalized }: TagFacts, chain: ChainConfig): Finding {
  const missing = [...(safe ? [] : ['safe']), ...(finalized ? [] : ['finalized'])].join(' and ')
  const { safeDepth, finalizedDepth } = chain.finality
  return {
    status: 'warn',
    text: `The node does not serve ${missing}: depths of ${safeDepth} and ${finalizedDepth} blocks stand in.`,
    cure: `Take a node that serves the tags, or set chains.${chain.name}.finality to depths that you trust.`,
  }
}

function impossible(tags: { safe: Tag; finalized: Tag; head: bigint }): Finding {
  return {
    status: 'fail',
    text: `Finalized is ${tags.finalized.number}, safe ${tags.safe.number} and the head ${tags.head}: backends disagree or the tags lie.`,
    cure: "Take another endpoint, or set the chain's finality.policy to 'depth'.",
  }
}

function judgeDistance(
  tags: { finalized: Tag; head: bigint },
  chain: ChainConfig,
  nowMs: number,
): Finding {
  const behind = tags.head - tags.finalized.number
  const ageSeconds = Math.round(nowMs / 1_000 - Number(tags.finalized.timestamp))
  const { finalizedDepth } = chain.finality
  if (
    behind <= constantBlocks &&
    finalizedDepth >= constantDepthMin &&
    tags.head > finalizedDepth
  ) {
    return {
      status: 'warn',
      text: `Finalized is ${behind} blocks behind the head, where ${finalizedDepth} are expected: the tag may be a constant.`,
      cure: "Set the chain's finality.policy to 'depth', unless its blocks are final at once.",
    }
  }
  if (ageSeconds > finalizedAgeSecondsMax) {
    return {
      status: 'warn',
      text: `Finalized stands at block ${tags.finalized.number}, which is ${ageSeconds} s old.`,
      cure: 'Compare with another node: the chain does not finalize, or this node does not notice.',
    }
  }
  return {
    status: 'pass',
    text: `Safe and finalized are served, finalized ${behind} blocks behind.`,
  }
}
