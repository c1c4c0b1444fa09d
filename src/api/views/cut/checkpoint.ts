import { z } from 'zod'
import type { ChainId, Hex } from '../../../facts/primitives.ts'
import type { Cut, CutChain } from './Cut.ts'
import { CutError } from './CutError.ts'

/** A cut's name, taken apart. Hashes are cut to 8 bytes: enough to notice a reorg, short enough to pass around. */
export interface Checkpoint {
  kind: Cut['kind']
  revision: number
  /** Seconds. */
  asOf: bigint
  chains: readonly { chainId: ChainId; number: bigint; hashPrefix: Hex; isBehind: boolean }[]
}

const prefixLength = 2 + 16

/** A name longer than this was not made by us; 64 chains fit. */
const nameLengthMax = 4096

/** A cut without any chain, as while all of them are back-filled, has no time either. */
const pattern = /^(f\d+\.0|[fa]\d+\.\d+(\.\d+-\d+-[0-9a-f]{16}b?)+)$/

const parts = z.string().max(nameLengthMax).regex(pattern).refine(namesEachChainOnce)

/** Spells a cut: kind and revision, time, then number and hash of every chain in its sums, a `b` where it is behind. */
export function formatCheckpoint(
  cut: Pick<Cut, 'kind' | 'revision' | 'asOf'>,
  chains: readonly CutChain[],
): string {
  const places = chains.flatMap(({ chainId, number, hash, inclusion }) => {
    if (inclusion !== 'INCLUDED' && inclusion !== 'BEHIND') return []
    const mark = inclusion === 'BEHIND' ? 'b' : ''
    return [`${chainId}-${number}-${hash.slice(2, prefixLength)}${mark}`]
  })
  const kind = cut.kind === 'FRONTIER' ? 'f' : 'a'
  return [`${kind}${cut.revision}`, cut.asOf, ...places].join('.')
}

/** Reads a name back. Throws `CutError` CHECKPOINT_UNKNOWN when it is none of ours. */
export function parseCheckpoint(name: string): Checkpoint {
  const parsed = parts.safeParse(name)
  if (!parsed.success) {
    throw new CutError({
      code: 'CHECKPOINT_UNKNOWN',
      text: 'This checkpoint is not one that Plimsoll gave out; take one from the field `checkpoint` of a cut.',
    })
  }
  const [head = '', asOf = '0', ...places] = parsed.data.split('.')
  return {
    kind: head.startsWith('f') ? 'FRONTIER' : 'ALIGNED',
    revision: Number(head.slice(1)),
    asOf: BigInt(asOf),
    chains: places.map((place) => {
      const [chainId = '0', number = '0', prefix = ''] = place.split('-')
      return {
        chainId: Number(chainId),
        number: BigInt(number),
        hashPrefix: `0x${prefix.slice(0, prefixLength - 2)}`,
        isBehind: prefix.endsWith('b') && prefix.length === prefixLength - 1,
      }
    }),
  }
}

function namesEachChainOnce(name: string): boolean {
  const chainIds = name
    .split('.')
    .slice(2)
    .map((place) => place.split('-')[0])
  return new Set(chainIds).size === chainIds.length
}
