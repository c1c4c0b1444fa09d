import { ConfigError } from '../../errors/ConfigError.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'
import type { BackingConfig, BackingGroup } from '../BackingConfig.ts'
import { backingCallCount } from '../backingCallCount.ts'
import type { ConfigValues } from '../schema.ts'
import { parseBackingGroup } from './parseBackingGroup.ts'

type Known = Parameters<typeof parseBackingGroup>[2]

/** Resolves what is held against what, and what asking the tokens costs. Throws `ConfigError`. */
export function parseBacking(
  values: ConfigValues['backing'],
  known: Known,
): BackingConfig | undefined {
  if (values === undefined) return undefined
  const { everySeconds, callsMax } = values.reads
  const groups = Object.entries(values.groups).map(([id, group]) =>
    parseBackingGroup(id, group, known),
  )
  const multicalls = new Map(
    [...known.chains.values()].flatMap(({ config: { id, multicall } }): [ChainId, Address][] =>
      multicall === undefined ? [] : [[id, multicall]],
    ),
  )
  if (callsMax === 0) return { groups, multicalls, readsEverySeconds: undefined }
  for (const [name, { config }] of known.chains) {
    const hasMulticall = multicalls.has(config.id)
    const calls = countCalls(groups, config.id, hasMulticall)
    if (calls > callsMax) throw tooManyCalls({ name, calls, callsMax, hasMulticall })
  }
  return { groups, multicalls, readsEverySeconds: everySeconds }
}

function countCalls(
  groups: readonly BackingGroup[],
  chainId: ChainId,
  hasMulticall: boolean,
): number {
  const countOf = (list: 'escrows' | 'supplies' | 'limits'): number =>
    groups
      .flatMap((group): readonly { chainId: ChainId }[] => group[list])
      .filter((entry) => entry.chainId === chainId).length
  const counts = {
    escrows: countOf('escrows'),
    supplies: countOf('supplies'),
    limits: countOf('limits'),
  }
  return backingCallCount(counts, hasMulticall)
}

/** A round of reads is a promise about what the watch costs. */
function tooManyCalls(parameters: {
  name: string
  calls: number
  callsMax: number
  hasMulticall: boolean
}): ConfigError {
  const { name, calls, callsMax, hasMulticall } = parameters
  const other = 'callsMax, or set it to 0 to go by the logs alone.'
  return new ConfigError({
    field: 'backing.reads.callsMax',
    problem: `is ${callsMax}, and chain ${name} takes ${calls} calls a round`,
    cure: hasMulticall
      ? `Raise ${other}`
      : `Write chains.${name}.multicall where the chain has one, or raise ${other}`,
  })
}
